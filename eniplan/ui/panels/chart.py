"""The utilisation of the VSwitches as a picture beside their table: drawn a moment after the last change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.report.charts.live_utilisation import LiveUtilisation
from eniplan.report.pools import pools_of
from eniplan.ui.background import Later
from eniplan.ui.picture_widget import Frame, PictureWidget

if TYPE_CHECKING:
    from eniplan.ui.panels.acts import Acts
    from eniplan.ui.state import Part

_CALM = 0.12
"""Seconds without a change before it is drawn: table, map and numbers follow a slider, the picture its end."""


class Chart:
    """The picture; drawn once the page has said how wide it is, and in which theme."""

    def __init__(self, acts: Acts) -> None:
        self._acts, self._state = acts, acts.state
        self.picture = PictureWidget(self._framed)
        self.picture.add_class("eniplan-chart")
        self.box = self.picture
        self._frame: Frame | None = None
        self._chart: LiveUtilisation | None = None
        self._later = Later(_CALM, lambda: acts.do(self._draw))

    def show(self, changed: frozenset[Part]) -> None:
        """Show what has changed, soon."""
        if changed & {"plan", "inventory"} and self._frame is not None:
            self._later.ask()

    def _framed(self, frame: Frame) -> None:
        """The page says where the picture is shown: another width or theme is another figure."""
        if frame != self._frame:
            self._frame, self._chart = frame, LiveUtilisation(frame.width, frame.theme)
            self._acts.do(self._draw)

    def _draw(self) -> None:
        if self._chart is not None and self._frame is not None:
            self.picture.show(*self._chart.png(pools_of(self._state.subject), self._frame.sharpness))
