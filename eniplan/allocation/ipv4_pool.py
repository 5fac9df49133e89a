"""The IPv4 pools of one VSwitch: /29 to /16, one byte per address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.allocation.family_pool import FamilyPool
from eniplan.allocation.slots import Slots

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_OCTETS = [str(octet) for octet in range(256)]


class Ipv4Pool(FamilyPool[Slots]):
    """Open pool and reserved pool of IPv4 addresses; prefixes are /28s."""

    __slots__ = ("_heads",)

    _heads: list[str]

    _FAMILY = 4
    _SHIFT = 4

    @property
    def whole_blocks(self) -> int:
        """Aligned /28s that could still be reserved: all of it in the open pool, none in use, none the system's.

        A held address counts as free. Counted when asked, 16 addresses at a time.
        """
        return self._addresses.free_runs(1 << self._SHIFT)

    def whole_blocks_below(self, count: int) -> int:
        """How many whole aligned /28s the lowest free addresses, so many of them, would take an address of."""
        length = 1 << self._SHIFT
        blocks = {slot >> self._SHIFT for slot in self._addresses.lowest_free(count)}
        return sum(self._addresses.is_free_run(block * length, length) for block in blocks)

    def texts(self, addresses: Iterable[int]) -> list[str]:
        """Addresses of this VSwitch in dotted notation, joined from two tables: one head per /24, one last octet."""
        heads, start, octets = self._head_table(), self._first >> 8, _OCTETS
        return [heads[(address >> 8) - start] + octets[address & 255] for address in addresses]

    def _head_table(self) -> list[str]:
        """The text of every /24 of the VSwitch, with the last dot; made when first asked for."""
        if not hasattr(self, "_heads"):
            start, end = self._first >> 8, (self._first + self._size - 1) >> 8
            self._heads = [self.text(head << 8)[:-1] for head in range(start, end + 1)]
        return self._heads

    def _make_addresses(self, open_ranges: Sequence[tuple[int, int]]) -> Slots:
        return Slots(self._size, free=open_ranges, usable=self._usable)
