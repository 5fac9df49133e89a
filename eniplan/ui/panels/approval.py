"""What somebody approves before a batch is sent: the verdict, the digests, the schedule, and the card as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import ipywidgets as W  # noqa: N812 - as everybody calls it

from eniplan.report.approval import approval_card, batch_section, sending_section, verdict
from eniplan.report.cards.element import element
from eniplan.report.cards.style import STYLE
from eniplan.report.cards.table import quiet
from eniplan.spelling import counted
from eniplan.ui.download_widget import DownloadWidget
from eniplan.ui.panels.acts import row

if TYPE_CHECKING:
    from eniplan.planning.plan import Plan
    from eniplan.ui.acting import Part
    from eniplan.ui.background import Progress
    from eniplan.ui.panels.acts import Acts

CARD: Final = "approval.html"
MOST_CALLS: Final = 20_000
"""A digest of more calls than that would make the page wait; the card has it."""


class Approval:
    """Verdict, digests and schedule of the plan as it stands, and its card for the browser."""

    def __init__(self, acts: Acts) -> None:
        self._acts, self._state = acts, acts.state
        self.said = W.HTML()
        self.download = DownloadWidget("Download approval card", lambda: acts.do(self._download))
        self.work = acts.beside(lambda _done: None, self._ended)
        self.box = W.VBox([self.said, row(self.download)])

    def show(self, _changed: frozenset[Part]) -> None:
        """Show the plan as it stands."""
        plan = self._state.plan
        self.download.enabled = plan is not None
        self.said.value = "" if plan is None else _words(plan)

    def _download(self) -> None:
        plan = self._state.plan
        if plan is None or self.work.is_busy:
            return

        def work(_told: Progress) -> None:
            self.download.deliver(CARD, approval_card(plan).encode())

        self.work.start(work)

    def _ended(self, error: Exception | None) -> None:
        if error is not None:
            self._acts.fail(error)


def _words(plan: Plan) -> str:
    head = element("p", verdict(plan), class_="eniplan-title")
    if len(plan.steps) > MOST_CALLS:
        left_out = quiet(f"{counted(len(plan.steps), 'call')}: digests and schedule stand on the card")
        return str(element("div", STYLE, head, left_out, class_="eniplan-card"))
    return str(element("div", STYLE, head, *batch_section(plan), *sending_section(plan), class_="eniplan-card"))
