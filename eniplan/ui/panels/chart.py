"""The utilisation of the VSwitches as a picture beside their table: drawn a moment after the last change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.report.pools import pools_of
from eniplan.ui.background import Background, Later, running_loop
from eniplan.ui.picture_widget import Frame, PictureWidget

if TYPE_CHECKING:
    from eniplan.report.charts.live_utilisation import LiveUtilisation
    from eniplan.ui.acting import Part
    from eniplan.ui.panels.acts import Acts

_SETTLED = 0.4
"""Seconds after which a page has drawn all else."""
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
        self._soon = Later(_SETTLED, lambda: self._loading.start(lambda _progress: _drawing()))
        self._loading = Background(lambda _done: None, lambda _error: self._later.ask())

    def show(self, changed: frozenset[Part]) -> None:
        """Show what has changed, soon."""
        if changed & {"plan", "inventory"} and self._chart is not None:
            self._later.ask()

    def _framed(self, frame: Frame) -> None:
        """The page says where the picture is shown: another width or theme is another figure."""
        if frame != self._frame:
            self._frame, self._chart = frame, None
            if running_loop() is None or self._loading.was_begun:
                self._later.ask()
            else:
                self._soon.ask()

    def _draw(self) -> None:
        if self._frame is None:
            return
        if self._chart is None:
            self._chart = _drawing()(self._frame.width, self._frame.theme)
        self.picture.show(*self._chart.png(pools_of(self._state.subject), self._frame.sharpness))


def _drawing() -> type[LiveUtilisation]:
    """What draws; the first call brings matplotlib, which takes most of a second."""
    from eniplan.report.charts.live_utilisation import LiveUtilisation  # noqa: PLC0415

    return LiveUtilisation
