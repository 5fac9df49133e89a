"""Planning the parts of a sweep on an executor: a few parts ahead, in whatever order they are done.

What a worker needs is pickled once; each worker unpacks it once, however many parts it gets, and hands back rows. So
any executor of :mod:`concurrent.futures` will do, processes of this machine or those of a cluster.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from eniplan.errors import QuestionError

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from eniplan.capacity.sweep import Sweep, SweepRow

    Part = tuple[int, range]
    Done = tuple[int, list[SweepRow]]

FEW = 64
"""A sweep of fewer rows is planned in this process: starting others would take longer."""
_AHEAD = 3
"""Parts begun for each worker, so that none waits while a part is written."""
_LOOK = 0.1
"""Seconds between two looks at whether the sweep is cancelled."""


class WorkerDied(Exception):
    """A worker is gone, and with it the parts that it had."""

    def __str__(self) -> str:
        guard = "if __name__ == '__main__'"
        return f"a worker died (killed, out of memory, or of a script without {guard}), so the sweep ended"


class Site(NamedTuple):
    """Where a sweep runs.

    Args:
        executor: of the caller; without one, processes of this machine.
        workers: how many processes; None for as many as there are processors, 1 for this process alone.
        cancel: set to end the sweep.
    """

    executor: Executor | None = None
    workers: int | None = None
    cancel: threading.Event | None = None

    @property
    def is_cancelled(self) -> bool:
        """Whether the caller wants it to end."""
        return self.cancel is not None and self.cancel.is_set()

    @property
    def processes(self) -> int:
        """How many workers there are, or are supposed to be.

        Raises:
            QuestionError: fewer than one is asked for.
        """
        if self.workers is not None and self.workers < 1:
            raise QuestionError(str(self.workers), f"workers: {self.workers} is not a whole number from 1")
        return self.workers or os.cpu_count() or 1


def planned_parts(sweep: Sweep, parts: Sequence[Part], site: Site) -> Generator[Done, None, None]:
    """The parts as they are done, in whatever order; close it to end what it began.

    Raises:
        WorkerDied: a worker is gone.
    """
    rows = sum(len(numbers) for _, numbers in parts)
    if site.executor is not None:
        yield from _parts_on(site.executor, sweep, parts, site)
    elif site.processes == 1 or (site.workers is None and rows < FEW):
        yield from _parts_here(sweep, parts, site)
    else:
        pool = _process_pool(site.processes)
        try:
            yield from _parts_on(pool, sweep, parts, site)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _process_pool(workers: int) -> ProcessPoolExecutor:
    """Processes of this machine. They begin afresh on every platform: forked ones would share locks with threads."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_begin_worker)


def _begin_worker() -> None:
    """Leave Ctrl-C to the parent, and end when it has ended, however that came."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _parts_here(sweep: Sweep, parts: Sequence[Part], site: Site) -> Generator[Done, None, None]:
    """Plan parts in this process, one after the other."""
    for part, numbers in parts:
        if site.is_cancelled:
            return
        yield part, [sweep.row(number) for number in numbers]


def _parts_on(executor: Executor, sweep: Sweep, parts: Sequence[Part], site: Site) -> Generator[Done, None, None]:
    """Plan parts on an executor, few of them begun and not yet taken, so that memory stays flat."""
    packed, waiting = pickle.dumps(sweep), iter(parts)
    begun: dict[Future[list[SweepRow]], int] = {}
    try:
        while not site.is_cancelled:
            for part, numbers in islice(waiting, _AHEAD * site.processes - len(begun)):
                begun[executor.submit(planned_part, packed, numbers.start, numbers.stop)] = part
            if not begun:
                return
            for future in wait(begun, _LOOK, FIRST_COMPLETED).done:
                yield begun.pop(future), _rows_of(future)
    except BrokenExecutor as broken:
        raise WorkerDied from broken
    finally:
        for future in begun:
            future.cancel()


def _rows_of(future: Future[list[SweepRow]]) -> list[SweepRow]:
    try:
        return future.result()
    except Exception as problem:
        if type(problem).__module__.partition(".")[0] == "distributed":  # Dask has exceptions of its own for it
            raise WorkerDied from problem
        raise


def planned_part(packed: bytes, first: int, stop: int) -> list[SweepRow]:
    """The rows of one part; what a worker runs."""
    sweep = _unpacked(packed)
    return [sweep.row(number) for number in range(first, stop)]


@lru_cache(maxsize=2)
def _unpacked(packed: bytes) -> Sweep:
    sweep: Sweep = pickle.loads(packed)  # noqa: S301 - what this run packed
    return sweep
