"""Where the parts of an address map stand, in inches: for a notebook's column, and for a slide.

A column has everything below each other: head, grid with the blocks' labels at its right, legend, IPv6, notes. A slide
is 16:9: the grid at the left, legend, IPv6 and notes at the right.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from eniplan.report.map_glyphs import Box

if TYPE_CHECKING:
    from eniplan.network.cidr import Cidr
    from eniplan.report.address_cells import Grid

SizeName = Literal["column", "slide"]

LABEL_HEIGHT = 0.36
"""Of a reserved block's label: its CIDR above what is left of it."""
HEAD = 1.95
"""Above the grid: titles and figures."""
_LEFT, _ROW_LABEL, _LABELS = 0.3, 0.85, 1.95
_TALLEST_CELL = 0.3


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the parts stand.

    Args:
        width: of the sheet.
        left: the left edge of the head.
        grid: the whole grid.
        cell: the first cell of the grid.
        labels: the left edge of the reserved blocks' labels.
        side: upper left corner of the legend and what is below it, and how wide they are.
        height: of the sheet; None where it follows from what stands below the grid.
    """

    width: float
    left: float
    grid: Box
    cell: Box
    labels: float
    side: Box
    height: float | None

    def cell_at(self, column: int, row: int) -> Box:
        """One cell."""
        x, y, width, height = self.cell
        return Box(x + column * width, y + row * height, width, height)

    def area(self, grid: Grid, block: Cidr) -> Box:
        """The rectangle of an aligned block."""
        column, row, columns, rows = grid.span(block)
        x, y, width, height = self.cell_at(column, row)
        return Box(x, y, width * columns, height * rows)


def layout_of(grid: Grid, size: SizeName, labels: int) -> Layout:
    """The layout of a map.

    Args:
        grid: the cells to place.
        size: for a notebook's column, or for a slide.
        labels: how many blocks have a label.
    """
    if size == "slide":
        return _slide(grid)
    width, x = 9.0, _LEFT + _ROW_LABEL
    cell = _cell(grid, x, width - x - _LABELS - 0.2, 6.2)
    area = _area(grid, cell)
    low = max(area.y + area.height, area.y + LABEL_HEIGHT * min(labels, 3))
    side = Box(_LEFT, low + 0.3, width - 2 * _LEFT, 0)
    return Layout(width, _LEFT, area, cell, area.x + area.width + 0.3, side, None)


def _slide(grid: Grid) -> Layout:
    x, width, height = _LEFT + _ROW_LABEL, 13.33, 7.5
    cell = _cell(grid, x, 6.0, height - HEAD - 0.35)
    area = _area(grid, cell)
    side = Box(x + 6.0 + 0.3 + _LABELS, HEAD, width - x - 6.0 - 0.3 - _LABELS - _LEFT, 0)
    return Layout(width, _LEFT, area, cell, area.x + area.width + 0.3, side, height)


def _cell(grid: Grid, x: float, width: float, height: float) -> Box:
    wide = min(width / grid.columns, 2 * _TALLEST_CELL if grid.step > 1 else _TALLEST_CELL)
    return Box(x, HEAD, wide, min(wide, _TALLEST_CELL, height / grid.rows))


def _area(grid: Grid, cell: Box) -> Box:
    return Box(cell.x, cell.y, cell.width * grid.columns, cell.height * grid.rows)


def spread(wanted: list[float], low: float, height: float) -> list[float]:
    """Places for labels of a height, as near to where they are wanted as they can be, in order, none on another.

    Args:
        wanted: where each should be, ascending.
        low: where the last may be at most, unless there are too many.
        height: the least distance of two labels.
    """
    placed: list[float] = []
    for y in wanted:
        placed.append(max(y, placed[-1] + height) if placed else y)
    limit = low
    for place in reversed(range(len(placed))):
        placed[place] = min(placed[place], limit)
        limit = placed[place] - height
    return placed
