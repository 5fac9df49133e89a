"""Long work beside the kernel's own thread: with a count, and with an end that somebody can ask for.

The kernel stays free to answer, so a button can cancel the work. Work is told how far it is by calling ``progress`` and
ends where that raises :class:`Cancelled`; files that were begun are gone then, as after any exception. What it tells is
told on the kernel's own thread where that has an event loop, so that no two threads change the state at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from threading import Event, Thread
from typing import TypeAlias

Progress: TypeAlias = Callable[[int], None]
Work: TypeAlias = Callable[[Progress], object]


class Cancelled(Exception):
    """Somebody asked for an end."""


class Background:
    """One piece of work at a time.

    Args:
        on_progress: called with how much is done.
        on_end: called with None, or with what was raised, once the work is over.
    """

    def __init__(self, on_progress: Progress, on_end: Callable[[Exception | None], None]) -> None:
        self._on_progress, self._on_end = on_progress, on_end
        self._stop = Event()
        self._thread: Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def is_busy(self) -> bool:
        """Whether there is work going on."""
        return self._thread is not None and self._thread.is_alive()

    @property
    def was_begun(self) -> bool:
        """Whether there ever was any work."""
        return self._thread is not None

    def start(self, work: Work) -> None:
        """Begin; the work before has to be over."""
        self._stop.clear()
        self._loop = running_loop()
        self._thread = Thread(target=self._run, args=(work,), name="eniplan work", daemon=True)
        self._thread.start()

    def cancel(self) -> None:
        """Ask for an end; it comes with the next progress."""
        self._stop.set()

    def wait(self, seconds: float | None = None) -> None:
        """Wait for the end."""
        if self._thread is not None:
            self._thread.join(seconds)

    def _run(self, work: Work) -> None:
        try:
            work(self._progress)
        except Exception as error:
            self._tell(self._on_end, error)
        else:
            self._tell(self._on_end, None)

    def _progress(self, done: int) -> None:
        if self._stop.is_set():
            raise Cancelled
        self._tell(self._on_progress, done)

    def _tell(self, listener: Callable[..., None], told: object) -> None:
        if self._loop is not None:
            self._loop.call_soon_threadsafe(listener, told)
        else:
            listener(told)


class Later:
    """Something to do once nobody has asked for it again for a while; at once where there is no event loop."""

    def __init__(self, seconds: float, act: Callable[[], None]) -> None:
        self._seconds, self._act = seconds, act
        self._due: asyncio.TimerHandle | None = None

    def ask(self) -> None:
        """Ask for it; an earlier request is forgotten."""
        if self._due is not None:
            self._due.cancel()
        loop = running_loop()
        if loop is None:
            self._act()
        else:
            self._due = loop.call_later(self._seconds, self._act)


def running_loop() -> asyncio.AbstractEventLoop | None:
    """The event loop that runs this thread; None where there is none."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
