"""Pinning: no whole block is touched while broken ones have room, and the cost of chance is exact."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from eniplan.capacity.pin import pin
from eniplan.errors import QuestionError
from eniplan.planning.planner import plan_groups
from eniplan.planning.spec import Wish
from tests.planning.ground_kit import ACCOUNT, account, at, eni, group, planned, singles, vswitch
from tests.planning.random_plans import inventories, specs

if TYPE_CHECKING:
    from eniplan.network.inventory import Inventory
    from eniplan.planning.plan import Plan
    from eniplan.planning.spec import PlanSpec

SMALL = vswitch("s", "10.0.0.0/26")
"""Four /28s: 15 and 13 usable addresses in the outer ones, two whole ones between."""


def whole_after(plan: Plan) -> int:
    """Whole /28s after a plan, in all VSwitches."""
    return sum(row.after.whole_blocks for row in plan.utilisation)


def test_addresses_go_where_a_block_is_broken_already() -> None:
    """28 free addresses lie in the outer /28s: 28 named ones leave both inner blocks whole, 29 take one."""
    for count, lost in ((28, 0), (29, 1), (44, 1), (45, 2)):
        answer = pin(planned(group("web-{n}", count, "s"), on=account(SMALL)))
        assert (answer.named, answer.lost_pinned, whole_after(answer.plan)) == (count, lost, 2 - lost)


def test_the_fullest_block_is_filled_first() -> None:
    """Of the outer /28s the last one has 13 free addresses, the first 15."""
    (one,) = pin(planned(group("web-{n}", 1, "s"), on=account(SMALL))).enis
    assert one.primary == "10.0.0.48"


def test_the_cost_of_chance_is_what_enumeration_gives() -> None:
    """Every way to draw 2 of the 60 free addresses, counted: how many of the two inner /28s are hit on average."""
    free = [at("10.0.0.1") + step for step in range(60)]
    inner = {at("10.0.0.16") // 16, at("10.0.0.32") // 16}
    ways = [len({address // 16 for address in drawn} & inner) for drawn in combinations(free, 2)]
    answer = pin(planned(group("web-{n}", 2, "s"), on=account(SMALL)))
    (row,) = answer.vswitches
    assert row.lost_at_random == pytest.approx(float(Fraction(sum(ways), len(ways))), rel=1e-12)
    ranked = sorted(ways)
    assert (row.lost_p05, row.lost_p95) == (ranked[len(ways) // 20], ranked[len(ways) * 19 // 20])


def test_what_is_named_stays_and_the_rest_is_named_around_it() -> None:
    """A wish keeps its primary address; the secondary ones are named beside it, and pinned ENIs keep theirs."""
    own = group("web-{n}", 2, "s", secondary_addresses=2, enis=(Wish(n=1, primary="10.0.0.20"),))
    fixed = group("fix-{n}", 3, "s", addressing="pinned", secondary_addresses=1)
    before = planned(fixed, own, on=account(SMALL))
    answer = pin(before)
    after = {one.name: one for one in answer.plan.enis}
    assert [singles(one) for one in before.enis][:3] == [singles(after[f"fix-{n}"]) for n in (1, 2, 3)]
    assert after["web-1"].primary == "10.0.0.20"
    assert answer.named == 2 + 3
    assert not any(one.illustrative for one in answer.plan.enis)


def test_more_than_ten_secondary_addresses_take_more_calls() -> None:
    """A create call counts 12 secondary addresses but lists ten: one assign call more for each of 2 ENIs."""
    answer = pin(planned(group("web-{n}", 2, "a", secondary_addresses=12)))
    assert (answer.plan.refused, answer.further_calls) == ((), 2)


def test_existing_enis_and_ready_made_requests_are_left_alone() -> None:
    """What exists has its address; requests say themselves what they want."""
    there = account(SMALL, enis=[eni("web-1", "s", "10.0.0.5")])
    answer = pin(planned(group("web-{n}", 1, "s"), on=there))
    assert (answer.named, answer.vswitches) == (0, ())
    assert answer.headline == "nothing to pin: the plan leaves no single address to the cloud"
    with pytest.raises(QuestionError, match="no groups"):
        pin(planned(on=ACCOUNT))


def test_hidden_addresses_are_told() -> None:
    """A named address may be one that no file shows."""
    there = account(vswitch("s", "10.0.0.0/26", unexplained_ipv4=3))
    said = pin(planned(group("web-{n}", 1, "s"), on=there)).assumptions
    assert "3 addresses of vsw-s are taken by something that no file shows; a named one may be among them" in said


@given(spec=specs(), there=inventories())
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_a_pinned_plan_places_the_same_and_spoils_no_more(spec: PlanSpec, there: Inventory) -> None:
    """Any random plan: the same ENIs in the same VSwitches, the same refusals, never fewer whole blocks, repeatable.

    Fewer cannot be lost: the named addresses are as many, and whole blocks are touched only when broken ones are full.
    """
    before = plan_groups(spec, there)
    answer = pin(before)
    assert [(e.name, e.vswitch) for e in answer.plan.enis] == [(e.name, e.vswitch) for e in before.enis]
    assert [r.enis for r in answer.plan.refused] == [r.enis for r in before.refused]
    assert whole_after(answer.plan) >= whole_after(before)
    for row in answer.vswitches:
        needed = max(-(-(row.named - row.free_in_broken) // 16), 0)
        assert row.lost_pinned == needed
    again = plan_groups(answer.spec, there)
    assert list(again.requests.lines()) == list(answer.plan.requests.lines())
