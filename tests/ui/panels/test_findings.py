"""Findings lead to their fields, and their fixes mend what they say."""

from __future__ import annotations

import pytest

from tests.ui.planner_kit import TIGHT, acted, chosen, kept_messages, new, of, press, typed


def fixes(planner: object) -> dict[str, list[str]]:
    """Where each row stands, and its buttons."""
    table = planner.findings.table  # type: ignore[attr-defined]
    return {row[1]: acts for row, acts in zip(table.rows, table.acts, strict=True) if acts}


def test_refusals_offer_what_the_plan_suggests() -> None:
    """The tight example: another VSwitch, fewer ENIs, fewer addresses; what no figure suggests has no button."""
    offered = fixes(of(TIGHT))
    assert offered["edge-{n}"] == ["add pod-h", "add pod-i", "add web-i"]
    assert offered["resolver-{n}"] == ["ipv6 addresses to 0"]
    assert offered["dense-{n}"] == ["secondary addresses to 5"]
    assert "mixed-{n}" not in offered


@pytest.mark.parametrize("group", ["edge-{n}", "job-{n}", "resolver-{n}", "dense-{n}", "proxy-{n}", "sidecar-{n}"])
def test_a_fix_mends_its_refusal(group: str) -> None:
    """Pressing the first button: nothing of that group is refused any more, and undo brings the refusal back."""
    planner = of(TIGHT)
    row = next(place for place, row in enumerate(planner.findings.table.rows) if row[1] == group)
    acted(planner.findings.table, row, 0)
    assert planner.plan is not None
    assert group not in {refusal.group for refusal in planner.plan.refused}
    press(planner, "Undo")
    assert group in {refusal.group for refusal in planner.plan.refused}


def test_a_value_that_is_none_is_cleared() -> None:
    """Back to the default, in the group that has it, which is selected."""
    planner = new()
    press(planner, "Add")
    press(planner, "Add")
    typed(planner.groups.form, "secondary_addresses", "many")
    chosen(planner.groups.table, 0)
    assert planner.findings.table.acts[0] == ["clear secondary addresses"]
    acted(planner.findings.table, 0, 0)
    assert planner.state.problems == ()
    assert planner.state.group == 1
    assert "secondary_addresses" not in planner.state.groups[1]


def test_a_button_that_has_gone_does_nothing() -> None:
    """A late message."""
    planner = new()
    press(planner, "Add")
    typed(planner.groups.form, "count", "many")
    for place in ((0, 5), (3, 0), (-1, 0)):
        acted(planner.findings.table, *place)
    assert len(planner.state.problems) == 1


def test_the_plans_own_keys_are_led_to() -> None:
    """A plan without a name: the finding goes to the name's field at the head."""
    planner = new()
    typed(planner.head.form, "name", "")
    sent = kept_messages(planner.head.form)
    chosen(planner.findings.table, 0)
    assert [(message["type"], message["key"]) for message in sent] == [("focus", "name")]


def test_many_findings_are_counted() -> None:
    """200 are shown, and how many more there are: 300 groups in a VSwitch that is not there."""
    planner = new()
    press(planner, "Add")
    table = {**planner.state.groups[0], "vswitches": ["vsw-gone"]}
    groups = [{**table, "name": f"web-{number}-{{n}}"} for number in range(300)]
    planner.state.load_document({**planner.state.document, "group": groups})
    assert planner.plan is not None
    left = len(planner.plan.findings) - 200
    assert planner.findings.table.rows[-1][0] == f"and {left:,} more findings"
    chosen(planner.findings.table, 200)
