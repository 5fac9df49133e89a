"""Words in a picture: measured and drawn without a warning about letters, and with every other warning."""

from __future__ import annotations

import io
import warnings

import pytest
from matplotlib.figure import Figure

from eniplan.report.sheet import Words


def test_letters_that_the_font_lacks_are_measured_and_drawn_quietly() -> None:
    """Measured first: matplotlib remembers what it has laid out. A plain text of the same letters warns."""
    figure = Figure()
    words = figure.add_artist(Words(0.1, 0.1, "\u4e2d\U0001f600"))
    assert words.get_window_extent().width > 0
    figure.savefig(io.BytesIO(), format="png")
    figure.text(0.1, 0.5, "\u6587")
    with pytest.warns(UserWarning, match="missing from font"):
        figure.savefig(io.BytesIO(), format="png")


def test_other_warnings_are_heard() -> None:
    """Only the one about letters is silenced."""

    class Loud(Words):
        def get_rotation(self) -> float:
            """Warn, as drawing and measuring may."""
            warnings.warn("something else", UserWarning, stacklevel=1)
            return 0.0

    figure = Figure()
    loud = figure.add_artist(Loud(0.1, 0.1, "a"))
    with pytest.warns(UserWarning, match="something else"):
        loud.get_window_extent()
