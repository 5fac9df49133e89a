"""What each reserved block gives: its prefixes in use before, planned, spoiled by a single address, and free.

A prefix is *in use* when an ENI has it, *spoiled* when a single address of an ENI lies in it and no ENI has it: no
prefix can be taken there until the address is released. A block that is not Assigned gives none, whatever is free.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from eniplan.network.cidr import BITS, PREFIX_MASK
from eniplan.planning.plan import Plan
from eniplan.report.pools import Pool

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from eniplan.network.cidr import Family
    from eniplan.network.inventory import Inventory
    from eniplan.network.vswitch import ReservedBlock, VSwitch

_FAMILIES: tuple[Family, ...] = (4, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockUse:
    """One reserved block of a VSwitch and its prefixes; each prefix counts once.

    Args:
        vswitch, block: which.
        used: prefixes that an ENI had before.
        spoiled: other prefixes that a single address of an ENI lay in before.
        planned: prefixes that the plan takes.
        newly_spoiled: prefixes that the plan spoils with a single address.
    """

    vswitch: VSwitch
    block: ReservedBlock
    used: int
    spoiled: int
    planned: int = 0
    newly_spoiled: int = 0

    @property
    def size(self) -> int:
        """All prefixes of the block: /28s of IPv4, /80s of IPv6."""
        return 1 << (PREFIX_MASK[self.block.cidr.family] - self.block.cidr.mask)

    @property
    def free(self) -> int:
        """Prefixes without an address in use after the plan, whether or not the block gives them."""
        return self.size - self.used - self.spoiled - self.planned - self.newly_spoiled

    @property
    def pool(self) -> Pool:
        """The prefixes that the block can give, before and after; none where it is not Assigned."""
        if not self.block.is_assigned:
            return Pool(self.size, 0, 0)
        return Pool(self.size, self.free + self.planned + self.newly_spoiled, self.free)

    @property
    def touched(self) -> bool:
        """Whether the plan changes anything."""
        return bool(self.planned or self.newly_spoiled)


@dataclass(slots=True)
class _Marks:
    """Which prefixes of one VSwitch and family are taken, by number (first address / prefix size)."""

    prefixes: set[int] = field(default_factory=set)
    singles: set[int] = field(default_factory=set)

    def add(self, family: Family, addresses: Iterable[int], prefixes: Iterable[int]) -> None:
        """Mark the prefixes of single addresses, and prefixes by their first address."""
        shift = BITS[family] - PREFIX_MASK[family]
        self.singles.update([address >> shift for address in addresses])
        self.prefixes.update([first >> shift for first in prefixes])


def block_uses(subject: Plan | Inventory) -> list[BlockUse]:
    """Every reserved block, in the order of the inventory: VSwitch by VSwitch, IPv4 first, by address."""
    inventory = subject.inventory if isinstance(subject, Plan) else subject
    reserving = {key: vswitch for key, vswitch in inventory.vswitches.items() if vswitch.blocks}
    planned = _planned_marks(subject, reserving) if isinstance(subject, Plan) else {}
    found: list[BlockUse] = []
    for key, vswitch in reserving.items():
        for family in _FAMILIES:
            before = _existing_marks(inventory, key, family)
            found += _uses(vswitch, family, before, planned.get((key, family), _Marks()))
    return found


def _existing_marks(inventory: Inventory, vswitch: str, family: Family) -> _Marks:
    marks = _Marks()
    for holder in inventory.holders_by_vswitch.get(vswitch, ()):
        singles, prefixes = (holder.ipv4, holder.ipv4_prefixes) if family == 4 else (holder.ipv6, holder.ipv6_prefixes)
        marks.add(family, singles, [prefix.first for prefix in prefixes])
    return marks


def _planned_marks(plan: Plan, reserving: Iterable[str]) -> dict[tuple[str, Family], _Marks]:
    marks: dict[tuple[str, Family], _Marks] = {(key, family): _Marks() for key in reserving for family in _FAMILIES}
    for columns in plan.columns:
        for vswitch, taken in columns.taken():
            if (vswitch, 4) in marks:
                marks[vswitch, 4].add(4, taken.ipv4, taken.ipv4_prefixes)
                marks[vswitch, 6].add(6, taken.ipv6, taken.ipv6_prefixes)
    return marks


def _uses(vswitch: VSwitch, family: Family, before: _Marks, plan: _Marks) -> Iterator[BlockUse]:
    """The blocks of one family by address. What a plan takes was free: only single addresses may share a prefix."""
    spoiled, newly_spoiled = before.singles - before.prefixes, plan.singles - before.singles
    columns = [sorted(marks) for marks in (before.prefixes, spoiled, plan.prefixes, newly_spoiled)]
    shift = BITS[family] - PREFIX_MASK[family]
    for block in sorted(vswitch.blocks_of(family), key=lambda block: block.cidr):
        first, last = block.cidr.first >> shift, block.cidr.last >> shift
        used, lost, new, newly_lost = (bisect_right(column, last) - bisect_left(column, first) for column in columns)
        yield BlockUse(vswitch=vswitch, block=block, used=used, spoiled=lost, planned=new, newly_spoiled=newly_lost)
