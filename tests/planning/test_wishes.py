"""ENIs with wishes of their own: what is named is taken, what cannot be is refused with its code, the rest stands."""

from __future__ import annotations

import json
from typing import Any

import pytest

from eniplan.planning.spec import Wish
from eniplan.planning.wishes import lies_in
from tests.planning.ground_kit import A, B, C, account, eni, group, lines, places, planned, refusals, said, vswitch

USED = eni("x", "a", "10.0.0.50", prefixes=("10.0.0.64/28",), ipv6=("2001:db8:0:a::50",))
ON = account(A, B, C, enis=[USED])

REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "in use": ({"primary": "10.0.0.50"}, "InvalidPrivateIpAddress.Duplicated"),
    "inside a prefix in use": ({"primary": "10.0.0.70"}, "InvalidPrivateIpAddress.Duplicated"),
    "outside": ({"primary": "10.9.0.1"}, "InvalidVSwitchId.IpInvalid"),
    "first system address": ({"primary": "10.0.0.0"}, "InvalidVSwitchId.IpInvalid"),
    "last system address": ({"secondary": ("10.0.0.253",)}, "InvalidVSwitchId.IpInvalid"),
    "no address": ({"primary": "10.0.0.09"}, "InvalidIp.Address"),
    "named twice": ({"primary": "10.0.0.9", "secondary": ("10.0.0.9",)}, "InvalidIp.IpRepeated"),
    "prefix in use": ({"ipv4_prefixes": ("10.0.0.64/28",)}, "InvalidIp.IpPrefixNotAvailable"),
    "prefix outside blocks": ({"ipv4_prefixes": ("10.0.0.16/28",)}, "InvalidIp.IpPrefixMustInReserveSegment"),
    "IPv6 in use": ({"ipv6": ("2001:db8:0:a::50",)}, "InvalidOperation.AddressAlreadyAllocated"),
    "IPv6 outside": ({"ipv6": ("2001:db8:0:c::1",)}, "InvalidOperation.AddressNotInVSwitchCidr"),
    "IPv6 of the system": ({"ipv6": ("2001:db8:0:a::",)}, "InvalidIp.Address"),
    "fifty": ({"secondary": tuple(f"10.0.0.{n}" for n in (*range(1, 50), 150))}, "InvalidParameter"),
    "masked": ({"primary": "10.0.0.*"}, "Lint.MaskedValue"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_named(case: str) -> None:
    """The one ENI is refused with the code of what it names; the two beside it are placed."""
    named, code = REFUSED[case]
    plan = planned(group("web-{n}", 3, "a", enis=(Wish(n=2, **named),)), on=ON)
    assert refusals(plan) == [(code, 1, 2)]
    assert plan.refused[0].first == "web-2"
    assert [each.name for each in plan.enis] == ["web-1", "web-3"]
    assert [f.request for f in plan.findings if f.code == code] == ["web-2"]


@pytest.mark.parametrize("addressing", ["automatic", "pinned"])
def test_what_is_named_is_taken(addressing: str) -> None:
    """Every kind at once: the ENI has what is named, its request names it, and nobody else has it."""
    wish = Wish(n=2, primary="10.0.0.9", secondary=("10.0.0.8", "10.0.0.7"), ipv4_prefixes=("10.0.0.96/28",),
                ipv6=("2001:db8:0:a::9",), ipv6_prefixes=("2001:db8:0:a:4000::/80",))  # fmt: skip
    made = group("web-{n}", 3, secondary_addresses=1, ipv4_prefixes=1, addressing=addressing, enis=(wish,))
    plan = planned(made, group("more-{n}", 175))
    one = plan.enis[1]
    assert (one.primary, one.secondary, one.ipv4_prefixes) == (wish.primary, wish.secondary, wish.ipv4_prefixes)
    assert (one.ipv6, one.ipv6_prefixes, one.illustrative) == (wish.ipv6, wish.ipv6_prefixes, False)
    request = plan.requests[1]
    assert (request.primary_address, request.secondary_addresses) == (wish.primary, wish.secondary)
    assert (request.ipv4_prefixes, request.ipv6_addresses) == (wish.ipv4_prefixes, wish.ipv6)
    everything = [a for each in plan.enis for a in (each.primary, *each.secondary, *each.ipv4_prefixes)]
    assert len(everything) == len(set(everything)) == 3 + 175 + 2 * (1 + 1) + 3


def test_named_prefixes_are_nobody_elses() -> None:
    """Two of the four are named, of either family; the lowest of the others go to the next ENIs."""
    wish = Wish(n=1, ipv4_prefixes=("10.0.0.64/28", "10.0.0.96/28"), ipv6_prefixes=("2001:db8:0:a:4000::/80",))
    plan = planned(group("web-{n}", 3, ipv4_prefixes=1, ipv6_prefixes=1, draw="lowest", enis=(wish,)))
    assert [each.ipv4_prefixes for each in plan.enis[1:]] == [("10.0.0.80/28",), ("10.0.0.112/28",)]
    assert plan.enis[1].ipv6_prefixes == ("2001:db8:0:a:4001::/80",)
    assert plan.utilisation[0].after.free_prefixes_ipv4 == 0


def test_half_a_wish_leaves_the_rest_to_the_cloud() -> None:
    """An automatic group: the primary address is named, the others are counted, and the drawing is illustrative."""
    plan = planned(group("web-{n}", 1, secondary_addresses=2, enis=(Wish(n=1, primary="10.0.0.9"),)))
    assert json.loads(lines(plan)[0])["PrimaryIpAddress"] == "10.0.0.9"
    assert json.loads(lines(plan)[0])["SecondaryPrivateIpAddressCount"] == 2
    assert (plan.enis[0].primary, len(plan.enis[0].secondary), plan.enis[0].illustrative) == ("10.0.0.9", 2, True)


def test_half_a_wish_of_a_pinned_group_is_drawn_and_named() -> None:
    """The plan draws the others and names all."""
    plan = planned(
        group("web-{n}", 1, secondary_addresses=2, addressing="pinned", enis=(Wish(n=1, primary="10.0.0.9"),))
    )
    members = json.loads(lines(plan)[0])
    assert (members["PrimaryIpAddress"], tuple(members["PrivateIpAddress"])) == ("10.0.0.9", plan.enis[0].secondary)
    assert "SecondaryPrivateIpAddressCount" not in members
    assert not plan.enis[0].illustrative


def test_an_empty_list_is_none_at_all() -> None:
    """The group has two secondary addresses, this ENI has none."""
    plan = planned(
        group("web-{n}", 2, secondary_addresses=2, ipv4_prefixes=1, enis=(Wish(n=1, secondary=(), ipv4_prefixes=()),))
    )
    assert [(len(each.secondary), len(each.ipv4_prefixes)) for each in plan.enis] == [(0, 0), (2, 1)]
    assert set(json.loads(lines(plan)[0])) == {
        "RegionId",
        "VSwitchId",
        "NetworkInterfaceName",
        "ClientToken",
        "SecurityGroupIds",
    }


def test_empty_parameters_are_not_sent() -> None:
    """Neither with wishes nor without: no empty text, list or object stands in a request; a note says so."""
    made = group(
        "web-{n}",
        2,
        parameters={"ResourceGroupId": "", "NetworkInterfaceTrafficConfig": {}},
        enis=(Wish(n=1, primary="10.0.0.9"),),
    )
    plan = planned(made)
    assert all('""' not in line and "{}" not in line for line in lines(plan))
    assert len(said(plan.findings, "Lint.EmptyValue")) == 2


def test_a_wish_finds_its_vswitch() -> None:
    """The named address lies in the VSwitch listed second; the placement would have taken the first."""
    assert places(planned(group("web-{n}", 1, "a", "b", enis=(Wish(n=1, primary="10.0.1.9"),)))) == "b"


def test_a_wish_for_a_vswitch_is_kept() -> None:
    """By placement the ENIs alternate; the third one is in b as it wishes, and counts there."""
    assert places(planned(group("web-{n}", 5, "a", "b", enis=(Wish(n=3, vswitch="vsw-b"),)))) == "a b b a a"


def test_a_wish_for_an_unknown_vswitch() -> None:
    """The group has a VSwitch that nobody describes: the wish for it is refused, and the group is warned."""
    plan = planned(group("web-{n}", 2, "a", "typo", enis=(Wish(n=1, vswitch="vsw-typo"),)))
    assert refusals(plan) == [("InvalidVSwitchId.NotFound", 1, 1)]
    assert plan.refused[0].vswitches == ("vsw-typo",)
    assert said(plan.findings, "Lint.VSwitchLeftOut") == [("web-{n}", "vsw-typo")]


@pytest.mark.parametrize("where", [("a", "b"), ("b", "a"), ("a", "b", "c")])
def test_a_refused_wish_tells_the_vswitch_it_belongs_to(where: tuple[str, ...]) -> None:
    """The address is in use in b; that it lies outside of the others is not the news."""
    there = account(A, B, C, enis=[eni("x", "b", "10.0.1.9")])
    plan = planned(group("web-{n}", 1, *where, enis=(Wish(n=1, primary="10.0.1.9"),)), on=there)
    assert refusals(plan) == [("InvalidPrivateIpAddress.Duplicated", 1, 0)]
    assert "10.0.1.9 is in use by eni-x (x)" in plan.refused[0].message


def test_what_is_said_of_the_group_is_not_said_of_its_wishes() -> None:
    """The same warning for the same parameter, once for all."""
    made = group("web-{n}", 3, secondary_addresses=1, ipv4_prefixes=1, enis=(Wish(n=2, vswitch="vsw-a"),))
    assert said(planned(made).findings, "Lint.MixedAddressesAndPrefixes") == [("web-{n}", "vsw-a")]


def test_each_named_address_in_a_block_is_warned_of() -> None:
    """Accepted, and each of the two ENIs gets its warning."""
    made = group("web-{n}", 2, enis=(Wish(n=1, primary="10.0.0.70"), Wish(n=2, primary="10.0.0.71")))
    plan = planned(made)
    assert [each.primary for each in plan.enis] == ["10.0.0.70", "10.0.0.71"]
    assert said(plan.findings, "Lint.AddressInReservedBlock") == [("web-1", "vsw-a"), ("web-2", "vsw-a")]


def test_an_address_in_a_block_takes_its_prefix() -> None:
    """Of four prefixes three are left for the others."""
    made = group("web-{n}", 5, "b", ipv4_prefixes=1, enis=(Wish(n=1, primary="10.0.1.70", ipv4_prefixes=()),))
    assert refusals(planned(made)) == [("InvalidVSwitchId.IpPrefixNotEnough", 1, 4)]


def test_a_wish_may_fit_where_the_group_does_not() -> None:
    """The group asks for prefixes that c does not have; the ENI that asks for none can be in c."""
    made = group("web-{n}", 2, "c", ipv4_prefixes=1, enis=(Wish(n=2, ipv4_prefixes=()),))
    plan = planned(made)
    assert refusals(plan) == [("InvalidOperation.VSwitchCidrReservationNotExist", 1, 1)]
    assert plan.enis[0].name == "web-2"


def test_all_errors_of_a_refused_wish_are_told() -> None:
    """The refusal has one code, the findings have both."""
    wish = Wish(n=1, primary="10.0.0.0", ipv4_prefixes=("10.0.0.16/28",))
    plan = planned(group("web-{n}", 1, enis=(wish,)))
    errors = [(f.code, f.parameter, f.request) for f in plan.findings if f.is_error]
    assert sorted(errors) == [
        ("InvalidIp.IpPrefixMustInReserveSegment", "Ipv4Prefix.1", "web-1"),
        ("InvalidVSwitchId.IpInvalid", "PrimaryIpAddress", "web-1"),
    ]


@pytest.mark.parametrize(
    ("wish", "inside"),
    [
        (Wish(n=1), False),
        (Wish(n=1, vswitch="vsw-a"), True),
        (Wish(n=1, vswitch="vsw-b", primary="10.0.0.9"), False),
        (Wish(n=1, primary="10.0.0.9"), True),
        (Wish(n=1, primary="10.0.1.9"), False),
        (Wish(n=1, primary="", secondary=()), False),
        (Wish(n=1, secondary=("10.0.1.9", "10.0.0.9")), True),
        (Wish(n=1, ipv4_prefixes=("10.0.0.64/28",)), True),
        (Wish(n=1, ipv6=("2001:db8:0:a::9",)), True),
        (Wish(n=1, ipv6_prefixes=("2001:db8:0:b::/80",)), False),
        (Wish(n=1, primary="nonsense"), False),
    ],
)
def test_where_a_wish_lies(wish: Wish, inside: bool) -> None:  # noqa: FBT001
    """By the VSwitch it names, else by what it names."""
    assert lies_in(wish, A) == inside


def test_ipv6_wishes_lie_in_no_vswitch_without_ipv6() -> None:
    """A VSwitch without an IPv6 CIDR holds no IPv6 address."""
    assert not lies_in(Wish(n=1, ipv6=("2001:db8:0:a::9",)), vswitch("x", "10.0.0.0/24"))
