"""Churn over time: whole /28s, free addresses, free prefixes and waiting pods as bands over replications.

Each panel has its own scale from 0, so that the share that is lost can be read; the band reaches from p05 to p95, the
line is the median. What exists before the nodes take anything is the mark at the left edge.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from eniplan.report.charts.bars import LEFT, SMALL, answer_sheet, notes
from eniplan.report.lettering import visible
from eniplan.report.palette import SHEER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from eniplan.capacity.band import Band
    from eniplan.capacity.churn import ChurnAnswer
    from eniplan.report.palette import Role, ThemeName
    from eniplan.report.sheet import Sheet

_WIDTH, _HEAD, _PANEL, _HEIGHT, _FOOT = 10.0, 1.05, 1.75, 1.2, 0.75
_PLOT, _PLOT_WIDTH = 1.1, 7.2


class _Panel(NamedTuple):
    """One measure over time."""

    what: str
    now: int
    bands: Sequence[Band]
    role: Role


def churn_chart(answer: ChurnAnswer, *, ax: Axes | None = None, theme: ThemeName = "light") -> Figure:
    """What is left over time."""
    panels = list(_panels(answer))
    title = f"Churn of {answer.nodes:,} nodes on the VSwitches of {visible(answer.group, 24)}"
    sheet = answer_sheet(answer, title, (_WIDTH, _HEAD + _PANEL * len(panels) + _FOOT), theme=theme, ax=ax)
    for place, panel in enumerate(panels):
        _draw(sheet, _HEAD + _PANEL * place, panel)
    _steps(sheet, _HEAD + _PANEL * len(panels) - _PANEL + 0.32 + _HEIGHT, answer.steps)
    notes(sheet, _HEAD + _PANEL * len(panels) + 0.3, _remarks(answer))
    return sheet.figure


def _panels(answer: ChurnAnswer) -> Iterator[_Panel]:
    first, *after = answer.levels
    yield _Panel("Whole /28s", first.whole_blocks.p50, [level.whole_blocks for level in after], "used")
    yield _Panel("Free addresses of the open pools", first.free_open.p50, [level.free_open for level in after], "used")
    if first.free_prefixes.p50:
        bands = [level.free_prefixes for level in after]
        yield _Panel("Free /28 prefixes of the reserved pools", first.free_prefixes.p50, bands, "reserved")
    if answer.waiting_ever:
        yield _Panel("Pods that wait for room", first.waiting.p50, [level.waiting for level in after], "refused")


def _draw(sheet: Sheet, top: float, panel: _Panel) -> None:
    floor = top + 0.32 + _HEIGHT
    most = max(panel.now, *(band.p95 for band in panel.bands), 1)
    sheet.words(LEFT, top + 0.18, panel.what, size=10, bold=True)
    for share in (0, 0.5, 1):
        y = floor - _HEIGHT * share
        sheet.line((_PLOT, _PLOT + _PLOT_WIDTH), (y, y))
    sheet.quiet(_PLOT - 0.12, floor + 0.03, "0", size=SMALL, side="right")
    sheet.quiet(_PLOT - 0.12, floor - _HEIGHT + 0.05, f"{most:,}", size=SMALL, side="right")
    _band(sheet, floor, most, panel)
    y = floor - _HEIGHT * panel.now / most
    sheet.point(_PLOT, y, panel.role, "D")
    end = panel.bands[-1]
    _end(sheet, floor - _HEIGHT * end.p50 / most, end)


def _band(sheet: Sheet, floor: float, most: int, panel: _Panel) -> None:
    steps = max(len(panel.bands) - 1, 1)
    x = [_PLOT + _PLOT_WIDTH * place / steps for place in range(len(panel.bands))]
    low, middle, high = (
        [floor - _HEIGHT * getattr(band, name) / most for band in panel.bands] for name in ("p05", "p50", "p95")
    )
    color = sheet.theme.fill[panel.role]
    upper, lower = (list(zip(x, y, strict=True)) for y in (high, low))
    sheet.band(upper, lower, f"{color}{SHEER}", edge=color)
    sheet.stroke(x, middle, color)


def _end(sheet: Sheet, y: float, end: Band) -> None:
    """The numbers at the end, where the line arrives."""
    x = _PLOT + _PLOT_WIDTH + 0.12
    sheet.words(x, y + 0.02, f"{end.p50:,}", bold=True)
    if end.p95 > end.p05:
        sheet.quiet(x, y + 0.18, f"{end.p05:,} to {end.p95:,}", size=SMALL)


def _steps(sheet: Sheet, floor: float, steps: int) -> None:
    for step in dict.fromkeys((0, steps // 2, steps)):
        x = _PLOT + _PLOT_WIDTH * step / steps
        sheet.line((x, x), (floor, floor + 0.05))
        sheet.quiet(x, floor + 0.19, f"step {step:,}", size=SMALL, side="center")


def _remarks(answer: ChurnAnswer) -> Iterator[str]:
    yield "Line: the median over replications; band: p05 to p95. Diamond: what exists before the nodes take anything."
    pods = f"{answer.pods_per_node:,} pods a node that live {answer.lifetime:,} steps on average"
    yield f"{answer.replications:,} replications, seed {answer.seed}; {pods}; one scale a panel, from 0."


CHARTS = {"churn": churn_chart}
