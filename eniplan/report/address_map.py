"""The address map: every address of a VSwitch, or every /28 of one larger than a /22, as a picture.

What an address is shows by shape, its state by colour and mark (:mod:`eniplan.report.map_glyphs`); reserved blocks are
outlined and named; the figures above are those that decide. Unexplained addresses have no known position, so they are
a number and not a cell. All cells of one look are one path, so a /16 costs little more than a /24.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from eniplan.network.cidr import address_text
from eniplan.report.address_book import address_book, known_vswitch
from eniplan.report.address_cells import cells_of, grid_of, tallies
from eniplan.report.block_use import uses_in
from eniplan.report.map_glyphs import draw_addresses, draw_blocks, draw_lines
from eniplan.report.map_layout import LABEL_HEIGHT, layout_of, spread
from eniplan.report.map_side import draw_side, outline_block, side_of
from eniplan.report.map_words import headlines, legend_of, remarks, subtitle_of, title_of
from eniplan.report.palette import theme_named
from eniplan.report.pools import pools_in
from eniplan.report.sheet import new_sheet, write_svg
from eniplan.spelling import counted

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from eniplan.network.cidr import Cidr
    from eniplan.network.inventory import Inventory
    from eniplan.planning.plan import Plan
    from eniplan.report.address_cells import Grid
    from eniplan.report.block_use import BlockUse
    from eniplan.report.map_glyphs import Box
    from eniplan.report.map_layout import Layout, SizeName
    from eniplan.report.palette import ThemeName
    from eniplan.report.pools import VSwitchPools
    from eniplan.report.sheet import Sheet

_SMALL = 7.5


def address_map(
    subject: Plan | Inventory,
    vswitch_id: str,
    *,
    theme: ThemeName = "light",
    size: SizeName = "column",
    ax: Axes | None = None,
) -> Figure:
    """Every address of a VSwitch up to a /22 (1,024), every /28 of a larger one: what it is and who takes it.

    Args:
        subject: a plan (with what exists) or an inventory.
        vswitch_id: the VSwitch.
        theme: ``light`` or ``dark``.
        size: ``column`` (9 inches wide) or ``slide`` (13.33 x 7.5 inches).
        ax: axes to draw on, best of that size; a figure of its own if none is given.

    Returns:
        The figure that the axes belong to.

    Raises:
        QuestionError: no VSwitch has that id.
    """
    book = address_book(subject, vswitch_id)
    pools, cells, grid = pools_in(subject, vswitch_id), cells_of(book), grid_of(book.vswitch.cidr)
    blocks = tallies(cells) if grid.step > 1 else []
    uses = uses_in(book, 4)
    layout = layout_of(grid, size, len(uses))
    illustrative = any(held.state == "illustrative" for held in book.held)
    notes = [_scale_of(grid, book.vswitch.cidr), *remarks(pools, illustrative=illustrative)]
    side = side_of(layout, legend_of(book.vswitch, cells, blocks), book, notes)
    sheet = new_sheet(layout.width, layout.height or side.bottom, theme_named(theme), ax)
    _head(sheet, layout, title_of(subject, book.vswitch), subtitle_of(book.vswitch), pools)
    if blocks:
        cells_of_blocks = (layout.cell_at(*_place(grid, place)) for place in range(len(blocks)))
        draw_blocks(sheet, layout.grid, zip(blocks, cells_of_blocks, strict=True))
        draw_lines(sheet, layout.grid, grid.columns, grid.rows)
    else:
        draw_addresses(sheet, _boxes(layout, grid, cells))
    _axis(sheet, layout, grid)
    _reserved(sheet, layout, grid, uses)
    draw_side(sheet, side)
    return sheet.figure


def write_address_map_svg(
    subject: Plan | Inventory,
    vswitch_id: str,
    target: IO[str] | IO[bytes] | str | os.PathLike[str],
    *,
    theme: ThemeName = "light",
) -> None:
    """Write the address map as SVG, the same byte for byte for the same plan.

    Raises:
        QuestionError: no VSwitch has that id.
    """
    figure = address_map(subject, vswitch_id, theme=theme)
    write_svg(figure, target, title_of(subject, known_vswitch(subject, vswitch_id)))


def _scale_of(grid: Grid, cidr: Cidr) -> str:
    if grid.step == 1:
        rows = {8: "", 16: "; each row is one aligned /28"}.get(grid.columns, "; a line stands between aligned /28s")
        return f"Each cell is one address{rows}."
    return f"Each cell is one /28, filled by its share of 16 addresses: {cidr} is too large to draw each address."


def _place(grid: Grid, place: int) -> tuple[int, int]:
    row, column = divmod(place, grid.columns)
    return column, row


def _boxes(layout: Layout, grid: Grid, cells: bytes) -> dict[int, list[Box]]:
    """The cells of each code that occurs."""
    found: dict[int, list[Box]] = {}
    for place, code in enumerate(cells):
        found.setdefault(code, []).append(layout.cell_at(*_place(grid, place)))
    return dict(sorted(found.items()))


def _head(sheet: Sheet, layout: Layout, title: str, subtitle: str, pools: VSwitchPools) -> None:
    _quiet, step = sheet.theme.quiet, (layout.width - 2 * layout.left) / 3
    sheet.fit(sheet.words(layout.left, 0.45, title, size=14, bold=True), 3 * step)
    sheet.fit(sheet.quiet(layout.left, 0.7, subtitle, size=9), 3 * step)
    for place, (number, counts, of) in enumerate(headlines(pools)):
        x = layout.left + step * place
        sheet.words(x, 1.14, number, size=16, bold=True)
        sheet.words(x, 1.35, counts, size=9)
        sheet.quiet(x, 1.51, of, size=8)


def _axis(sheet: Sheet, layout: Layout, grid: Grid) -> None:
    """The first address of each row that has room for it, and how far the columns are from it."""
    _quiet, area, cell = sheet.theme.quiet, layout.grid, layout.cell
    each = next(step for step in (1, 2, 4, 8, 16) if cell.height * step >= 0.13)
    for row, first in enumerate(grid.row_starts()):
        if row % each == 0:
            y = area.y + cell.height * row + min(cell.height / 2 + 0.04, 0.19)
            sheet.quiet(area.x - 0.08, y, address_text(4, first), size=7, side="right")
    apart = 4 if grid.columns <= 16 else 16
    for column in range(0, grid.columns, apart):
        x = area.x + cell.width * column
        sheet.quiet(x + 0.02, area.y - 0.06, f"+{column * grid.step:,}", size=6.5)
        if column and grid.step == 1 and column % 16 == 0:
            sheet.stroke((x, x), (area.y, area.y + area.height), sheet.theme.quiet)


def _reserved(sheet: Sheet, layout: Layout, grid: Grid, uses: Sequence[BlockUse]) -> None:
    """Outlines of the reserved blocks (dashed where they are not Assigned), and their labels at the right."""
    for use in uses:
        outline_block(sheet, layout.area(grid, use.block.cidr), is_assigned=use.block.is_assigned)
    room = max(int(layout.grid.height / LABEL_HEIGHT), 3)
    shown = uses if len(uses) <= room else uses[: room - 1]
    middles = [box.y + box.height / 2 for use in shown for box in [layout.area(grid, use.block.cidr)]]
    low = layout.grid.y + max(layout.grid.height, LABEL_HEIGHT * min(len(shown), 3)) - LABEL_HEIGHT / 2
    places = spread(middles, low, LABEL_HEIGHT)
    edge, x = layout.grid.x + layout.grid.width, layout.labels
    for use, middle, y in zip(shown, middles, places, strict=True):
        sheet.stroke((edge + 0.03, x - 0.12, x - 0.05), (middle, y, y), sheet.theme.fill["reserved"])
        sheet.words(x, y, str(use.block.cidr), size=8.5, bold=True)
        sheet.quiet(x, y + 0.13, use.brief(), size=_SMALL)
    if len(shown) < len(uses):
        more = f"and {counted(len(uses) - len(shown), 'more reserved block')}"
        sheet.quiet(x, places[-1] + LABEL_HEIGHT, more, size=_SMALL)
