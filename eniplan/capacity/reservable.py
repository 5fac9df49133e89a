"""Where blocks can be reserved in a VSwitch: the largest aligned blocks without anything in them.

A block must be an aligned part of the VSwitch without a system address, another reserved block (in any status) or an
address in use. What is left splits into largest aligned blocks in one way only, and every block that could be reserved
lies inside one of them: they are all that choosing blocks needs to know, in a /16 as in a /64.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.network.cidr import PREFIX_MASK, PREFIX_SIZE, Cidr, usable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from eniplan.network.cidr import Family
    from eniplan.network.eni import ENI
    from eniplan.network.vswitch import VSwitch

Run = tuple[int, int]
"""Neighbouring prefixes by their number (first address / size of a prefix): the first, and the one after the last."""


def reservable(
    vswitch: VSwitch, holders: Iterable[ENI], family: Family, kept_out: Iterable[Cidr] = ()
) -> tuple[Cidr, ...]:
    """The largest aligned blocks that could be reserved in a VSwitch, in the order of their addresses.

    Args:
        vswitch: the VSwitch.
        holders: what holds addresses in it.
        family: of the blocks.
        kept_out: further blocks or single addresses (/32, /128) that no block may hold.
    """
    cidr = vswitch.family_cidr(family)
    if cidr is None:
        return ()
    taken = [block.cidr for block in vswitch.blocks_of(family)]
    taken += [block for block in kept_out if block.family == family]
    singles = (address for holder in holders for address in (holder.ipv4 if family == 4 else holder.ipv6))
    prefixes = (
        prefix for holder in holders for prefix in (holder.ipv4_prefixes if family == 4 else holder.ipv6_prefixes)
    )
    size = PREFIX_SIZE[family]
    runs = {(address // size, address // size + 1) for address in singles}
    runs |= {(block.first // size, block.last // size + 1) for block in (*prefixes, *taken)}
    return tuple(
        Cidr(family, first * size, PREFIX_MASK[family] - exponent)
        for start, stop in _gaps(_whole(cidr), sorted(runs))
        for first, exponent in _aligned(start, stop)
    )


def _whole(vswitch: Cidr) -> Run:
    """The prefixes of a VSwitch without a system address."""
    first, last = usable(vswitch)
    size = PREFIX_SIZE[vswitch.family]
    return -(-first // size), (last + 1) // size


def _gaps(whole: Run, taken: Iterable[Run]) -> Iterator[Run]:
    """What is left of a run without others, which come in order."""
    start, end = whole
    for first, stop in taken:
        if start < first:
            yield start, min(first, end)
        start = max(start, stop)
        if start >= end:
            return
    yield start, end


def _aligned(start: int, stop: int) -> Iterator[tuple[int, int]]:
    """A run in its largest aligned parts: the first prefix of each, and the power of two that counts them."""
    while start < stop:
        exponent = (stop - start).bit_length() - 1
        if start:
            exponent = min(exponent, (start & -start).bit_length() - 1)
        yield start, exponent
        start += 1 << exponent
