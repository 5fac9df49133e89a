"""The IPv6 pools of one VSwitch: a /64 and 2^64 addresses, of which only those in use are kept."""

from __future__ import annotations

from socket import AF_INET6, inet_ntop
from typing import TYPE_CHECKING

from eniplan.allocation.family_pool import FamilyPool
from eniplan.allocation.sparse_slots import SparseSlots

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Ipv6Pool(FamilyPool[SparseSlots]):
    """Open pool and reserved pool of IPv6 addresses; prefixes are /80s.

    A marked prefix takes every /80 of which it covers a part: no smaller prefixes exist, and an inventory that shows
    one contradicts itself. A /128 is a single address.
    """

    __slots__ = ()

    _FAMILY = 6
    _SHIFT = 48

    def texts(self, addresses: Iterable[int]) -> list[str]:
        """IPv6 addresses in their usual notation (RFC 5952)."""
        return [inet_ntop(AF_INET6, address.to_bytes(16, "big")) for address in addresses]

    def _make_addresses(self, open_ranges: Sequence[tuple[int, int]]) -> SparseSlots:
        return SparseSlots(self._size, shift=self._SHIFT, free=open_ranges, usable=self._usable)
