"""The rehearsal: every call of the plan against the stand-in in memory, with what goes wrong on request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import ipywidgets as W  # noqa: N812 - as everybody calls it

from eniplan.sending.rehearsing import rehearse
from eniplan.sending.standin.faults import Fault
from eniplan.ui.background import Cancelled
from eniplan.ui.panels.acts import row, status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eniplan.planning.plan import Plan
    from eniplan.planning.rehearsal import Rehearsal
    from eniplan.ui.acting import Part
    from eniplan.ui.background import Progress
    from eniplan.ui.panels.acts import Acts

_CREATE = "CreateNetworkInterface"
FAULTS: Final[Mapping[str, tuple[Fault, ...]]] = {
    "nothing goes wrong": (),
    "every tenth answer is lost": (Fault(action=_CREATE, kind="no-answer-after", every=10),),
    "every tenth call is throttled": (Fault(action=_CREATE, kind="Throttling", every=10),),
    "every tenth answer has no id": (Fault(action=_CREATE, kind="empty-id", every=10),),
    "the quota is used up at the 20th": (Fault(action=_CREATE, kind="MaxEniCountExceeded", nth=20),),
}
"""What can be chosen to go wrong; ``eniplan.rehearse`` takes any faults."""

_TOLD: Final = 100
"""So many calls, a moment's work, from one word about it to the next; a wish to cancel is heard then."""


class Rehearse:
    """A button, what goes wrong, and the answers."""

    def __init__(self, acts: Acts) -> None:
        self._acts, self._state = acts, acts.state
        self.faults = W.Dropdown(options=list(FAULTS), description="Faults", layout=W.Layout(width="340px"))
        self.begin = acts.button("Rehearse", "send the plan to a stand-in of the API, here in memory", self._begin)
        self.cancel = acts.button("Cancel", "end the rehearsal", self._cancel)
        self.said, self.answers = W.HTML(), W.HTML()
        self.rehearsal: Rehearsal | None = None
        self._of: Plan | None = None
        self.work = acts.beside(self._progress, self._ended)
        self.box = W.VBox([row(self.faults, self.begin, self.cancel), self.said, self.answers])
        self.cancel.layout.display = "none"

    def show(self, _changed: frozenset[Part]) -> None:
        """A rehearsal is of the plan that it was begun with: of any other it says nothing."""
        self.begin.disabled = self._state.plan is None or not len(self._state.plan.steps)
        if self._of is not None and self._state.plan is not self._of:
            self._of = self.rehearsal = None
            self.answers.value = ""
            self._say("The plan has changed since it was rehearsed.")

    def _begin(self) -> None:
        plan, faults = self._state.plan, FAULTS[self.faults.value]
        if plan is None or self.work.is_busy:
            return
        self._of, self.rehearsal, self.answers.value = plan, None, ""
        self.cancel.layout.display = ""
        self._say("Rehearsing.")

        def work(told: Progress) -> None:
            self.rehearsal = rehearse(plan, faults, progress=lambda calls: None if calls % _TOLD else told(calls))

        self.work.start(work)

    def _cancel(self) -> None:
        self.work.cancel()

    def _progress(self, done: int) -> None:
        self._say(f"Rehearsing: {done:,} calls answered.")

    def _ended(self, error: Exception | None) -> None:
        self.cancel.layout.display = "none"
        if isinstance(error, Cancelled):
            self._say("Cancelled: there is no rehearsal.")
        elif error is not None:
            self._say("")
            self._acts.fail(error)
        elif self.rehearsal is not None and self._of is self._state.plan:
            self._say("")
            self.answers.value = self.rehearsal._repr_html_() or ""

    def _say(self, words: str) -> None:
        self.said.value = status(words)
