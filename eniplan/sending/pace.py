"""How fast calls of one action may follow each other: evenly, never more than so many in any minute, slower on request.

The cloud counts per account, region and action in windows of a minute, and everybody counts: console, other users,
Terraform. So an action that is throttled rests until the next window begins, or as long as the answer asks, goes on
with three quarters of its rate, and gets a tenth of its full rate back after each minute without.

Source: "Throttling" of the ECS documentation (windows of a minute; from minute T on, retry at the start of T+1). How
much one action takes where nothing else is asked stands in :mod:`eniplan.contract.rates`.
"""

from __future__ import annotations

from collections import deque

MINUTE = 60.0

_SLOWER, _BACK, _LEAST = 0.75, 0.1, 1.0
_CATCH_UP = 1.0
"""Seconds of calls that a late sender may make up for at once."""


class Pace:
    """The pace of one action.

    Args:
        per_minute: calls that it may have in any 60 seconds.
    """

    def __init__(self, per_minute: int) -> None:
        self.per_minute = per_minute
        self.rate = float(per_minute)
        self._recent: deque[float] = deque(maxlen=per_minute)
        self._next = 0.0
        self._rests_until = 0.0
        self._changed = 0.0

    def free_at(self, now: float) -> float:
        """When the next call may leave: now, or later; seconds of the same clock."""
        self._recover(now)
        full = self._recent[0] + MINUTE if len(self._recent) == self.per_minute else now
        return max(now, self._next, full, self._rests_until)

    def count(self, now: float) -> None:
        """A call leaves now."""
        self._recent.append(now)
        self._next = max(self._next, now - _CATCH_UP) + MINUTE / self.rate

    def throttle(self, now: float, retry_after: float | None) -> None:
        """The cloud asks for fewer: rest as long as it says, else until the next minute of the clock begins."""
        until = now + retry_after if retry_after is not None else (now // MINUTE + 1) * MINUTE
        if until > self._rests_until:
            if now >= self._rests_until:  # answers to calls of the same burst slow it down once
                self.rate = max(self.rate * _SLOWER, _LEAST)
            self._rests_until, self._changed = until, until

    def _recover(self, now: float) -> None:
        if self.rate < self.per_minute and now >= self._changed + MINUTE:
            self.rate = min(self.rate + self.per_minute * _BACK, float(self.per_minute))
            self._changed = now
