"""``python -m tests.fuzz``: a million inputs, or as many as fit into a time, on all cores.

``FUZZ_INPUTS`` and ``FUZZ_SECONDS`` bound it, ``FUZZ_SEED`` begins elsewhere than the clock says, and
``python -m tests.fuzz "plan files" 4711`` tries one input again, the one of that seed. Each process has a limit of
memory, each input one of time (:mod:`tests.fuzz.guard`). Ends with 1 if anything failed.
"""

from __future__ import annotations

import os
import sys
import time
import traceback
from multiprocessing import get_context
from random import Random
from typing import NamedTuple

from tests.fuzz.guard import Hang, limit_memory, limited_time
from tests.fuzz.targets import TARGETS

_PART = 500
"""Inputs that one process tries before it says how it went."""
_SHOWN = 3


class Part(NamedTuple):
    """Some inputs of one target, by their seeds, and the clock's time from which on none is begun."""

    name: str
    first: int
    until: float


class Outcome(NamedTuple):
    """How many inputs were tried, which failed with which seed, and the longest that one took."""

    name: str
    tried: int
    failures: list[tuple[int, str]]
    longest: float


def main() -> int:
    """Try them, print a table, and say what failed."""
    if len(sys.argv) == 3:
        TARGETS[sys.argv[1]](Random(int(sys.argv[2])))
        return 0
    wanted, seconds = int(os.environ.get("FUZZ_INPUTS", "1000000")), float(os.environ.get("FUZZ_SECONDS", "3600"))
    first, until = int(os.environ.get("FUZZ_SEED", time.time_ns())), time.time() + seconds
    parts = [Part(name, first + at, until) for at in range(0, wanted // len(TARGETS), _PART) for name in TARGETS]
    outcomes: dict[str, list[Outcome]] = {name: [] for name in TARGETS}
    with get_context("fork").Pool(initializer=limit_memory) as pool:
        for outcome in pool.imap_unordered(_tried, parts):
            outcomes[outcome.name].append(outcome)
            for seed, problem in outcome.failures[:_SHOWN]:
                said = problem.encode("ascii", "backslashreplace").decode()
                print(f'\n{outcome.name}: python -m tests.fuzz "{outcome.name}" {seed}\n{said}', flush=True)
    return _told(outcomes)


def _tried(part: Part) -> Outcome:
    failures, longest, tried, target = [], 0.0, 0, TARGETS[part.name]
    for seed in range(part.first, part.first + _PART):
        begun = time.time()
        if begun > part.until:
            break
        try:
            with limited_time():
                target(Random(seed))
        except (Exception, Hang):
            failures.append((seed, traceback.format_exc(limit=-4)))
        tried, longest = tried + 1, max(longest, time.time() - begun)
    return Outcome(part.name, tried, failures, longest)


def _told(outcomes: dict[str, list[Outcome]]) -> int:
    total = failed = 0
    for name, each in outcomes.items():
        tried, wrong = sum(one.tried for one in each), sum(len(one.failures) for one in each)
        longest = max((one.longest for one in each), default=0.0)
        print(f"{name:<16} {tried:>10,} inputs  {wrong:>6,} failed  the longest took {longest:6.2f} s")
        total, failed = total + tried, failed + wrong
    print(f"{'in all':<16} {total:>10,} inputs  {failed:>6,} failed")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
