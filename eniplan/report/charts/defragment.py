"""A VSwitch before and after the moves: one square a /28, sixteen in a row, filled as far as it is used.

What is cleared has a heavy outline, before and after; a diamond marks what has come back whole. Rows without a move are
left out where there are many.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.capacity.broken_blocks import BLOCK
from eniplan.report.charts.bars import LEFT, answer_sheet, notes
from eniplan.report.lettering import visible
from eniplan.report.ranking import lowest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from eniplan.capacity.defragment import DefragmentAnswer
    from eniplan.capacity.moving import BlockUse
    from eniplan.report.palette import Role, ThemeName
    from eniplan.report.sheet import Sheet

MOST = 24
"""How many rows of sixteen /28s a picture shows."""

_WIDTH, _HEAD, _CELL, _STEP, _FOOT = 10.0, 1.7, 0.22, 0.25, 0.8
_ACROSS = 16
_BEFORE, _AFTER = 1.5, 5.9


def defragment_chart(
    answer: DefragmentAnswer, *, ax: Axes | None = None, theme: ThemeName = "light", most: int = MOST
) -> Figure:
    """A VSwitch before and after the moves.

    ``most`` says how many rows of sixteen /28s are shown: those with moves first.
    """
    rows = [answer.blocks[start : start + _ACROSS] for start in range(0, len(answer.blocks), _ACROSS)]
    shown = lowest(rows, most, key=_stays)
    title = f"/28s before and after the moves: {visible(answer.vswitch, 40)}"
    sheet = answer_sheet(answer, title, (_WIDTH, _HEAD + _STEP * max(len(shown), 1) + _FOOT), theme=theme, ax=ax)
    _legend(sheet)
    whole = sum(block.state == "whole" for block in answer.blocks)
    sheet.words(_BEFORE, _HEAD - 0.12, f"before: {whole:,} whole", bold=True)
    sheet.words(_AFTER, _HEAD - 0.12, f"after: {whole_after(answer):,} whole", bold=True)
    for place, row in enumerate(shown):
        _draw_row(sheet, _HEAD + _STEP * place, row)
    notes(sheet, _HEAD + _STEP * max(len(shown), 1) + 0.3, _remarks(answer, len(rows) - len(shown)))
    return sheet.figure


def whole_after(answer: DefragmentAnswer) -> int:
    """Whole /28s after the moves."""
    return sum(block.state in ("whole", "broken") and not block.used_after for block in answer.blocks)


def _stays(row: Sequence[BlockUse]) -> bool:
    return all(block.used == block.used_after for block in row)


def _legend(sheet: Sheet) -> None:
    x = LEFT
    entries: tuple[tuple[Role, str], ...] = (
        ("used", "used share"),
        ("planned", "moved here"),
        ("reserved", "reserved block"),
        ("system", "has a system address"),
    )
    for role, word in entries:
        sheet.box(x, 0.95, 0.2, 0.16, role)
        sheet.frame(x, 0.95, 0.2, 0.16)
        sheet.words(x + 0.28, 1.08, word, size=8.5)
        x += 0.55 + 0.075 * len(word)
    _outline(sheet, x, 0.94, 0.18)
    sheet.words(x + 0.28, 1.08, "cleared", size=8.5)
    sheet.point(x + 1.15, 1.03, "planned", "D")
    sheet.words(x + 1.3, 1.08, "whole again", size=8.5)


def _draw_row(sheet: Sheet, top: float, row: Sequence[BlockUse]) -> None:
    sheet.quiet(LEFT, top + 0.16, row[0].block.partition("/")[0], size=8)
    for place, block in enumerate(row):
        _draw_block(sheet, _BEFORE + _STEP * place, top, block, block.used)
        _draw_block(sheet, _AFTER + _STEP * place, top, block, block.used_after)
        if block.is_cleared and not block.used_after:
            sheet.point(_AFTER + _STEP * place + _CELL / 2, top + _CELL / 2, "planned", "D")


def _draw_block(sheet: Sheet, x: float, top: float, block: BlockUse, used: int) -> None:
    ground: Role = {"reserved": "reserved", "system": "system"}.get(block.state, "free")  # type: ignore[assignment]
    sheet.box(x, top, _CELL, _CELL, ground)
    height = _CELL * used / BLOCK
    if block.state != "reserved" and used:
        stays = _CELL * min(used, block.used) / BLOCK
        sheet.box(x, top + _CELL - stays, _CELL, stays, "used")
        if height > stays:
            sheet.box(x, top + _CELL - height, _CELL, height - stays, "planned")
    if block.is_cleared:
        _outline(sheet, x, top, _CELL)
    else:
        sheet.frame(x, top, _CELL, _CELL)


def _outline(sheet: Sheet, x: float, top: float, side: float) -> None:
    sheet.stroke((x, x + side, x + side, x, x), (top, top, top + side, top + side, top), sheet.theme.ink)


def _remarks(answer: DefragmentAnswer, hidden: int) -> Iterator[str]:
    yield "One square is a /28, filled as far as it is used; the first address of each row stands at its left."
    if answer.moves:
        yield f"Moved: {len(answer.moves):,} addresses of {answer.enis:,} ENIs; {answer.proof}."
    if hidden:
        yield f"Not shown: {hidden:,} more rows without a move."


CHARTS = {"defragment": defragment_chart}
