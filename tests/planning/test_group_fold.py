"""Placing a group: every limit refuses with its code and figures, the rest stands, instances stay together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from eniplan.network.instance_type import InstanceType
from eniplan.planning.spec import Wish
from tests.planning.ground_kit import (
    TINY,
    A,
    B,
    C,
    account,
    eni,
    group,
    pending,
    places,
    planned,
    refusals,
    said,
    vswitch,
    with_block,
)

if TYPE_CHECKING:
    from eniplan.network.inventory import Inventory

LARGE = InstanceType(id="t", eni_quantity=3, ipv4_per_eni=6, ipv6_per_eni=1, primary_queues=2, total_queues=8)
ON = account(A, B, C, TINY, types=[LARGE])

LIMITS: dict[str, tuple[dict[str, Any], str, Inventory, tuple[str, int, int], str]] = {
    "open pool": ({"count": 6}, "tiny", ON, ("InvalidVSwitchId.IpNotEnough", 2, 4),
        "free addresses in the open pool of vsw-tiny: 0 left, 1 an ENI"),
    "open pool, part of an ENI": ({"count": 3, "secondary_addresses": 2}, "tiny", ON,
        ("QuotaExceeded.PrivateIpAddress", 2, 1), "free addresses in the open pool of vsw-tiny: 1 left, 3 an ENI"),
    "unexplained": ({"count": 4}, "tiny", account(replace(TINY, unexplained_ipv4=1)),
        ("InvalidVSwitchId.IpNotEnough", 1, 3), "free addresses in the open pool of vsw-tiny: 0 left, 1 an ENI"),
    "prefixes": ({"count": 3, "ipv4_prefixes": 3}, "b", ON, ("InvalidVSwitchId.IpPrefixNotEnough", 2, 1),
        "free IPv4 prefixes in the reserved blocks of vsw-b: 1 left, 3 an ENI"),
    "IPv6 prefixes": ({"count": 2, "ipv6_prefixes": 2}, "x",
        account(vswitch("x", "10.1.0.0/24", "2001:db8:0:1:2::/79", ipv6="2001:db8:0:1::/64")),
        ("InvalidVSwitchId.IpPrefixNotEnough", 1, 1),
        "free IPv6 prefixes in the reserved blocks of vsw-x: 0 left, 2 an ENI"),
    "quota": ({"count": 5}, "a", account(A, quota=3), ("MaxEniCountExceeded", 2, 3),
        "ENIs in cn-hangzhou by eni_quota (3): 0 left, 1 an ENI"),
    "addresses of the VPC": ({"count": 3, "secondary_addresses": 1, "ipv4_prefixes": 1}, "a",
        account(A, addresses_per_vpc=40), ("QuotaExceeded.PrivateIpAddress", 1, 2),
        "private addresses in vpc-1 by addresses_per_vpc (40): 4 left, 18 an ENI"),
    "basic group": ({"count": 3, "secondary_addresses": 1, "ipv4_prefixes": 1, "ipv6_addresses": 1}, "a",
        account(A, basic_group_addresses=11), ("SecurityGroupInstanceLimitExceed", 1, 2),
        "private addresses in the basic security group sg-1 (11): 3 left, 4 an ENI"),
    "advanced group": ({"count": 3, "secondary_addresses": 9, "groups": ("sg-adv",)}, "a",
        account(A, advanced_group_enis=2), ("InvalidOperation.EniCountExceeded", 1, 2),
        "ENIs in the advanced security group sg-adv (2): 0 left, 1 an ENI"),
}  # fmt: skip


@pytest.mark.parametrize("case", LIMITS)
def test_each_limit_refuses_with_its_figures(case: str) -> None:
    """What fits is placed, the others are refused by the limit that is short; the figures are what is left then."""
    shape, where, there, refused, figures = LIMITS[case]
    count = shape["count"]
    plan = planned(group("web-{n}", count, where, **{k: v for k, v in shape.items() if k != "count"}), on=there)
    assert refusals(plan) == [refused]
    assert (plan.refused[0].limit, plan.refused[0].vswitches) == (figures, (f"vsw-{where}",))
    assert plan.refused[0].first == f"web-{refused[2] + 1}"
    assert [f.code for f in plan.findings if f.is_error] == [refused[0]]
    assert not plan.ok


FACTS: dict[str, tuple[dict[str, Any], tuple[str, ...], str]] = {
    "unknown VSwitch": ({}, ("nowhere",), "InvalidVSwitchId.NotFound"),
    "other zone": ({"zone": "cn-hangzhou-j"}, ("a", "b"), "InvalidOperation.AvailabilityZoneMismatch"),
    "no reserved block": ({"ipv4_prefixes": 1}, ("c",), "InvalidOperation.VSwitchCidrReservationNotExist"),
    "block not Assigned": ({"ipv4_prefixes": 1}, ("waiting",), "InvalidOperation.VSwitchCidrReservationNotExist"),
    "IPv6 off": ({"ipv6_addresses": 1}, ("c",), "InvalidOperation.VSwitchIpv6Disabled"),
    "security group elsewhere": ({"groups": ("sg-far",)}, ("a",), "InvalidOperation.VpcMismatch"),
    "unknown security group": ({"groups": ("sg-9",)}, ("a",), "InvalidSecurityGroupId.NotFound"),
    "addresses of the type": ({"secondary_addresses": 6, "instance_type": "t"}, ("a",),
        "InvalidOperation.Ipv4CountExceeded"),
    "50 secondary addresses": ({"secondary_addresses": 50}, ("a",), "InvalidParameter"),
    "49 slots passed": ({"secondary_addresses": 45, "ipv4_prefixes": 5}, ("a",), "MaxEniPrivateIpsCountExceeded"),
    "pinned, 50 listed": ({"secondary_addresses": 50, "addressing": "pinned"}, ("a",), "InvalidParameter"),
    "50 prefixes": ({"ipv4_prefixes": 50}, ("a",), "InvalidParameter"),
    "11 IPv6 addresses": ({"ipv6_addresses": 11}, ("a",), "InvalidParameter"),
}  # fmt: skip


@pytest.mark.parametrize("case", FACTS)
def test_what_no_vswitch_of_the_group_can_take(case: str) -> None:
    """All of the group is refused by the rule it breaks; the group after it is placed."""
    shape, where, code = FACTS[case]
    there = account(A, B, C, vswitch("waiting", "10.1.0.0/24", pending=(pending("10.1.0.64/26"),)), types=[LARGE])
    plan = planned(group("web-{n}", 3, *where, **shape), group("pod-{n}", 2, "a"), on=there)
    assert [(r.code, r.enis, r.count, r.placed, r.group) for r in plan.refused] == [(code, 3, 3, 0, "web-{n}")]
    assert [each.name for each in plan.enis] == ["pod-1", "pod-2"]


def test_limits_are_shared_between_vswitches_and_groups() -> None:
    """The VPC and the security group are one for both VSwitches, and for the group after."""
    there = account(A, B, basic_group_addresses=7)
    plan = planned(group("web-{n}", 5, "a", "b"), group("pod-{n}", 5, "b", "a"), on=there)
    assert refusals(plan) == [("SecurityGroupInstanceLimitExceed", 3, 2)]
    assert places(plan) == "a b a b a b a"


def test_what_exists_counts_towards_the_limits() -> None:
    """An ENI of the security group has 2 addresses, 1 prefix and counts in the quota and the VPC too."""
    there = account(
        A, enis=[eni("x", "a", "10.0.0.5", "10.0.0.6", prefixes=("10.0.0.64/28",))], basic_group_addresses=5
    )
    assert refusals(planned(group("web-{n}", 3), on=there)) == [("SecurityGroupInstanceLimitExceed", 1, 2)]


def test_a_wish_takes_room_from_the_others() -> None:
    """4 addresses: the first ENI's wish names 3 of them, one is left for the others."""
    wish = Wish(n=1, primary="10.0.3.1", secondary=("10.0.3.2", "10.0.3.4"))
    plan = planned(group("web-{n}", 3, "tiny", enis=(wish,)))
    assert refusals(plan) == [("InvalidVSwitchId.IpNotEnough", 1, 2)]
    assert plan.enis[1].primary == "10.0.3.3"


def test_each_refusal_has_the_reason_of_its_moment() -> None:
    """The first instance is where prefixes are short, the second where addresses are."""
    prefixes = vswitch("p", "10.1.0.0/24", "10.1.0.64/28", zone="h")
    addresses = vswitch("q", "10.2.0.0/26", "10.2.0.16/28", zone="i")
    held = [f"10.2.0.{n}" for n in (*range(1, 16), *range(32, 61))]
    there = account(
        prefixes,
        addresses,
        enis=[eni("web-1", "p", "10.1.0.5", prefixes=("10.1.0.64/28",)), eni("web-3", "q", held[0], *held[1:])],
    )
    plan = planned(group("web-{n}", 4, "p", "q", ipv4_prefixes=1, enis_per_instance=2), on=there)
    assert refusals(plan) == [("InvalidVSwitchId.IpPrefixNotEnough", 1, 2), ("InvalidVSwitchId.IpNotEnough", 1, 2)]
    assert [refusal.vswitches for refusal in plan.refused] == [("vsw-p",), ("vsw-q",)]


def test_a_later_wish_does_not_reserve_room() -> None:
    """Addresses go in order; what a later wish names is kept while there is other room, its other needs are not."""
    wish = Wish(n=3, primary="10.0.3.2", secondary=("10.0.3.3",))
    plan = planned(group("web-{n}", 4, "tiny", enis=(wish,)))
    assert refusals(plan) == [("InvalidVSwitchId.IpNotEnough", 1, 3)]
    assert plan.enis[2].secondary == ("10.0.3.3",)


def test_draws_keep_out_of_blocks_of_any_status() -> None:
    """A /26 with two blocks, one of them Releasing: 28 open addresses, all drawn, none inside a block."""
    narrow = vswitch("n", "10.1.0.0/26", "10.1.0.16/28", pending=(pending("10.1.0.32/28", "Releasing"),))
    plan = planned(group("web-{n}", 40, "n"), on=account(narrow))
    last = {int(each.primary.rpartition(".")[2]) for each in plan.enis}
    assert last == {*range(1, 16), *range(48, 61)}
    assert refusals(plan) == [("InvalidVSwitchId.IpNotEnough", 12, 28)]


def test_prefixes_come_from_assigned_blocks() -> None:
    """Only the Assigned one of two blocks gives prefixes."""
    two = with_block(vswitch("n", "10.1.0.0/24", "10.1.0.32/28"), pending("10.1.0.64/26"))
    plan = planned(group("web-{n}", 2, "n", ipv4_prefixes=1), on=account(two))
    assert [each.ipv4_prefixes for each in plan.enis] == [("10.1.0.32/28",)]
    assert refusals(plan) == [("InvalidVSwitchId.IpPrefixNotEnough", 1, 1)]


@pytest.mark.parametrize("draw", ["random", "lowest"])
def test_pinned_requests_name_every_address(draw: str) -> None:
    """Each address of the ENI stands in its request, no count does; it is not illustrative."""
    made = group("web-{n}", 4, addressing="pinned", draw=draw, secondary_addresses=2, ipv4_prefixes=1, ipv6_addresses=1, ipv6_prefixes=1)  # fmt: skip  # noqa: E501
    plan = planned(made)
    for one, request in zip(plan.enis, plan.requests, strict=True):
        assert (one.primary, one.secondary, one.ipv6) == (
            request.primary_address, request.secondary_addresses, request.ipv6_addresses,
        )  # fmt: skip
        assert (one.ipv4_prefixes, one.ipv6_prefixes) == (request.ipv4_prefixes, request.ipv6_prefixes)
        assert (len(one.secondary), len(one.ipv4_prefixes), len(one.ipv6), len(one.ipv6_prefixes)) == (2, 1, 1, 1)
        assert (request.secondary_address_count, request.ipv4_prefix_count) == (None, None)
        assert (request.ipv6_address_count, request.ipv6_prefix_count) == (None, None)
        assert (one.addressing, one.illustrative) == ("pinned", False)


def test_automatic_requests_name_no_address() -> None:
    """They count; the addresses shown are illustrative."""
    plan = planned(group("web-{n}", 2, secondary_addresses=2, ipv4_prefixes=1, ipv6_addresses=1, ipv6_prefixes=3))
    for one, request in zip(plan.enis, plan.requests, strict=True):
        assert (request.primary_address, request.secondary_addresses, request.ipv6_addresses) == (None, (), ())
        assert (request.ipv4_prefixes, request.ipv6_prefixes) == ((), ())
        assert (request.secondary_address_count, request.ipv4_prefix_count) == (2, 1)
        assert (request.ipv6_address_count, request.ipv6_prefix_count) == (1, 3)
        assert (one.addressing, one.illustrative) == ("automatic", True)


def test_lowest_draws_are_the_lowest() -> None:
    """The lowest free addresses and prefixes, in order."""
    plan = planned(group("web-{n}", 2, "b", draw="lowest", secondary_addresses=1, ipv4_prefixes=1),
                   on=account(B, enis=[eni("x", "b", "10.0.1.2", prefixes=("10.0.1.64/28",))]))  # fmt: skip
    assert [(e.primary, e.secondary, e.ipv4_prefixes) for e in plan.enis] == [
        ("10.0.1.1", ("10.0.1.3",), ("10.0.1.80/28",)),
        ("10.0.1.4", ("10.0.1.5",), ("10.0.1.96/28",)),
    ]


def test_names_are_judged_from_the_shortest_to_the_longest() -> None:
    """A name of one character, or of 129, is refused with its text; the pattern is at fault."""
    assert refusals(planned(group("{n}", 12))) == [("InvalidParams.NetworkInterfaceName", 12, 0)]
    long = "w" * 127 + "{n}"
    assert refusals(planned(group(long, 10))) == [("InvalidParams.NetworkInterfaceName", 10, 0)]
    assert refusals(planned(group(long, 9))) == []


def test_values_of_a_wrong_type_are_refused() -> None:
    """A value that no JSON has is a finding of the group, not a crash."""
    plan = planned(group("web-{n}", 2, parameters={"Description": {1, 2}}))
    assert refusals(plan) == [("InvalidParameter", 2, 0)]


def test_warnings_of_the_group_are_said_once() -> None:
    """Two VSwitches, five ENIs, one warning."""
    plan = planned(group("web-{n}", 5, "a", "b", secondary_addresses=1, ipv4_prefixes=1))
    assert [name for name, _ in said(plan.findings, "Lint.MixedAddressesAndPrefixes")] == ["web-{n}"]
