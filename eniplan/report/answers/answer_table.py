"""A table of an answer: what a notebook's card and a terminal both show of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from eniplan.report.cards.table import Head

    Row = Sequence[str | int]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTable:
    """One table of an answer.

    Args:
        caption: what it is about, with the unit where all numbers share one.
        heads: its columns; the first names the row, an optional one is left out where it says nothing.
        rows: the cells as texts, numbers with thousands separated; names as others wrote them.
        frame: the frame of the answer that has all of it.
    """

    caption: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[str, ...], ...]
    frame: str = ""


def answer_table(caption: str, heads: tuple[Head, ...], rows: Iterable[Row], frame: str = "") -> AnswerTable:
    """A table of these rows, whole numbers with their thousands separated."""
    written = tuple(tuple(f"{cell:,}" if isinstance(cell, int) else cell for cell in row) for row in rows)
    return AnswerTable(caption=caption, heads=heads, rows=written, frame=frame)
