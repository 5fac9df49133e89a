"""What explains an address map: the legend of what occurs, the IPv6 panel, and the notes.

A /64 has 65,536 prefixes and 2^64 addresses: too many for cells. So IPv6 is one strip to scale with the reserved blocks
outlined, a tick for each prefix (tall) and address (short) that is held, what exists above what is planned; a tick is
wider than what it marks, and the panel says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.patches import Rectangle

from eniplan.report.address_cells import Tally
from eniplan.report.lettering import wrapped
from eniplan.report.map_glyphs import ROLE, Box, draw_addresses, draw_blocks
from eniplan.report.map_words import ipv6_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from eniplan.report.address_book import AddressBook, Held
    from eniplan.report.map_layout import Layout
    from eniplan.report.map_words import Entry
    from eniplan.report.palette import Role
    from eniplan.report.sheet import Sheet

_LINE, _SWATCH, _LETTER = 0.25, 0.16, 0.066
_NOTE, _NOTE_LETTER = 0.17, 0.0605
_STRIP = 0.34
_TICK = 0.016
"""Width of a tick, in inches."""


@dataclass(frozen=True, slots=True)
class Side:
    """The parts below or beside the grid, placed: legend entries, the IPv6 panel's top, notes with their lines."""

    entries: Sequence[tuple[Box, Entry]]
    book: AddressBook
    panel: Box
    panel_lines: Sequence[str]
    notes: Sequence[tuple[float, str]]
    bottom: float


def side_of(layout: Layout, entries: Sequence[Entry], book: AddressBook, notes: Sequence[str]) -> Side:
    """Place what explains the map, from the layout's side down."""
    x, y, width, _ = layout.side
    placed = list(_flow(entries, layout.side))
    y = (placed[-1][0].y if placed else y) + _LINE + 0.1
    letters = int(width / _NOTE_LETTER)
    said = [line for text in _panel_lines(book) for line in wrapped(text, letters, "", "    ")]
    panel = Box(x, y + 0.1, width, 0.3 + _STRIP + 0.15 + _NOTE * len(said) if said else 0.0)
    y = panel.y + panel.height + (0.1 if said else 0)
    lines = [line for note in notes for line in wrapped(note, letters)]
    written = [(y + _NOTE * (place + 1), line) for place, line in enumerate(lines)]
    return Side(placed, book, panel, said, written, y + _NOTE * len(lines) + 0.25)


def _flow(entries: Iterable[Entry], side: Box) -> Iterator[tuple[Box, Entry]]:
    """Entries after each other, on the next line where one would not fit."""
    x, y = side.x, side.y
    for entry in entries:
        width = _SWATCH + 0.1 + _LETTER * len(entry.words) + 0.25
        if x > side.x and x + width > side.x + side.width:
            x, y = side.x, y + _LINE
        yield Box(x, y, _SWATCH, _SWATCH), entry
        x += width


def draw_side(sheet: Sheet, side: Side) -> None:
    """Draw what was placed."""
    for box, entry in side.entries:
        _swatch(sheet, box, entry.sample)
        sheet.words(box.x + _SWATCH + 0.08, box.y + 0.125, entry.words, size=8.5)
    if side.panel_lines:
        _draw_panel(sheet, side)
    for y, line in side.notes:
        sheet.quiet(side.panel.x, y, line, size=8)


def _swatch(sheet: Sheet, box: Box, sample: int | Tally | Role) -> None:
    if isinstance(sample, Tally):
        draw_blocks(sheet, box, [(sample, box)])
    elif isinstance(sample, int):
        draw_addresses(sheet, {sample: [box]})
    elif sample == "unexplained":
        sheet.box(*box, sample)
    else:
        outline_block(sheet, box.part(0.05, 0.05, 0.95, 0.95), is_assigned=sample == "reserved")


def outline_block(sheet: Sheet, box: Box, *, is_assigned: bool) -> None:
    """The outline of a reserved block; dashed where no prefix can be had from it."""
    outline = Rectangle((box.x, box.y), box.width, box.height, facecolor="none", linewidth=1.8, zorder=3)
    outline.set(edgecolor=sheet.theme.fill["reserved"], linestyle="solid" if is_assigned else (0, (2, 1.5)))
    sheet.ax.add_patch(outline)


# IPv6


def _panel_lines(book: AddressBook) -> list[str]:
    lines = ipv6_lines(book)
    return [f"{lines[0]}; a mark is wider than what it stands for", *lines[1:]] if lines else []


def _draw_panel(sheet: Sheet, side: Side) -> None:
    panel = side.panel
    sheet.words(panel.x, panel.y + 0.12, f"IPv6 {side.book.vswitch.ipv6_cidr}", bold=True)
    strip = Box(panel.x + 0.62, panel.y + 0.22, panel.width - 0.62, _STRIP)
    _strip(sheet, strip, side.book, [one for one in side.book.held if one.family == 6])
    y = strip.y + strip.height + 0.19
    for place, line in enumerate(side.panel_lines):
        sheet.quiet(panel.x, y + _NOTE * place, line, size=8)


def _strip(sheet: Sheet, strip: Box, book: AddressBook, held: Sequence[Held]) -> None:
    """The /64 to scale: blocks outlined; ticks of what exists in the upper half, of what is planned in the lower."""
    cidr = book.vswitch.ipv6_cidr
    if cidr is None:
        return
    scale = strip.width / cidr.size
    sheet.polygons([strip.corners()], sheet.theme.fill["free"], edge=sheet.theme.line)
    lanes = {"existing": strip.part(0, 0, 1, 0.5), "planned": strip.part(0, 0.5, 1, 1)}
    lanes["illustrative"] = lanes["planned"]
    for state, role in ROLE.items():
        ticks = [
            _tick(lanes[state], (one.first - cidr.first) * scale, tall=one.kind == "prefix")
            for one in held
            if one.state == state and one.first in cidr
        ]
        sheet.polygons(
            (tick.corners() for tick in ticks), sheet.theme.fill["planned" if state == "illustrative" else role]
        )
    for use in book.vswitch.blocks_of(6):
        x, width = strip.x + (use.cidr.first - cidr.first) * scale, max(use.cidr.size * scale, 0.03)
        outline_block(sheet, Box(x, strip.y, width, strip.height), is_assigned=use.is_assigned)
    for lane, word in ((lanes["existing"], "in use"), (lanes["planned"], "planned")):
        sheet.quiet(strip.x - 0.06, lane.y + 0.115, word, size=7, side="right")


def _tick(lane: Box, offset: float, *, tall: bool) -> Box:
    height = lane.height * (0.9 if tall else 0.5)
    x = min(lane.x + offset, lane.x + lane.width - _TICK)
    return Box(x, lane.y + lane.height - height, _TICK, height)
