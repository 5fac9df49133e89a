"""The pools of a VSwitch as an inventory shows it: everything in use is marked, contradictions included."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from eniplan.allocation.ipv4_pool import Ipv4Pool
from eniplan.allocation.ipv6_pool import Ipv6Pool
from eniplan.allocation.seeding import seeded_random
from eniplan.allocation.vswitch_pools import VSwitchPools
from eniplan.network.cidr import merge, open_ranges, usable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from eniplan.network.cidr import Cidr
    from eniplan.network.eni import ENI
    from eniplan.network.vswitch import VSwitch

Pool = TypeVar("Pool", Ipv4Pool, Ipv6Pool)


def open_pools(vswitch: VSwitch, holders: Iterable[ENI], seed: int = 0) -> VSwitchPools:
    """The pools of a VSwitch with the addresses and prefixes of its holders in use.

    Args:
        vswitch: the VSwitch; its Assigned blocks give prefixes, the addresses of any block are not in the open pool.
        holders: what holds addresses in it; what lies outside of it is ignored here (the inventory's findings say so).
        seed: of the random draws, together with the VSwitch's id.
    """
    random = seeded_random(seed, vswitch.id)
    ipv4 = _pool(Ipv4Pool, vswitch, vswitch.cidr, random)
    ipv6 = _pool(Ipv6Pool, vswitch, vswitch.ipv6_cidr, random) if vswitch.ipv6_cidr else None
    for holder in holders:
        _mark(ipv4, vswitch.cidr, holder.ipv4, holder.ipv4_prefixes)
        if ipv6 is not None and vswitch.ipv6_cidr:
            _mark(ipv6, vswitch.ipv6_cidr, holder.ipv6, holder.ipv6_prefixes)
    return VSwitchPools(ipv4=ipv4, ipv6=ipv6)


def _pool(kind: type[Pool], vswitch: VSwitch, cidr: Cidr, random: Random) -> Pool:
    """The pools of one family, all free."""
    return kind(
        first=cidr.first,
        last=cidr.last,
        usable=usable(cidr),
        open_ranges=open_ranges(cidr, [block.cidr for block in vswitch.blocks_of(cidr.family)]),
        prefix_ranges=merge(block.cidr for block in vswitch.assigned_blocks(cidr.family)),
        random=random,
    )


def _mark(pool: Ipv4Pool | Ipv6Pool, cidr: Cidr, addresses: Iterable[int], prefixes: Iterable[Cidr]) -> None:
    for address in addresses:
        pool.mark(address)
    for prefix in prefixes:
        if prefix.overlaps(cidr):
            pool.mark_prefix(prefix.first, prefix.mask)
