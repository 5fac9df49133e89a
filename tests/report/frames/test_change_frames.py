"""The frame of changes against the changes themselves."""

from __future__ import annotations

from dataclasses import replace

from eniplan.planning.changes import SIGNS
from eniplan.planning.planner import plan_groups
from eniplan.planning.previous import previous_of
from tests.planning.ground_kit import A, B, account, eni, group, planned, spec

WEB, POD = group("web-{n}", 3, "a", secondary_addresses=1), group("pod-{n}", 2, "b")
THERE = account(A, B, enis=[eni("web-2", "a", "10.0.0.9", "10.0.0.8")])
WANTED = (replace(WEB, count=4), replace(POD, count=1, tags=(("a", "b"),)))
PLAN = plan_groups(spec(*WANTED), THERE, previous=previous_of(planned(WEB, POD)))


def test_each_change_is_a_row() -> None:
    """In the order of the plan, then what is removed; worked out by hand."""
    frame = PLAN.frame("changes")
    assert frame["name"].tolist() == ["web-1", "web-2", "web-3", "web-4", "pod-1", "pod-2"]
    assert frame["sign"].tolist() == ["=", "=", "=", "+", "~", "-"]
    assert frame["action"].tolist() == ["keep", "keep", "keep", "add", "change", "remove"]
    assert frame["vswitch"].tolist() == ["vsw-a"] * 4 + ["vsw-b", ""]
    assert frame["was"].tolist() == ["vsw-a"] * 3 + ["", "vsw-b", "vsw-b"]
    assert frame["existing"].tolist() == [False, True, False, False, False, False]
    assert frame["reason"].tolist()[4:] == ["other parameters in its request", "no group asks for it now"]


def test_rows_say_what_the_changes_say() -> None:
    """Every column, value by value; from the plan and from the sequence alike."""
    names = ("name", "action", "group", "vswitch", "was", "existing", "reason")
    rows = list(PLAN.changes.frame()[[*names, "sign"]].itertuples(index=False, name=None))
    assert rows == [(*(getattr(each, name) for name in names), SIGNS[each.action]) for each in PLAN.changes]
    assert PLAN.changes.frame().equals(PLAN.frame("changes"))


def test_without_an_earlier_plan_all_is_added() -> None:
    """The frame is there all the same."""
    assert set(planned(WEB).frame("changes")["sign"]) == {"+"}
