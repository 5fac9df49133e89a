"""The JSON documents that ``--json`` prints, with the members of the contract and in its order.

A plan's document is streamed, one ENI a line, so that a million of them cost no memory.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, fields
from functools import cache
from typing import TYPE_CHECKING

from eniplan.network.counts import vswitch_counts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from eniplan.contract.finding import Finding
    from eniplan.network.counts import VSwitchCounts
    from eniplan.network.inventory import Inventory
    from eniplan.network.vswitch import VSwitch
    from eniplan.planning.changes import Change
    from eniplan.planning.plan import Plan, PlannedENI, Refusal, Utilisation

    Members = dict[str, object]

FORMAT = 1
"""The format of a plan's document."""

_ALWAYS = ("code", "severity", "parameter", "message", "source", "raised_at")
_WHERE_SET = ("request", "line", "vswitch", "file", "subject")


def write_plan_document(plan: Plan, stream: TextIO) -> None:
    """Write a plan as one JSON document: who it is, every ENI, what is refused, found and used."""
    stream.writelines(_object(_plan_members(plan)))


def _plan_members(plan: Plan) -> Iterator[tuple[str, object]]:
    """The members in order; an iterator stands for a list whose items are made when they are written."""
    yield "format", FORMAT
    yield "name", plan.name
    yield "region", plan.region
    yield "seed", plan.seed
    yield "enis", (_row(eni) for eni in plan.enis)
    yield "requests", len(plan.requests)
    yield "steps", len(plan.steps)
    yield "refused", (_row(refusal) for refusal in plan.refused)
    yield "findings", (finding_row(finding) for finding in plan.findings)
    if plan.previous is not None:
        yield "changes", (_row(change) for change in plan.changes)
    yield "utilisation", (_utilisation_row(plan.inventory, used) for used in plan.utilisation)


def check_document(count: int, findings: Iterable[Finding]) -> Members:
    """The document about ready-made requests; ``line`` is always there, null where a finding has none.

    Args:
        count: how many requests were judged.
        findings: what was found, the inventory's own findings included.
    """
    rows = [{"line": finding.line, **finding_row(finding)} for finding in findings]
    return {"requests": count, "findings": rows}


def inventory_document(inventory: Inventory) -> Members:
    """The document about what exists."""
    counts = (
        (vswitch, vswitch_counts(vswitch, inventory.holders_by_vswitch.get(vswitch.id, ())))
        for vswitch in inventory.vswitches.values()
    )
    return {
        "vswitches": [vswitch_row(vswitch, counted) for vswitch, counted in counts],
        "enis": len(inventory.enis),
        "findings": [finding_row(finding) for finding in inventory.findings],
    }


def finding_row(finding: Finding) -> Members:
    """One finding: its main members always, those that say where it is only if they are set."""
    row: Members = {name: getattr(finding, name) for name in _ALWAYS}
    where = {name: getattr(finding, name) for name in _WHERE_SET}
    return {**row, **{name: value for name, value in where.items() if value not in ("", None)}}


def vswitch_row(vswitch: VSwitch, counts: VSwitchCounts) -> Members:
    """One VSwitch and what it has."""
    return {"id": vswitch.id, "zone": vswitch.zone_id, "cidr": str(vswitch.cidr), **asdict(counts)}


def _row(value: PlannedENI | Refusal | Change) -> Members:
    """All its attributes; nothing inside them is a value of ours, so nothing is copied."""
    made: type = type(value)
    return {name: getattr(value, name) for name in _names(made)}


@cache
def _names(made: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(made))


def _utilisation_row(inventory: Inventory, used: Utilisation) -> Members:
    vswitch = inventory.vswitches[used.vswitch]
    before, after = vswitch_row(vswitch, used.before), vswitch_row(vswitch, used.after)
    return {"vswitch": used.vswitch, "before": before, "after": after}


def _object(members: Iterable[tuple[str, object]]) -> Iterator[str]:
    """A JSON object in pieces: each member, and each item of a streamed list, on its own line."""
    start = "{"
    for name, value in members:
        yield f"{start}\n{_json(name)}: "
        yield from _list(value) if isinstance(value, Iterator) else (_json(value),)
        start = ","
    yield "\n}\n"


def _list(items: Iterator[object]) -> Iterator[str]:
    start = "["
    for item in items:
        yield f"{start}\n{_json(item)}"
        start = ","
    yield "[]" if start == "[" else "\n]"


_json = json.JSONEncoder(ensure_ascii=False).encode
