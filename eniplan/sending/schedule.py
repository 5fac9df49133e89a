"""What may be sent now: a decision of states, clock and answers, and of nothing else. No thread, no file, no sleep.

**Theory of operation.** Each action has lines of its own: steps that wait for their turn, steps that wait for a time,
and its pace. Steps that name their addresses go first, and as long as one of them may still be sent, none leaves that
lets the cloud choose: the cloud might choose just those. Assign calls go before creates, so that few ENIs are half made
when something stops the sender; an assign call joins its line when its create has answered.

An outcome is judged (:mod:`eniplan.sending.verdict`); a step whose call had no effect, or whose effect is unknown,
waits a random time (full jitter: between none and a bound that doubles) and is sent again with the same ClientToken, at
most so many times. What a full VSwitch or the account would refuse is not sent; it stays as it is, and a later sender
tries again.
"""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count
from random import Random
from typing import TYPE_CHECKING

from eniplan.contract.rates import CALLS_PER_MINUTE
from eniplan.sending.journal_record import Entry
from eniplan.sending.pace import MINUTE, Pace
from eniplan.sending.verdict import verdict_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from eniplan.errors import NoAnswer, NotSent
    from eniplan.planning.steps import Sendable
    from eniplan.sending.batch import Batch, Outgoing
    from eniplan.sending.send_limits import SendLimits
    from eniplan.sending.transport import Reply
    from eniplan.sending.verdict import Verdict

_ORDER: tuple[Sendable, ...] = (
    "AssignPrivateIpAddresses",
    "AssignIpv6Addresses",
    "CreateNetworkInterface",
    "DeleteNetworkInterface",
)
_TURNS = tuple((is_named, action) for is_named in (True, False) for action in _ORDER)


def turn_of(out: Outgoing) -> int:
    """The place of a step's line, from 0: while a line has steps, none of a later line leaves before them."""
    return _TURNS.index((out.is_named, out.step.action))


@dataclass(slots=True)
class _Line:
    """The steps of one action that are to be sent."""

    pace: Pace
    waiting: deque[Outgoing] = field(default_factory=deque)
    later: list[tuple[float, int, Outgoing]] = field(default_factory=list)

    def ripen(self, now: float) -> None:
        """What has waited long enough takes its turn, before what was never sent."""
        while self.later and self.later[0][0] <= now:
            self.waiting.appendleft(heappop(self.later)[2])

    def ready_at(self, now: float) -> float | None:
        """When the next of them may leave; None where there is none."""
        if self.waiting:
            return self.pace.free_at(now)
        return max(self.later[0][0], self.pace.free_at(now)) if self.later else None


class Schedule:
    """What is still to be sent of a batch; ``settled`` counts the steps that need no further call.

    Args:
        batch: the steps.
        entries: what is known of those that were sent, by key; it is kept up to date.
        limits: how to send.
        now: the time it starts; seconds of the clock that all times here are of.
        held: keys of steps that are not to be sent.
    """

    def __init__(
        self,
        batch: Batch,
        entries: dict[str, Entry],
        limits: SendLimits,
        now: float,
        held: frozenset[str] = frozenset(),
    ) -> None:
        self.batch, self.entries, self.limits = batch, entries, limits
        self.refusals = 0
        self.settled = 0
        self.why_stopped = ""
        self.flying: dict[str, Outgoing] = {}
        self._random = Random(limits.seed)
        self._tries: Counter[str] = Counter()
        self._throttles: Counter[str] = Counter()
        self._closed: set[tuple[str, str]] = set()
        self._heard = False
        self._unconnected = ""
        self._order = count()
        self._until = now + limits.minutes * MINUTE if limits.minutes else None
        paces = {action: Pace(limits.per_minute or CALLS_PER_MINUTE[action]) for action in _ORDER}
        self._lines = tuple(_Line(paces[action]) for _, action in _TURNS)
        self._held = held
        for out in batch:
            self._enter(out)

    def entry(self, out: Outgoing) -> Entry:
        """What is known of a step."""
        return self.entries.setdefault(out.key, Entry(out.step.id))

    def eni_of(self, out: Outgoing) -> str:
        """The id of the ENI that a step changes; empty for a create."""
        return self.entries[out.root].eni if out.root else ""

    def stop(self, why: str) -> None:
        """Send nothing more; the first reason counts."""
        self.why_stopped = self.why_stopped or why

    @property
    def finished(self) -> bool:
        """Whether there is nothing to send and nothing to wait for."""
        return not self.flying and (bool(self.why_stopped) or not any(map(_has_steps, self._lines)))

    def due(self, now: float) -> list[Outgoing]:
        """The steps that leave now; the caller writes them down first, then sends them."""
        if self._until is not None and now >= self._until:
            self.stop(f"its {self.limits.minutes:g} minutes are over")
        if self._is_deaf and not self.flying:
            self.stop(self._unconnected)
        found: list[Outgoing] = []
        while not self._waits_for_answers and len(self.flying) < self.limits.concurrency:
            out = self._next(now)
            if out is None:
                break
            self.flying[out.key] = out
            self.entry(out).take("intended")
            found.append(out)
        return found

    def wakes_at(self, now: float) -> float | None:
        """When something may leave next, as far as the clock decides it; None where only an answer does."""
        if self._waits_for_answers or len(self.flying) >= self.limits.concurrency:
            return None
        times = [at for line in self._open_lines() if (at := line.ready_at(now)) is not None]
        return min(times, default=None) if self._until is None else min([*times, self._until])

    def take(self, out: Outgoing, outcome: Reply | NoAnswer | NotSent, now: float) -> Verdict:
        """A call has ended: what it means, and what follows from it."""
        del self.flying[out.key]
        verdict = verdict_of(out.step.action, outcome)
        entry = self.entry(out)
        entry.take(verdict.happening, eni=verdict.eni, code=verdict.code, message=verdict.message)
        if verdict.happening == "answered":
            self._release(out)
        elif verdict.happening == "refused":
            self._refused(out, verdict)
        else:
            self._again(out, verdict, now)
        self._close(out, verdict)
        return verdict

    @property
    def _is_deaf(self) -> bool:
        """Whether calls could not leave and nothing has ever answered: it will not help to try the next ones."""
        return bool(self._unconnected) and not self._heard

    @property
    def _waits_for_answers(self) -> bool:
        """Whether no further call leaves, at least until those in flight have ended."""
        return bool(self.why_stopped) or self._is_deaf

    def _enter(self, out: Outgoing) -> None:
        """A step takes its place in its line, unless it needs no call or has to wait for its ENI."""
        state = self.entry(out).state
        if state == "done" or (state == "refused" and not self.limits.again):
            self.settled += 1
        elif out.key not in self._held and (not out.root or self.entries[out.root].state == "done"):
            self._line(out).waiting.append(out)

    def _line(self, out: Outgoing) -> _Line:
        return self._lines[turn_of(out)]

    def _open_lines(self) -> Iterator[_Line]:
        """The lines whose turn it is, the most urgent first."""
        named, others = self._lines[: len(_ORDER)], self._lines[len(_ORDER) :]
        yield from named
        is_flying = any(out.is_named for out in self.flying.values())
        if not is_flying and not any(map(_has_steps, named)):
            yield from others

    def _next(self, now: float) -> Outgoing | None:
        for line in self._open_lines():
            line.ripen(now)
            while line.waiting and line.pace.free_at(now) <= now:
                out = line.waiting.popleft()
                if not self._is_closed(out):
                    line.pace.count(now)
                    return out
        return None

    def _release(self, out: Outgoing) -> None:
        """An ENI is there: what changes it may be sent."""
        self._heard = True
        self.settled += 1
        for follower in self.batch.followers.get(out.key, ()):
            if self.entry(follower).state not in {"done", "refused"} or self.limits.again:
                self._enter(follower)

    def _refused(self, out: Outgoing, verdict: Verdict) -> None:
        self._heard = True
        self.settled += 1
        self.refusals += 1
        if self.limits.stop_after and self.refusals >= self.limits.stop_after:
            many = "the first refusal" if self.refusals == 1 else f"{self.refusals:,} refusals"
            self.stop(f"{many}, the last one of {out.step.id}: {verdict.code}")

    def _again(self, out: Outgoing, verdict: Verdict, now: float) -> None:
        line = self._line(out)
        if verdict.connected:
            self._heard = True
        else:
            self._unconnected = verdict.message
        if verdict.throttled:
            self._throttles[out.key] += 1
            line.pace.throttle(now, verdict.retry_after)
            if self._throttles[out.key] < self.limits.throttled:
                line.waiting.appendleft(out)
            return
        self._tries[out.key] += 1
        if self._tries[out.key] < self.limits.attempts:
            heappush(line.later, (now + self._wait(out, verdict), next(self._order), out))

    def _wait(self, out: Outgoing, verdict: Verdict) -> float:
        bound = min(self.limits.first_wait * 2 ** (self._tries[out.key] - 1), self.limits.longest_wait)
        return max(self._random.uniform(0, bound), verdict.retry_after or 0)

    def _close(self, out: Outgoing, verdict: Verdict) -> None:
        if verdict.closes == "batch":
            self.stop(f"{verdict.code}: {verdict.advice}")
        elif verdict.closes != "nothing":
            self._closed.add((verdict.closes, out.vswitch))

    def _is_closed(self, out: Outgoing) -> bool:
        return ("vswitch", out.vswitch) in self._closed or (
            out.has_prefixes and ("prefixes", out.vswitch) in self._closed
        )

    @property
    def full(self) -> Mapping[str, str]:
        """The VSwitches that the cloud called full, and of what."""
        return {vswitch: "prefixes" if kind == "prefixes" else "addresses" for kind, vswitch in sorted(self._closed)}


def _has_steps(line: _Line) -> bool:
    return bool(line.waiting or line.later)
