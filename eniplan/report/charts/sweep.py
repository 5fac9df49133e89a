"""The chart of a sweep: a heat map of its first two factors, or the levels of its only one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.report.charts.heat import heat_chart
from eniplan.report.charts.levels import levels_chart

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from eniplan.capacity.sweep_answer import SweepAnswer
    from eniplan.report.palette import ThemeName


def sweep_chart(
    answer: SweepAnswer, *, measure: str = "", ax: Axes | None = None, theme: ThemeName = "light"
) -> Figure:
    """A measure over the first two factors of a sweep, or over its only one.

    ``measure`` is one of :data:`~eniplan.capacity.consequences.MEASURES`; headroom, or what has a number, by default.

    Raises:
        QuestionError: no such measure, or a sweep that varies nothing.
    """
    draw = heat_chart if len(answer.factors) > 1 else levels_chart
    return draw(answer, measure=measure, ax=ax, theme=theme)


CHARTS: Mapping[str, Callable[..., Figure]] = {"sweep": sweep_chart, "heat": heat_chart, "levels": levels_chart}
