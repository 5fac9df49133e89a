"""How many aligned blocks stay whole while single addresses are drawn at random: moments, and the exact law.

Of R free addresses each is drawn with the same chance, without return. A whole block of s addresses is still whole
after k draws with the chance C(R - s, k) / C(R, k) = C(R - k, s) / C(R, s), two of them with that of 2 s: so mean and
variance have a closed form, here in whole numbers and without rounding.

For the law, no address needs to be followed. As long as F blocks are whole, the next address lies in one of them with
the chance s F / R, whatever happened before: F is a Markov chain, and R falls by one each time. So a law over F,
carried draw by draw, is exact, whatever was in use before: that enters by F and R alone.
"""

from __future__ import annotations

from bisect import bisect_left
from fractions import Fraction
from math import comb, exp, lgamma, prod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    States = Sequence[float] | Floats

BLOCK = 16
"""Addresses of a /28."""
_TIE = 1e-12
"""A sum of probabilities this close to a share counts as equal to it."""
NEGLIGIBLE = 1e-20
"""Less likely than this is left out."""
_MANY = 4.0
"""More expected blocks than this would make the terms of inclusion and exclusion large, and their sum inexact."""
_FACTORS = 512
"""The most factors that are multiplied one by one."""
_STRIDE = 32
"""Draws between two looks at which states are still likely."""

Law = tuple[float, ...]
"""The probability of 0, 1, 2, ... whole blocks."""


def mean_and_variance(whole: int, free: int, drawn: int, size: int = BLOCK) -> tuple[Fraction, Fraction]:
    """Mean and variance of the number of whole blocks after random draws; exact.

    Args:
        whole: whole blocks before.
        free: free addresses before, those of the whole blocks among them.
        drawn: how many of them are drawn.
        size: addresses of a block.

    >>> mean_and_variance(2, 60, 1)
    (Fraction(22, 15), Fraction(56, 225))
    """
    one, two = (_stays_whole(count * size, free, drawn) for count in (1, 2))
    mean = whole * one
    return mean, mean + whole * (whole - 1) * two - mean * mean


def _stays_whole(addresses: int, free: int, drawn: int) -> Fraction:
    """The chance that none of these addresses is drawn."""
    if addresses > free:
        return Fraction(0)
    return Fraction(comb(free - drawn, addresses), comb(free, addresses))


def _chance(addresses: int, free: int, drawn: int) -> float:
    """The same in floating point: by factors, or by logarithms where there are many; relative error below 1e-9."""
    if addresses > free - drawn:
        return 0.0
    if addresses <= _FACTORS:
        return prod((free - drawn - place) / (free - place) for place in range(addresses))
    kept = lgamma(free - drawn + 1) - lgamma(free - drawn - addresses + 1)
    return exp(kept - lgamma(free + 1) + lgamma(free - addresses + 1))


def percentile(law: Sequence[float], share: float) -> int:
    """The smallest number of blocks that at most so many are left with at least that chance.

    >>> percentile((0.25, 0.5, 0.25), 0.5)
    1
    """
    total = 0.0
    for blocks, chance in enumerate(law):
        total += chance
        if total >= share - _TIE:
            return blocks
    return len(law) - 1


def laws(whole: int, free: int, levels: Sequence[int], size: int = BLOCK) -> dict[int, Law]:
    """The exact law of the number of whole blocks at several numbers of draws, in double precision.

    States that are less likely than 1e-20 are left out as they come to be; a mean differs from the closed form by less
    than 1e-9.

    Args:
        whole: whole blocks before.
        free: free addresses before, those of the whole blocks among them.
        levels: the numbers of draws, at most ``free``.
        size: addresses of a block.
    """
    import numpy as np  # noqa: PLC0415 - heavy, first use only

    law, rates = np.zeros(whole + 1), np.arange(whole + 1.0) * size
    law[whole] = 1.0
    low, high, drawn, found = whole, whole + 1, 0, {}
    for level in sorted(set(levels)):
        while drawn < level:
            draws = min(level - drawn, _STRIDE)
            low = max(low - draws, 0)
            odds = rates[low:high] / np.arange(free - drawn, free - drawn - draws, -1.0)[:, None]
            _draw(law[low:high], odds)
            drawn += draws
            likely = np.flatnonzero(law[low:high] > NEGLIGIBLE)
            low, high = low + int(likely[0]), low + int(likely[-1]) + 1
            law[:low] = law[high:] = 0.0
        found[level] = tuple(law.tolist())
    return found


def _draw(law: Floats, odds: Floats) -> None:
    """Carry a law over one draw for each row of odds: the chance of each state to lose a block."""
    leaving = law.copy()
    arriving, reached = leaving[1:], law[:-1]
    for row in odds:
        leaving[:] = law
        leaving *= row
        law -= leaving
        reached += arriving


def draw_at_random(whole: States, free: int, draws: int) -> States:
    """A law of whole /28s after random draws; the likely states only."""
    import numpy as np  # noqa: PLC0415 - heavy, first use only

    law = np.array(whole, dtype=float)
    rates = np.arange(len(law), dtype=float) * BLOCK
    _draw(law, rates / np.arange(free, free - draws, -1.0)[:, None])
    likely = np.flatnonzero(law > NEGLIGIBLE)
    return law[: int(likely[-1]) + 1 if len(likely) else 1]


def some_whole(whole: int, free: int, drawn: int, size: int = BLOCK) -> float:
    """The chance that at least one block is whole after random draws.

    By inclusion and exclusion, C(F, 1) q1 - C(F, 2) q2 + ..., with qi the chance that i blocks stay whole; where many
    blocks are expected the terms are large and the law is taken instead.
    """
    if whole * _chance(size, free, drawn) > _MANY:
        return 1.0 - laws(whole, free, [drawn], size)[drawn][0]
    total, sign = 0.0, 1.0
    for blocks in range(1, whole + 1):
        term = comb(whole, blocks) * _chance(blocks * size, free, drawn)
        total += sign * term
        sign = -sign
        if term <= NEGLIGIBLE:
            break
    return total


def draws_until(whole: int, free: int, chance: float, size: int = BLOCK) -> int:
    """The smallest number of random draws after which a whole block is less likely than a chance, 0 < chance < 1.

    Drawing more never helps, so the number is found by halving.
    """
    return bisect_left(range(free + 1), x=True, key=lambda drawn: _less_likely(whole, free, drawn, chance, size))


def _less_likely(whole: int, free: int, drawn: int, chance: float, size: int) -> bool:
    """Whether a whole block is less likely than a chance; of m expected ones none is left with less than exp(-m)."""
    expected = whole * _chance(size, free, drawn)
    if 1.0 - exp(-expected) >= chance:
        return False
    return expected < chance or some_whole(whole, free, drawn, size) < chance
