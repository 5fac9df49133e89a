"""The frame of steps against the calls themselves, read back from their lines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hypothesis import given, settings

from eniplan.planning.planner import plan_groups
from eniplan.planning.spec import Wish
from tests.effort import examples
from tests.planning.ground_kit import B, account, eni, group, planned, vswitch
from tests.planning.random_plans import inventories, specs

if TYPE_CHECKING:
    from eniplan.network.inventory import Inventory
    from eniplan.planning.plan import Plan
    from eniplan.planning.spec import PlanSpec

WIDE = vswitch("wide", "10.8.0.0/20", "10.8.8.0/21", "2001:db8:0:e:4000::/66", ipv6="2001:db8:0:e::/64")
LARGE = group("big-{n}", 2, "wide", secondary_addresses=12, ipv4_prefixes=25, ipv6_prefixes=12, addressing="pinned")
MIXED = group("x-{n}", 4, "wide", "b", enis=(Wish(n=3, secondary=tuple(f"10.8.2.{n}" for n in range(12))),))
PLAN = planned(LARGE, MIXED, on=account(WIDE, B, enis=[eni("x-1", "b", "10.0.1.5")]))
"""Two ENIs of four calls, one that exists, one of two calls by its wish, and two of one call."""
COUNTED = {
    "secondary_addresses": ("PrivateIpAddress", "SecondaryPrivateIpAddressCount"),
    "ipv4_prefixes": ("Ipv4Prefix", "Ipv4PrefixCount"),
    "ipv6_addresses": ("Ipv6Address", "Ipv6AddressCount"),
    "ipv6_prefixes": ("Ipv6Prefix", "Ipv6PrefixCount"),
}


def check_against_steps(plan: Plan) -> None:
    """Each row is its step, and counts what the step's own line asks for."""
    frame, vswitches = plan.frame("steps"), {one.name: one.vswitch for one in plan.enis}
    assert frame["id"].tolist() == [step.id for step in plan.steps]
    for row, step in zip(frame.to_dict("records"), plan.steps, strict=True):
        sent = json.loads(step.line)
        assert (row["action"], row["after"], row["line"]) == (step.action, step.after or "", step.line)
        assert (row["eni"], row["vswitch"]) == (step.id.rpartition("/")[0], vswitches[row["eni"]])
        assert row["client_token"] == sent["ClientToken"]
        for column, (listed, counted) in COUNTED.items():
            assert row[column] == len(sent[listed]) if listed in sent else row[column] == sent.get(counted, 0)


def test_large_enis_and_wishes() -> None:
    """12 secondary addresses are 10 and 2, 25 prefixes 10, 10 and 5, 12 of IPv6 10 and 2; what exists has no row."""
    check_against_steps(PLAN)
    frame = PLAN.frame("steps")
    assert frame["eni"].tolist() == ["big-1"] * 4 + ["big-2"] * 4 + ["x-2", "x-3", "x-3", "x-4"]
    assert frame["secondary_addresses"].tolist() == [10, 2, 0, 0] * 2 + [0, 10, 2, 0]
    assert frame["ipv4_prefixes"].tolist()[:4] == [10, 10, 5, 0]
    assert frame["ipv6_prefixes"].tolist()[:4] == [10, 0, 0, 2]


@settings(max_examples=examples(40))
@given(specs(), inventories())
def test_any_plan(wanted: PlanSpec, there: Inventory) -> None:
    """Whatever is planned on whatever exists."""
    check_against_steps(plan_groups(wanted, there))


def test_the_steps_have_the_frame_of_their_plan() -> None:
    """The same rows from the sequence as from the plan; and as many creates as requests."""
    assert PLAN.steps.frame().equals(PLAN.frame("steps"))
    assert PLAN.steps.creates == len(PLAN.requests) == 5
    assert repr(PLAN.steps) == "<12 steps: 5 creates, 7 assign calls>"
