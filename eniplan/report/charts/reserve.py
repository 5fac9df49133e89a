"""What each block to reserve buys: how many ENIs of the plan have a place with it and the blocks before it.

Every bar is all ENIs that the plan asks for: those with a place before the block, those that it adds, and the rest. So
the bars grow from row to row, and where they stop is what no block helps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.report.answers.reserve import BEYOND, gains_words
from eniplan.report.charts.bars import LEFT, SMALL, answer_sheet, heads, legend, notes, share_bar, share_scale
from eniplan.report.lettering import ARROW, NOTHING, visible
from eniplan.report.sheet import LINE
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from eniplan.capacity.reserve import BlockToReserve, ReserveAnswer
    from eniplan.report.palette import ThemeName
    from eniplan.report.sheet import Sheet

MOST = 20
"""How many blocks a picture shows."""

_WIDTH, _HEAD, _ROW, _FOOT, _UNMET = 11.0, 1.75, 0.36, 1.0, 0.19
_BAR, _BAR_WIDTH, _BAR_HEIGHT = 2.55, 2.6, 0.18
_PLACED, _PREFIXES, _OPEN, _WHAT = 5.8, 6.5, 7.25, 7.5


def reserve_chart(
    answer: ReserveAnswer, *, ax: Axes | None = None, theme: ThemeName = "light", most: int = MOST
) -> Figure:
    """What each block to reserve buys, and what it takes from the open pool.

    ``most`` says how many blocks are shown, from the first.
    """
    shown, remarks = answer.blocks[:most], list(_remarks(answer, most))
    rows = _ROW * (len(shown) + 1)
    title = f"Blocks to reserve for plan {visible(answer.plan, 24)}"
    sheet = answer_sheet(answer, title, (_WIDTH, _HEAD + rows + _FOOT + _UNMET * len(remarks)), theme=theme, ax=ax)
    legend(sheet, _BAR, [("used", "placed before"), ("planned", "added by the block"), ("free", "without a place")])
    _heads(sheet)
    _draw_before(sheet, _HEAD, answer)
    for place, block in enumerate(shown, 1):
        _draw(sheet, _HEAD + _ROW * place, answer, block)
    share_scale(sheet, _BAR, _BAR_WIDTH, _HEAD + rows + 0.02, "share of the ENIs that the plan asks for")
    notes(sheet, _HEAD + rows + 0.7, remarks)
    return sheet.figure


def _heads(sheet: Sheet) -> None:
    sheet.quiet(LEFT, 1.6, "block and its VSwitch")
    heads(sheet, ((_PLACED, "ENIs", "placed"), (_PREFIXES, "", "prefixes"), (_OPEN, "open", "addresses")))
    sheet.quiet(_WHAT, 1.6, "what it buys")


def _draw_before(sheet: Sheet, top: float, answer: ReserveAnswer) -> None:
    """The row of the plan as it is."""
    sheet.quiet(LEFT, top + 0.2, "without further blocks", size=9)
    size = (_BAR_WIDTH, _BAR_HEIGHT)
    share_bar(sheet, _BAR, top + 0.07, size, parts=[("used", answer.placed_before)], whole=answer.enis)
    sheet.words(_PLACED, top + 0.2, f"{answer.placed_before:,}", bold=True, side="right")


def _draw(sheet: Sheet, top: float, answer: ReserveAnswer, block: BlockToReserve) -> None:
    y, quiet, size = top + 0.2, sheet.theme.quiet, (_BAR_WIDTH, _BAR_HEIGHT)
    sheet.name(LEFT, y - 0.05, block.block, width=_BAR - LEFT - 0.15, size=9, bold=True)
    sheet.name(LEFT, y + 0.09, block.vswitch, width=_BAR - LEFT - 0.15, size=SMALL, color=quiet)
    added = max(block.enis, 0)
    parts = [("used", block.placed - added), ("planned", added)]
    share_bar(sheet, _BAR, top + 0.07, size, parts=parts, whole=answer.enis)  # type: ignore[arg-type] # roles of the palette
    sheet.words(_PLACED, y, f"{ARROW} {block.placed:,}", bold=True, side="right")
    sheet.words(_PREFIXES, y, f"{block.prefixes:,}", side="right")
    sheet.words(_OPEN, y, f"{block.open_addresses:,}" if block.family == 4 else NOTHING, side="right")
    said = "; ".join(filter(None, (gains_words(block), BEYOND if block.beyond_older_limit else "")))
    sheet.name(_WHAT, y, said or "nothing by itself", width=_WIDTH - LEFT - _WHAT, size=SMALL, longest=LINE)


def _remarks(answer: ReserveAnswer, most: int) -> Iterator[str]:
    yield "Each bar is 100 % of the ENIs of the plan; what a block adds was planned with the blocks above it reserved."
    if (more := len(answer.blocks) - most) > 0:
        yield f"Not shown: {counted(more, 'more block')}."
    for one in answer.unmet[:most]:
        why = one.reasons[0] if one.reasons else one.limit
        yield f"{visible(one.group, 30)}: {counted(one.enis, 'ENI')} refused all the same; {visible(why, 110)}."


CHARTS = {"reserve": reserve_chart}
