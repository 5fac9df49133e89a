"""The slow oracle of random draws: every way to draw single addresses, block by block, counted one by one."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from functools import cache
from itertools import combinations
from math import comb

SIZE = 16


def law_by_enumeration(whole: int, free: int, drawn: int, size: int = SIZE) -> dict[int, Fraction]:
    """The chance of each number of whole blocks, over all choices of so many of the free addresses.

    The first ``whole * size`` addresses are the blocks, one after the other; the others are in no block.
    """
    found = Counter(
        whole - len({address // size for address in chosen if address < whole * size})
        for chosen in combinations(range(free), drawn)
    )
    return {blocks: Fraction(count, comb(free, drawn)) for blocks, count in found.items()}


def law_by_inclusion(whole: int, free: int, drawn: int, size: int = SIZE) -> list[Fraction]:
    """The same by inclusion and exclusion in whole numbers, for draws that are too many to enumerate."""
    kept = [comb(whole, i) * Fraction(comb(free - size * i, drawn), comb(free, drawn)) for i in range(whole + 1)]
    return [
        sum(((-1) ** (i - j) * comb(i, j) * kept[i] for i in range(j, whole + 1)), Fraction(0))
        for j in range(whole + 1)
    ]


@cache
def enis_by_tree(whole: int, free: int, addresses: int, prefixes: int) -> dict[int, Fraction]:
    """How many ENIs fit, over every draw: prefixes first, then each address into a whole block or not."""
    if whole < prefixes or free < SIZE * prefixes + addresses:
        return {0: Fraction(1)}
    return _after(whole - prefixes, free - SIZE * prefixes, addresses, (addresses, prefixes))


@cache
def _after(whole: int, free: int, left: int, eni: tuple[int, int]) -> dict[int, Fraction]:
    """The same in the middle of an ENI, with so many of its addresses left to draw."""
    if not left:
        return {count + 1: chance for count, chance in enis_by_tree(whole, free, *eni).items()}
    found: dict[int, Fraction] = {}
    for blocks, hit in ((whole - 1, Fraction(SIZE * whole, free)), (whole, 1 - Fraction(SIZE * whole, free))):
        if hit:
            for count, chance in _after(blocks, free - 1, left - 1, eni).items():
                found[count] = found.get(count, Fraction(0)) + hit * chance
    return found
