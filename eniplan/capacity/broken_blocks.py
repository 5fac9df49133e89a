"""The open pool of a VSwitch, /28 by /28: which blocks are whole, and which free addresses spoil none.

An aligned /28 without a used, system or reserved address is *whole*: it can still be reserved. One that has a used or a
system address is *broken* already, and its free addresses cost nothing more. So n single addresses need not touch a
whole block while the broken ones have n free; each 16 more take one whole block, and no way takes fewer.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from eniplan.network.cidr import PREFIX_SIZE, usable

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from eniplan.allocation.ipv4_pool import Ipv4Pool
    from eniplan.network.vswitch import VSwitch

BLOCK = PREFIX_SIZE[4]


def open_addresses(vswitch: VSwitch, pool: Ipv4Pool) -> list[int]:
    """The free addresses of the open pool, lowest first."""
    first, last = usable(vswitch.cidr)
    return [address for address in range(first, last + 1) if pool.is_free(address)]


def count_by_block(addresses: Iterable[int]) -> Mapping[int, int]:
    """How many of some addresses each aligned /28 has, by its number (address // 16)."""
    return Counter(address // BLOCK for address in addresses)


def sparing(addresses: Iterable[int], spared: Container[int] = ()) -> list[int]:
    """Free addresses in the order in which naming them spoils fewest whole blocks.

    Args:
        addresses: the free addresses of an open pool.
        spared: numbers of /28s that must stay free.

    Returns:
        Those of broken blocks, the fullest block first, so that blocks with few used addresses stay cheap to clear;
        then whole blocks, one after the other.
    """
    usable_ones = [address for address in addresses if address // BLOCK not in spared]
    free = count_by_block(usable_ones)
    return sorted(usable_ones, key=lambda address: (free[address // BLOCK], address))


def is_whole(pool: Ipv4Pool, block: int) -> bool:
    """Whether all addresses of the aligned /28 of that number are free in the open pool."""
    return all(pool.is_free(address) for address in range(block * BLOCK, (block + 1) * BLOCK))
