"""What a plan or an inventory looks like in a terminal: plain text, about 100 columns, readable through a pipe.

Headlines are what decides: addresses free in the open pool, whole /28s left to reserve, prefixes free in the reserved
pool. Percentages hide all three, so there are none; what a number is a part of stands beside it.
"""

from __future__ import annotations

from collections import Counter
from itertools import accumulate, islice
from typing import TYPE_CHECKING

from eniplan.report.figures import ONE_DRAW, asked_for, inventory_figures, plan_figures, regions_of
from eniplan.report.findings_text import WIDTH, beside_refusals, findings_by_code
from eniplan.report.lettering import ARROW, TIMES, cells, visible, wrapped
from eniplan.report.pools import draws_illustratively, pools_of
from eniplan.report.pools_table import pools_table
from eniplan.report.text_table import INDENT, Column, TextTable
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from eniplan.network.inventory import Inventory
    from eniplan.planning.columns import GroupColumns
    from eniplan.planning.plan import Plan, Refusal
    from eniplan.planning.spec import Group

_MOST_ROWS = 20
_MOST_REFUSALS = 20
_MOST_REASONS = 12
_PLACES_WIDTH = 28
_LONGEST = 22
_MOST_FILES = 6


def plan_summary(plan: Plan, written: Sequence[Path] = ()) -> str:
    """A plan as text: what is created, where it goes, what is refused and why, and what to do next.

    Args:
        plan: the plan.
        written: the files that were written for it.
    """
    sections = [
        _headline(plan),
        _groups(plan),
        _reasons(plan),
        _changes(plan),
        _pools(plan),
        _refusals(plan),
        findings_by_code(beside_refusals(plan)),
        _next_step(plan, written),
    ]
    return _joined(sections)


def inventory_summary(inventory: Inventory) -> str:
    """An inventory as text: each VSwitch's pools, the ENIs by VSwitch, contradictions, and what to do next."""
    rows = pools_of(inventory)
    where = ", ".join(visible(region, 30) for region in regions_of(inventory)) or "region unknown"
    if rows:
        table, step = ["VSwitches now", *pools_table(rows, _MOST_ROWS)], "Next: write a plan file and plan it:"
        step += " eniplan plan PLAN.toml --inventory PATH"
    else:
        table, step = [], "Next: import DescribeVSwitches and DescribeNetworkInterfaces; eniplan inventory --commands"
        step += " prints the commands"
    return _joined(
        [
            [f"{where}: {inventory_figures(inventory)}"],
            table,
            findings_by_code(inventory.findings),
            wrapped(step, WIDTH),
        ]
    )


def _joined(sections: Iterable[Sequence[str]]) -> str:
    return "\n\n".join("\n".join(section) for section in sections if section)


def _headline(plan: Plan) -> list[str]:
    title = f"Plan {visible(plan.name, 40)}, {visible(plan.region, 30) or 'region unknown'}, seed {plan.seed}"
    return [title, plan_figures(plan)]


_GROUP_COLUMNS = (
    Column(head=("Group",)),
    Column(head=("ENIs",), side="right"),
    Column(head=("create",), side="right"),
    Column(head=("exist",), side="right"),
    Column(head=("refused",), side="right"),
    Column(head=("each takes",)),
    Column(head=("ENIs in VSwitches",)),
)


def _groups(plan: Plan) -> list[str]:
    names = {key: visible(vswitch.name or key, _LONGEST) for key, vswitch in plan.inventory.vswitches.items()}
    table = TextTable(columns=_GROUP_COLUMNS)
    for columns in plan.columns:
        table.add(
            visible(columns.group.name, _LONGEST), *_numbers(columns), _takes(columns.group), _places(columns, names)
        )
    return table.lines() if plan.columns else []


def _numbers(columns: GroupColumns) -> tuple[str, ...]:
    count, placed, created = columns.group.count, len(columns), columns.request_count
    return tuple(f"{number:,}" for number in (count, created, placed - created, count - placed))


def _takes(group: Group) -> str:
    parts = [
        f"{1 + group.secondary_addresses} IPv4",
        f"{group.ipv4_prefixes} {TIMES} /28" if group.ipv4_prefixes else "",
        f"{group.ipv6_addresses} IPv6" if group.ipv6_addresses else "",
        f"{group.ipv6_prefixes} {TIMES} /80" if group.ipv6_prefixes else "",
    ]
    return ", ".join(filter(None, parts))


def _places(columns: GroupColumns, names: Mapping[str, str]) -> str:
    found: Counter[str] = Counter()
    for (vswitch, _), count in columns.placed().items():
        found[vswitch] += count
    listed = [key for key in columns.group.vswitches if key in found]
    order = listed + [key for key in found if key not in listed]
    return _first_ones([f"{names.get(key) or visible(key, _LONGEST)} {found[key]:,}" for key in order]) or "nowhere"


def _first_ones(texts: Sequence[str]) -> str:
    """As many as fit into the last column, at least one, and how many more there are."""
    ends = accumulate(cells(text) + 2 for text in texts)
    shown = max(1, sum(end <= _PLACES_WIDTH for end in ends))
    more = [f"{len(texts) - shown:,} more"] if len(texts) > shown else []
    return ", ".join([*texts[:shown], *more])


def _reasons(plan: Plan) -> list[str]:
    """Why ENIs are where they are, for groups with a choice: the first new one in each VSwitch."""
    told = [
        (columns, vswitch, row)
        for columns in plan.columns
        if len(columns.group.vswitches) > 1
        for vswitch in columns.group.vswitches
        for row, _ in islice(columns.usual_in(vswitch), 1)
    ]
    lines = ["Why there: the first new ENI of each group in each VSwitch"] if told else []
    for columns, vswitch, row in told[:_MOST_REASONS]:
        name = visible(plan.inventory.vswitches[vswitch].name or vswitch, _LONGEST)
        eni = visible(columns.eni(row).name, _LONGEST)
        lines += wrapped(f"{eni} in {name}: {columns.why(row)}", WIDTH, INDENT, INDENT * 2)
    more = len(told) - _MOST_REASONS
    return [*lines, f"{INDENT}and {more:,} more: plan.enis and --json have all"] if more > 0 else lines


def _pools(plan: Plan) -> list[str]:
    rows = pools_of(plan)
    touched = [row for row in rows if row.touched]
    lines = [f"VSwitches before {ARROW} after", *pools_table(touched, _MOST_ROWS)] if touched else []
    if draws_illustratively(plan):
        lines.append(f"{INDENT}{ONE_DRAW}")
    if unchanged := len(rows) - len(touched):
        more = "more " if touched else ""
        lines.append(f"{INDENT}{counted(unchanged, f'{more}VSwitch')} unchanged")
    return lines


def _changes(plan: Plan) -> list[str]:
    if not plan.previous:
        return []
    from eniplan.report.changes_text import changes_text  # noqa: PLC0415 - first use only

    return changes_text(plan)


def _refusals(plan: Plan) -> list[str]:
    if not plan.refused:
        return []
    lines = [f"Refused: {plan.refused.enis:,} of {counted(asked_for(plan), 'ENI')}"]
    for refusal in plan.refused[:_MOST_REFUSALS]:
        lines += _refusal(refusal, plan)
    if (more := len(plan.refused) - _MOST_REFUSALS) > 0:
        lines.append(f"{INDENT}and {counted(more, 'more refusal')}: --json has all")
    return lines


def _refusal(refusal: Refusal, plan: Plan) -> list[str]:
    from eniplan.report.suggestions import advice_for  # noqa: PLC0415 - first use only

    which = visible(refusal.first, 40) + (" and after" if refusal.enis > 1 else "")
    placed = f"{refusal.placed:,} of {refusal.count:,} placed"
    return [
        f"{INDENT}{refusal.code}",
        *_told("", f"{visible(refusal.group, 24)}: {placed}, {refusal.enis:,} refused ({which})"),
        *_told("why   ", visible(refusal.limit)),
        *_told("next  ", advice_for(refusal, plan)),
    ]


def _told(label: str, text: str) -> list[str]:
    indent = INDENT * 2
    return wrapped(text, WIDTH, indent + label, indent + " " * len(label))


def _next_step(plan: Plan, written: Sequence[Path]) -> list[str]:
    requests, ready = len(plan.requests), len(plan.enis)
    what, name = counted(requests, "request"), "requests.jsonl"
    if plan.needs_steps:
        what, name = counted(len(plan.steps), "call"), "steps.jsonl"
    file = next((str(path) for path in written if path.name == name), "")
    if plan.refused:
        step = f"Next: fix or accept the refusals: {ready:,} of {counted(asked_for(plan), 'ENI')} are ready"
    elif not requests:
        step = "Next: nothing to create" + (f", {counted(ready, 'ENI')} exist already" if ready else "")
    else:
        step = f"Next: {what} ready" + ("" if file else " to export")
    if requests and file:
        step += f" in {visible(file)}, one call a line"
    elif requests and not plan.refused:
        step += ": -o DIR writes them"
    return [*wrapped(step, WIDTH), *_files(written)]


def _files(written: Sequence[Path]) -> list[str]:
    folders: dict[str, list[str]] = {}
    for path in written:
        folders.setdefault(str(path.parent), []).append(path.name)
    lines = []
    for folder, names in folders.items():
        said = ", ".join(visible(name, 60) for name in names[:_MOST_FILES])
        more = f" and {len(names) - _MOST_FILES:,} more" if len(names) > _MOST_FILES else ""
        lines += wrapped(f"{said}{more}", WIDTH, f"Written to {visible(folder)}: ", INDENT)
    return lines
