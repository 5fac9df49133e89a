"""What the planner's tables and lines say: texts made from the state, so that no view computes anything."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from eniplan.report.lettering import NOTHING, visible
from eniplan.report.pools import pools_of
from eniplan.spelling import counted
from eniplan.ui.group_edits import wishes_of
from eniplan.ui.outcome import headroom, place_of
from eniplan.ui.table_widget import Cell, Column

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eniplan.contract.finding import Finding
    from eniplan.report.pools import VSwitchPools
    from eniplan.ui.document import Path, Problem
    from eniplan.ui.fields import Field
    from eniplan.ui.state import PlannerState

Row = list[str | Cell]

VSWITCH_COLUMNS = (
    Column("VSwitch", meaning="below it the last letter of its zone, and its CIDR"),
    Column("addresses", number=True, meaning="free in the open pool: usable ones outside reserved blocks"),
    Column("whole /28s", number=True, meaning="aligned /28s that could still be reserved"),
    Column("prefixes", number=True, meaning="free IPv4 prefixes in Assigned reserved blocks"),
)
GROUP_COLUMNS = (
    Column("Group"),
    Column("ENIs", number=True, meaning="as many as the group asks for"),
    Column("new", number=True, meaning="as many as have a create request"),
    Column("state"),
)
FINDING_COLUMNS = (Column("Finding"), Column("where"), Column("what is wrong, and what would be accepted"))
MOST_FINDINGS = 200
_NAME = 30


class Found(NamedTuple):
    """A row of the findings, and what it is about: a problem of the form, or a finding of the plan."""

    row: Row
    problem: Problem | None = None
    finding: Finding | None = None


def account(state: PlannerState) -> str:
    """What account this is: its region, and how much of it is known."""
    region, inventory = visible(str(state.document.get("region", "")), _NAME), state.inventory
    vswitches = counted(len(inventory.vswitches), "VSwitch")
    return f"{region} \N{MIDDLE DOT} {vswitches} \N{MIDDLE DOT} {counted(len(inventory.enis), 'ENI')}"


def vswitch_rows(state: PlannerState) -> list[Row]:
    """Each VSwitch with its headline figures after the plan, and before where the plan changes them."""
    return [_vswitch_row(row) for row in pools_of(state.subject)]


def _vswitch_row(row: VSwitchPools) -> Row:
    vswitch, before, after = row.vswitch, row.before, row.after
    zone = visible(vswitch.zone_id.rpartition("-")[2], 8)
    return [
        Cell(visible(vswitch.name or vswitch.id, _NAME), below=f"{zone} \N{MIDDLE DOT} {vswitch.cidr}"),
        _figure(before.free_open_ipv4, after.free_open_ipv4),
        _figure(before.whole_blocks, after.whole_blocks),
        _figure(before.free_prefixes_ipv4, after.free_prefixes_ipv4),
    ]


def _figure(before: int, after: int) -> Cell:
    return Cell(f"{after:,}", below=f"was {before:,}" if after != before else "")


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


def findings(state: PlannerState) -> list[Found]:
    """Problems of the form first, then the plan's findings, errors first, up to :data:`MOST_FINDINGS`."""
    wrong = [
        Found([Cell("not a plan", "error"), _place(state, problem.path), visible(problem.message)], problem=problem)
        for problem in state.problems
    ]
    said = state.plan.findings if state.plan else state.inventory.findings
    ordered = sorted(said, key=lambda finding: ("error", "warning", "note").index(finding.severity))
    shown = [Found(_finding_row(state, finding), finding=finding) for finding in ordered[:MOST_FINDINGS]]
    left = len(ordered) - len(shown)
    more = [Found([f"and {counted(left, 'more finding')}", "", "plan.findings has all of them"])] if left else []
    return [*wrong, *shown, *more]


def _finding_row(state: PlannerState, finding: Finding) -> Row:
    place = finding.request or finding.vswitch or finding.subject
    vswitch = state.subject_vswitches.get(place)
    where = visible(vswitch.name or place if vswitch is not None else place, _NAME)
    file = f" ({visible(finding.file)})" if finding.file else ""
    return [Cell(finding.code, finding.severity), where, visible(finding.message) + file]


def eni_of(state: PlannerState, found: Found) -> int:
    """The number of the ENI of the selected group that a row is about; 0 for none."""
    if found.finding is not None and state.plan is not None:
        return state.owners.of(found.finding.request).number
    path = found.problem.path if found.problem is not None else ()
    place = path[_WISH] if len(path) > _WISH and path[_WISH - 1] == "eni" else None
    wishes = wishes_of(state.document, state.group)
    number = wishes[place].get("n") if isinstance(place, int) and place < len(wishes) else 0
    return number if isinstance(number, int) else 0


_WISH = 3
"""Where the position of a wish stands in a path: group, 0, eni, 1."""


def beside_fields(state: PlannerState) -> Mapping[Path, str]:
    """What the plan has against the selected group and the selected ENI, by the field that it leads to."""
    errors = (finding for finding in state.plan.findings if finding.is_error) if state.plan else ()
    found: dict[Path, str] = {}
    for finding in islice(errors, MOST_FINDINGS):
        group, path = place_of(state, finding)
        of_another = path[:1] == ("eni",) and eni_of(state, Found([], finding=finding)) not in (0, state.eni)
        if group == state.group and not of_another:
            found.setdefault(path, f"{finding.message} ({finding.code})")
    return found


def wish_problem(state: PlannerState, field: Field) -> str:
    """What no plan can say of a wish of the selected ENI; empty for nothing."""
    for place, table in enumerate(wishes_of(state.document, state.group)):
        if table.get("n") == state.eni:
            return state.problem_of(("eni", place, *field.path))
    return ""


def selected_eni(state: PlannerState) -> str:
    """The name of the selected ENI of the selected group; empty where there is none."""
    columns = [each for each in state.plan.columns if each.group.name == _group_name(state)] if state.plan else []
    inside = columns and 1 <= state.eni <= columns[0].group.count
    return columns[0].group.names.name(state.eni) if inside else ""


def _group_name(state: PlannerState) -> str:
    return str(state.groups[state.group].get("name", "")) if state.group < len(state.groups) else ""


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
        return "No group yet: add one to see where its ENIs go."
    refused = sum(refusal.enis for refusal in plan.refused)
    ready = f"{counted(len(plan.requests), 'request')} ready to export"
    exist = len(plan.enis) - len(plan.requests)
    said = [ready, f"{exist:,} exist already" if exist else "", f"{refused:,} refused" if refused else ""]
    if not state.is_current:
        said.append(f"{counted(len(state.problems), 'field')} to mend: what has one is left out")
    return "; ".join(filter(None, said)) + "."


def headroom_lines(state: PlannerState) -> list[str]:
    """How many more of the selected group fit, and what refuses the next."""
    room = headroom(state)
    if room is None:
        return []
    first = f"Headroom: {room.more:,} more of {visible(room.group, _NAME)} fit, if no other group grows."
    return [first, f"The next one would be refused: {room.code} ({visible(room.limit)})."]
