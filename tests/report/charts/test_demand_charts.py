"""The charts of demand, pinning, defragmentation, churn and bursts: words that lie on nothing, bars that are true."""

from __future__ import annotations

import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from eniplan.capacity.burst import BurstAnswer
from eniplan.capacity.defragment import DefragmentAnswer
from eniplan.capacity.pin import PinAnswer
from eniplan.report.charts.defragment import whole_after
from eniplan.report.palette import THEMES, ThemeName
from tests.report.charts.drawn import HOSTILE, overlapping, words
from tests.report.demand_answers import QUESTIONS, answers

ANSWERS = answers()
CLEAR = (0.0, 0.0, 0.0, 0.0)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_no_words_lie_on_each_other(question: str, theme: ThemeName) -> None:
    """In both themes; the ground is the theme's, and the picture describes itself for those who cannot see it."""
    figure = ANSWERS[question].chart(theme=theme)
    assert overlapping(figure) == []
    assert (
        figure.get_facecolor() != ANSWERS[question].chart(theme="dark" if theme == "light" else "light").get_facecolor()
    )
    assert ANSWERS[question].headline[:30] in str(figure._repr_html_())


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("name", HOSTILE)
def test_names_of_others_stay_in_their_place(question: str, name: str) -> None:
    """Long, wide, right to left, and full of signs: cut and escaped."""
    figure = answers(name)[question].chart()
    assert overlapping(figure) == []
    assert not any({"\x00", "\x1b", "\u202e"} & set(word) for word in words(figure))


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_chart_goes_into_given_axes(question: str) -> None:
    """Smaller ones than the sheet."""
    figure = Figure(figsize=(6, 5))
    ax = figure.add_subplot()
    assert ANSWERS[question].chart(ax=ax) is figure


def filled(figure: Figure, color: str) -> list[Rectangle]:
    """The boxes of a colour, from the top down."""
    patches = [patch for patch in figure.axes[0].patches if isinstance(patch, Rectangle)]
    found = [
        box for box in patches if to_hex(box.get_facecolor()).upper() == color.upper() and box.get_facecolor() != CLEAR
    ]
    return sorted(found, key=lambda box: box.get_y())


def test_the_bars_of_chance_are_as_long_as_what_is_lost() -> None:
    """Lengths are in proportion to the expected losses."""
    answer = ANSWERS["pin"]
    assert isinstance(answer, PinAnswer)
    rows = sorted(answer.vswitches, key=lambda row: -row.saved)
    bars = filled(answer.chart(), THEMES["light"].fill["refused"])
    assert len(bars) == len([row for row in rows if row.lost_at_random])
    assert bars[0].get_width() / bars[1].get_width() == pytest.approx(rows[0].lost_at_random / rows[1].lost_at_random)


def test_the_bars_of_a_burst_are_as_long_as_what_is_placed() -> None:
    """All policies share one scale."""
    answer = ANSWERS["burst"]
    assert isinstance(answer, BurstAnswer)
    placed = [share.placed.p50 for one in answer.policies for share in one.vswitches]
    bars = filled(answer.chart(), THEMES["light"].fill["used"])
    drawn = [count for count in placed if count]
    assert len(bars) == len(drawn)
    assert [bar.get_width() / bars[0].get_width() for bar in bars] == pytest.approx([c / drawn[0] for c in drawn])


def test_whole_blocks_after_the_moves_are_those_won_more() -> None:
    """The heading over the second map."""
    answer = ANSWERS["defragment"]
    assert isinstance(answer, DefragmentAnswer)
    before = sum(block.state == "whole" for block in answer.blocks)
    assert whole_after(answer) == before + answer.won
    assert f"after: {before + answer.won} whole" in words(answer.chart())
