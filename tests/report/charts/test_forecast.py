"""The chart of a forecast: words that lie on nothing, marks that lie on their dates."""

from __future__ import annotations

from typing import cast

import pytest
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from eniplan.report.palette import ThemeName
from tests.report.charts.drawn import HOSTILE, overlapping, words
from tests.report.forecasts import KINDS, TODAY, forecasts

ANSWERS = forecasts()
LEFT, WIDTH = 3.1, 4.6
"""The plots' left edge and width, in inches."""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_no_words_lie_on_each_other(kind: str, theme: ThemeName) -> None:
    """In both themes; the picture describes itself for those who cannot see it."""
    figure = ANSWERS[kind].chart(theme=theme)
    assert overlapping(figure) == []
    assert ANSWERS[kind].headline[:30] in str(figure._repr_html_())


@pytest.mark.parametrize("name", HOSTILE)
def test_names_of_others_stay_in_their_place(name: str) -> None:
    """Long, wide, right to left, and full of signs: cut and escaped."""
    for answer in forecasts(name).values():
        figure = answer.chart()
        assert overlapping(figure) == []
        assert not any({"\x00", "\x1b", "\u202e"} & set(word) for word in words(figure))


def marks(figure: Figure, shape: str) -> list[float]:
    """Where the marks of a shape lie, from the left edge of the plots on, as shares of their width."""
    lines = [line for line in figure.axes[0].get_children() if isinstance(line, Line2D) and line.get_marker() == shape]
    return [(cast("list[float]", line.get_xdata())[0] - LEFT) / WIDTH for line in lines]


def test_diamonds_and_circles_lie_on_their_dates() -> None:
    """In the panel of the group that is refused, then one for each limit."""
    answer = ANSWERS["certain"]
    whole = (answer.until - TODAY).days
    (group,), limits = answer.groups, [limit for limit in answer.limits if limit.refuses.p50]
    bands = [group.refused, *(limit.refuses for limit in limits)]
    dues = [group.due, *(limit.due for limit in limits)]
    figure = answer.chart()
    assert marks(figure, "D") == pytest.approx([(band.p50 - TODAY).days / whole for band in bands if band.p50])
    assert marks(figure, "o") == pytest.approx([(due.order_by - TODAY).days / whole for due in dues if due.order_by])


def test_a_chart_goes_into_given_axes() -> None:
    """Smaller ones than the sheet."""
    figure = Figure(figsize=(6, 5))
    assert ANSWERS["certain"].chart(ax=figure.add_subplot()) is figure


def test_what_is_left_out_is_said() -> None:
    """Six groups grow, four have a panel."""
    assert any("Not shown: 2 more groups" in word for word in words(ANSWERS["uncertain"].chart()))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_no_words_of_the_tornado_lie_on_each_other(kind: str, theme: ThemeName) -> None:
    """With swings, and where none were asked for, which is said."""
    figure = ANSWERS[kind].chart("swings", theme=theme)
    assert overlapping(figure) == []
    assert any("Nothing was changed" in word for word in words(figure)) == (not ANSWERS[kind].swings)


def test_bars_of_the_tornado_reach_from_day_to_day() -> None:
    """Each has its two ends, less and more, from the day without a change on; all on one scale."""
    answer = ANSWERS["certain"]
    unchanged = answer.groups[0].refused.p50
    assert unchanged is not None
    ends = [day or answer.until for swing in answer.swings for day in (swing.with_less, swing.with_more)]
    patches = answer.chart("swings").axes[0].patches
    bars = [bar for bar in patches if isinstance(bar, Rectangle) and bar.get_facecolor() != (0.0, 0.0, 0.0, 0.0)]
    days = [abs((end - unchanged).days) for end in ends if end != unchanged]
    assert [bar.get_width() / bars[0].get_width() for bar in bars] == pytest.approx([count / days[0] for count in days])
