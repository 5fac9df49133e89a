"""Timing side by side: all cases take turns in one process, so that a slow minute of the machine hits each of them."""

from __future__ import annotations

import gc
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

Case = tuple["Callable[[], object]", int]
"""What to run, and how many units of work that is."""


class Timing(NamedTuple):
    """Microseconds per unit of work over the rounds."""

    median: float
    lowest: float
    highest: float


def timings(cases: dict[str, Case], rounds: int, clock: Callable[[], float] = perf_counter) -> dict[str, Timing]:
    """Each case's time per unit over interleaved rounds, after one round that does not count; a clock gives seconds."""
    times: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(rounds + 1):
        for name, (run, units) in cases.items():
            gc.collect()
            start = clock()
            run()
            times[name].append((clock() - start) * 1e6 / units)
    counted = {name: taken[1:] for name, taken in times.items()}
    return {name: Timing(median(taken), min(taken), max(taken)) for name, taken in counted.items()}


def microseconds_per_unit(cases: dict[str, Case], rounds: int) -> dict[str, float]:
    """The medians of :func:`timings`."""
    return {name: timing.median for name, timing in timings(cases, rounds).items()}
