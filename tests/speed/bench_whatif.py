"""What random addresses leave whole: the exact law and the simulation, against those who simulate every address.

Run as ``python -m tests.speed.bench_whatif [rounds]``. A trial fills a /20 by one random path and counts the whole /28s
at 20 levels. The compiled peer is C, built here with the machine's compiler; without one its row is left out. Ratios
count, not times; each target stands beside its figure.
"""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from eniplan.capacity.blocks import blocks
from eniplan.capacity.chain import compared, simulated
from eniplan.capacity.eni_fill import draw_singly, enis_law, refused_after
from eniplan.capacity.whole_blocks import laws, mean_and_variance
from tests.speed.timing import microseconds_per_unit

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.speed.timing import Case

WHOLE, FREE = 254, 4092
LEVELS = [FREE * step // 20 for step in range(1, 21)]
TRIALS = 10_000
RANDOM = Random(1)
NUMBERS = np.random.default_rng(1)

PATHS = r"""
#include <stdint.h>
static uint64_t state = 88172645463325252ULL;
static uint32_t below(uint32_t n) {
    state ^= state << 13; state ^= state >> 7; state ^= state << 17;
    return (uint32_t)(((state >> 32) * n) >> 32);
}
void paths(int trials, int usable, const int *levels, int count, int64_t *sums) {
    static uint16_t order[65536]; static uint8_t hit[4096];
    for (int trial = 0; trial < trials; trial++) {
        for (int i = 0; i < usable; i++) order[i] = (uint16_t)(i + 1);
        for (int b = 0; b < 256; b++) hit[b] = 0;
        int whole = 254, drawn = 0;
        for (int level = 0; level < count; level++) {
            for (; drawn < levels[level]; drawn++) {
                int at = drawn + (int)below((uint32_t)(usable - drawn));
                uint16_t address = order[at]; order[at] = order[drawn]; order[drawn] = address;
                int block = address >> 4;
                if (!hit[block]) { hit[block] = 1; if (block && block != 255) whole--; }
            }
            sums[level] += whole;
        }
    }
}
"""
"""Every address of a path, by a partial shuffle, and the /28 that it spoils."""


def compiled(folder: str) -> Callable[[], object] | None:
    """The C peer, or None where nothing compiles it."""
    compiler, source, library = shutil.which("cc"), Path(folder, "paths.c"), Path(folder, "paths.so")
    if compiler is None:
        return None
    source.write_text(PATHS, encoding="utf-8")
    subprocess.run([compiler, "-O3", "-march=native", "-shared", "-fPIC", "-o", library, source], check=True)  # noqa: S603
    levels, sums = (ctypes.c_int * 20)(*LEVELS), (ctypes.c_int64 * 20)()
    return partial(ctypes.CDLL(str(library)).paths, TRIALS, FREE, levels, 20, sums)


def sample_and_set() -> list[int]:
    """Peer: at each level a sample of addresses, and the set of /28s that they lie in."""
    found = []
    for level in LEVELS:
        hit = {address >> 4 for address in RANDOM.sample(range(1, FREE + 1), level)}
        found.append(WHOLE - len(hit - {0, 255}))
    return found


def groupby() -> list[int]:
    """Peer: one permutation, the first draw of each /28 by groupby, and how many are later than each level."""
    drawn = pd.Series(NUMBERS.permutation(FREE))
    first = drawn.groupby((np.arange(FREE) + 1) >> 4).min().iloc[1:255]
    return [int((first >= level).sum()) for level in LEVELS]


def law(mask: int) -> tuple[int, int, tuple[float, ...]]:
    """Whole /28s, free addresses and the law of an empty VSwitch."""
    whole = 2 ** (28 - mask) - 2
    return whole, 2 ** (32 - mask) - 4, (*(0.0,) * whole, 1.0)


def fill(mask: int) -> tuple[float, ...]:
    """ENIs of 4 addresses and one /28, as they are counted."""
    _, free, start = law(mask)
    return enis_law(start, free, addresses=4, prefixes=1)


def fill_singly() -> list[float]:
    """The same in a /20 without numpy."""
    return list(refused_after(law(20)[2], FREE, 4, 1, draw_singly))


def worst_z(seed: int) -> float:
    """The largest distance of the simulation from the exact mean over the levels, in standard errors."""
    samples = simulated(WHOLE, FREE, LEVELS, trials=TRIALS, seed=seed)
    exact = (map(float, mean_and_variance(WHOLE, FREE, level)) for level in LEVELS)
    return max(abs(compared(sample, *moments).z) for sample, moments in zip(samples, exact, strict=True))


def worst_mean() -> float:
    """The largest distance of the law's mean from the closed form."""
    found = laws(WHOLE, FREE, LEVELS)
    means = {level: sum(n * chance for n, chance in enumerate(law)) for level, law in found.items()}
    return max(abs(mean - float(mean_and_variance(WHOLE, FREE, level)[0])) for level, mean in means.items())


def main(rounds: int = 5) -> None:
    """Print trials and laws beside their targets."""
    with tempfile.TemporaryDirectory() as folder:
        trials: dict[str, Case] = {
            "chain of counts": (partial(simulated, WHOLE, FREE, LEVELS, trials=TRIALS, seed=1), TRIALS),
            "random.sample + set": (lambda: [sample_and_set() for _ in range(10)], 10),
            "pandas groupby": (lambda: [groupby() for _ in range(100)], 100),
        }
        if (paths := compiled(folder)) is not None:
            trials["C, every address"] = (paths, TRIALS)
        taken = microseconds_per_unit(trials, rounds)
    goals = {"random.sample + set": ">= 800", "pandas groupby": ">= 20", "C, every address": ">= 0.5"}
    print(f"a /20, 20 levels, {TRIALS:,} trials; medians of {rounds} interleaved rounds")
    for name, time in taken.items():
        ratio = time / taken["chain of counts"]
        print(f"  {name:<24}{time:>12,.2f} us a trial {ratio:>10,.2f} x the chain's  {goals.get(name, '')}")
    exact: dict[str, Case] = {
        "law of a /20 at 20 levels": (partial(laws, WHOLE, FREE, LEVELS), 1_000),
        "ENIs of 4 + 1 in a /20": (partial(fill, 20), 1_000),
        "the same without numpy": (fill_singly, 1_000),
        "ENIs of 4 + 1 in a /16": (partial(fill, 16), 1_000),
        "answer without simulation": (partial(blocks, "10.0.0.0/20", used=300, more=200, trials=0), 1_000),
        "answer, 1,000 trials": (partial(blocks, "10.0.0.0/20", used=300, more=200, trials=1_000), 1_000),
    }
    limits = dict(zip(exact, ("<= 30", "<= 15", "<= 15", "<= 200", "<= 100", "<= 100"), strict=True))
    for name, time in microseconds_per_unit(exact, rounds).items():
        print(f"  {name:<28}{time:>8,.1f} ms  {limits[name]}")
    print(f"  mean of the law off by {worst_mean():.1e}  <= 1e-9")
    print(f"  worst z of 20 levels, seeds 1 to 5: {', '.join(f'{worst_z(seed):.2f}' for seed in range(1, 6))}  < 4")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
