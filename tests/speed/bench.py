"""The benchmark table: every workload beside the peers that a user would pick, in the same run.

``python -m tests.speed.bench`` writes ``tests/speed/results/benchmarks.md`` and ``.json``; with names of workloads
(``W1 W4``) it only prints those. With the name of another bench (``planner``, ``charts``) that one runs instead.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.speed.machine import this_machine
from tests.speed.rendering import document, markdown, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.speed.machine import Machine
    from tests.speed.table import Table

RESULTS: Final = Path(__file__).parent / "results"
WORKLOADS: Final = {
    "W1": "fill", "W2": "churn", "W3": "blocks_law", "W4": "fleet", "W5": "ipv6", "W6": "start", "W7": "scale",
}  # fmt: skip
ROUNDS: Final = 5


def others() -> list[str]:
    """The benches that are no workload of the table: each prints figures of its own."""
    return sorted(file.stem.removeprefix("bench_") for file in RESULTS.parent.glob("bench_*.py"))


def tables(keys: Sequence[str]) -> Iterator[Table]:
    """The tables of some workloads, each printed as soon as it is there."""
    for key in keys:
        for table in import_module(f"tests.speed.workloads.{WORKLOADS[key]}").measured(ROUNDS):
            print(text(table), flush=True)
            yield table


def write(found: Sequence[Table], machine: Machine) -> None:
    """The report and its JSON."""
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "benchmarks.md").write_text(markdown(found, machine), encoding="utf-8")
    (RESULTS / "benchmarks.json").write_text(document(found, machine), encoding="utf-8")


def main(names: Sequence[str]) -> None:
    """Run what is asked for; the whole of it is written to files as well."""
    if unknown := sorted({*names} - {*WORKLOADS} - {*others()}):
        sys.exit(f"no benchmark is called {', '.join(unknown)}: there are {', '.join([*WORKLOADS, *others()])}")
    for name in names:
        if name not in WORKLOADS:
            import_module(f"tests.speed.bench_{name}").main()
    if names and not {*names} & {*WORKLOADS}:
        return
    machine = this_machine()
    for said in machine.told():
        print(said)
    found = []
    for table in tables([name for name in names if name in WORKLOADS] if names else list(WORKLOADS)):
        found.append(table)
        if not names:
            write(found, machine)


if __name__ == "__main__":
    main(sys.argv[1:])
