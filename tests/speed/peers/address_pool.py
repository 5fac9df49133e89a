"""What every peer that keeps addresses can do, so that one workload drives them all.

A peer stands for a /16 (10.0.0.0/16) as a user of its library would keep it: what is in use, and two questions asked
again and again. Single addresses come from outside the reserved blocks, /28s from inside them and wholly free.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

NET: Final = 10 << 24
SYSTEM_FIRST: Final = 1
SYSTEM_LAST: Final = 3
"""The cloud keeps the first address of a VSwitch and the last three."""


class AddressPool(Protocol):
    """Addresses of one VSwitch in a peer's own type."""

    def load(self, offsets: list[int], prefixes: Sequence[int] = ()) -> None:
        """Take addresses and /28s beforehand, given by their offsets in the VSwitch; not timed."""

    def address(self, offset: int) -> Any:  # noqa: ANN401 - each peer has its own type
        """One of the addresses, as :meth:`allocate` would give it."""

    def prefix(self, offset: int) -> Any:  # noqa: ANN401 - likewise
        """One of the /28s, as :meth:`allocate_prefixes` would give it."""

    def allocate(self, count: int) -> list[Any]:
        """So many single addresses at once, outside every reserved block."""

    def allocate_prefixes(self, count: int) -> list[Any]:
        """So many /28s inside the reserved blocks."""

    def release(self, address: Any) -> None:  # noqa: ANN401 - likewise
        """Give a single address back."""

    def release_prefix(self, prefix: Any) -> None:  # noqa: ANN401 - likewise
        """Give a /28 back."""


class Ground:
    """The numbers of a VSwitch: how many addresses, which are usable, and where its reserved blocks begin and end.

    Args:
        mask: the VSwitch is 10.0.0.0/mask.
        blocks: whether the second and third quarter of it are reserved.
    """

    def __init__(self, mask: int = 16, *, blocks: bool = False) -> None:
        self.mask, self.size = mask, 2 ** (32 - mask)
        self.start: int = self.size // 4 if blocks else 0
        self.end: int = self.size * 3 // 4 if blocks else 0

    def open_offsets(self) -> list[int]:
        """Offsets of the usable addresses outside the reserved blocks."""
        usable = range(SYSTEM_FIRST, self.size - SYSTEM_LAST)
        return [offset for offset in usable if not self.start <= offset < self.end]
