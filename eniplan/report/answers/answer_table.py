"""A table of an answer: what a notebook's card and a terminal both show of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eniplan.report.cards.table import Head


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
