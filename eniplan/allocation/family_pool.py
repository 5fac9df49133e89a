"""One address family of one VSwitch: its open pool and its reserved pool, kept in agreement.

Theory of operation
-------------------
Single addresses are drawn from the open pool, prefixes from the reserved pool, and each runs out by itself. The two
meet where somebody names a single address inside a reserved block, so both are kept over the whole VSwitch:

* the *addresses*: open ones may be drawn, those inside reserved blocks are fenced (named only), the system's forbidden;
* the *prefixes*: the aligned /28s or /80s that lie wholly inside an Assigned reserved block.

A prefix is used exactly while one of its addresses is. Allocating a prefix binds its addresses; an address named inside
a reserved block takes its prefix away until it is released. Every step is O(1) at any size and fill.

Real inventories contradict themselves. An address may be marked as used by itself and as part of a prefix: it counts
once, and is free when both are released.
"""

from __future__ import annotations

from copy import copy, deepcopy
from random import Random
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from eniplan.allocation.slots import Order, Slots
from eniplan.allocation.sparse_slots import SparseSlots
from eniplan.errors import PoolExhausted
from eniplan.network.cidr import (
    BITS,
    PREFIX_MASK,
    Cidr,
    Family,
    address_text,
    merge,
    open_ranges,
    parse_cidr,
    usable,
)
from eniplan.network.vswitch import block_problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Self


Store = TypeVar("Store", Slots, SparseSlots)
"""How the addresses of a family are kept: a byte each, or only those in use."""


class FamilyPool(Generic[Store]):
    """The pools of one family; :class:`Ipv4Pool` and :class:`Ipv6Pool` say how addresses are kept and written.

    Args:
        first: the VSwitch's first address.
        last: its last address.
        usable: first and last address without the system's.
        open_ranges: inclusive ranges of the usable addresses outside every reserved block.
        prefix_ranges: inclusive ranges of the Assigned reserved blocks.
        random: where random draws come from; only its ``random()`` is called.
    """

    __slots__ = ("_addresses", "_first", "_prefix_ranges", "_prefixes", "_random", "_size", "_usable")

    _FAMILY: ClassVar[Family]
    _SHIFT: ClassVar[int]
    """A prefix has 2^shift addresses."""

    def __init__(
        self,
        *,
        first: int,
        last: int,
        usable: tuple[int, int],
        open_ranges: Sequence[tuple[int, int]],
        prefix_ranges: Sequence[tuple[int, int]],
        random: Random,
    ) -> None:
        self._first, self._size, self._random = first, last - first + 1, random
        self._usable = (usable[0] - first, usable[1] - first)
        self._prefix_ranges = [
            (max(start, usable[0]) - first, min(end, usable[1]) - first) for start, end in prefix_ranges
        ]
        self._addresses: Store = self._make_addresses([(start - first, end - first) for start, end in open_ranges])
        self._prefixes = self._make_prefixes()

    @classmethod
    def of(cls, cidr: str, reserved: Iterable[str] = (), *, seed: int = 0) -> Self:
        """The pools of a VSwitch, all free, from its CIDR and its Assigned reserved blocks as texts.

        >>> from eniplan import Ipv4Pool
        >>> pool = Ipv4Pool.of("10.0.0.0/24", ["10.0.0.64/26"])
        >>> pool.free_open, pool.free_prefixes
        (188, 4)

        Raises:
            ValueError: a text that is no CIDR of the family without host bits, or a block that cannot be reserved.
            TypeError: one text instead of several blocks.
        """
        if isinstance(reserved, str):
            raise TypeError(f"reserved is one text; a list of CIDRs is expected, like [{reserved!r}]")
        whole, *blocks = [_cidr(text, cls._FAMILY) for text in (cidr, *reserved)]
        if problem := next((told for block in blocks if (told := block_problem(whole, block))), None):
            raise ValueError(problem)
        return cls(
            first=whole.first,
            last=whole.last,
            usable=usable(whole),
            open_ranges=open_ranges(whole, blocks),
            prefix_ranges=merge(blocks),
            random=Random(seed),
        )

    def twin(self, random: Random) -> Self:
        """A pool in the same state that shares nothing with this one and draws with random numbers of its own."""
        made = copy(self)
        made._random = random  # noqa: SLF001 - of its own kind
        made._addresses, made._prefixes = deepcopy(self._addresses), deepcopy(self._prefixes)  # noqa: SLF001 - likewise
        return made

    @property
    def free_open(self) -> int:
        """Usable addresses that are not in use and lie outside every reserved block; held ones included."""
        return self._addresses.free

    @property
    def free_prefixes(self) -> int:
        """Aligned prefixes inside Assigned reserved blocks that overlap nothing in use; held ones included."""
        return self._prefixes.free

    @property
    def used(self) -> int:
        """Usable addresses in use; a prefix counts all of its addresses, each address counts once."""
        return self._addresses.used

    @property
    def usable_count(self) -> int:
        """Addresses of the VSwitch without the system's."""
        return self._usable[1] - self._usable[0] + 1

    @property
    def free_in_blocks(self) -> int:
        """Addresses inside Assigned reserved blocks that are not in use. Counted when asked."""
        used_between = self._addresses.used_between
        return sum(last - first + 1 - used_between(first, last) for first, last in self._prefix_ranges)

    def is_used(self, address: int) -> bool:
        """Whether the address is in use, by itself or as part of a prefix."""
        slot = address - self._first
        return 0 <= slot < self._size and self._addresses.is_used(slot)

    def is_free(self, address: int) -> bool:
        """Whether the address is in the open pool and not in use, be it held."""
        slot = address - self._first
        return 0 <= slot < self._size and self._addresses.is_free(slot)

    def is_held(self, address: int) -> bool:
        """Whether the address is free and a later request names it: see :meth:`hold`."""
        slot = address - self._first
        return 0 <= slot < self._size and self._addresses.is_held(slot)

    def is_prefix_free(self, first: int) -> bool:
        """Whether a prefix of the reserved pool begins at an address and overlaps nothing in use, be it held."""
        prefix = self._prefix_of(first)
        return prefix is not None and self._prefixes.is_free(prefix)

    def is_prefix_held(self, first: int) -> bool:
        """Whether the prefix that begins at an address is free and a later request names it, or a part of it."""
        prefix = self._prefix_of(first)
        return prefix is not None and self._prefixes.is_held(prefix)

    def overlaps(self, first: int, last: int) -> bool:
        """Whether anything in use lies between two addresses, both included."""
        start, end = self._clip(first, last)
        return start <= end and self._addresses.used_between(start, end) > 0

    def allocate(self, count: int, order: Order = "random") -> list[int]:
        """Allocate single addresses from the open pool.

        Raises:
            PoolExhausted: the open pool has fewer; nothing is allocated.
        """
        first, addresses = self._first, self._addresses
        if not 0 <= count <= addresses.free:
            raise _refusal(count, addresses.free)
        if order == "random":
            return addresses.draw_many(self._random, count, first)
        return [first + slot for slot in addresses.lowest_many(count)]

    def allocate_address(self, order: Order = "random") -> int:
        """Allocate one address from the open pool; as :meth:`allocate`."""
        addresses = self._addresses
        if order == "random" and addresses.free:
            return self._first + addresses.draw(self._random)
        return self.allocate(1, order)[0]

    def allocate_prefixes(self, count: int, order: Order = "random") -> list[int]:
        """Allocate prefixes from the reserved pool, each given by its first address.

        Raises:
            PoolExhausted: the reserved pool has fewer; nothing is allocated.
        """
        prefixes, bind, first, shift = self._prefixes, self._addresses.bind, self._first, self._SHIFT
        if not 0 <= count <= prefixes.free:
            raise _refusal(count, prefixes.free)
        drawn = prefixes.draw_many(self._random, count) if order == "random" else prefixes.lowest_many(count)
        starts, last = [], (1 << shift) - 1
        for prefix in drawn:
            start = prefix << shift
            bind(start, start + last)
            starts.append(first + start)
        return starts

    def claim(self, address: int) -> None:
        """Allocate a named single address; inside a reserved block its prefix is gone until it is released.

        Raises:
            ValueError: it is in use, a system address, or outside the VSwitch.
        """
        slot = self._require_usable(address)
        if self._addresses.is_used(slot):
            raise ValueError(f"{self.text(address)} is in use already")
        self._addresses.take(slot)
        self._agree(slot >> self._SHIFT)

    def claim_prefix(self, first: int) -> None:
        """Allocate the named prefix that begins at an address.

        Raises:
            ValueError: no prefix of an Assigned reserved block begins there, or it overlaps something in use.
        """
        start = first - self._first
        prefix, outside = divmod(start, 1 << self._SHIFT)
        if outside or not 0 <= start < self._size or self._prefixes.is_fenced(prefix):
            raise ValueError(f"no prefix of an assigned reserved block begins at {self.text(first)}")
        if not self._prefixes.is_free(prefix):
            raise ValueError(f"the prefix at {self.text(first)} overlaps addresses in use")
        self._prefixes.take(prefix)
        self._addresses.bind(*self._span(prefix))

    def release(self, address: int) -> None:
        """Release a single address.

        Raises:
            ValueError: it is not in use by itself.
        """
        slot = address - self._first
        try:
            self._addresses.give(slot if slot >= 0 else self._size)
        except (ValueError, IndexError):
            raise ValueError(f"{self.text(address)} is not in use as a single address") from None
        prefix = slot >> self._SHIFT
        if not self._prefixes.is_fenced(prefix):
            self._agree(prefix)

    def release_prefix(self, first: int) -> None:
        """Release the prefix that begins at an address.

        Raises:
            ValueError: no prefix that is in use begins there.
        """
        start, others = first - self._first, (1 << self._SHIFT) - 1
        if not start & others and 0 <= start < self._size and self._addresses.unbind_alone(start, start + others):
            prefix = start >> self._SHIFT
            if not self._prefixes.is_fenced(prefix):
                self._prefixes.give(prefix)
        else:
            self._release_shared(first)

    def _release_shared(self, first: int) -> None:
        """Release a prefix with addresses that are in use by themselves too, or that the VSwitch holds a part of."""
        start, end = self._clip(first, first + (1 << self._SHIFT) - 1)
        aligned = first % (1 << self._SHIFT) == 0
        if not (aligned and start <= end and self._addresses.is_bound(start, end)):
            raise ValueError(f"no prefix in use begins at {self.text(first)}")
        self._addresses.unbind(start, end)
        self._agree(start >> self._SHIFT)

    def hold(self, address: int) -> None:
        """Keep automatic picks away from an address that a later request names, as long as there is other room.

        Inside a reserved block its prefix is held. What is not free is left as it is.
        """
        slot = address - self._first
        if 0 <= slot < self._size and not self._addresses.is_used(slot):
            self._addresses.hold(slot)
            self._prefixes.hold(slot >> self._SHIFT)

    def hold_prefix(self, first: int) -> None:
        """Keep automatic picks away from a prefix that a later request names; as :meth:`hold`.

        No prefix begins off its alignment: such a name holds nothing.
        """
        prefix = self._prefix_of(first)
        if prefix is not None:
            self._prefixes.hold(prefix)

    def mark(self, address: int) -> bool:
        """Record that an inventory shows the address as a single address in use, whatever else is known of it.

        Returns:
            Whether it is usable; a system address, or one outside the VSwitch, changes nothing.
        """
        slot = address - self._first
        if not 0 <= slot < self._size or self._addresses.is_forbidden(slot):
            return False
        if not self._addresses.is_taken(slot):
            self._addresses.take(slot)
            self._agree(slot >> self._SHIFT)
        return True

    def mark_prefix(self, first: int, length: int | None = None) -> bool:
        """Record that an inventory shows a prefix in use, whatever else is known of its addresses.

        Args:
            first: its first address.
            length: its mask length; by default the family's, /28 or /80.

        Returns:
            Whether all of it is usable; system addresses, and addresses outside the VSwitch, change nothing.
        """
        bits = BITS[self._FAMILY]
        length = PREFIX_MASK[self._FAMILY] if length is None else length
        if length == bits:
            return self.mark(first)
        last = first + (1 << (bits - length)) - 1
        start, end = self._clip(first, last)
        if start <= end:
            self._addresses.bind(start, end)
            for prefix in range(start >> self._SHIFT, (end >> self._SHIFT) + 1):
                self._agree(prefix)
        return self._usable[0] <= first - self._first and last - self._first <= self._usable[1]

    def text(self, address: int) -> str:
        """The address in its usual notation."""
        return address_text(self._FAMILY, address)

    def _make_addresses(self, open_ranges: Sequence[tuple[int, int]]) -> Store:
        raise NotImplementedError

    def _make_prefixes(self) -> Slots:
        """The aligned prefixes of the VSwitch: free where wholly in an Assigned reserved block, else fenced."""
        shift = self._SHIFT
        inside = [(-(-first >> shift), (last + 1 >> shift) - 1) for first, last in self._prefix_ranges]
        size = (self._size - 1 >> shift) + 1
        return Slots(size, free=[span for span in inside if span[0] <= span[1]], usable=(0, size - 1))

    def _agree(self, prefix: int) -> None:
        """Make a prefix used exactly while one of its addresses is."""
        prefixes, start = self._prefixes, prefix << self._SHIFT
        if prefixes.is_fenced(prefix):
            return
        used = self._addresses.used_between(start, start + (1 << self._SHIFT) - 1) > 0
        if used != prefixes.is_used(prefix):
            (prefixes.take if used else prefixes.give)(prefix)

    def _prefix_of(self, first: int) -> int | None:
        """The number of the prefix that begins at an address; None off its alignment and outside the VSwitch."""
        start, shift = first - self._first, self._SHIFT
        prefix = start >> shift
        return prefix if prefix << shift == start and 0 <= start < self._size else None

    def _span(self, prefix: int) -> tuple[int, int]:
        start = prefix << self._SHIFT
        return start, start + (1 << self._SHIFT) - 1

    def _clip(self, first: int, last: int) -> tuple[int, int]:
        """A range of addresses as slots of this VSwitch; empty (first above last) where it lies outside."""
        return max(0, first - self._first), min(self._size - 1, last - self._first)

    def _require_usable(self, address: int) -> int:
        slot = address - self._first
        if not 0 <= slot < self._size:
            raise ValueError(f"{self.text(address)} is outside the VSwitch")
        if self._addresses.is_forbidden(slot):
            raise ValueError(f"{self.text(address)} is a system address")
        return slot


def _refusal(count: int, free: int) -> PoolExhausted | ValueError:
    return PoolExhausted(count, free) if count > free else ValueError(f"{count} addresses cannot be allocated")


def _cidr(text: str, family: Family) -> Cidr:
    block = parse_cidr(text, family)
    if block is None:
        raise ValueError(f"{text} is no IPv{family} CIDR without host bits")
    return block
