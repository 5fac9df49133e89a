"""Peer: the standard library. A set of IPv4Address objects, asked in the two ways that people write."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network
from typing import TYPE_CHECKING

from tests.speed.peers.address_pool import NET, Ground

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random


class IpaddressReject:
    """A set of the addresses in use: draw one at random, again while it is in the set."""

    def __init__(self, ground: Ground, random: Random) -> None:
        self._ground, self._random = ground, random
        self._used: set[IPv4Address] = set()

    def load(self, offsets: list[int], prefixes: Sequence[int] = ()) -> None:
        self._used.update(map(self.address, offsets), *map(self.prefix, prefixes))

    def address(self, offset: int) -> IPv4Address:
        return IPv4Address(NET + offset)

    def prefix(self, offset: int) -> IPv4Network:
        return IPv4Network((NET + offset, 28))

    def allocate(self, count: int) -> list[IPv4Address]:
        return [self._one() for _ in range(count)]

    def _one(self) -> IPv4Address:
        ground, used, draw = self._ground, self._used, self._random.random
        span = ground.size - (ground.end - ground.start) - 4
        while True:
            offset = 1 + int(draw() * span)
            address = IPv4Address(NET + offset + (ground.end - ground.start if offset >= ground.start > 0 else 0))
            if address not in used:
                used.add(address)
                return address

    def allocate_prefixes(self, count: int) -> list[IPv4Network]:
        return [self._one_prefix() for _ in range(count)]

    def _one_prefix(self) -> IPv4Network:
        ground = self._ground
        while True:
            start = ground.start + 16 * int(self._random.random() * ((ground.end - ground.start) // 16))
            prefix = IPv4Network((NET + start, 28))
            if self._used.isdisjoint(prefix):
                self._used.update(prefix)
                return prefix

    def release(self, address: IPv4Address) -> None:
        self._used.remove(address)

    def release_prefix(self, prefix: IPv4Network) -> None:
        self._used.difference_update(prefix)


class IpaddressSample:
    """A set of the free addresses: ``random.sample`` of a list of it; free /28s by looking at each one."""

    def __init__(self, ground: Ground, random: Random) -> None:
        self._random = random
        self._free = {IPv4Address(NET + offset) for offset in ground.open_offsets()}
        self._inside = {IPv4Address(NET + offset) for offset in range(ground.start, ground.end)}
        self._prefixes = [IPv4Network((NET + offset, 28)) for offset in range(ground.start, ground.end, 16)]

    def load(self, offsets: list[int], prefixes: Sequence[int] = ()) -> None:
        self._free.difference_update(map(self.address, offsets))
        self._inside.difference_update(*map(self.prefix, prefixes))

    def address(self, offset: int) -> IPv4Address:
        return IPv4Address(NET + offset)

    def prefix(self, offset: int) -> IPv4Network:
        return IPv4Network((NET + offset, 28))

    def allocate(self, count: int) -> list[IPv4Address]:
        drawn = self._random.sample(list(self._free), count)
        self._free.difference_update(drawn)
        return drawn

    def allocate_prefixes(self, count: int) -> list[IPv4Network]:
        free = [prefix for prefix in self._prefixes if self._inside.issuperset(prefix)]
        drawn = self._random.sample(free, count)
        for prefix in drawn:
            self._inside.difference_update(prefix)
        return drawn

    def release(self, address: IPv4Address) -> None:
        self._free.add(address)

    def release_prefix(self, prefix: IPv4Network) -> None:
        self._inside.update(prefix)
