"""The pools of VSwitches as one table of text: IPv4 beside the name, IPv6 prefixes beside the id.

A number that changes is shown before and after, one that stays is shown once, so that changes stand out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.network.cidr import FAMILIES
from eniplan.report.findings_text import WIDTH
from eniplan.report.lettering import ARROW, NOTHING, visible, wrapped
from eniplan.report.pools import Pool, most_urgent
from eniplan.report.text_table import INDENT, Column, TextTable
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from eniplan.network.cidr import Family
    from eniplan.report.pools import VSwitchPools

_MOST_NAMED = 5
_LONGEST_NAME = 25
_COLUMNS = (
    Column(head=("VSwitch",)),
    Column(head=("free in the", "open pool"), side="right"),
    Column(head=("of", "usable"), side="right"),
    Column(head=("whole /28s", "to reserve"), side="right"),
    Column(head=("reserved", "blocks"), side="right"),
    Column(head=("free", "prefixes"), side="right"),
    Column(head=("of",), side="right"),
)


def pools_table(rows: Sequence[VSwitchPools], most: int) -> list[str]:
    """The table's lines, with a line about unexplained addresses and one about the VSwitches left out.

    Args:
        rows: the VSwitches.
        most: how many of them are shown: those with the smallest free share of a pool.
    """
    shown = most_urgent(rows, most)
    cells = [
        _twice(_names(shown)),
        _first_of_two(_changes([row.open for row in shown])),
        _first_of_two([f"{row.open.size:,}" for row in shown]),
        _first_of_two(_changes([Pool(0, row.before.whole_blocks, row.after.whole_blocks) for row in shown])),
        _twice([(_blocks(row, 4), _blocks(row, 6)) for row in shown]),
        _twice([*zip(*(_changes([_prefixes(row, family) for row in shown]) for family in FAMILIES), strict=True)]),
        _twice([(_size(row, 4), _size(row, 6)) for row in shown]),
    ]
    table = TextTable(columns=_COLUMNS)
    for texts in zip(*cells, strict=True):
        if any(texts):
            table.add(*texts)
    left_out = len(rows) - len(shown)
    more = [f"{INDENT}{left_out:,} more with more room: --json has all"] if left_out else []
    return [*table.lines(), *_unexplained(rows), *more]


def _twice(pairs: Iterable[Iterable[str]]) -> list[str]:
    """What stands beside the name and what stands beside the id, row by row."""
    return [text for pair in pairs for text in pair]


def _first_of_two(texts: Sequence[str]) -> list[str]:
    return _twice([(text, "") for text in texts])


def _names(rows: Sequence[VSwitchPools]) -> list[tuple[str, str]]:
    ids = [visible(row.vswitch.id, _LONGEST_NAME) for row in rows]
    names = [visible(row.vswitch.name, _LONGEST_NAME) for row in rows]
    return [(name, key) if name else (key, "") for name, key in zip(names, ids, strict=True)]


def _changes(pools: Sequence[Pool | None]) -> list[str]:
    """``750 → 654``, or ``654`` where nothing changes; befores and afters stand below each other."""
    width = max((len(f"{pool.after:,}") for pool in pools if pool), default=0)
    return [
        ""
        if pool is None
        else f"{pool.before:,} {ARROW} {pool.after:>{width},}"
        if pool.taken
        else f"{pool.after:,}"
        for pool in pools
    ]  # fmt: skip


def _prefixes(row: VSwitchPools, family: Family) -> Pool | None:
    return row.prefixes(family) if row.blocks(family) else None


def _size(row: VSwitchPools, family: Family) -> str:
    return f"{row.prefixes(family).size:,}" if row.blocks(family) else ""


def _blocks(row: VSwitchPools, family: Family) -> str:
    """How many, with the family; a dash where there is none of either."""
    if blocks := row.blocks(family):
        return f"{blocks:,} IPv{family}"
    return NOTHING if family == 4 and not row.blocks(6) else ""


def _unexplained(rows: Sequence[VSwitchPools]) -> list[str]:
    """Unexplained addresses stand among the free ones, so the table says where."""
    found = [row for row in rows if row.after.unexplained_ipv4]
    if not found:
        return []
    said = [
        f"{visible(row.vswitch.name or row.vswitch.id, _LONGEST_NAME)} {row.after.unexplained_ipv4:,}"
        for row in found[:_MOST_NAMED]
    ]
    hidden = len(found) - _MOST_NAMED
    more = [counted(hidden, "more VSwitch")] if hidden > 0 else []
    what = "Unexplained, among the free ones above (taken by something the files do not show):"
    return wrapped(f"{what} {', '.join([*said, *more])}", WIDTH, INDENT, INDENT)
