"""The same sweep gives the same rows on this process, on processes, on threads and on the workers of a Dask cluster."""

from __future__ import annotations

import multiprocessing
import os
import threading
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

import eniplan
from eniplan.capacity.sweep import Sweep
from eniplan.errors import SweepStopped
from eniplan.network.inventory import Inventory
from tests.sweeping.sweeps import small_sweep

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SPEC = small_sweep()
ALONE = tuple(map(Sweep(spec=SPEC, inventory=Inventory()).row, range(80)))
"""Each row by itself, asked for one after the other."""


def test_processes_give_the_rows_that_one_process_gives() -> None:
    """80 rows by two processes, by two threads, and here; frames are equal to the last dtype."""
    here = eniplan.sweep(SPEC, workers=1, progress=None)
    processes = eniplan.sweep(SPEC, workers=2, progress=None)
    with ThreadPoolExecutor(2) as threads:
        caller = eniplan.sweep(SPEC, executor=threads, progress=None)
    assert here.rows == processes.rows == caller.rows == ALONE
    assert processes.frame().equals(here.frame())


def test_a_dask_cluster_gives_them_too(tmp_path: Path) -> None:
    """A scheduler and two worker processes on loopback; into files, of which each row is read back."""
    distributed: Any = pytest.importorskip("distributed")
    cluster = distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
    )
    with cluster, distributed.Client(cluster) as client:
        pids = {worker["id"]: worker["nanny"] for worker in client.scheduler_info()["workers"].values()}
        assert len(pids) == 2
        executor = client.get_executor()
        answer = eniplan.sweep(SPEC, executor=executor, into=tmp_path / "rows", progress=None)
    assert tuple(answer.rows) == ALONE


class Dying(Executor):
    """An executor of processes whose worker ends while it has the third part."""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self.pool, self.given = pool, 0

    def submit(self, function: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:  # noqa: ANN401
        self.given += 1
        if self.given == 3:
            return self.pool.submit(os._exit, 1)
        return self.pool.submit(function, *given, **named)


def test_a_worker_that_dies_loses_nothing(tmp_path: Path) -> None:
    """One sentence; the parts that were done stay, and the next call plans only what is missing."""
    folder = tmp_path / "rows"
    with (
        ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool,
        pytest.raises(SweepStopped, match="a worker died") as stopped,
    ):
        eniplan.sweep(SPEC, executor=Dying(pool), workers=1, into=folder, progress=None)
    kept = sorted(folder.glob("part-*.csv"))
    assert stopped.value.done == 16 * len(kept) < 80
    before = {part: part.stat().st_mtime_ns for part in kept}
    assert tuple(eniplan.sweep(SPEC, into=folder, workers=1, progress=None).rows) == ALONE
    assert before == {part: part.stat().st_mtime_ns for part in kept}


class Gone(Exception):
    """As Dask says that a worker is gone."""


Gone.__module__ = "distributed.scheduler"


class Losing(Executor):
    """An executor whose cluster loses every part."""

    def submit(self, function: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:  # noqa: ANN401, ARG002
        future: Future[Any] = Future()
        future.set_exception(Gone())
        return future


def test_a_lost_worker_of_dask_is_a_worker_that_died() -> None:
    """Its exceptions are its own."""
    with pytest.raises(SweepStopped, match=r"a worker died .* after 0 of 80 rows"):
        eniplan.sweep(SPEC, executor=Losing(), progress=None)


def test_what_goes_wrong_in_a_row_is_not_a_death() -> None:
    """A mistake in eniplan shows itself as it is."""

    class Wrong(Losing):
        def submit(self, function: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:  # noqa: ANN401, ARG002
            future: Future[Any] = Future()
            future.set_exception(ZeroDivisionError())
            return future

    with pytest.raises(ZeroDivisionError):
        eniplan.sweep(SPEC, executor=Wrong(), progress=None)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_cancelled_sweep_says_how_far_it_was_and_goes_on(tmp_path: Path, workers: int) -> None:
    """Cancelled from what hears of its progress, as from another thread: the written parts stay."""
    cancel, folder = threading.Event(), tmp_path / "rows"

    def stop(done: int, total: int) -> None:
        assert total == 80
        if done:
            cancel.set()

    with pytest.raises(SweepStopped, match=r"cancelled after [0-9]+ of 80 rows") as stopped:
        eniplan.sweep(SPEC, workers=workers, into=folder, progress=stop, cancel=cancel)
    assert 0 < stopped.value.done < 80
    heard: list[int] = []
    again = eniplan.sweep(SPEC, workers=1, into=folder, progress=lambda done, _: heard.append(done))
    assert heard[0] == stopped.value.done
    assert heard[-1] == 80
    assert tuple(again.rows) == ALONE


def test_few_parts_are_begun_at_a_time() -> None:
    """Memory stays flat: an executor that never ends a part is given three parts for each worker, and no more."""

    class Slow(Losing):
        given = 0

        def submit(self, function: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:  # noqa: ANN401, ARG002
            Slow.given += 1
            return Future()

    cancel = threading.Event()
    threading.Timer(0.3, cancel.set).start()
    with pytest.raises(SweepStopped):
        eniplan.sweep(small_sweep(100), executor=Slow(), workers=2, progress=None, cancel=cancel)
    assert Slow.given == 6
