"""What the planner's tables and lines say: texts made from the state, so that no view computes anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.report.lettering import ARROW, NOTHING, counted, visible
from eniplan.report.pools import pools_in, pools_of
from eniplan.ui.table_widget import Cell, Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eniplan.contract.finding import Finding
    from eniplan.ui.state import PlannerState

Row = list[str | Cell]

VSWITCH_COLUMNS = (
    Column("VSwitch"),
    Column("zone"),
    Column("CIDR"),
    Column("free in open pool", number=True),
    Column("whole /28s", number=True),
    Column("free prefixes", number=True),
)
GROUP_COLUMNS = (Column("Group"), Column("ENIs", number=True), Column("create", number=True), Column("state"))
FINDING_COLUMNS = (Column("Finding"), Column("where"), Column("what is wrong, and what would be accepted"))
MOST_FINDINGS = 200
_NAME = 30


def vswitch_rows(state: PlannerState) -> list[Row]:
    """Each VSwitch with its headline figures after the plan."""
    return [
        [
            visible(row.vswitch.name or row.vswitch.id, _NAME),
            visible(row.vswitch.zone_id.rpartition("-")[2]),
            str(row.vswitch.cidr),
            f"{row.after.free_open_ipv4:,}",
            f"{row.after.whole_blocks:,}",
            f"{row.after.free_prefixes_ipv4:,}",
        ]
        for row in pools_of(state.subject)
    ]


def group_rows(state: PlannerState) -> list[Row]:
    """Each group with what it asks for and what came of it."""
    placed = {columns.group.name: columns for columns in state.plan.columns} if state.plan else {}
    wrong = {problem.group for problem in state.problems}
    rows: list[Row] = []
    for place, table in enumerate(state.groups):
        name, count = str(table.get("name", "")), table.get("count", 1)
        columns = placed.get(name) if place not in wrong else None
        rows.append(
            [
                visible(name, _NAME),
                f"{count:,}" if isinstance(count, int) else visible(str(count), 8),
                f"{columns.request_count:,}" if columns else NOTHING,
                _state_of(state, place, wrong, len(columns) if columns else 0),
            ]
        )
    return rows


def _state_of(state: PlannerState, place: int, wrong: set[int | None], placed: int) -> str | Cell:
    if place in wrong:
        problems = sum(problem.group == place for problem in state.problems)
        return Cell(f"{counted(problems, 'field')} to mend", "error")
    count = state.groups[place].get("count", 1)
    missing = int(count) - placed if isinstance(count, int) else 0
    return Cell(f"{counted(missing, 'ENI')} refused", "error") if missing else "all placed"


def finding_rows(state: PlannerState) -> list[tuple[Row, Finding | int]]:
    """Problems of the form first, then the plan's findings, errors first; each with where it leads."""
    rows: list[tuple[Row, Finding | int]] = [
        ([Cell("not a plan", "error"), _place(state, problem.path), visible(problem.message)], place)
        for place, problem in enumerate(state.problems)
    ]
    findings = state.plan.findings if state.plan else ()
    ordered = sorted(findings, key=lambda finding: ("error", "warning", "note").index(finding.severity))
    rows += [
        (
            [
                Cell(finding.code, finding.severity),
                visible(finding.request or finding.vswitch or finding.subject, _NAME),
                visible(finding.message) + (f" ({visible(finding.file)})" if finding.file else ""),
            ],
            finding,
        )
        for finding in ordered[:MOST_FINDINGS]
    ]
    return rows


def _place(state: PlannerState, path: Sequence[str | int]) -> str:
    """Where a problem stands, in words: the group's name and the field."""
    if path[:1] == ("group",) and len(path) > 1 and isinstance(path[1], int) and path[1] < len(state.groups):
        name = visible(str(state.groups[path[1]].get("name", "")), _NAME)
        return f"{name}: {' '.join(str(step) for step in path[2:])}"
    return " ".join(map(str, path))


def headline(state: PlannerState) -> str:
    """One line on the plan: how much is asked for, created, refused; and how far it is of the whole document."""
    plan = state.plan
    if plan is None or not state.groups:
        return "No group yet: add one to see where its ENIs would go."
    refused = sum(refusal.enis for refusal in plan.refused)
    ready = f"{counted(len(plan.requests), 'request')} ready to export"
    exist = len(plan.enis) - len(plan.requests)
    said = [ready, f"{exist:,} exist already" if exist else "", f"{refused:,} refused" if refused else ""]
    if not state.is_current:
        said.append(f"{counted(len(state.problems), 'field')} to mend: what has one is left out")
    return "; ".join(filter(None, said)) + "."


def numbers(state: PlannerState) -> list[str]:
    """Before and after of the selected VSwitch, each with what it is a part of."""
    if state.vswitch not in state.inventory.vswitches and not state.plan:
        return []
    try:
        row = pools_in(state.subject, state.vswitch)
    except (KeyError, StopIteration):
        return []
    prefixes = row.prefixes(4)
    return [
        f"open pool {_change(row.open.before, row.open.after)} free of {row.open.size:,} usable addresses",
        f"whole /28s {_change(row.before.whole_blocks, row.after.whole_blocks)} left to reserve",
        f"prefixes {_change(prefixes.before, prefixes.after)} free of {prefixes.size:,} in reserved blocks",
    ]


def _change(before: int, after: int) -> str:
    return f"{before:,} {ARROW} {after:,}" if before != after else f"{after:,}"


def headroom_text(state: PlannerState) -> str:
    """How many more of the selected group fit, and what refuses the next."""
    room = state.headroom()
    if room is None:
        return ""
    return f"{room.more:,} more of {visible(room.group, _NAME)} fit; then {room.code} ({visible(room.limit)})"
