"""What exists is not planned again: no request, the real addresses, and a warning where the shape differs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from eniplan.planning.existing import existing_eni, find_existing
from eniplan.planning.spec import Wish
from tests.planning.ground_kit import A, B, C, account, eni, group, lines, places, planned, said

FULL = eni("web-2", "a", "10.0.0.5", "10.0.0.6", prefixes=("10.0.0.64/28", "2001:db8:0:a:4000::/80"), ipv6=("2001:db8:0:a::5",))  # fmt: skip  # noqa: E501
SAME: dict[str, Any] = {"secondary_addresses": 1, "ipv4_prefixes": 1, "ipv6_addresses": 1, "ipv6_prefixes": 1}


def test_an_existing_eni_keeps_its_place_and_addresses() -> None:
    """It stands between its siblings with what it has, no request is sent, nothing is warned of."""
    plan = planned(group("web-{n}", 3, **SAME), on=account(A, enis=[FULL]))
    one = plan.enis[1]
    assert (one.name, one.state, one.vswitch, one.illustrative) == ("web-2", "existing", "vsw-a", False)
    assert (one.primary, one.secondary, one.ipv4_prefixes) == ("10.0.0.5", ("10.0.0.6",), ("10.0.0.64/28",))
    assert (one.ipv6, one.ipv6_prefixes) == (("2001:db8:0:a::5",), ("2001:db8:0:a:4000::/80",))
    assert [name for line in lines(plan) for name in ("web-1", "web-2", "web-3") if f'"{name}"' in line] == [
        "web-1",
        "web-3",
    ]
    assert [each.state for each in plan.enis] == ["planned", "existing", "planned"]
    assert said(plan.findings, "Lint.ExistsDiffers") == []
    assert repr(plan) == "<Plan test: 3 ENIs asked for, 2 to create, 1 exist, 0 refused>"


DIFFERS: dict[str, tuple[dict[str, Any], Wish | None, str]] = {
    "fewer asked for": ({**SAME, "secondary_addresses": 0}, None, "1 secondary addresses instead of 0"),
    "more prefixes": ({**SAME, "ipv4_prefixes": 2}, None, "1 IPv4 prefixes instead of 2"),
    "no IPv6": ({**SAME, "ipv6_addresses": 0}, None, "1 IPv6 addresses instead of 0"),
    "IPv6 prefixes": ({**SAME, "ipv6_prefixes": 3}, None, "1 IPv6 prefixes instead of 3"),
    "another primary": (SAME, Wish(n=2, primary="10.0.0.7"), "another primary address than 10.0.0.7"),
    "another secondary": (SAME, Wish(n=2, secondary=("10.0.0.7",)), "1 of the secondary named for it missing"),
    "another prefix": (SAME, Wish(n=2, ipv4_prefixes=("10.0.0.80/28",)), "1 of the ipv4_prefixes named for it missing"),
    "another IPv6": (SAME, Wish(n=2, ipv6=("2001:db8:0:a::6",)), "1 of the ipv6 named for it missing"),
    "an empty wish": (SAME, Wish(n=2, secondary=()), "1 secondary addresses instead of 0"),
}


@pytest.mark.parametrize("case", DIFFERS)
def test_another_shape_is_warned_of(case: str) -> None:
    """The warning says what differs; nothing is sent all the same."""
    shape, wish, differs = DIFFERS[case]
    plan = planned(group("web-{n}", 2, **shape, enis=(wish,) if wish else ()), on=account(A, enis=[FULL]))
    found = [f for f in plan.findings if f.code == "Lint.ExistsDiffers"]
    assert [(f.request, f.vswitch, f.severity) for f in found] == [("web-2", "vsw-a", "warning")]
    assert found[0].message == f"web-2 exists as eni-web-2 with {differs}; nothing is sent for it"
    assert len(plan.requests) == 1


def test_the_same_wishes_do_not_differ() -> None:
    """What is named is what it has, in whatever spelling."""
    wish = Wish(
        n=2, primary="10.0.0.5", secondary=("10.0.0.6",), ipv4_prefixes=("10.0.0.64/28",), ipv6=("2001:DB8:0:A:0::5",)
    )
    assert existing_eni(group("web-{n}", 2, **SAME), "web-2", FULL, wish)[1] == ""


def test_several_differences_are_one_sentence() -> None:
    """Joined by semicolons."""
    assert existing_eni(group(), "x", FULL, None)[1].count(";") == 3


def test_twice_the_name() -> None:
    """The one in the VSwitch listed first counts, whatever the inventory lists first."""
    there = account(A, B, enis=[eni("1", "a", "10.0.0.5", name="web-1"), eni("2", "b", "10.0.1.5", name="web-1")])
    assert find_existing(group("web-{n}", 1, "b", "a"), there)[1].id == "eni-2"
    assert find_existing(group("web-{n}", 1, "a", "b"), there)[1].id == "eni-1"


@pytest.mark.parametrize("name", ["web-4", "web-0", "web-01", "web-", "Web-1", ""])
def test_other_names_are_other_enis(name: str) -> None:
    """A number beyond the count, another spelling or no name at all is not the plan's."""
    there = account(A, enis=[eni("x", "a", "10.0.0.5", name=name)])
    assert find_existing(group("web-{n}", 3), there) == {}


def test_an_eni_elsewhere_is_another_one() -> None:
    """The name exists in a VSwitch that the group does not have: a new one is planned."""
    plan = planned(group("web-{n}", 1, "a"), on=account(A, B, enis=[eni("web-1", "b", "10.0.1.5")]))
    assert (places(plan), len(plan.requests)) == ("a", 1)


def test_a_single_name_exists() -> None:
    """A group of one without a number in its name."""
    plan = planned(group("gate", 1, "a"), on=account(A, enis=[eni("gate", "a", "10.0.0.5")]))
    assert [(each.name, each.state) for each in plan.enis] == [("gate", "existing")]
    assert len(plan.requests) == 0


def test_existing_enis_count_in_the_spread_from_the_start() -> None:
    """Two exist in a: the new ones go to b until the two are even."""
    there = account(A, B, enis=[eni("web-5", "a", "10.0.0.5"), eni("web-6", "a", "10.0.0.6")])
    assert places(planned(group("web-{n}", 6, "a", "b"), on=there)) == "b b a b a a"


def test_a_complete_group_sends_nothing_even_where_it_could_not_be_made() -> None:
    """All exist: the full VSwitch refuses nobody."""
    there = account(C, enis=[eni(f"web-{n}", "c", f"10.0.2.{n}") for n in range(1, 13)])
    plan = planned(group("web-{n}", 12, "c"), on=there)
    assert (plan.refused, len(plan.requests), len(plan.enis)) == ((), 0, 12)


def test_an_eni_without_primary_address_in_the_files() -> None:
    """Unknown is empty."""
    there = account(A, enis=[eni("web-1", "a", "10.0.0.5")])
    bare = next(iter(there.enis.values()))
    assert existing_eni(group(), "web-1", replace(bare, primary=None), None)[0].primary == ""
