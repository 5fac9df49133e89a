"""Sending from the notebook: for real, so only once the number of calls was typed; it can be stopped and goes on.

The journal remembers every call, so the same button goes on where an earlier run ended, whatever ended it. Credentials
are found by the official SDK where it always looks; none is asked for, shown or kept here.
"""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, Any

import ipywidgets as W  # noqa: N812 - as everybody calls it

from eniplan.contract.rates import CALLS_PER_MINUTE
from eniplan.delivery import send
from eniplan.planning.steps import CREATE
from eniplan.sending.endpoint import is_loopback
from eniplan.sending.send_limits import SendLimits
from eniplan.sending_cli.sent_words import sent_lines
from eniplan.spelling import counted
from eniplan.ui.panels.acts import lines, row, status

if TYPE_CHECKING:
    from eniplan.planning.plan import Plan
    from eniplan.sending.sender import Progress, Sent
    from eniplan.ui.acting import Part
    from eniplan.ui.background import Progress as Told
    from eniplan.ui.panels.acts import Acts

_USUAL_PACE = f"{CALLS_PER_MINUTE[CREATE]} of each action; assign calls {CALLS_PER_MINUTE['AssignIpv6Addresses']}"
_USUAL_WIDTH = f"{SendLimits().concurrency} calls in flight"
_WIDE = W.Layout(width="420px")
_DIGITS, _SHOWN = 18, 60
_STYLE = {"description_width": "130px"}


class Send:
    """Where to, which journal, how fast, the number that confirms, and how far it is."""

    def __init__(self, acts: Acts) -> None:
        self._acts, self._state = acts, acts.state
        self.endpoint = W.Text(description="Endpoint", placeholder="the region's own", layout=_WIDE, style=_STYLE)
        self.journal = W.Text(value="", description="Journal", layout=_WIDE, style=_STYLE)
        self.per_minute = W.Text(description="Per minute", placeholder=_USUAL_PACE, layout=_WIDE, style=_STYLE)
        self.concurrency = W.Text(description="Concurrency", placeholder=_USUAL_WIDTH, layout=_WIDE, style=_STYLE)
        self.confirmed = W.Text(description="Calls to confirm", layout=_WIDE, style=_STYLE, continuous_update=True)
        self.begin = acts.button("Send", "send these calls to the cloud", self._begin)
        self.stop = acts.button("Stop", "send nothing more, and wait for the calls in flight", self._stop)
        self.bar = W.IntProgress(min=0, max=1, layout=W.Layout(width="260px"))
        self.asked, self.said = W.HTML(), W.HTML()
        self.sent: Sent | None = None
        self._wants_stop = Event()
        self._plan: Plan | None = None
        self.work = acts.beside(self._progress, self._ended)
        self._running = row(self.bar, self.stop)
        self._running.layout.display = "none"
        acts.on_value(self.confirmed, self._judge)
        inputs = [self.endpoint, self.journal, self.per_minute, self.concurrency, self.confirmed]
        self.box = W.VBox([self.asked, *inputs, row(self.begin), self._running, self.said])

    def show(self, changed: frozenset[Part]) -> None:
        """Another plan has to be confirmed anew."""
        plan = self._state.plan
        if plan is not self._plan or "plan" in changed:
            if plan is not None and self.journal.value in {"", _journal_of(self._plan)}:
                self.journal.value = _journal_of(plan)
            self._plan = plan
            self.confirmed.value = ""
        self.asked.value = lines(_asked(plan, is_current=self._state.is_current))
        self._judge()

    @property
    def is_confirmed(self) -> bool:
        """Whether the number of calls was typed, of a plan that is whole and has some."""
        plan = self._plan
        if plan is None or not len(plan.steps) or not self._state.is_current:
            return False
        typed: str = self.confirmed.value
        return typed.replace(",", "").strip() == str(len(plan.steps))

    def _judge(self) -> None:
        self.begin.disabled = not self.is_confirmed or self.work.is_busy

    def _begin(self) -> None:
        plan, endpoint, journal = self._plan, self.endpoint.value.strip(), self.journal.value.strip()
        if plan is None or not self.is_confirmed or self.work.is_busy:
            return
        limits = self._limits()
        self._wants_stop.clear()
        self.confirmed.value = ""
        self.bar.value, self.bar.max = 0, len(plan.steps)
        self._running.layout.display = ""
        self._say(["Sending; the journal has every call before it leaves."])

        def work(told: Told) -> None:
            self.sent = send(
                plan,
                journal,
                endpoint=endpoint,
                limits=limits,
                protocol="http" if is_loopback(endpoint) else "https",
                progress=lambda progress: _tell(told, progress),
                wants_stop=self._wants_stop.is_set,
            )

        self.work.start(work)

    def _limits(self) -> SendLimits:
        """How fast it is sent, as far as somebody has said it.

        Raises:
            EniplanError: something else than a number was typed.
        """
        typed = {"per_minute": self.per_minute.value, "concurrency": self.concurrency.value}
        return SendLimits(**{name: _number(text) for name, text in typed.items() if text.strip()})

    def _stop(self) -> None:
        self._wants_stop.set()
        self._say(["No further call leaves; waiting for those in flight."])

    def _progress(self, done: int) -> None:
        self.bar.value = done

    def _ended(self, error: Exception | None) -> None:
        self._running.layout.display = "none"
        if error is not None:
            self._say([])
            self._acts.fail(error)
        elif self.sent is not None:
            self._say(sent_lines(self.sent, self.journal.value))
        self._judge()

    def _say(self, said: list[str]) -> None:
        self.said.value = status(*said)


def _tell(told: Told, progress: Progress) -> None:
    told(progress.settled)


def _number(typed: str) -> Any:  # noqa: ANN401 - what is no number is refused with its name
    """A number, thousands separated or not; anything else as it was typed, so that it is refused by its own words."""
    digits = typed.replace(",", "").strip()
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= _DIGITS else typed[:_SHOWN]


def _journal_of(plan: Plan | None) -> str:
    """A journal's usual name: that of its plan, as far as a file can have it."""
    if plan is None:
        return ""
    return "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in plan.name)[:60] + ".journal"


def _asked(plan: Plan | None, *, is_current: bool) -> list[str]:
    """What would be sent, and what has to be typed for it."""
    if plan is None or not len(plan.steps):
        return ["There is nothing to send."]
    if not is_current:
        return ["Some fields are to be mended first: the plan as it stands would be sent without their groups."]
    calls = counted(len(plan.steps), "call")
    ready = f"{calls} for {counted(len(plan.requests), 'ENI')} in {plan.region} are ready to be sent, for real."
    refused = [f"{counted(plan.refused.enis, 'ENI')} refused are not among them."] if plan.refused else []
    return [ready, *refused, f"Type {len(plan.steps)} into the last field to confirm it; then the button sends them."]
