"""Tables of plain text: a head of one or more lines, a rule, rows; widths follow what is in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from eniplan.report.lettering import cells, padded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from eniplan.report.lettering import Side

INDENT = "  "


class Column(NamedTuple):
    """One column: the lines of its head, the side its cells stand at, and the blanks before it."""

    head: tuple[str, ...]
    side: Side = "left"
    gap: int = 2


class TextTable:
    """A table that is filled row by row; a row has as many texts as there are columns."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = columns
        self.rows: list[tuple[str, ...]] = []

    def add(self, *row: str) -> None:
        """Add a row at the end."""
        self.rows.append(row)

    def lines(self) -> list[str]:
        """The lines, without blanks at their ends."""
        height = max((len(column.head) for column in self.columns), default=0)
        # the last line of a head stands on the rule, whatever the height of the others
        heads = [(("",) * (height - len(column.head)) + column.head) for column in self.columns]
        widths = [
            max(map(cells, (*head, *(row[place] for row in self.rows))), default=0) for place, head in enumerate(heads)
        ]
        total = sum(widths) + sum(column.gap for column in self.columns[1:])
        head_lines = (self._line((head[level] for head in heads), widths) for level in range(height))
        return [*head_lines, INDENT + "─" * total, *(self._line(row, widths) for row in self.rows)]

    def _line(self, texts: Iterable[str], widths: Sequence[int]) -> str:
        line = INDENT
        for place, (text, width, column) in enumerate(zip(texts, widths, self.columns, strict=True)):
            line += " " * (column.gap if place else 0) + padded(text, width, column.side)
        return line.rstrip()
