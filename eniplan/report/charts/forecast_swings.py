"""The tornado of a forecast: which assumption moves the first refusal most.

A bar an assumption, between the days of the first refusal with less and with more of it; the line through all bars is
the day without a change. What is to the right of it is time won.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.report.charts.bars import LEFT, SMALL, answer_sheet, notes
from eniplan.report.lettering import visible

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from eniplan.capacity.forecast_answer import ForecastAnswer
    from eniplan.capacity.swings import Swing
    from eniplan.report.palette import ThemeName
    from eniplan.report.sheet import Sheet

_WIDTH, _HEAD, _ROW, _FOOT = 10.0, 1.2, 0.5, 1.3
_PLOT, _PLOT_WIDTH, _BAR = 2.6, 5.0, 0.24


def swings_chart(answer: ForecastAnswer, *, ax: Axes | None = None, theme: ThemeName = "light") -> Figure:
    """Which assumption moves the first refusal most."""
    title = f"What moves the first refusal of plan {visible(answer.plan, 24)}"
    sheet = answer_sheet(answer, title, (_WIDTH, _HEAD + _ROW * len(answer.swings) + _FOOT), theme=theme, ax=ax)
    floor = _HEAD + _ROW * len(answer.swings)
    for place, swing in enumerate(answer.swings):
        _bar(sheet, _HEAD + _ROW * place, swing, answer)
    if answer.swings:
        _axis(sheet, floor, answer)
    notes(sheet, floor + 0.65, _remarks(answer))
    return sheet.figure


def _x(day: date | None, answer: ForecastAnswer) -> float:
    """Where a day lies; one after the forecast's end counts as the end."""
    first, last = _span(answer)
    return _PLOT + _PLOT_WIDTH * ((day or answer.until) - first).days / (last - first).days


def _span(answer: ForecastAnswer) -> tuple[date, date]:
    """The days that the plot shows: those of all bars, with some air."""
    ends = [end for swing in answer.swings for end in (swing.with_less, swing.with_more)]
    days = [(day or answer.until).toordinal() for day in (*ends, _unchanged(answer))]
    air = max((max(days) - min(days)) // 8, 7)
    first, last = max(min(days) - air, answer.today.toordinal()), min(max(days) + air, answer.until.toordinal())
    return answer.today.fromordinal(first), answer.today.fromordinal(max(last, first + 1))


def _bar(sheet: Sheet, top: float, swing: Swing, answer: ForecastAnswer) -> None:
    less, more, unchanged = (_x(day, answer) for day in (swing.with_less, swing.with_more, _unchanged(answer)))
    sheet.name(LEFT, top + 0.2, swing.assumption, width=_PLOT - LEFT - 0.15)
    sheet.line((_PLOT, _PLOT + _PLOT_WIDTH), (top + _BAR / 2, top + _BAR / 2))
    for end, role in ((less, "used"), (more, "planned")):
        sheet.box(min(end, unchanged), top, abs(end - unchanged), _BAR, role)  # type: ignore[arg-type] # both are roles
    for line, (by, day) in enumerate(((swing.less, swing.with_less), (swing.more, swing.with_more))):
        y = top + 0.07 + 0.19 * line
        sheet.quiet(_PLOT + _PLOT_WIDTH + 0.15, y, by, size=SMALL)
        sheet.words(_PLOT + _PLOT_WIDTH + 0.65, y, str(day) if day else f"after {answer.until}", size=SMALL)


def _unchanged(answer: ForecastAnswer) -> date | None:
    return min((group.refused.p50 for group in answer.groups if group.refused.p50), default=None)


def _axis(sheet: Sheet, floor: float, answer: ForecastAnswer) -> None:
    """The line through all bars, and the first and last day that are shown."""
    x, unchanged = _x(_unchanged(answer), answer), _unchanged(answer)
    sheet.stroke((x, x), (_HEAD - 0.1, floor), sheet.theme.ink)
    sheet.words(x, _HEAD - 0.18, str(unchanged or f"after {answer.until}"), size=SMALL, bold=True, side="center")
    for day in _span(answer):
        sheet.quiet(_x(day, answer), floor + 0.18, str(day), size=SMALL, side="center")


def _remarks(answer: ForecastAnswer) -> Iterator[str]:
    if not answer.swings:
        yield "Nothing was changed: ask for the forecast with its swings."
        return
    yield "Plain: with less of it; hatched: with more. To the right of the line the first refusal comes later."
    yield "Each assumption is changed by itself, with the middle growth; what one ENI takes, for further ENIs only."
