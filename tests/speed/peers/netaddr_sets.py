"""Peer: netaddr.IPSet, kept up address by address, and taken anew for each request as NetBox did until 4.6.2."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from netaddr import IPAddress, IPNetwork, IPSet

from tests.speed.peers.address_pool import NET, Ground

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random


class NetaddrIncremental:
    """An IPSet of what is free: draw at random, again while not in it, then ``remove``; ``add`` to give back."""

    def __init__(self, ground: Ground, random: Random) -> None:
        self._ground, self._random = ground, random
        whole = IPSet([IPNetwork((NET, ground.mask))])
        self._blocks = IPSet(_blocks(ground))
        self._free = whole - self._blocks - IPSet([NET, *(NET + ground.size - back for back in (1, 2, 3))])

    def load(self, offsets: list[int], prefixes: Sequence[int] = ()) -> None:
        self._free -= IPSet(map(self.address, offsets))
        self._blocks -= IPSet(map(self.prefix, prefixes))

    def address(self, offset: int) -> IPAddress:
        return IPAddress(NET + offset)

    def prefix(self, offset: int) -> IPNetwork:
        return IPNetwork((NET + offset, 28))

    def allocate(self, count: int) -> list[IPAddress]:
        return [self._one() for _ in range(count)]

    def _one(self) -> IPAddress:
        while True:
            address = IPAddress(NET + int(self._random.random() * self._ground.size))
            if address in self._free:
                self._free.remove(address)
                return address

    def allocate_prefixes(self, count: int) -> list[IPNetwork]:
        return [self._one_prefix() for _ in range(count)]

    def _one_prefix(self) -> IPNetwork:
        span = (self._ground.end - self._ground.start) // 16
        while True:
            prefix = IPNetwork((NET + self._ground.start + 16 * int(self._random.random() * span), 28))
            if prefix in self._blocks:
                self._blocks.remove(prefix)
                return prefix

    def release(self, address: IPAddress) -> None:
        self._free.add(address)

    def release_prefix(self, prefix: IPNetwork) -> None:
        self._blocks.add(prefix)


class NetaddrAnew:
    """As NetBox until 4.6.2: IPSet(whole) - IPSet(in use), made anew for each ENI; always the first free ones.

    A floor for NetBox: neither its database nor its web server takes part.
    """

    def __init__(self, ground: Ground, _: Random) -> None:
        self._blocks = _blocks(ground)
        self._whole = IPNetwork((NET, ground.mask))
        self._system = [IPAddress(NET), *(IPAddress(NET + ground.size - back) for back in (1, 2, 3))]
        self._used: set[IPAddress] = set()
        self._prefixes: set[IPNetwork] = set()

    def load(self, offsets: list[int], prefixes: Sequence[int] = ()) -> None:
        self._used.update(map(self.address, offsets))
        self._prefixes.update(map(self.prefix, prefixes))

    def address(self, offset: int) -> IPAddress:
        return IPAddress(NET + offset)

    def prefix(self, offset: int) -> IPNetwork:
        return IPNetwork((NET + offset, 28))

    def allocate(self, count: int) -> list[IPAddress]:
        free = IPSet([self._whole]) - IPSet(self._blocks) - IPSet([*self._used, *self._system])
        found = list(islice(free, count))
        self._used.update(found)
        return found

    def allocate_prefixes(self, count: int) -> list[IPNetwork]:
        free = IPSet(self._blocks) - IPSet(self._prefixes)
        found = list(islice((part for cidr in free.iter_cidrs() for part in cidr.subnet(28)), count))
        self._prefixes.update(found)
        return found

    def release(self, address: IPAddress) -> None:
        self._used.remove(address)

    def release_prefix(self, prefix: IPNetwork) -> None:
        self._prefixes.remove(prefix)


def _blocks(ground: Ground) -> list[IPNetwork]:
    """The reserved blocks: two quarters of the VSwitch, or none."""
    quarter = ground.size // 4
    return [IPNetwork((NET + start, ground.mask + 2)) for start in range(ground.start, ground.end, quarter)]
