"""Every block that could be reserved in a small VSwitch, found by trying all of its subnets with :mod:`ipaddress`."""

from __future__ import annotations

from ipaddress import ip_network
from itertools import product
from typing import TYPE_CHECKING

from eniplan.network.cidr import Cidr

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from eniplan.network.eni import ENI
    from eniplan.network.vswitch import VSwitch


def possible(site: VSwitch, used: Iterable[int]) -> list[Cidr]:
    """Every IPv4 block that the API would take: proper subnets without a system address, a block or a used address."""
    whole = ip_network(str(site.cidr))
    first, last = int(whole.network_address), int(whole.broadcast_address)
    gone = {*used, first, last - 2, last - 1, last}
    gone |= {address for each in site.blocks for address in range(each.cidr.first, each.cidr.last + 1)}
    subnets = (part for mask in range(whole.prefixlen + 1, 29) for part in whole.subnets(new_prefix=mask))
    blocks = (Cidr(4, int(part.network_address), part.prefixlen) for part in subnets)
    return [block for block in blocks if gone.isdisjoint(range(block.first, block.last + 1))]


def sets_of(blocks: list[Cidr]) -> Iterator[tuple[Cidr, ...]]:
    """Every set of blocks that do not overlap."""
    if not blocks:
        yield ()
        return
    first, rest = blocks[0], blocks[1:]
    yield from sets_of(rest)
    for others in sets_of([block for block in rest if not block.overlaps(first)]):
        yield (first, *others)


def choices(sites: Iterable[VSwitch], enis: Iterable[ENI]) -> Iterator[tuple[tuple[str, Cidr], ...]]:
    """Every set of blocks that could be reserved in some VSwitches at once, with the id of the VSwitch of each.

    Sets that differ only by where their blocks lie are one: what a block gives does not depend on its place.
    """
    held = list(enis)
    each_site = []
    for site in sites:
        used = {address for eni in held if eni.vswitch_id == site.id for address in eni.ipv4}
        by_sizes = {tuple(sorted(block.mask for block in found)): found for found in sets_of(possible(site, used))}
        each_site.append([tuple((site.id, block) for block in found) for found in by_sizes.values()])
    for parts in product(*each_site):
        yield tuple(site for part in parts for site in part)
