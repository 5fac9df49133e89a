"""ENIs and requests as sequences: length, places, slices, iteration and what they say of themselves."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from eniplan.contract.findings import Findings
from eniplan.contract.wire import parameters_of
from eniplan.planning.plan import Plan, Requests
from eniplan.planning.planner import plan_groups
from eniplan.planning.spec import Wish
from tests.effort import examples
from tests.planning.ground_kit import A, B, account, eni, group, lines, planned, vswitch
from tests.planning.random_plans import inventories, specs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eniplan.network.inventory import Inventory
    from eniplan.planning.spec import PlanSpec

THERE = account(A, B, enis=[eni(f"web-{n}", "a", f"10.0.0.{n}") for n in (1, 3, 4, 7)])
PLAN = planned(
    group("none-{n}", 2, "nowhere"),
    group("web-{n}", 7, "a", "b", enis=(Wish(n=5, primary="10.0.1.9"),)),
    group("pod-{n}", 2, "b", addressing="pinned"),
    on=THERE,
)
NAMES = [*(f"web-{n}" for n in range(1, 8)), "pod-1", "pod-2"]
SENT = ["web-2", "web-5", "web-6", "pod-1", "pod-2"]


def test_enis_in_order() -> None:
    """Refused ones are left out, existing ones stand among the others."""
    assert [each.name for each in PLAN.enis] == NAMES
    assert [each.group for each in PLAN.enis] == ["web-{n}"] * 7 + ["pod-{n}"] * 2
    assert len(PLAN.enis) == 9


def test_requests_in_order() -> None:
    """Only the new ones."""
    assert [request.name for request in PLAN.requests] == SENT
    assert [json.loads(line)["NetworkInterfaceName"] for line in lines(PLAN)] == SENT
    assert len(PLAN.requests) == 5


@pytest.mark.parametrize("what", ["enis", "requests"])
def test_places_and_slices(what: str) -> None:
    """Index, negative index and slice agree with the list; beyond it is an IndexError that says the size."""
    items: Sequence[object] = getattr(PLAN, what)
    plain = list(items)
    size = len(plain)
    assert [items[place] for place in range(-size, size)] == plain * 2
    for cut in (slice(None), slice(2, 4), slice(None, None, -1), slice(-3, None), slice(5, 2), slice(1, 99, 2)):
        assert items[cut] == tuple(plain[cut])
    for place in (size, -size - 1, 99):
        with pytest.raises(IndexError, match=f"{place} is not one of {size}"):
            items[place]
    assert plain[2] in items
    assert items.index(plain[-1]) == size - 1
    assert list(reversed(items)) == plain[::-1]


def test_they_say_how_many() -> None:
    """Short texts, with thousands set apart."""
    assert repr(PLAN.enis) == "<9 ENIs>"
    assert repr(PLAN.requests) == "<5 requests>"
    assert repr(PLAN) == "<Plan test: 11 ENIs asked for, 5 to create, 4 exist, 2 refused>"
    assert repr(planned(group("web-{n}", 1200, "big"), on=_big()).enis) == "<1,200 ENIs>"


def _big() -> Inventory:
    return account(vswitch("big", "10.8.0.0/20"))


def test_an_empty_plan() -> None:
    """No groups: nothing to send, nothing refused, fine."""
    plan = planned()
    assert (len(plan.enis), len(plan.requests), plan.ok, list(plan.requests.lines())) == (0, 0, True, [])
    assert (plan.enis[:], list(plan.enis)) == ((), [])
    with pytest.raises(IndexError):
        plan.requests[0]


def test_fine_is_no_refusal_and_no_error() -> None:
    """A refusal or an error makes a plan not fine; a warning does not."""
    assert not PLAN.ok
    assert planned(group("web-{n}", 2, "a", "typo")).ok
    with_error = Plan(name="x", seed=0, region="", spec=PLAN.spec, inventory=THERE, columns=(),
                      findings=Findings(f for f in PLAN.findings if f.is_error))  # fmt: skip
    assert not with_error.ok
    assert not replace(with_error, findings=Findings(), refused=PLAN.refused).ok
    assert replace(with_error, findings=Findings()).ok


@settings(max_examples=examples(40))
@given(specs(), inventories())
def test_requests_are_what_their_lines_say(spec: PlanSpec, there: Inventory) -> None:
    """Iterated, indexed or as a line: the same request, and one for each new ENI."""
    plan = plan_groups(spec, there)
    written = [json.loads(line) for line in plan.requests.lines()]
    assert [parameters_of(request) for request in plan.requests] == written
    assert [plan.requests[place] for place in range(len(written))] == list(plan.requests)
    assert [plan.enis[place] for place in range(len(plan.enis))] == list(plan.enis)
    new = [(each.name, each.vswitch) for each in plan.enis if each.state == "planned"]
    assert [(one["NetworkInterfaceName"], one["VSwitchId"]) for one in written] == new


def test_requests_need_no_plan() -> None:
    """The sequence stands on columns alone."""
    assert len(Requests(PLAN.columns)) == 5
