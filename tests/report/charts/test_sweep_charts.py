"""The charts of scenarios and sweeps: words that lie on nothing, shades that are true, names that do no harm."""

from __future__ import annotations

from html import escape

import pytest
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch

from eniplan.capacity.consequences import MEASURES
from eniplan.errors import QuestionError
from eniplan.report.charts.sweep_sheet import shade
from eniplan.report.palette import THEMES, ThemeName
from tests.report.charts.drawn import HOSTILE, overlapping, words
from tests.report.sweep_answers import compared, swept

TWO = {"mask": (23, 24, 25), "density": (0.0, 0.5, 0.95)}
WIDE = {"density": tuple(place / 100 for place in range(70)), "growth": (0, 1, 2)}
ANSWERS = {
    "compare": compared(),
    "heat": swept(TWO),
    "one": swept({"density": (0.0, 0.5, 0.95)}, replications=5),
    "words": swept({"placement": ("fill", "spread", "most-free", "prefix-aware")}),
    "wide": swept(WIDE, replications=1),
}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ANSWERS)
def test_no_words_lie_on_each_other(name: str, theme: ThemeName) -> None:
    """In both themes, few and many levels."""
    figure = ANSWERS[name].chart(theme=theme)
    assert overlapping(figure) == []
    assert escape(ANSWERS[name].headline[:18]) in str(figure._repr_html_())


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_can_be_drawn(measure: str) -> None:
    """As a heat map and as a line, also of many levels."""
    for figure in (
        ANSWERS["heat"].chart(measure=measure),
        ANSWERS["heat"].chart("levels", measure=measure, x="density"),
        ANSWERS["wide"].chart("levels", measure=measure),
        ANSWERS["wide"].chart("heat", measure=measure, x="density", y="growth"),
    ):
        assert overlapping(figure) == []


@pytest.mark.parametrize("name", HOSTILE)
def test_names_of_others_stay_in_their_place(name: str) -> None:
    """Long, wide, right to left, and full of signs: cut and escaped; scenarios, plans, zones and types as levels."""
    clean = name.replace("\ud800", "").replace("\x00", "")
    zones = swept({"group.zone": (clean, "x"), "instance_type": (clean, "y")}, name=clean or "n")
    for figure in (compared(name).chart(), zones.chart(), zones.chart("levels")):
        assert overlapping(figure) == []
        assert not any({"\x00", "\x1b", "\u202e"} & set(word) for word in words(figure))


@pytest.mark.parametrize("name", ANSWERS)
def test_a_chart_goes_into_given_axes(name: str) -> None:
    """Smaller ones than the sheet."""
    figure = Figure(figsize=(6, 5))
    assert ANSWERS[name].chart(ax=figure.add_subplot()) is figure


def test_each_cell_says_its_number() -> None:
    """Without any colour: 512 - 4 - 32 open, less 40 ENIs, is 436 in the /23, at no density; a /25 has no plan."""
    figure = ANSWERS["heat"].chart(measure="free_open_ipv4")
    assert {"436", "180"} <= set(words(figure))
    hatched = [patch for patch in figure.axes[0].patches if isinstance(patch, PathPatch) and patch.get_hatch()]
    assert len(hatched) == 3


def test_many_levels_are_cut_and_told() -> None:
    """70 levels of density by 3 of growth: 16 rows are shown."""
    assert "Not shown: 54 levels of density." in words(ANSWERS["wide"].chart("heat"))
    assert "Not shown: 10 levels." in words(ANSWERS["wide"].chart("levels"))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_numbers_are_readable_on_every_shade(theme: ThemeName) -> None:
    """WCAG 2: a contrast of at least 4.5 to 1 for text."""

    def luminance(color: str) -> float:
        shares = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(color)]
        return 0.2126 * shares[0] + 0.7152 * shares[1] + 0.0722 * shares[2]

    for step in range(101):
        pair = sorted(map(luminance, shade(THEMES[theme], step / 100)))
        assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5


def test_what_cannot_be_drawn_is_told() -> None:
    """No second factor, none at all, an unknown measure."""
    with pytest.raises(QuestionError, match="the sweep varies 1 factor, and this chart shows 2"):
        ANSWERS["one"].chart("heat")
    with pytest.raises(QuestionError, match="the sweep varies 0 factors, and this chart shows 1"):
        swept({}).chart()
    with pytest.raises(QuestionError, match='there is no measure "free"'):
        ANSWERS["heat"].chart(measure="free")
