"""An answer for a terminal: one sentence, its tables, and what was assumed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.report.findings_text import WIDTH
from eniplan.report.lettering import NOTHING, visible, wrapped
from eniplan.report.text_table import INDENT, Column, TextTable
from eniplan.report.views.offers import tables_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eniplan.capacity.answer import Answer
    from eniplan.report.answers.answer_table import AnswerTable
    from eniplan.report.cards.table import Head

MOST_ROWS = 20
"""How many rows of a table are shown."""
_LONGEST = 60
_HEAD_WIDTH = 14


def answer_text(answer: Answer) -> str:
    """The lines, without a line break at the end."""
    return "\n".join(_lines(answer))


def _lines(answer: Answer) -> Iterator[str]:
    yield visible(answer.headline)
    for table in tables_of(answer):
        if table.rows:
            yield from ("", table.caption)
            yield from _table(table)
    yield from ("", "Assumed")
    for sentence in answer.assumptions:
        yield from wrapped(visible(sentence), WIDTH, f"{INDENT}- ", f"{INDENT}  ")


def _table(table: AnswerTable) -> Iterator[str]:
    shown = table.rows[:MOST_ROWS]
    kept = [
        place
        for place, head in enumerate(table.heads)
        if not head.optional or any(row[place] not in {"", NOTHING} for row in shown)
    ]
    found = TextTable(columns=[_column(table.heads[place]) for place in kept])
    for row in shown:
        found.add(*(visible(row[place], _LONGEST) for place in kept))
    yield from found.lines()
    if more := len(table.rows) - len(shown):
        yield f"{INDENT}and {more:,} more: --json has all"


def _column(head: Head) -> Column:
    return Column(head=tuple(wrapped(head.says, _HEAD_WIDTH)), side="right" if head.cells == "number" else "left")
