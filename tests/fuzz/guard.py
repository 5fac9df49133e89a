"""One input at a time, with limits of time and memory: a hang and a blow-up fail like a traceback does."""

from __future__ import annotations

import resource
import signal
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

SECONDS = 10
"""The longest that one input may take; most take less than a millisecond."""

MOST_MEMORY = 1 << 30
"""By so many bytes the process may grow beyond what it had when the limit was set."""


class Hang(BaseException):
    """One input took too long; no ``except Exception`` of the code under test takes it."""


@contextmanager
def limited_time() -> Iterator[None]:
    """Whatever takes longer than :data:`SECONDS` of wall-clock time ends with :class:`Hang`; main thread only."""

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise Hang(f"took longer than {SECONDS} s")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def limit_memory() -> None:
    """From now on, more than :data:`MOST_MEMORY` beside what this process has is a MemoryError. For a child."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + MOST_MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))
