"""What a sweep costs beside planning the same rows in a plain loop, and what the second processor gains.

Run as ``python -m tests.speed.bench_sweep [rounds]``. The overhead of a row is the processor time that the sweep takes
more than the loop (derived seeds, levels set, files written); processes are started before the clock, and once more
inside it. Only ratios of one run count, and beside them stands what the machine gives two processes of bare arithmetic
at that time: with other work on it, it has less of a second processor to give.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from time import process_time
from typing import TYPE_CHECKING

import eniplan
from eniplan.capacity.consequences import consequences_of
from eniplan.capacity.sweep import Sweep, SweepSpec
from eniplan.network.inventory import Inventory
from eniplan.planning.planner import plan_groups
from tests.planning.ground_kit import GROUPS, group, spec, vswitch
from tests.speed.timing import microseconds_per_unit

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor

    from tests.speed.timing import Case

COUNTS = (50, 100, 150, 200)
REPLICATIONS = 100
TURNS = 3_000_000
ROWS = len(COUNTS) * REPLICATIONS
PLAN = spec(
    group("web-{n}", 50, "new", secondary_addresses=1),
    vswitches=(vswitch("new", "10.9.0.0/22"),),
    security_groups=GROUPS,
)
SPEC = SweepSpec(plan=PLAN, vary={"group.count": COUNTS}, replications=REPLICATIONS)


PAIRS = (("sweep,", " other process", " other processes"), ("arithmetic,", "", ""))


def plain_loop(seeds: list[int]) -> None:
    """The same plans and the same figures, without a sweep."""
    for place, seed in enumerate(seeds):
        wanted = replace(PLAN, groups=(replace(PLAN.groups[0], count=COUNTS[place // REPLICATIONS]),))
        consequences_of(plan_groups(wanted, Inventory(), seed=seed), {"vsw-new"})


def arithmetic(turns: int) -> int:
    """Work that shares nothing."""
    return sum(turn * turn % 7 for turn in range(turns))


def processor_time(_: int) -> tuple[int, float]:
    """Which process this is, and the seconds that it has worked."""
    return os.getpid(), process_time()


def here(folder: str, rounds: int) -> dict[str, float]:
    """Microseconds of processor time a row: the loop, the sweep in this process, and into CSV; medians over rounds."""
    ready = Sweep(spec=SPEC, inventory=Inventory())
    seeds = [ready.place(number)[3] for number in range(ROWS)]
    runs: dict[str, Callable[[], object]] = {
        "loop": partial(plain_loop, seeds),
        "sweep": swept,
        "CSV": partial(swept, folder=f"{folder}/rows"),
    }
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            start = process_time()
            run()
            times[name].append((process_time() - start) * 1e6 / ROWS)
    return {name: median(taken) for name, taken in times.items()}


def worked(executor: Executor, workers: int) -> float:
    """The seconds that the busiest worker works for the whole sweep."""
    before = dict(executor.map(processor_time, range(200)))
    swept(executor, workers)
    after = dict(executor.map(processor_time, range(200)))
    return max(after[worker] - before.get(worker, 0.0) for worker in after)


def swept(executor: Executor | None = None, workers: int | None = 1, folder: str = "") -> None:
    """The sweep; into files, from the beginning, where a folder is named."""
    if folder:
        shutil.rmtree(folder, ignore_errors=True)
    eniplan.sweep(SPEC, executor=executor, workers=workers, into=folder or None, progress=None)


def cases(folder: str, one: Executor, two: Executor) -> dict[str, Case]:
    """What is timed, by name, with its rows."""
    ready = Sweep(spec=SPEC, inventory=Inventory())
    seeds = [ready.place(number)[3] for number in range(ROWS)]
    return {
        "plain loop": (partial(plain_loop, seeds), ROWS),
        "sweep, this process": (swept, ROWS),
        "the same into CSV": (partial(swept, folder=f"{folder}/rows"), ROWS),
        "sweep, one other process": (partial(swept, one, 1), ROWS),
        "sweep, two other processes": (partial(swept, two, 2), ROWS),
        "arithmetic, one": (lambda: [*one.map(arithmetic, [TURNS] * 2)], 2),
        "arithmetic, two": (lambda: [*two.map(arithmetic, [TURNS] * 2)], 2),
        "the same and starting them": (partial(swept, None, 2), ROWS),
    }


def main(rounds: int = 3) -> None:
    """Print the table, the overhead of a row and the factor of two processes."""
    context = get_context("spawn")
    with (
        tempfile.TemporaryDirectory() as folder,
        ProcessPoolExecutor(1, mp_context=context) as one,
        ProcessPoolExecutor(2, mp_context=context) as two,
    ):
        taken = microseconds_per_unit(cases(str(Path(folder)), one, two), rounds)
        row = here(folder, rounds)
        alone, shared = worked(one, 1), worked(two, 2)
    for name, time in taken.items():
        print(f"{name:30} {time:10,.0f} us a row")
    print(f"overhead: {row['sweep'] - row['loop']:+,.0f} us a row in memory, {row['CSV'] - row['loop']:+,.0f} into CSV")
    print(f"    by processor time beside {row['loop']:,.0f} us of planning (target: under 1,000)")
    rows, bare = (taken[f"{work} one{rest}"] / taken[f"{work} two{more}"] for work, rest, more in PAIRS)
    print(f"two processes over one: {rows:.2f} times; bare arithmetic at the same time: {bare:.2f} times")
    print(f"by processor time: {alone / shared:.2f} times ({alone:.2f} s alone, {shared:.2f} s of the busier of two)")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
