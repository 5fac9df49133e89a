"""Random draws by counts only: the chain of whole /28s, many trials side by side, no address simulated.

Each trial keeps one number, its whole /28s F. Of R free addresses the next one lies in a whole /28 with the chance
16 F / R, the same R for all trials; so a draw costs a product, a comparison and a subtraction for each trial. The
words are 32 bits of PCG64 as they come: numpy promises its raw stream, not what its distributions make of it (NEP 19).

It must agree with the exact law, and says how well: a simulation of the same law by other means catches mistakes in
both.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from eniplan.allocation.seeding import seeded_random
from eniplan.capacity.whole_blocks import BLOCK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Words = NDArray[np.uint32]

_BATCH = 8192
"""Trials side by side: their states and words stay in the processor's nearest memory."""
_ROWS = 16
"""Draws whose words are made at once, and between two looks at whether anything is left whole."""


class Sample(NamedTuple):
    """Mean and variance of so many trials."""

    mean: float
    variance: float
    trials: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MonteCarlo:
    """What a simulation finds of a number whose exact mean is known.

    Args:
        mean: the mean over the trials.
        standard_error: of that mean, from the spread of the trials.
        trials: how many.
        z: how many standard errors the mean is from the exact one; beyond 4 in absolute value something is wrong.
    """

    mean: float
    standard_error: float
    trials: int
    z: float


def simulated(
    whole: int, free: int, levels: Sequence[int], *, trials: int, seed: int, vswitch: str = ""
) -> list[Sample]:
    """Mean and variance of the whole /28s of many trials, at several numbers of draws.

    Args:
        whole: whole /28s before.
        free: free addresses before.
        levels: the numbers of draws, rising, at most ``free``; each trial is one path through all of them.
        trials: how many, at least 2.
        seed: of the draws.
        vswitch: whose draws they are; each VSwitch has its own.
    """
    import numpy as np  # noqa: PLC0415 - heavy, first use only

    bits = np.random.PCG64(seeded_random(seed, vswitch).getrandbits(128))
    sums, squares = np.zeros(len(levels)), np.zeros(len(levels))
    for first in range(0, trials, _BATCH):
        state = np.full(min(_BATCH, trials - first), float(whole))
        for place, reached in enumerate(_paths(state, free, levels, bits)):
            sums[place] += reached.sum()
            squares[place] += (reached * reached).sum()
    means = sums / trials
    spread = (squares - trials * means * means) / (trials - 1)
    return [
        Sample(float(mean), max(float(variance), 0.0), trials) for mean, variance in zip(means, spread, strict=True)
    ]


def _paths(state: Floats, free: int, levels: Sequence[int], bits: np.random.PCG64) -> Iterator[Floats]:
    """The trials at each level, in one array that changes."""
    drawn = 0
    for level in levels:
        while drawn < level and state.any():
            rows = min(level - drawn, _ROWS)
            _draw(state, free - drawn, _words(bits, rows, len(state)))
            drawn += rows
        drawn = level
        yield state


def _words(bits: np.random.PCG64, rows: int, trials: int) -> Words:
    """32-bit words, a row for each draw; the lower half of a raw word comes first on every machine."""
    raw = bits.random_raw((rows * trials + 1) // 2)
    words: Words = raw.astype("<u8", copy=False).view("<u4")[: rows * trials].reshape(rows, trials)
    return words


def _draw(state: Floats, free: int, words: Words) -> None:
    """One draw for each row of words."""
    import numpy as np  # noqa: PLC0415 - loaded by its only caller

    edge, hit = np.empty_like(state), np.empty(len(state), dtype=bool)
    for place, row in enumerate(words):
        np.multiply(state, BLOCK * 2.0**32 / (free - place), out=edge)
        np.less(row, edge, out=hit)
        np.subtract(state, hit, out=state)


def compared(sample: Sample, mean: float, variance: float) -> MonteCarlo:
    """A sample beside the exact mean and variance.

    Its error is that of the trials; where all of them agree it is unknown, and the exact one takes its place in z.
    """
    error = sqrt(sample.variance / sample.trials)
    scale = error or sqrt(variance / sample.trials)
    z = (sample.mean - mean) / scale if scale else 0.0
    return MonteCarlo(mean=sample.mean, standard_error=error, trials=sample.trials, z=z)
