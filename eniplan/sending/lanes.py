"""Where calls fly: threads that send and wait, so that the sender itself never does both."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Protocol

from eniplan.errors import NoAnswer, NotSent

if TYPE_CHECKING:
    from typing import Self

    from eniplan.sending.batch import Outgoing
    from eniplan.sending.transport import ApiCall, Reply, Transport


_GLANCE = 0.5
"""Seconds between two looks at whether somebody wants to stop."""


class Lanes(Protocol):
    """Carry calls, and bring back how they ended."""

    def start(self, out: Outgoing, call: ApiCall) -> None:
        """Send a call; returns at once."""
        ...

    def ended(self, seconds: float | None) -> list[tuple[Outgoing, Reply | NoAnswer | NotSent]]:
        """What has ended: at once if there is something, else after waiting; empty if nothing did.

        Args:
            seconds: the longest to wait; None waits as long as it likes.
        """
        ...


class ThreadLanes:
    """A thread for each call in flight.

    Args:
        transport: what sends.
        lanes: how many.
    """

    def __init__(self, transport: Transport, lanes: int) -> None:
        self._transport = transport
        self._threads = ThreadPoolExecutor(lanes, thread_name_prefix="eniplan-send")
        self._ended: SimpleQueue[tuple[Outgoing, Reply | NoAnswer | NotSent]] = SimpleQueue()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_problem: object) -> None:
        self._threads.shutdown(wait=True, cancel_futures=True)

    def start(self, out: Outgoing, call: ApiCall) -> None:
        """Send a call; returns at once."""
        self._threads.submit(self._carry, out, call)

    def ended(self, seconds: float | None) -> list[tuple[Outgoing, Reply | NoAnswer | NotSent]]:
        """What has ended; waits no longer than a glance, so that a wish to stop is seen."""
        longest = _GLANCE if seconds is None else min(seconds, _GLANCE)
        found = []
        try:
            found.append(self._ended.get(timeout=max(longest, 0)) if longest > 0 else self._ended.get_nowait())
            while True:
                found.append(self._ended.get_nowait())
        except Empty:
            return found

    def _carry(self, out: Outgoing, call: ApiCall) -> None:
        self._ended.put((out, outcome_of(self._transport, call)))


def outcome_of(transport: Transport, call: ApiCall) -> Reply | NoAnswer | NotSent:
    """How a call ends. A transport that fails otherwise may have sent it: that is no answer."""
    try:
        return transport.send(call)
    except (NoAnswer, NotSent) as problem:
        return problem
    except Exception as problem:
        return NoAnswer(f"the transport failed: {type(problem).__name__}")
