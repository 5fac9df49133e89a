"""Peer: the addresses in use as a sorted list, whose gaps are walked for the first free ones: NetBox from 4.6.3 on.

There the list comes sorted from the database for each request, each address as an object of netaddr; here it is kept,
as numbers, which is a floor. The first free ones are always given, so what it has in use lies together at the start.
"""

from __future__ import annotations

from bisect import insort
from ipaddress import IPv4Address
from typing import TYPE_CHECKING

from tests.speed.peers.address_pool import NET, Ground

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random


class SortedGaps:
    """Single addresses only: it has no answer for prefixes beside them."""

    def __init__(self, ground: Ground, _: Random) -> None:
        self._last = ground.size - 3
        self._used: list[int] = []

    def load(self, offsets: list[int], prefixes: Sequence[int] = ()) -> None:
        """As many as it is told, but those that it would have given itself."""
        if prefixes:
            raise NotImplementedError(f"{len(prefixes)} prefixes")
        self._used = list(range(1, 1 + len(offsets)))

    def address(self, offset: int) -> IPv4Address:
        return IPv4Address(NET + offset)

    def prefix(self, offset: int) -> IPv4Address:
        raise NotImplementedError(f"the /28 at {offset}")

    def allocate(self, count: int) -> list[IPv4Address]:
        gaps = self._free()
        found = [next(gaps) for _ in range(count)]
        for offset in found:
            insort(self._used, offset)
        return [IPv4Address(NET + offset) for offset in found]

    def _free(self) -> Iterator[int]:
        after = 1
        for used in self._used:
            yield from range(after, used)
            after = used + 1
        yield from range(after, self._last)

    def allocate_prefixes(self, count: int) -> list[IPv4Address]:
        raise NotImplementedError(f"{count} prefixes")

    def release(self, address: IPv4Address) -> None:
        self._used.remove(int(address) - NET)

    def release_prefix(self, prefix: IPv4Address) -> None:
        raise NotImplementedError(str(prefix))
