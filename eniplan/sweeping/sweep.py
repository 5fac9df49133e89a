"""``eniplan.sweep``: every combination of some levels planned, wherever there are processors; its rows kept."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, closing, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from eniplan.capacity.sweep import MOST_ROWS, Sweep, SweepSpec
from eniplan.capacity.sweep_answer import SweepAnswer
from eniplan.errors import SweepStopped
from eniplan.network.inventory import Inventory
from eniplan.network.reading import read_inventory
from eniplan.progress_bar import progress_bar
from eniplan.sweeping.part_store import PartStore, part_ranges
from eniplan.sweeping.running import Site, WorkerDied, planned_parts
from eniplan.sweeping.sweep_file import read_sweep_file

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator, Mapping, Sequence
    from concurrent.futures import Executor

    from eniplan.capacity.sweep import SweepRow
    from eniplan.network.input_file import AnyPath
    from eniplan.sweeping.part_rows import PartKind

Progress = Callable[[int, int], None]
"""Called with the rows that are done and the rows in all; what it raises ends the sweep, finished parts stay."""


def sweep(
    wanted: SweepSpec | AnyPath,
    inventory: Inventory | AnyPath | None = None,
    *,
    profile: Mapping[str, object] | None = None,
    into: AnyPath | None = None,
    kind: PartKind = "csv",
    executor: Executor | None = None,
    workers: int | None = None,
    most: int = MOST_ROWS,
    progress: Progress | Literal["bar"] | None = "bar",
    cancel: threading.Event | None = None,
) -> SweepAnswer:
    """Plan every combination of the levels of some factors, each as often as there are replications.

    Args:
        wanted: a sweep file (TOML), or what it says as a value.
        inventory: what exists, instead of what the file names.
        profile: keys of the account's profile, over all others.
        into: a folder for the rows, in parts. If a sweep ended early, the same call goes on from the parts it finished.
        kind: of these files: ``csv``, or ``parquet`` (needs pyarrow: ``eniplan[parquet]``).
        executor: where to plan: any of :mod:`concurrent.futures`, for a Dask cluster ``client.get_executor()``.
            Without one, processes of this machine; a script then needs ``if __name__ == "__main__":``.
        workers: how many processes; as many as there are processors by default, 1 for this process alone.
        most: the most rows that are run.
        progress: ``bar``, a function of the rows done and in all, or None. What it raises ends the sweep.
        cancel: set it from another thread to end the sweep.

    Returns:
        The rows, the same wherever and in whatever order they were planned.

    Raises:
        QuestionError: unknown factors or levels, or more rows than ``most``, before anything runs.
        MalformedFile: a sweep file that is not what it should be.
        OutputError: a part cannot be written, or the folder is of another sweep; finished parts stay.
        SweepStopped: cancelled, or a worker died; finished parts stay.

    >>> import eniplan
    >>> web = eniplan.read_plan_file(eniplan.examples / "web.toml")
    >>> pods = eniplan.SweepSpec(plan=web, vary={'group."pod-{n:02}".ipv4_prefixes': [1, 2, 3]})
    >>> answer = eniplan.sweep(pods, eniplan.examples / "hangzhou", progress=None)
    >>> [row.consequences.refused for row in answer.rows]
    [0, 0, 2]
    """
    ready = _ready(wanted, inventory, profile or {})
    ready.check(most)
    site = Site(executor, workers, cancel)
    with _told(progress) as tell:
        if into is None:
            rows: Sequence[SweepRow] = _in_memory(ready, site, tell)
        else:
            rows = _in_folder(PartStore(folder=Path(into), sweep=ready, kind=kind), site, tell)
    spec = ready.spec
    return SweepAnswer(
        assumptions=tuple(_assumptions(ready)),
        plan=spec.plan.name,
        factors=ready.factors,
        replications=spec.replications,
        seed=spec.seed,
        rows=rows,
    )


def _told(progress: Progress | Literal["bar"] | None) -> AbstractContextManager[Progress]:
    """What to call after each part."""
    if progress == "bar":
        return progress_bar("sweep", "row")
    return nullcontext(progress or (lambda _done, _total: None))


def _ready(wanted: SweepSpec | AnyPath, given: Inventory | AnyPath | None, profile: Mapping[str, object]) -> Sweep:
    there = given if isinstance(given, Inventory) else None if given is None else read_inventory(given)
    if isinstance(wanted, SweepSpec):
        return Sweep(spec=wanted, inventory=there or Inventory(), profile=profile)
    found = read_sweep_file(wanted, reads_inventory=there is None)
    return Sweep(spec=found.spec, inventory=there or found.inventory, profile={**found.profile, **profile})


def _in_memory(ready: Sweep, site: Site, tell: Progress) -> tuple[SweepRow, ...]:
    """All rows, kept."""
    ranges = part_ranges(ready.total)
    found: dict[int, list[SweepRow]] = {}
    _run(ready, list(enumerate(ranges)), site, tell, found.__setitem__)
    return tuple(row for part in range(len(ranges)) for row in found[part])


def _in_folder(store: PartStore, site: Site, tell: Progress) -> PartStore:
    """The rows that a folder does not have yet, written part by part as they are done."""
    store.open()
    _run(store.sweep, [(part, store.parts[part]) for part in store.missing()], site, tell, store.write)
    return store


def _run(
    ready: Sweep,
    parts: Sequence[tuple[int, range]],
    site: Site,
    tell: Progress,
    keep: Callable[[int, list[SweepRow]], None],
) -> None:
    """Plan parts, keep each as it is done, and tell how many rows there are.

    Raises:
        SweepStopped: cancelled, or a worker died.
    """
    total = ready.total
    done = total - sum(len(numbers) for _, numbers in parts)
    tell(done, total)
    try:
        with closing(planned_parts(ready, parts, site)) as planned:
            for part, rows in planned:
                keep(part, rows)
                done += len(rows)
                tell(done, total)
    except WorkerDied as died:
        raise SweepStopped(str(died), done, total) from died
    if done < total:
        raise SweepStopped("cancelled", done, total)


def _assumptions(ready: Sweep) -> Iterator[str]:
    yield "each row is a plan of its own on what exists today; rows do not build on each other"
    yield f"the seed of a row is derived from seed {ready.spec.seed}, its levels and its replication"
    yield "addresses and blocks are sums over the VSwitches that the plan's groups name, after the plan"
    yield "headroom is that of the group with least room, each group as if it alone grew after the plan"
    varied = {factor.field for factor in ready.factors}
    if "density" in varied:
        yield "density: that share of each open pool is in use at the start, random addresses beside those in the files"
    if "growth" in varied:
        yield "growth: each group has that share of further ENIs, rounded up"
    if "mask" in varied:
        yield "mask: a VSwitch begins where the plan file says, cut to its mask; its reserved blocks stay"
