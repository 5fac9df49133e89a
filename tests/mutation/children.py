"""Work in a forked process: what it changes ends with it, and so does a loop without an end."""

from __future__ import annotations

import os
import pickle
import resource
import signal
import sys
import traceback
from typing import TYPE_CHECKING, TypeVar

from tests.fuzz.guard import limit_memory

if TYPE_CHECKING:
    from collections.abc import Callable

Answer = TypeVar("Answer")


def in_child(act: Callable[[], Answer], *, seconds: int | None = None) -> Answer | None:
    """What ``act`` gives in a process of its own; None where that process died.

    Args:
        act: what to do; what it gives is pickled.
        seconds: so many seconds of processor time and no more; the load of the machine does not count.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _answer(act, writing, seconds)
    os.close(writing)
    with open(reading, "rb") as pipe:  # noqa: PTH123 - no path, a pipe
        told = pipe.read()
    os.waitpid(child, 0)
    return pickle.loads(told) if told else None  # noqa: S301 - of our own child


def _answer(act: Callable[[], object], writing: int, seconds: int | None) -> None:
    status = 1
    try:
        if seconds is not None:
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
            limit_memory()
        told = pickle.dumps(act())
        with open(writing, "wb") as pipe:
            pipe.write(told)
        status = 0
    except BaseException:
        if seconds is None:
            traceback.print_exc(file=sys.__stderr__)
    finally:
        os._exit(status)


def limited_test(seconds: float) -> None:
    """End this process when it takes more than so many seconds of processor time from now on."""
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, seconds)


def be_silent() -> None:
    """Write nothing to the terminal from now on."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
