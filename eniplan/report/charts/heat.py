"""Heat map of a sweep: a measure for each pair of levels of two factors.

Each cell has its number written in it, the lowest and highest of its rows, and how many of them refuse ENIs; its shade
only repeats the number. A pair without a plan is hatched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.capacity.consequences import MEASURES
from eniplan.report.answers.sweep import mean_words
from eniplan.report.charts.bars import LEFT, SMALL, answer_sheet, notes
from eniplan.report.charts.sweep_sheet import (
    WIDTH,
    averaged,
    chosen_factor,
    chosen_measure,
    level_words,
    shade,
    title_of,
)
from eniplan.report.lettering import visible
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from eniplan.capacity.factor import Factor
    from eniplan.capacity.sweep_answer import Cell, SweepAnswer
    from eniplan.report.palette import ThemeName
    from eniplan.report.sheet import Sheet

MOST_COLUMNS, MOST_ROWS = 10, 16
"""How many levels of each factor a picture shows."""

_TOP, _NAMES, _ROW, _WIDEST = 1.5, 1.7, 0.56, 1.6


def heat_chart(
    answer: SweepAnswer,
    *,
    measure: str = "",
    x: str = "",
    y: str = "",
    ax: Axes | None = None,
    theme: ThemeName = "light",
) -> Figure:
    """A measure for each pair of levels of two factors.

    ``measure`` is one of :data:`~eniplan.capacity.consequences.MEASURES`; headroom, or ENIs placed, by default.
    ``x`` is the key of the factor from left to right; the second one by default.
    ``y`` is the key of the factor from top to bottom; the first one by default.

    Raises:
        QuestionError: no such measure or factor.
    """
    down, across = chosen_factor(answer, y, 0), chosen_factor(answer, x, 1)
    named = chosen_measure(answer, measure)
    cells = answer.cells(named, down.key, across.key)
    rows, columns = down.levels[:MOST_ROWS], across.levels[:MOST_COLUMNS]
    remarks = list(_remarks(answer, named, down, across))
    bottom = _TOP + _ROW * len(rows)
    size = WIDTH, bottom + 0.35 + 0.18 * len(remarks)
    sheet = answer_sheet(answer, title_of(named, (down, across)), size, theme=theme, ax=ax)
    width = min(_WIDEST, (WIDTH - 2 * LEFT - _NAMES) / len(columns))
    _heads(sheet, down, across, width)
    highest = max((cell.mean for cell in cells.values()), default=0.0)
    for row, one in enumerate(rows):
        for column, other in enumerate(columns):
            corner = (LEFT + _NAMES + width * column, _TOP + _ROW * row)
            _cell(sheet, corner, width, cells.get((one, other)), highest)
    notes(sheet, bottom + 0.3, remarks)
    return sheet.figure


def _heads(sheet: Sheet, down: Factor, across: Factor, width: float) -> None:
    """The factors' keys and levels."""
    quiet, start = sheet.theme.quiet, LEFT + _NAMES
    sheet.name(start, 1.12, across.key, width=WIDTH - LEFT - start, size=9, color=quiet)
    sheet.name(LEFT, 1.38, down.key, width=_NAMES - 0.2, size=9, color=quiet)
    letters = max(3, int(width / 0.085))
    for place, level in enumerate(across.levels[:MOST_COLUMNS]):
        words = sheet.words(start + width * (place + 0.5), 1.38, level_words(level, letters), bold=True, side="center")
        sheet.fit(words, width - 0.08)
    for place, level in enumerate(down.levels[:MOST_ROWS]):
        words = sheet.words(LEFT, _TOP + _ROW * place + 0.33, level_words(level), bold=True)
        sheet.fit(words, _NAMES - 0.15)


def _cell(sheet: Sheet, corner: tuple[float, float], width: float, cell: Cell | None, highest: float) -> None:
    x, y = corner
    box = [(x, y), (x + width, y), (x + width, y + _ROW), (x, y + _ROW)]
    middle = x + width / 2
    if cell is None:
        sheet.polygons([box], sheet.theme.ground, edge=sheet.theme.line, hatch="////")
        return
    fill, ink = shade(sheet.theme, cell.mean / highest if highest else 0.0)
    sheet.polygons([box], fill, edge=sheet.theme.ground)
    lines = list(_lines(cell))
    top = y + 0.33 - 0.07 * len(lines)
    sheet.words(middle, top, mean_words(cell.mean), size=10, bold=True, color=ink, side="center")
    for place, said in enumerate(lines, 1):
        words = sheet.words(middle, top + 0.14 * place, said, size=SMALL - 0.5, color=ink, side="center")
        sheet.fit(words, width - 0.04)


def _lines(cell: Cell) -> Iterator[str]:
    """What stands below the mean."""
    if cell.low != cell.high:
        yield f"{cell.low:,} to {cell.high:,}"
    if cell.refusing:
        yield "refuses" if cell.rows == 1 else f"{cell.refusing:,} of {cell.rows:,} refuse"


def _remarks(answer: SweepAnswer, measure: str, down: Factor, across: Factor) -> Iterator[str]:
    yield f"In each cell: the mean of {MEASURES[measure].meaning}; lowest to highest; rows that refuse an ENI."
    yield f"Darker in light and lighter in dark is more. Hatched: no plan. Plan {visible(answer.plan, 30)}."
    yield from averaged(answer, (down, across))
    hidden = [
        f"{counted(len(factor.levels) - most, 'level')} of {visible(factor.key, 30)}"
        for factor, most in ((down, MOST_ROWS), (across, MOST_COLUMNS))
        if len(factor.levels) > most
    ]
    if hidden:
        yield f"Not shown: {', '.join(hidden)}."
