"""Which sizes of blocks to reserve for so many prefixes, and where: the fewest blocks, then the fewest prefixes.

**Theory of operation.** Blocks are powers of two, and so are the free aligned blocks they are cut from. Powers of two
that are cut in falling order, each from the smallest free block that holds it, always fit if they fit at all; so it is
enough to count free blocks by size. For a number of blocks the fewest prefixes that suffice are found by taking the
largest power of two that is still needed, again and again, and rounding the last one up. ``tests/capacity`` compares
that with every possible choice on small VSwitches.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from eniplan.network.cidr import PREFIX_MASK, Cidr

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Sizes = tuple[int, ...]
"""Blocks by size, falling: each the power of two that counts its prefixes (0 is one prefix, 3 are eight)."""


def prefixes_in(sizes: Iterable[int]) -> int:
    """How many prefixes blocks of these sizes have."""
    return sum(1 << exponent for exponent in sizes)


def stock_of(free: Iterable[Cidr]) -> Counter[int]:
    """Free aligned blocks counted by size."""
    return Counter(PREFIX_MASK[block.family] - block.mask for block in free)


def sizes_for(stock: Mapping[int, int], need: int, *, most: int | None = None, blocks: int = 100) -> Sizes | None:
    """The sizes of blocks that give so many prefixes: the fewest blocks, then the fewest prefixes.

    Args:
        stock: free aligned blocks by size.
        need: prefixes.
        most: prefixes that may be reserved at most; None for any number.
        blocks: blocks that may be reserved at most.

    Returns:
        The sizes, or None where it cannot be done.
    """
    if need <= 0:
        return ()
    for count in range(_fewest(stock, need, blocks), blocks + 1):
        sizes = _cut(stock, need, count)
        if sizes is not None and (most is None or prefixes_in(sizes) <= most):
            return sizes
        if sizes is not None and prefixes_in(sizes) == need:
            return None
    return None


def _fewest(stock: Mapping[int, int], need: int, blocks: int) -> int:
    """The fewest blocks that have so many prefixes, all of them as large as can be; one too many where none do."""
    found = 0
    for exponent in sorted(stock, reverse=True):
        taken = min(stock[exponent], -(-need >> exponent) if need > 0 else 0)
        found, need = found + taken, need - (taken << exponent)
    return found if need <= 0 else blocks + 1


def _cut(stock: Mapping[int, int], need: int, count: int) -> Sizes | None:
    """The fewest prefixes that suffice with so many blocks, by their sizes; None where they do not."""
    left, chosen = Counter(stock), list[int]()
    while need > 0 and len(chosen) < count:
        wanted = (need - 1).bit_length() if len(chosen) == count - 1 else need.bit_length() - 1
        largest = max((exponent for exponent in left if left[exponent] > 0), default=-1)
        if largest < 0:
            return None
        wanted = min(wanted, largest)
        _split(left, wanted)
        chosen.append(wanted)
        need -= 1 << wanted
    return tuple(chosen) if need <= 0 else None


def _split(left: Counter[int], wanted: int) -> None:
    """Cut a block of a size from the smallest free one that holds it."""
    source = min(exponent for exponent in left if left[exponent] > 0 and exponent >= wanted)
    left[source] -= 1
    for exponent in range(wanted, source):
        left[exponent] += 1


def placed(free: Sequence[Cidr], sizes: Sizes) -> tuple[Cidr, ...]:
    """Blocks of these sizes, each the first of the smallest free block that holds it; in the order of the sizes.

    Larger free blocks stay whole for whatever is reserved later.

    Args:
        free: the free aligned blocks.
        sizes: what :func:`sizes_for` gave for them.
    """
    left, found = sorted(free), list[Cidr]()
    for exponent in sizes:
        source = min(
            (block for block in left if PREFIX_MASK[block.family] - block.mask >= exponent),
            key=lambda block: (-block.mask, block.first),
        )
        left.remove(source)
        mask = PREFIX_MASK[source.family] - exponent
        found.append(Cidr(source.family, source.first, mask))
        left += _halves_after(source, mask)
    return tuple(found)


def _halves_after(source: Cidr, mask: int) -> list[Cidr]:
    """What is left of a block when its first part of a longer mask is taken: the upper halves."""
    halves = (Cidr(source.family, source.first, longer) for longer in range(source.mask + 1, mask + 1))
    return [Cidr(half.family, half.first + half.size, half.mask) for half in halves]
