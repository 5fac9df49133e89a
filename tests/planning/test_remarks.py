"""What is said beside refusals: addresses the cloud may pick before, VSwitches left out, and when nothing is said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from eniplan.planning.spec import Wish
from tests.planning.ground_kit import A, B, C, account, eni, group, pending, planned, said, vswitch, with_block

if TYPE_CHECKING:
    from eniplan.planning.spec import Group

PICKED = "Lint.MightBePicked"
AUTO = group("auto-{n}", 2, "a")
PINNED = group("pin-{n}", 2, "a", addressing="pinned")
NAMED = group("name-{n}", 1, "a", enis=(Wish(n=1, primary="10.0.0.9"),))
BLOCK = group("name-{n}", 1, "a", enis=(Wish(n=1, primary="10.0.0.70"),))
PREFIX = group("pre-{n}", 1, "a", enis=(Wish(n=1, primary="10.0.0.9", ipv4_prefixes=("10.0.0.64/28",)),))
PREFIX6 = group("pre-{n}", 1, "a", enis=(Wish(n=1, primary="10.0.0.9", ipv6_prefixes=("2001:db8:0:a:4000::/80",)),))
DRAWS = group("draw-{n}", 1, "a", ipv4_prefixes=1, enis=(Wish(n=1, primary="10.0.0.5"),))
DRAWS6 = group("draw-{n}", 1, "a", ipv6_prefixes=1, enis=(Wish(n=1, primary="10.0.0.5"),))
IPV6 = group("six-{n}", 1, "a", enis=(Wish(n=1, primary="10.0.0.5", ipv6=("2001:db8:0:a::9",)),))

CASES: dict[str, tuple[tuple[Group, ...], list[tuple[str, str]]]] = {
    "pinned after automatic": ((AUTO, PINNED), [("pin-{n}", "vsw-a")]),
    "automatic after pinned": ((PINNED, AUTO), []),
    "pinned only": ((PINNED, group("pin2-{n}", 2, addressing="pinned")), []),
    "named after automatic": ((AUTO, NAMED), [("name-1", "vsw-a")]),
    "named before automatic": ((NAMED, AUTO), []),
    "another VSwitch": ((group("auto-{n}", 2, "b"), PINNED), []),
    "automatic in the first only": ((group("auto-{n}", 2, "b", "a", placement="fill"), PINNED), []),
    "automatic ones refused": ((group("auto-{n}", 2, "a", secondary_addresses=45, ipv4_prefixes=5), PINNED), []),
    "pinned ones refused": ((AUTO, group("pin-{n}", 1, "a", "c", addressing="pinned", ipv6_prefixes=50)), []),
    "pinned placed elsewhere": ((AUTO, group("pin-{n}", 1, "b", "a", placement="fill", addressing="pinned")), []),
    "within one group, after": ((group("web-{n}", 2, "a", enis=(Wish(n=2, primary="10.0.0.9"),)),),
        [("web-2", "vsw-a")]),
    "within one group, before": ((group("web-{n}", 2, "a", enis=(Wish(n=1, primary="10.0.0.9"),)),), []),
    "after a wholly named one": ((NAMED, replace(NAMED, name="b-{n}", enis=(Wish(n=1, primary="10.0.0.8"),))), []),
    "after a half named one": ((replace(NAMED, secondary_addresses=1), PINNED), [("pin-{n}", "vsw-a")]),
    "a named prefix after counted ones": ((DRAWS, PREFIX), [("pre-1", "vsw-a")]),
    "a named prefix after addresses only": ((AUTO, PREFIX), [("pre-1", "vsw-a")]),
    "an IPv6 prefix after counted ones": ((DRAWS6, PREFIX6), [("pre-1", "vsw-a")]),
    "an IPv6 prefix after IPv4 ones": ((DRAWS, PREFIX6), []),
    "in a block after addresses": ((AUTO, BLOCK), []),
    "in a block after counted prefixes": ((DRAWS, BLOCK), [("name-1", "vsw-a")]),
    "an IPv6 address": ((group("auto-{n}", 2, "a", ipv6_addresses=1, enis=(Wish(n=1, primary="10.0.0.1"),
        Wish(n=2, primary="10.0.0.2"))), IPV6), []),
    "pinned prefixes after counted ones": ((DRAWS, replace(PINNED, ipv4_prefixes=1)), [("pin-{n}", "vsw-a")]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_might_be_picked(case: str) -> None:
    """Said exactly where something automatic of the same pool is sent before, of the ENI or the pinned group."""
    groups, expected = CASES[case]
    assert said(planned(*groups).findings, PICKED) == expected


def test_existing_enis_pick_nothing() -> None:
    """An automatic group that exists already sends nothing."""
    there = account(A, enis=[eni("auto-1", "a", "10.0.0.1"), eni("auto-2", "a", "10.0.0.2")])
    assert said(planned(AUTO, PINNED, on=there).findings, PICKED) == []


def test_blocks_that_are_not_assigned_give_nobody_anything() -> None:
    """A single address in a block that is Assigning is no prefix that the cloud could pick, nor a random address."""
    there = account(with_block(B, pending("10.0.1.192/28")))
    named = group("name-{n}", 1, "b", enis=(Wish(n=1, primary="10.0.1.200"),))
    plan = planned(replace(DRAWS, vswitches=("vsw-b",), enis=()), named, on=there)
    assert (said(plan.findings, PICKED), len(plan.enis)) == ([], 2)


def test_the_warning_names_who_picks() -> None:
    """The earlier group, and what to do."""
    found = next(f for f in planned(AUTO, PINNED).findings if f.code == PICKED)
    assert found.message == (
        "the cloud may pick IPv4 addresses named in vsw-a for auto-{n}, which is sent before; "
        f"move {PINNED.name} up, or pin auto-{{n}}"
    )


def test_unexplained_addresses_are_said_where_something_is_named() -> None:
    """Of a pinned group and of wishes, once a VSwitch; automatic groups name nothing."""
    hidden = account(vswitch("a", "10.0.0.0/24", unexplained_ipv4=3), B)
    assert said(planned(PINNED, on=hidden).findings, "Lint.UnexplainedTaken") == [("pin-{n}", "vsw-a")]
    assert said(planned(NAMED, on=hidden).findings, "Lint.UnexplainedTaken") == [("name-1", "vsw-a")]
    twice = replace(NAMED, count=2, enis=(Wish(n=1, primary="10.0.0.9"), Wish(n=2, primary="10.0.0.8")))
    assert said(planned(twice, on=hidden).findings, "Lint.UnexplainedTaken") == [("name-1", "vsw-a")]
    assert said(planned(AUTO, on=hidden).findings, "Lint.UnexplainedTaken") == []
    assert said(planned(replace(PINNED, vswitches=("vsw-b",)), on=hidden).findings, "Lint.UnexplainedTaken") == []


def test_vswitches_left_out_are_said() -> None:
    """Outside the zone, unknown, or unfit: each with its reason, as long as another one takes the group."""
    there = account(A, B, C, vswitch("busy", "10.4.0.0/24", status="Pending"))
    made = group("web-{n}", 1, "a", "b", "busy", "nowhere", "c", zone="cn-hangzhou-h", ipv4_prefixes=1)
    plan = planned(made, on=there)
    assert said(plan.findings, "Lint.ZoneLeftOut") == [("web-{n}", "vsw-b")]
    assert said(plan.findings, "Lint.VSwitchLeftOut") == [
        ("web-{n}", "vsw-nowhere"), ("web-{n}", "vsw-busy"), ("web-{n}", "vsw-c"),
    ]  # fmt: skip
    reasons = [f.message for f in plan.findings if f.code == "Lint.VSwitchLeftOut"]
    assert reasons[1].startswith("vsw-busy is left out (IncorrectVSwitchStatus): ")
    assert plan.ok


def test_a_refused_group_leaves_nothing_out() -> None:
    """Where no VSwitch is left, the refusal says it."""
    plan = planned(group("web-{n}", 1, "a", zone="cn-hangzhou-j"))
    assert said(plan.findings, "Lint.ZoneLeftOut") == []
    assert [r.code for r in plan.refused] == ["InvalidOperation.AvailabilityZoneMismatch"]


def test_a_vswitch_without_zone_is_not_left_out() -> None:
    """An unknown zone may be the right one."""
    plan = planned(group("web-{n}", 1, "x", zone="cn-hangzhou-h"), on=account(vswitch("x", "10.5.0.0/24", zone="")))
    assert (plan.ok, said(plan.findings, "Lint.ZoneLeftOut")) == (True, [])
