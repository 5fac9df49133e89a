"""The changes in a terminal: signs, counts, neighbours on one line, and what is left out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eniplan.planning.changes import Change
from eniplan.planning.planner import plan_groups
from eniplan.planning.previous import previous_of
from eniplan.report.changes_text import MOST_LINES, changes_text, folded
from eniplan.report.summary import plan_summary
from tests.planning.ground_kit import A, B, account, eni, group, planned, spec

ADDED = Change(name="", action="add", group="g", vswitch="a")
KEPT = Change(name="", action="keep", group="g", vswitch="a", was="a")
OTHERS = {
    "action": Change(name="", action="change", group="g", vswitch="a"),
    "group": Change(name="", action="add", group="h", vswitch="a"),
    "vswitch": Change(name="", action="add", group="g", vswitch="b"),
    "was": Change(name="", action="add", group="g", vswitch="a", was="b"),
    "existing": Change(name="", action="add", group="g", vswitch="a", existing=True),
    "reason": Change(name="", action="add", group="g", vswitch="a", reason="r"),
}


@pytest.mark.parametrize("differs", OTHERS)
def test_neighbours_that_differ_are_apart(differs: str) -> None:
    """In anything but the name."""
    assert [run.enis for run in folded([ADDED, ADDED, OTHERS[differs], ADDED]).told] == [2, 1, 1]


def test_what_is_kept_and_stays_is_counted_only() -> None:
    """Kept for a reason it is told; a removed one that exists is not among the existing of the plan."""
    said = Change(name="", action="keep", group="g", vswitch="a", existing=True, reason="it exists now")
    gone = Change(name="", action="remove", group="g", was="b", existing=True)
    found = folded(iter([KEPT, KEPT, said, ADDED, gone]))
    assert found.headline == "+ 1 added, ~ 0 changed, - 1 removed, = 3 kept (existing: 1)"
    assert [run.first for run in found.told] == [said, ADDED, gone]
    assert [run.where for run in found.told] == ["a", "a", "b"]


WEB = group("web-{n:02}", 4, "a", secondary_addresses=1)
POD = group("pod-{n}", 3, "b")
EARLIER = planned(WEB, POD)


def test_each_kind_has_its_sign() -> None:
    """Three added in one line, one that exists, one changed, two removed; what is simply kept is only counted."""
    wanted = (replace(WEB, count=7), replace(POD, count=1, tags=(("a", "b"),)))
    there = account(A, B, enis=[eni("web-02", "a", "10.0.0.9", "10.0.0.8")])
    plan = plan_groups(spec(*wanted), there, previous=previous_of(EARLIER))
    assert changes_text(plan) == [
        "Since the earlier plan: + 3 added, ~ 1 changed, - 2 removed, = 4 kept (existing: 1)",
        "  = web-02 in vsw-a: it exists now, with addresses that the cloud drew",
        "  + web-05 to web-07 (3) in vsw-a",
        "  ~ pod-1 in vsw-b: other parameters in its request",
        "  - pod-2 to pod-3 (2) in vsw-b: no group asks for it now",
    ]
    assert "\n".join(changes_text(plan)) in plan_summary(plan)


def test_without_an_earlier_plan_nothing_is_said() -> None:
    """A first plan has no changes to tell."""
    assert "Since the earlier plan" not in plan_summary(EARLIER)


def test_many_lines_are_cut() -> None:
    """Two VSwitches take turns, so no two neighbours are alike: 30 lines, and how many more there are."""
    turns = group("x-{n}", 40, "a", "b")
    plan = plan_groups(spec(turns), account(A, B), previous=previous_of(planned(name="test")))
    lines = changes_text(plan)
    assert len(lines) == 1 + MOST_LINES + 1
    assert lines[-1] == "  and 10 more lines: plan.changes and --json have all"


def test_hostile_names_cannot_drive_a_terminal() -> None:
    """Names of an earlier document come from a file: escapes are shown, not sent."""
    bad = {"\x1b[31mred": replace(next(iter(EARLIER.enis)), name="\x1b[31mred")}
    plan = plan_groups(spec(WEB), account(A, B), previous=replace(previous_of(EARLIER), enis=bad))
    assert "\x1b" not in "\n".join(changes_text(plan))
    assert "\\x1b[31mred" in "\n".join(changes_text(plan))
