"""Folding of changes: neighbours of which the same is said are one, and everything is counted once."""

from __future__ import annotations

import pytest

from eniplan.planning.changes import Change
from eniplan.report.change_runs import folded

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
