"""An answer to a what-if question as a card: one sentence, its tables, and what was assumed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.report.cards.element import element
from eniplan.report.cards.findings_card import LONGEST, NAME_WIDTH
from eniplan.report.cards.style import STYLE
from eniplan.report.cards.table import card, quiet, table
from eniplan.report.lettering import cut
from eniplan.report.views.offers import tables_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eniplan.capacity.answer import Answer
    from eniplan.report.answers.answer_table import AnswerTable
    from eniplan.report.cards.element import Markup


def answer_card(answer: Answer) -> str:
    """The card of any answer."""
    parts = map(_table, tables_of(answer))
    return card(f"What if: {answer.question}", cut(answer.headline, LONGEST), *parts, *_assumed(answer))


def answer_body(answer: Answer) -> str:
    """The tables of any answer and what was assumed, where its question and its sentence stand elsewhere."""
    parts = map(_table, tables_of(answer))
    return str(element("div", STYLE, *parts, *_assumed(answer), class_="eniplan-card"))


def _table(shown: AnswerTable) -> Markup:
    rows = (tuple(_cut(cell, head.cells) for cell, head in zip(row, shown.heads, strict=True)) for row in shown.rows)
    return table(shown.caption, shown.heads, rows, len(shown.rows), shown.frame)


def _cut(cell: str, cells: str) -> str:
    return cut(cell, LONGEST if cells in {"words", "code"} else NAME_WIDTH)


def _assumed(answer: Answer) -> Iterator[Markup]:
    for place, sentence in enumerate(answer.assumptions):
        yield quiet(("Assumed: " if place == 0 else "") + cut(sentence, LONGEST))
