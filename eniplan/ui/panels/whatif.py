"""What if: a question, its few parameters, and the answer below, which follows the plan while somebody looks.

Quick questions are answered at once, so that an answer follows a slider of the group form. Slow ones are asked beside
the kernel's own thread: a change asks again, and Cancel ends the work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ipywidgets as W  # noqa: N812 - as everybody calls it

from eniplan.errors import EniplanError
from eniplan.ui.asking import Asking
from eniplan.ui.form_widget import FormWidget, Shown, key_of
from eniplan.ui.panels.acts import lines, row, status
from eniplan.ui.panels.answer import AnswerPanel
from eniplan.ui.whatif import GENERAL, WhatIf
from eniplan.ui.whatif_questions import QUESTIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from eniplan.capacity.answer import Answer
    from eniplan.ui.acting import Part
    from eniplan.ui.fields import Field
    from eniplan.ui.panels.acts import Acts
    from eniplan.ui.whatif_question import Call

_MEND = "Mend the fields that say what is wrong; then there is an answer."
_LEFT_OUT = "Some groups of the plan are to be mended: the answer leaves them out."
_PARTS = frozenset({"document", "plan", "inventory", "selection"})


class WhatIfPanel:
    """The question, its form and its answer; it asks when somebody looks at it."""

    def __init__(self, acts: Acts) -> None:
        self._acts, self._state, self.whatif = acts, acts.state, WhatIf(acts.state)
        self.question = W.Dropdown(options=list(QUESTIONS), description="Question", layout=W.Layout(width="260px"))
        self.asks, self.said = W.HTML(), W.HTML()
        self.cancel = acts.button("Cancel", "end the work; there is no answer then", self._cancel)
        self.again = acts.button("Ask again", "ask this question once more", self._ask)
        self.answer = AnswerPanel(acts)
        self.asking = Asking(self._progressed, self._answered, self._failed)
        self.is_seen = False
        self._is_old, self._is_asking = True, False
        self.form, self._fields = self._new_form()
        acts.on_value(self.question, self._choose)
        self._inputs = W.VBox([self.form])
        self.status = row(self.said, self.cancel, self.again)
        self.box = W.VBox([row(self.question, self.asks), self._inputs, self.status, self.answer.box])
        self.box.add_class("eniplan-whatif")
        self._say("")

    def show(self, changed: frozenset[Part]) -> None:
        """Show what has changed, once somebody looks."""
        if self._is_asking:
            return
        self._is_old = self._is_old or bool(changed & _PARTS)
        if self._is_old and self.is_seen:
            self._do(self._ask)

    def _do(self, act: Callable[[], object]) -> None:
        """Do something that may fail: an act that fails tells that everything has changed, which is no news here."""
        self._is_asking = True
        try:
            self._acts.do(act)
        finally:
            self._is_asking = False

    # the question and its form

    def _choose(self) -> None:
        self.whatif.choose(self.question.value)
        self.answer.clear()
        self._ask()

    def _typed(self, key: str, typed: str, _gesture: str | None) -> None:
        self.whatif.type_into(key, typed)
        self._do(self._ask)

    def _new_form(self) -> tuple[FormWidget, tuple[Field, ...]]:
        fields = self.whatif.fields()
        form = FormWidget([("Parameters", "what is asked", True, fields)], self._typed)
        form.add_class("eniplan-question-keys")
        form.layout.display = "" if fields else "none"
        return form, fields

    def _show_form(self, problems: Mapping[str, str]) -> None:
        """Show values and problems; other fields, or other choices in them, are another form."""
        if self.whatif.fields() != self._fields:
            old = self.form
            self.form, self._fields = self._new_form()
            self._inputs.children = (self.form,)
            old.close()
        shown = {key_of(each): Shown(self.whatif.shown(each), problems.get(key_of(each), "")) for each in self._fields}
        self.form.show(shown)

    # asking

    def _ask(self) -> None:
        """Ask what the fields say."""
        self._is_old = False
        self.asks.value = lines([self.whatif.question.asks], "eniplan-asks")
        self.asking.drop()
        call, problems = self.whatif.read()
        self._show_form(problems)
        if call is None:
            self._stop(problems.get(GENERAL, _MEND))
        elif call.question.is_slow:
            self.answer.wait()
            self._say("Working: what stands below is of before.", is_working=True)
            self.asking.ask(call)
        else:
            self._answer(call)

    def _answer(self, call: Call) -> None:
        try:
            answer = call.answer()
        except EniplanError as error:
            self._refuse(error)
        else:
            self._show(call, answer)

    def _show(self, call: Call, answer: Answer) -> None:
        self._say("" if self._state.is_current else _LEFT_OUT)
        self.answer.show(call, answer)

    def _refuse(self, error: EniplanError) -> None:
        """The question has no answer: why stands beside the field that it is about, or above."""
        problems = self.whatif.problem_of(error)
        self._show_form(problems)
        self._stop(problems.get(GENERAL, _MEND))

    def _stop(self, words: str, *, may_ask: bool = False) -> None:
        self.answer.clear()
        self._say(words, may_ask=may_ask)

    def _say(self, words: str, *, is_working: bool = False, may_ask: bool = False) -> None:
        self.said.value = status(words)
        self.status.layout.display = "" if words else "none"
        self.cancel.layout.display = "" if is_working else "none"
        self.again.layout.display = "" if may_ask else "none"

    # slow questions

    def _progressed(self, done: int) -> None:
        self.cancel.description = f"Cancel ({done:,} done)" if done else "Cancel"

    def _answered(self, call: Call, answer: Answer) -> None:
        self._do(lambda: self._show(call, answer))

    def _failed(self, error: Exception) -> None:
        if isinstance(error, EniplanError):
            self._do(lambda: self._refuse(error))
        else:
            self._stop("There is no answer; the banner above says why.", may_ask=True)
            self._do(lambda: self._acts.fail(error))

    def _cancel(self) -> None:
        self.asking.drop()
        self._stop("Cancelled: there is no answer.", may_ask=True)
