"""A plan for review in a spreadsheet: one row for each ENI, each refusal and each finding, and what heads them.

A spreadsheet takes a text for a formula where it begins with one of a few signs; every text that somebody else chose
gets an apostrophe in front of them, which spreadsheets do not show (OWASP, CSV injection, 2026).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eniplan.planning.columns import GroupColumns
    from eniplan.planning.plan import Plan, PlannedENI

Cell = str | int

ENI_HEADS: Final = (
    "name", "group", "state", "vswitch", "zone", "security_groups", "instance_type", "addressing", "illustrative",
    "primary", "secondary", "ipv4_prefixes", "ipv6", "ipv6_prefixes", "calls", "client_token", "reason",
)  # fmt: skip
"""An ENI's row; several values of a cell stand on lines of their own."""
REFUSAL_HEADS: Final = ("group", "first", "vswitches", "enis", "placed", "count", "code", "limit", "message")
FINDING_HEADS: Final = (
    "severity", "code", "request", "parameter", "vswitch", "raised_at", "message", "source", "file", "subject",
)  # fmt: skip

_FORMULA: Final = (
    *"=+-@\t\r\n",
    *("\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH PLUS SIGN}"),
    *("\N{FULLWIDTH HYPHEN-MINUS}", "\N{FULLWIDTH COMMERCIAL AT}"),
)


def inert(text: str) -> str:
    """A text that no spreadsheet takes for a formula.

    >>> inert("=cmd()"), inert("web-001")
    ("'=cmd()", 'web-001')
    """
    return f"'{text}" if text.startswith(_FORMULA) else text


def eni_rows(plan: Plan) -> Iterator[tuple[Cell, ...]]:
    """A row for each ENI that has a place, in the order of the plan."""
    for columns in plan.columns:
        for row, eni in enumerate(columns.enis()):
            yield _eni(plan, columns, eni, len(columns.steps_of(row)))


def _eni(plan: Plan, columns: GroupColumns, eni: PlannedENI, calls: int) -> tuple[Cell, ...]:
    vswitch = plan.inventory.vswitches.get(eni.vswitch)
    return (
        inert(eni.name),
        inert(eni.group),
        eni.state,
        inert(eni.vswitch),
        inert(vswitch.zone_id if vswitch else ""),
        _several(columns.group.security_groups),
        inert(columns.group.instance_type or ""),
        eni.addressing,
        "yes" if eni.illustrative else "no",
        eni.primary,
        *map(_several, (eni.secondary, eni.ipv4_prefixes, eni.ipv6, eni.ipv6_prefixes)),
        calls,
        eni.client_token,
        inert(eni.reason),
    )


def refusal_rows(plan: Plan) -> Iterator[tuple[Cell, ...]]:
    """A row for each code that refuses ENIs of a group."""
    for each in plan.refused:
        names = inert(each.group), inert(each.first), _several(each.vswitches)
        yield *names, each.enis, each.placed, each.count, each.code, inert(each.limit), inert(each.message)


def finding_rows(plan: Plan) -> Iterator[tuple[Cell, ...]]:
    """A row for each finding, in the order of the plan."""
    for each in plan.findings:
        where = (each.request, each.parameter, each.vswitch)
        said = (each.message, each.source, each.file, each.subject)
        yield each.severity, each.code, *map(inert, where), each.raised_at, *map(inert, said)


def _several(texts: tuple[str, ...]) -> str:
    return inert("\n".join(texts))
