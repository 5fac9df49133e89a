"""Survival of whole /28s: how many are left as more single addresses are drawn at random.

The line is the exact mean, the band reaches from the 5 % to the 95 % percentile of the exact law, circles are the
simulation. Beside it stands what can still be reserved, size by size, and for how many addresses more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.capacity.whole_blocks import mean_and_variance
from eniplan.report.answers.blocks import share
from eniplan.report.charts.bars import LEFT, SMALL, answer_sheet, notes
from eniplan.report.lettering import NOTHING, visible
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from eniplan.capacity.blocks_answer import BlockLevel, BlocksAnswer
    from eniplan.report.palette import ThemeName
    from eniplan.report.sheet import Sheet

_WIDTH, _HEIGHT = 10.0, 5.2
_X, _PLOT_WIDTH, _TOP, _BOTTOM = 0.95, 5.2, 1.25, 3.95
_SIZES = 6.75
_NICE = (1, 2, 5)
_MOST_SIZES = 11
_SMOOTH = 120


def blocks_chart(answer: BlocksAnswer, *, ax: Axes | None = None, theme: ThemeName = "light") -> Figure:
    """How many whole /28s are left as more addresses are drawn: mean, band and simulation."""
    title = f"Whole /28s of {visible(answer.vswitch, 30) or answer.cidr} while addresses are drawn at random"
    sheet = answer_sheet(answer, title, (_WIDTH, _HEIGHT), theme=theme, ax=ax)
    sheet.quiet(LEFT, 1.08, "whole /28s")
    plot = _Plot(sheet, answer)
    plot.scales()
    plot.curve()
    plot.asked()
    _sizes(sheet, answer)
    notes(sheet, _HEIGHT - 0.48, _remarks(answer))
    return sheet.figure


class _Plot:
    """The curve's place on the sheet: from numbers to inches."""

    def __init__(self, sheet: Sheet, answer: BlocksAnswer) -> None:
        self.sheet, self.answer = sheet, answer
        self.most = max(answer.levels[-1].more, 1)
        self.highest = max(1, *(level.p95 for level in answer.levels))

    def x(self, more: float) -> float:
        return _X + _PLOT_WIDTH * more / self.most

    def y(self, blocks: float) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * blocks / self.highest

    def scales(self) -> None:
        """Both scales begin at 0; lines at few round numbers."""
        for blocks in _ticks(self.highest):
            self.sheet.line((_X, _X + _PLOT_WIDTH), (self.y(blocks), self.y(blocks)))
            self.sheet.quiet(_X - 0.1, self.y(blocks) + 0.04, f"{blocks:,}", size=SMALL, side="right")
        for more in _ticks(self.most):
            self.sheet.line((self.x(more), self.x(more)), (_BOTTOM, _BOTTOM + 0.06))
            self.sheet.quiet(self.x(more), _BOTTOM + 0.2, f"{more:,}", size=SMALL, side="center")
        middle, said = _X + _PLOT_WIDTH / 2, "further random single addresses, from now on"
        self.sheet.quiet(middle, _BOTTOM + 0.4, said, side="center")

    def curve(self) -> None:
        """The band, the mean, and the simulation."""
        levels, theme = self.answer.levels, self.sheet.theme
        upper, lower = ([self._at(level, getattr(level, end)) for level in levels] for end in ("p95", "p05"))
        self.sheet.band(upper, lower, theme.fill["illustrative"], edge=theme.line)
        steps = sorted({self.most * step // _SMOOTH for step in range(_SMOOTH + 1)})
        self.sheet.stroke([self.x(more) for more in steps], [self.y(self._mean(more)) for more in steps], theme.ink)
        for level in levels:
            if level.simulated:
                self.sheet.point(*self._at(level, level.simulated.mean), "used", "o")

    def _mean(self, more: int) -> float:
        """The exact mean between the levels."""
        answer = self.answer
        drawn = min(answer.hidden + more, answer.free)
        return float(mean_and_variance(answer.now, answer.free, drawn)[0])

    def _at(self, level: BlockLevel, blocks: float) -> tuple[float, float]:
        return self.x(level.more), self.y(blocks)

    def asked(self) -> None:
        """A line where the question asks, with its figures."""
        here = next(level for level in self.answer.levels if level.more == self.answer.more)
        x = self.x(here.more)
        self.sheet.stroke((x, x), (_TOP, _BOTTOM), self.sheet.theme.quiet)
        side = "left" if x < _X + 0.6 * _PLOT_WIDTH else "right"
        said = f"after {here.more:,}: {here.expected:,.1f} (5 to 95 %: {here.p05:,} to {here.p95:,})"
        at = x + (0.08 if side == "left" else -0.08)
        self.sheet.words(at, _TOP - 0.05, said, size=8.5, bold=True, side="left" if side == "left" else "right")


def _ticks(most: int) -> list[int]:
    """0 and few round numbers up to the largest."""
    steps = (factor * 10**power for power in range(9) for factor in _NICE)
    step = next(step for step in steps if most / step <= 6)
    return list(range(0, most + 1, step))


def _sizes(sheet: Sheet, answer: BlocksAnswer) -> None:
    """What can still be reserved, as a small table."""
    sheet.words(_SIZES, 1.08, "Blocks to reserve", bold=True)
    columns = (_SIZES + 0.8, _SIZES + 1.5, _SIZES + 2.2, _WIDTH - LEFT)
    for x, head in zip(columns, ("whole", "one now", "one after", "gone after"), strict=True):
        sheet.quiet(x, 1.3, head, size=SMALL, side="right")
    for place, size in enumerate(answer.sizes[-_MOST_SIZES:]):
        y = 1.52 + 0.2 * place
        left = f"{size.draws_left:,}" if size.now else NOTHING
        sheet.words(_SIZES, y, f"/{size.mask}", size=8.5, bold=True)
        for x, said in zip(columns, (f"{size.now:,}", share(size.chance_now), share(size.chance), left), strict=True):
            sheet.words(x, y, said, size=8.5, side="right")
    if not answer.sizes:
        sheet.quiet(_SIZES, 1.52, "none: the VSwitch is too small")


def _remarks(answer: BlocksAnswer) -> Iterator[str]:
    circles = f"; circles: mean of {answer.monte_carlo.trials:,} simulated trials" if answer.monte_carlo else ""
    yield f"Line: exact mean; band: 5 to 95 % of the exact law{circles}."
    drawn = counted(answer.hidden + answer.more, "address")
    yield f"Whole: before any draw. One now, after: the chance that one is whole now, and after all {drawn}."
    yield f"Gone after: so many further addresses until that chance is below {share(answer.limit)}."


CHARTS = {"survival": blocks_chart}
