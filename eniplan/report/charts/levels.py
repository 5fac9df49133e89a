"""A measure over the levels of one factor of a sweep: its mean as a line, lowest to highest as a band.

Numbers stand where they belong on their scale, words at equal distances. Each point has its number written at it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.capacity.consequences import MEASURES
from eniplan.report.answers.sweep import mean_words
from eniplan.report.charts.bars import LEFT, SMALL, answer_sheet, notes
from eniplan.report.charts.sweep_sheet import WIDTH, averaged, chosen_factor, chosen_measure, level_words, title_of
from eniplan.report.lettering import visible
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from eniplan.capacity.factor import Factor, Level
    from eniplan.capacity.sweep_answer import Cell, SweepAnswer
    from eniplan.report.palette import ThemeName
    from eniplan.report.sheet import Sheet

MOST = 60
"""How many levels a picture shows."""

_X, _PLOT, _TOP, _BOTTOM, _HEIGHT = 0.95, 8.5, 1.35, 3.9, 5.1
_MOST_NAMED = 12


def levels_chart(
    answer: SweepAnswer, *, measure: str = "", x: str = "", ax: Axes | None = None, theme: ThemeName = "light"
) -> Figure:
    """A measure over the levels of one factor.

    ``measure`` is one of :data:`~eniplan.capacity.consequences.MEASURES`; headroom, or ENIs placed, by default.
    ``x`` is the factor's key; the first one by default.

    Raises:
        QuestionError: no such measure or factor.
    """
    factor, named = chosen_factor(answer, x, 0), chosen_measure(answer, measure)
    cells = answer.cells(named, factor.key)
    sheet = answer_sheet(answer, title_of(named, (factor,)), (WIDTH, _HEIGHT), theme=theme, ax=ax)
    levels = factor.levels[:MOST]
    highest = max((cell.high for cell in cells.values()), default=0) or 1
    spots = dict(zip(levels, _spots(levels), strict=True))
    _scales(sheet, factor, spots, highest)
    sheet.quiet(LEFT, 1.12, MEASURES[named].words)
    drawn = sorted((spots[level], cells[level,]) for level in levels if (level,) in cells)
    _curve(sheet, drawn, highest)
    notes(sheet, _HEIGHT - 0.5, _remarks(answer, factor, named))
    return sheet.figure


def _spots(levels: Sequence[Level]) -> list[float]:
    """Where each level stands, in inches."""
    numbers = [float(level) for level in levels if isinstance(level, int | float) and not isinstance(level, bool)]
    if len(numbers) < len(levels) or len(levels) == 1:
        return [_X + _PLOT * (place + 0.5) / len(levels) for place in range(len(levels))]
    least, most = min(numbers), max(numbers)
    return [_X + 0.25 + (_PLOT - 0.5) * (number - least) / (most - least) for number in numbers]


def _y(number: float, highest: int) -> float:
    return _BOTTOM - (_BOTTOM - _TOP) * number / highest


def _scales(sheet: Sheet, factor: Factor, spots: dict[Level, float], highest: int) -> None:
    for number in sorted({0, highest // 2, highest}):
        y = _y(number, highest)
        sheet.line((_X, _X + _PLOT), (y, y))
        sheet.quiet(_X - 0.1, y + 0.04, f"{number:,}", size=SMALL, side="right")
    beyond = 0.0
    for level, x in sorted(spots.items(), key=lambda pair: pair[1]):
        sheet.line((x, x), (_BOTTOM, _BOTTOM + 0.06))
        written = level_words(level, max(4, 90 // max(len(spots), 1)))
        width = 0.075 * len(written) + 0.1
        if x - width / 2 > beyond and len(spots) <= MOST:
            sheet.quiet(x, _BOTTOM + 0.2, written, size=SMALL, side="center")
            beyond = x + width / 2
    name = sheet.quiet(_X + _PLOT / 2, _BOTTOM + 0.42, visible(factor.key, 40), side="center")
    sheet.fit(name, _PLOT)


def _curve(sheet: Sheet, drawn: Sequence[tuple[float, Cell]], highest: int) -> None:
    """Band, line and points; numbers at few points only, so that none lies on another."""
    if not drawn:
        return
    upper = [(x, _y(cell.high, highest)) for x, cell in drawn]
    lower = [(x, _y(cell.low, highest)) for x, cell in drawn]
    sheet.band(upper, lower, sheet.theme.fill["illustrative"], edge=sheet.theme.line)
    sheet.stroke([x for x, _ in drawn], [_y(cell.mean, highest) for _, cell in drawn], sheet.theme.ink)
    beyond = 0.0
    for x, cell in drawn:
        y = _y(cell.mean, highest)
        sheet.point(x, y, "refused" if cell.refusing else "used", "D" if cell.refusing else "o")
        said = mean_words(cell.mean)
        width = 0.085 * len(said) + 0.08
        if x - width / 2 > beyond and len(drawn) <= 3 * _MOST_NAMED:
            sheet.words(x, y - 0.1, said, size=8.5, bold=True, side="center")
            beyond = x + width / 2


def _remarks(answer: SweepAnswer, factor: Factor, measure: str) -> Iterator[str]:
    yield f"Line: the mean of {MEASURES[measure].meaning}; band: lowest to highest. Diamond: some row refuses an ENI."
    yield from averaged(answer, (factor,))
    if len(factor.levels) > MOST:
        yield f"Not shown: {counted(len(factor.levels) - MOST, 'level')}."
