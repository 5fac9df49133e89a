"""Timing side by side: all cases take turns in one process, so that a slow minute of the machine hits each of them."""

from __future__ import annotations

import gc
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

Case = tuple["Callable[[], object]", int]
"""What to run, and how many units of work that is."""


def microseconds_per_unit(cases: dict[str, Case], rounds: int) -> dict[str, float]:
    """The median over interleaved rounds of each case's time per unit, after one round that does not count."""
    times: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(rounds + 1):
        for name, (run, units) in cases.items():
            gc.collect()
            start = perf_counter()
            run()
            times[name].append((perf_counter() - start) * 1e6 / units)
    return {name: median(taken[1:]) for name, taken in times.items()}
