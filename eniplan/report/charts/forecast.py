"""A forecast over time: how many ENIs are wanted, with their band, the line of what fits, and when limits refuse.

A panel a group, for those that are refused first: the band reaches from slow to fast growth, the line in it is the
middle, the level line is what fits. Where they meet stands a diamond, the day from which ENIs are refused; a circle on
the time axis is the day to order by. Below, one line a limit on the same time axis.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from eniplan.report.answers.forecast import due_words, middle_words, spread_words
from eniplan.report.answers.headroom import limit_words
from eniplan.report.charts.bars import LEFT, SMALL, answer_sheet, notes
from eniplan.report.charts.forecast_swings import swings_chart
from eniplan.report.lettering import visible
from eniplan.report.palette import SHEER
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from eniplan.capacity.forecast_answer import ForecastAnswer, GroupForecast, LimitForecast
    from eniplan.report.palette import ThemeName
    from eniplan.report.sheet import Point, Sheet

_WIDTH, _HEAD, _PANEL, _HEIGHT, _ROW, _FOOT = 10.0, 1.05, 2.05, 1.35, 0.3, 1.0
_PLOT, _PLOT_WIDTH = 3.1, 4.6
_DATES = _PLOT + _PLOT_WIDTH + 0.2
_GROUPS, _LIMITS = 4, 10
_AIR = 1.35
"""So many times what fits is the top of a panel, where more is wanted."""


class _Time(NamedTuple):
    """The time axis: today at the left edge of the plots, the forecast's end at the right one."""

    answer: ForecastAnswer

    def x(self, day: date) -> float:
        """Where a day lies; one before today at the left edge."""
        whole = (self.answer.until - self.answer.today).days
        return _PLOT + _PLOT_WIDTH * max((day - self.answer.today).days, 0) / whole


def forecast_chart(answer: ForecastAnswer, *, ax: Axes | None = None, theme: ThemeName = "light") -> Figure:
    """Wanted ENIs and limits over time."""
    groups, limits = _shown_groups(answer), [row for row in answer.limits if row.refuses.p05][:_LIMITS]
    below = _HEAD + _PANEL * len(groups)
    height = below + (0.55 + _ROW * len(limits) if limits else 0) + _FOOT
    title = f"Forecast of plan {visible(answer.plan, 24)}"
    sheet = answer_sheet(answer, title, (_WIDTH, height), theme=theme, ax=ax)
    time = _Time(answer)
    for place, group in enumerate(groups):
        _panel(sheet, _HEAD + _PANEL * place, group, time)
    if limits:
        _limits(sheet, below + 0.15, limits, time)
    notes(sheet, height - _FOOT + 0.4, _remarks(answer, len(groups), len(limits)))
    return sheet.figure


def _shown_groups(answer: ForecastAnswer) -> list[GroupForecast]:
    """The groups that are refused first."""
    last = str(answer.until) + "~"
    return sorted(answer.groups, key=lambda each: (str(each.refused.p50 or last), str(each.refused.p05 or last)))[
        :_GROUPS
    ]


def _panel(sheet: Sheet, top: float, group: GroupForecast, time: _Time) -> None:
    floor = top + 0.25 + _HEIGHT
    most = _most(group)
    _side(sheet, top, group, time.answer)
    for value in dict.fromkeys((0, most)):
        y = floor - _HEIGHT * value / most
        sheet.line((_PLOT, _PLOT + _PLOT_WIDTH), (y, y))
        sheet.quiet(_PLOT - 0.1, y + 0.04, f"{value:,}", size=SMALL, side="right")
    _fan(sheet, floor, group, time, most)
    _fits(sheet, floor, group, time, most)
    _axis(sheet, floor, time.answer)


def _most(group: GroupForecast) -> int:
    """The top of a panel: all that may be wanted, or somewhat more than fits where that is less."""
    wanted = max(level.enis.p95 for level in group.levels)
    return max(min(wanted, round(max(group.fits, group.count) * _AIR)) if group.refused.p05 else wanted, 1)


def _side(sheet: Sheet, top: float, group: GroupForecast, answer: ForecastAnswer) -> None:
    """What the panel is of, to its left; the dates to its right."""
    width, _quiet = _PLOT - LEFT - 0.55, sheet.theme.quiet
    sheet.name(LEFT, top + 0.4, group.group, width=width, size=10, bold=True)
    sheet.words(LEFT, top + 0.62, f"{group.count:,} ENIs today", size=8.5)
    sheet.sentence(LEFT, top + 0.82, group.growth, width=width)
    if not group.refused.p05:
        sheet.words(_DATES, top + 0.4, "all of it fits", size=9, bold=True)
        return
    sheet.words(LEFT, top + 1.07, f"{group.fits:,} fit, then refused by", size=8.5)
    by = limit_words(group.kind, group.subject)
    sheet.sentence(LEFT, top + 1.27, by, width=width)
    color = sheet.theme.fill["refused"] if group.refused.p50 else ""
    sheet.quiet(_DATES, top + 0.4, "refused from", size=SMALL)
    sheet.words(_DATES, top + 0.58, middle_words(group.refused, answer), size=9, bold=True, color=color)
    sheet.quiet(_DATES, top + 0.76, spread_words(group.refused, answer), size=SMALL)
    sheet.quiet(_DATES, top + 1.07, "order by", size=SMALL)
    sheet.words(_DATES, top + 1.25, due_words(group.due), size=9, bold=True)


def _fan(sheet: Sheet, floor: float, group: GroupForecast, time: _Time, most: int) -> None:
    x = [time.x(level.date) for level in group.levels]
    low, middle, high = ([getattr(level.enis, name) / most for level in group.levels] for name in ("p05", "p50", "p95"))
    color = sheet.theme.fill["used"]
    upper, lower = (
        [(at, floor - _HEIGHT * min(share, 1.0)) for at, share in zip(x, shares, strict=True)] for shares in (high, low)
    )
    sheet.band(upper, lower, f"{color}{SHEER}")
    inside = list(_inside(list(zip(x, middle, strict=True))))
    sheet.stroke([at for at, _ in inside], [floor - _HEIGHT * share for _, share in inside], color)


def _inside(points: list[Point]) -> Iterator[Point]:
    """A rising line as far as it is inside the panel, up to where it leaves it at the top."""
    yield points[0]
    for (x, share), (next_x, next_share) in pairwise(points):
        if next_share > 1:
            yield x + (next_x - x) * (1 - share) / (next_share - share), 1.0
            return
        yield next_x, next_share


def _fits(sheet: Sheet, floor: float, group: GroupForecast, time: _Time, most: int) -> None:
    """The line of what fits, the day of refusal on it, its band, and the day to order by."""
    refused = group.refused
    if not refused.p05:
        return
    y, end = floor - _HEIGHT * group.fits / most, time.answer.until
    sheet.stroke((_PLOT, _PLOT + _PLOT_WIDTH), (y, y), sheet.theme.ink)
    if not refused.is_certain:
        sheet.stem((time.x(refused.p05), time.x(refused.p95 or end)), y, "refused")
    if refused.p50:
        sheet.point(time.x(refused.p50), y, "refused", "D")
    if group.due.order_by:
        sheet.point(time.x(group.due.order_by), floor, "planned", "o")


def _axis(sheet: Sheet, floor: float, answer: ForecastAnswer) -> None:
    """Three dates below a plot."""
    days = (answer.until - answer.today).days
    for share in (0.0, 0.5, 1.0):
        x = _PLOT + _PLOT_WIDTH * share
        sheet.line((x, x), (floor, floor + 0.06))
        day = answer.today.fromordinal(answer.today.toordinal() + round(days * share))
        sheet.quiet(x, floor + 0.2, str(day), size=SMALL, side="center")


def _limits(sheet: Sheet, top: float, limits: list[LimitForecast], time: _Time) -> None:
    """One line a limit: where it refuses one more ENI, and by when to order."""
    sheet.words(LEFT, top + 0.1, "Limits that refuse one more ENI", size=10, bold=True)
    for place, limit in enumerate(limits):
        y = top + 0.4 + _ROW * place
        band = limit.refuses
        sheet.name(LEFT, y + 0.04, limit_words(limit.kind, limit.subject), width=_PLOT - LEFT - 0.2, size=8.5)
        sheet.line((_PLOT, _PLOT + _PLOT_WIDTH), (y, y))
        if not band.is_certain and band.p05:
            sheet.stem((time.x(band.p05), time.x(band.p95 or time.answer.until)), y, "refused")
        if limit.due.order_by:
            sheet.point(time.x(limit.due.order_by), y, "planned", "o")
        if band.p50:
            sheet.point(time.x(band.p50), y, "refused", "D")
        sheet.words(_DATES, y + 0.04, middle_words(band, time.answer), size=8.5)


def _remarks(answer: ForecastAnswer, groups: int, limits: int) -> Iterator[str]:
    yield "Line: ENIs wanted, the middle growth; band: slow to fast growth (p05 to p95), cut at the panel's top."
    lead = f"{answer.lead_days:,} days before p05, at the left edge where that is past"
    yield f"Level line: ENIs that fit. Diamond: refused from, with its band. Circle: order by, {lead}."
    refusing = sum(1 for limit in answer.limits if limit.refuses.p05)
    quiet = len(answer.limits) - refusing
    left_out = [f"{counted(len(answer.groups) - groups, 'more group')}"] if len(answer.groups) > groups else []
    left_out += [f"{counted(refusing - limits, 'more limit')}, refusing too"] if refusing > limits else []
    left_out += [f"{counted(quiet, 'limit')} with room until {answer.until}"] if quiet else []
    if left_out:
        yield f"Not shown: {', '.join(left_out)}."


CHARTS = {"forecast": forecast_chart, "swings": swings_chart}
