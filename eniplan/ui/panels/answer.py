"""An answer to a what-if question: one sentence, what can be done, the chart, the tables, and the line of Python.

The chart is drawn a moment after the last answer, once the page has said how wide it is and in which theme; an answer
that is the same as before is not shown again.
"""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING

import ipywidgets as W  # noqa: N812 - as everybody calls it

from eniplan.report.cards.answer_card import answer_body
from eniplan.report.lettering import visible
from eniplan.report.naming import named, names_of
from eniplan.report.picture import answer_picture
from eniplan.ui.background import Later
from eniplan.ui.panels.acts import lines, row
from eniplan.ui.picture_widget import PictureWidget
from eniplan.ui.whatif_acts import MOST, acts_of

if TYPE_CHECKING:
    from eniplan.capacity.answer import Answer
    from eniplan.ui.fixes import Fix
    from eniplan.ui.panels.acts import Acts
    from eniplan.ui.picture_widget import Frame
    from eniplan.ui.whatif_question import Call

_CALM = 0.2
"""Seconds without another answer before the chart is drawn."""
_LONGEST = 300
_UNDONE = "Undo takes it back"
_PYTHON = "The same in Python, with plan and inventory as on the tab Code"


class AnswerPanel:
    """The answer; nothing of it is shown while there is none."""

    def __init__(self, acts: Acts) -> None:
        self._acts = acts
        self.answer: Answer | None = None
        self._said: Answer | None = None  # with names instead of ids
        self.headline, self.tables, self.code = W.HTML(), W.HTML(), W.HTML()
        self.buttons = [acts.button("", _UNDONE, partial(self._do, place)) for place in range(MOST)]
        self.picture = PictureWidget(self._framed)
        self.picture.add_class("eniplan-answer-picture")
        self._fixes: list[Fix] = []
        self._frame: Frame | None = None
        self._drawn: tuple[Answer, Frame] | None = None
        self._later = Later(_CALM, lambda: acts.do(self._draw))
        self._acts_row = row(*self.buttons)
        self.box = W.VBox([self.headline, self._acts_row, self.picture, self.tables, self.code])
        self.box.add_class("eniplan-answer")
        self.clear()

    def _do(self, place: int) -> None:
        self._fixes[place].act()

    def clear(self) -> None:
        """Show no answer; the picture of this one is not to be seen above another question's tables."""
        self.answer = None
        self.box.layout.display = "none"
        self.picture.layout.visibility = "hidden"

    def show(self, call: Call, answer: Answer) -> None:
        """Show an answer, and what it is the answer to."""
        if answer != self.answer:
            self._said = named(answer, names_of(self._acts.state.subject_vswitches.values()))
            self.headline.value = lines([visible(self._said.headline, _LONGEST)], "eniplan-headline")
            self.tables.value = answer_body(self._said)
        self.answer = answer
        self.code.value = f'<p>{_PYTHON}:</p><pre tabindex="0">{escape(call.code())}</pre>'
        self._show_acts(acts_of(self._acts.state, answer))
        self.box.layout.display = ""
        if self._frame is not None:
            self._later.ask()

    def wait(self) -> None:
        """Let nothing be done with an answer that is of before, until there is another."""
        for button in self.buttons:
            button.disabled = True

    def _show_acts(self, fixes: list[Fix]) -> None:
        self._fixes = fixes
        self._acts_row.layout.display = "" if fixes else "none"
        for place, button in enumerate(self.buttons):
            button.description = fixes[place].label if place < len(fixes) else ""
            button.layout.display = "" if place < len(fixes) else "none"
            button.disabled = place >= len(fixes)

    def _framed(self, frame: Frame) -> None:
        self._frame = frame
        self._acts.do(self._draw)

    def _draw(self) -> None:
        answer, frame = self._said, self._frame
        if self.answer is None or answer is None or frame is None:
            return
        if self._drawn != (answer, frame):
            picture = answer_picture(answer, theme=frame.theme, width=frame.width, sharpness=frame.sharpness)
            self.picture.show(*picture)
            self._drawn = answer, frame
        self.picture.layout.visibility = "visible"
