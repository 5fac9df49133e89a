"""Sending a batch: a thin loop around the schedule, the journal and the lanes.

Each turn: what may leave now is written to the journal, with what has come back since; when that is on the disk, the
calls leave; then the loop waits for the first answer or for the next time something may leave. So at most one call of
a step is ever unaccounted for, and whoever opens the journal next knows which.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from eniplan.planning.steps import CREATE
from eniplan.sending.journal import Event
from eniplan.sending.schedule import Schedule
from eniplan.sending.send_limits import SendLimits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from eniplan.errors import NoAnswer, NotSent
    from eniplan.sending.batch import Batch, Outgoing
    from eniplan.sending.journal import Journal
    from eniplan.sending.lanes import Lanes
    from eniplan.sending.states import State
    from eniplan.sending.transport import Reply


class RefusedStep(NamedTuple):
    """A step that the cloud refused for good."""

    step: str
    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Sent:
    """How far a batch is after a sender has ended.

    Args:
        steps: how many steps it has.
        created: ENIs that the cloud has created, in this run or an earlier one.
        done: steps that were carried out.
        refused: steps that were refused.
        unknown: ids of steps whose last call has no answer; a later run sends them again.
        left: ids of all other steps that are not done.
        calls: calls of this run.
        throttled: how many of them the cloud put off.
        full: VSwitches that the cloud called full, and of what.
        stopped: why it ended early; empty where it did not.
        note: what was found in the journal; empty where there is nothing to say.
    """

    steps: int
    created: int
    done: int
    refused: tuple[RefusedStep, ...] = ()
    unknown: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    calls: int = 0
    throttled: int = 0
    full: Mapping[str, str] = field(default_factory=dict)
    stopped: str = ""
    note: str = ""

    @property
    def ok(self) -> bool:
        """Whether every step is done."""
        return self.done == self.steps

    def __repr__(self) -> str:
        counts = {"refused": self.refused, "unknown": self.unknown, "left": self.left}
        told = "".join(f", {len(steps):,} {what}" for what, steps in counts.items() if steps)
        stopped = f"; stopped: {self.stopped}" if self.stopped else ""
        return f"<Sent: {self.done:,} of {self.steps:,} steps done, {self.created:,} ENIs created{told}{stopped}>"


class Progress(NamedTuple):
    """How far a sender is: steps that need no further call, of all."""

    settled: int
    steps: int


@dataclass(slots=True)
class Sender:
    """One run over a batch.

    Args:
        batch: what to send.
        journal: open, with the batch in it.
        lanes: carry the calls.
        clock: seconds since the epoch; never goes back.
        limits: how to send.
        progress: told after each turn; None says nothing.
        wants_stop: asked each turn; True lets what is in flight end and sends nothing more.
        held: keys of steps that are not to be sent.
    """

    batch: Batch
    journal: Journal
    lanes: Lanes
    clock: Callable[[], float]
    limits: SendLimits = field(default_factory=SendLimits)
    progress: Callable[[Progress], None] | None = None
    wants_stop: Callable[[], bool] = lambda: False
    held: frozenset[str] = frozenset()
    _calls: int = 0
    _throttled: int = 0

    def run(self) -> Sent:
        """Send until all is done, refused, or something stops it.

        Raises:
            JournalError: the journal cannot be written; no call left after that.
        """
        start = self.clock()
        self.journal.opened(start)
        schedule = Schedule(self.batch, self.journal.record.entries, self.limits, start, self.held)
        ended: list[Event] = []
        while ended or not schedule.finished:
            if self.wants_stop():
                schedule.stop("it was asked to")
            ended = self._turn(schedule, ended)
        return self._sent(schedule)

    def _turn(self, schedule: Schedule, ended: list[Event]) -> list[Event]:
        """One turn; what came back during it is written down in the next."""
        now = self.clock()
        leaving = schedule.due(now)
        self.journal.note([*ended, *(Event(out, "intended") for out in leaving)], now)
        for out in leaving:
            self.lanes.start(out, out.call(schedule.eni_of(out)))
        self._calls += len(leaving)
        self._tell(schedule)
        if schedule.finished:
            return []
        return [self._took(schedule, *each) for each in self.lanes.ended(self._patience(schedule))]

    def _patience(self, schedule: Schedule) -> float | None:
        now = self.clock()
        wakes = schedule.wakes_at(now)
        return None if wakes is None else max(wakes - now, 0)

    def _took(self, schedule: Schedule, out: Outgoing, outcome: Reply | NoAnswer | NotSent) -> Event:
        verdict = schedule.take(out, outcome, self.clock())
        self._throttled += verdict.throttled
        return Event(out, verdict.happening, verdict)

    def _tell(self, schedule: Schedule) -> None:
        if self.progress is not None:
            self.progress(Progress(schedule.settled, len(self.batch)))

    def _sent(self, schedule: Schedule) -> Sent:
        entries = self.journal.record.entries
        states: dict[str, State] = {out.key: schedule.entry(out).state for out in self.batch}
        refused = (out for out in self.batch if states[out.key] == "refused")
        return Sent(
            steps=len(self.batch),
            created=sum(states[out.key] == "done" and out.step.action == CREATE for out in self.batch),
            done=sum(state == "done" for state in states.values()),
            refused=tuple(RefusedStep(out.step.id, entries[out.key].code, entries[out.key].message) for out in refused),
            unknown=_ids(self.batch, states, "unknown"),
            left=_ids(self.batch, states, "planned"),
            calls=self._calls,
            throttled=self._throttled,
            full=schedule.full,
            stopped=schedule.why_stopped,
            note=self.journal.record.note,
        )


def _ids(batch: Iterable[Outgoing], states: Mapping[str, State], state: State) -> tuple[str, ...]:
    return tuple(out.step.id for out in batch if states[out.key] == state)
