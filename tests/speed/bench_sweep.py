"""What a sweep costs beside planning the same rows in a plain loop, and what the second processor gains.

Run as ``python -m tests.speed.bench_sweep [rounds]``. The overhead of a row is what the sweep takes more than the loop
(derived seeds, levels set, files written); processes are started before the clock, and once more inside it. Only ratios
of one run count: a machine with other work on it has less of a second processor to give.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import eniplan
from eniplan.capacity.consequences import consequences_of
from eniplan.capacity.sweep import Sweep, SweepSpec
from eniplan.network.inventory import Inventory
from eniplan.planning.planner import plan_groups
from tests.planning.ground_kit import GROUPS, group, spec, vswitch
from tests.speed.timing import microseconds_per_unit

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from tests.speed.timing import Case

COUNTS = (50, 100, 150, 200)
REPLICATIONS = 100
ROWS = len(COUNTS) * REPLICATIONS
PLAN = spec(
    group("web-{n}", 50, "new", secondary_addresses=1),
    vswitches=(vswitch("new", "10.9.0.0/22"),),
    security_groups=GROUPS,
)
SPEC = SweepSpec(plan=PLAN, vary={"group.count": COUNTS}, replications=REPLICATIONS)


def plain_loop(seeds: list[int]) -> None:
    """The same plans and the same figures, without a sweep."""
    for place, seed in enumerate(seeds):
        wanted = replace(PLAN, groups=(replace(PLAN.groups[0], count=COUNTS[place // REPLICATIONS]),))
        consequences_of(plan_groups(wanted, Inventory(), seed=seed), {"vsw-new"})


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
        "the same and starting them": (partial(swept, None, 2), ROWS),
    }


def main() -> None:
    """Print the table, the overhead of a row and the factor of two processes."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    context = get_context("spawn")
    with (
        tempfile.TemporaryDirectory() as folder,
        ProcessPoolExecutor(1, mp_context=context) as one,
        ProcessPoolExecutor(2, mp_context=context) as two,
    ):
        taken = microseconds_per_unit(cases(str(Path(folder)), one, two), rounds)
    for name, time in taken.items():
        print(f"{name:30} {time:10,.0f} us a row")
    for name in ("sweep, this process", "the same into CSV", "sweep, one other process"):
        print(f"overhead, {name:26} {taken[name] - taken['plain loop']:+8,.0f} us a row (target: under 1,000)")
    print(
        f"two processes over one: {taken['sweep, one other process'] / taken['sweep, two other processes']:.2f} times"
    )


if __name__ == "__main__":
    main()
