"""The shapes of a map's cells, drawn once for maps and legends.

The shape says what an address is to its ENI (primary a square, secondary a diamond, prefix a bar that runs through its
16 cells), the colour and a mark say in which state: full where it exists, a dot where it is planned, pale with an edge
where the cloud will draw another one. A /28 of a coarser map is filled from below by what is in use, planned above it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from eniplan.report.address_cells import BLOCK, CONTRADICTION, FREE, HELD, SYSTEM
from eniplan.report.palette import HATCH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from eniplan.report.address_book import HeldKind, HeldState
    from eniplan.report.address_cells import Tally
    from eniplan.report.palette import Role
    from eniplan.report.sheet import Point, Sheet

ROLE: dict[HeldState, Role] = {"existing": "used", "planned": "planned", "illustrative": "illustrative"}
"""The palette's role of each state."""


class Box(NamedTuple):
    """A cell: its upper left corner, width and height, in inches."""

    x: float
    y: float
    width: float
    height: float

    def part(self, left: float, top: float, right: float, bottom: float) -> Box:
        """A part of it, by shares of its width and height from the upper left corner."""
        return Box(
            self.x + left * self.width,
            self.y + top * self.height,
            (right - left) * self.width,
            (bottom - top) * self.height,
        )

    def slice(self, top: float, bottom: float) -> Sequence[Point]:
        """The corners of a part as wide as it is, by shares of its height."""
        x, y, width, height = self
        right, high, low = x + width, y + height * top, y + height * bottom
        return (x, high), (right, high), (right, low), (x, low)

    def corners(self) -> Sequence[Point]:
        """Its four corners."""
        right, low = self.x + self.width, self.y + self.height
        return (self.x, self.y), (right, self.y), (right, low), (self.x, low)


def _square(cell: Box) -> Sequence[Point]:
    return cell.part(0.1, 0.1, 0.9, 0.9).corners()


def _diamond(cell: Box) -> Sequence[Point]:
    x, y, width, height = cell.part(0.06, 0.06, 0.94, 0.94)
    return (x + width / 2, y), (x + width, y + height / 2), (x + width / 2, y + height), (x, y + height / 2)


def _bar(cell: Box) -> Sequence[Point]:
    return cell.slice(0.24, 0.76)


def _dot(cell: Box) -> Sequence[Point]:
    return cell.part(0.38, 0.38, 0.62, 0.62).corners()


def _cross(cell: Box) -> Iterator[Sequence[Point]]:
    x, y, width, height = cell.part(0.2, 0.2, 0.8, 0.8)
    thick = width / 6
    yield (x, y), (x + thick, y), (x + width, y + height), (x + width - thick, y + height)
    yield (x + width - thick, y), (x + width, y), (x + thick, y + height), (x, y + height)


_SHAPE: Mapping[HeldKind, Callable[[Box], Sequence[Point]]] = {
    "primary": _square,
    "secondary": _diamond,
    "prefix": _bar,
}


def draw_addresses(sheet: Sheet, cells: Mapping[int, Sequence[Box]]) -> None:
    """Draw the cells of each code."""
    theme = sheet.theme
    everywhere = (box.part(0.04, 0.04, 0.96, 0.96).corners() for boxes in cells.values() for box in boxes)
    sheet.polygons(everywhere, theme.fill["free"], edge=theme.line)
    for code, boxes in cells.items():
        if code in HELD:
            kind, state = HELD[code]
            role = ROLE[state]
            edge = theme.fill["planned"] if state == "illustrative" else ""
            sheet.polygons(map(_SHAPE[kind], boxes), theme.fill[role], edge=edge)
            if state == "planned":
                sheet.polygons(map(_dot, boxes), theme.hatch_ink)
        elif code == SYSTEM:
            sheet.polygons(map(_square, boxes), theme.fill["system"])
            sheet.polygons((line for box in boxes for line in _cross(box)), theme.hatch_ink)
        elif code == CONTRADICTION:
            sheet.polygons((box.corners() for box in boxes), theme.fill["contradiction"])
            marks = (
                mark for box in boxes for mark in (box.part(0.42, 0.15, 0.58, 0.6), box.part(0.42, 0.7, 0.58, 0.85))
            )
            sheet.polygons((mark.corners() for mark in marks), theme.hatch_ink)
        elif code != FREE:
            raise KeyError(code)


def draw_blocks(sheet: Sheet, ground: Box, blocks: Iterable[tuple[Tally, Box]]) -> None:
    """Draw /28s on a ground, each filled from below: used, planned, illustrative, contradictions, the system's."""
    theme = sheet.theme
    layers: dict[Role, list[Sequence[Point]]] = {}
    for tally, cell in blocks:
        for role, corners in _fills(tally, cell):
            layers.setdefault(role, []).append(corners)
    sheet.polygons([ground.corners()], theme.fill["free"], edge=theme.line)
    for role, fills in layers.items():
        sheet.polygons(fills, theme.fill[role], edge=theme.hatch_on(role) if HATCH[role] else "", hatch=HATCH[role])


def draw_lines(sheet: Sheet, area: Box, columns: int, rows: int) -> None:
    """The lines between the cells of a coarser map, over their fills."""
    width, height, thin = area.width / columns, area.height / rows, 0.0045
    upright = (Box(area.x + width * place - thin, area.y, 2 * thin, area.height) for place in range(1, columns))
    across = (Box(area.x, area.y + height * place - thin, area.width, 2 * thin) for place in range(1, rows))
    for lines in (upright, across):
        sheet.polygons((line.corners() for line in lines), sheet.theme.line)


def _fills(tally: Tally, cell: Box) -> Iterator[tuple[Role, Sequence[Point]]]:
    if tally.prefix is not None:
        yield ROLE[tally.prefix], _bar(cell)
        return
    low = 1.0
    parts: tuple[tuple[Role, int], ...] = (
        ("used", tally.existing),
        ("planned", tally.planned),
        ("illustrative", tally.illustrative),
        ("contradiction", tally.contradiction),
        ("system", tally.system),
    )
    for role, count in parts:
        if count:
            top = low - count / BLOCK
            yield role, cell.slice(top, low)
            low = top
