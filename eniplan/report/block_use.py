"""What each reserved block gives: its prefixes in use before, planned, spoiled by a single address, and free.

A prefix is *in use* when an ENI has it, *spoiled* when a single address of an ENI lies in it and no ENI has it: no
prefix can be taken there until the address is released. A block that is not Assigned gives none, whatever is free. What
the usual ENIs of a plan take is looked at by whole arrays, so 100,000 of them cost no more than a few.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from eniplan.network.cidr import FAMILIES, PREFIX_SIZE
from eniplan.planning.ground import taken_by
from eniplan.planning.plan import Plan
from eniplan.report.address_book import inventory_of
from eniplan.report.lettering import visible
from eniplan.report.pools import Pool
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from eniplan.network.cidr import Family
    from eniplan.network.inventory import Inventory
    from eniplan.network.vswitch import ReservedBlock, VSwitch
    from eniplan.planning.columns import GroupColumns
    from eniplan.report.address_book import AddressBook


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
        return self.block.cidr.prefixes

    @property
    def lost(self) -> int:
        """Prefixes that single addresses spoil, before or by the plan."""
        return self.spoiled + self.newly_spoiled

    @property
    def free(self) -> int:
        """Prefixes without an address in use after the plan, whether or not the block gives them."""
        return self.size - self.used - self.planned - self.lost

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

    def brief(self) -> str:
        """``12 free of 16 prefixes``; of a block that is not Assigned its state, since it gives none."""
        if self.block.is_assigned:
            return f"{self.free:,} free of {counted(self.size, 'prefix')}"
        return f"{visible(self.block.status, 20)}, gives no prefix"

    def words(self) -> str:
        """Its state and prefixes: ``Assigned: 12 free of 16 prefixes, 4 in use``."""
        parts = ((self.used, "in use"), (self.planned, "planned"), (self.lost, "spoiled by single addresses"))
        taken = "".join(f", {count:,} {what}" for count, what in parts if count)
        gives = "" if self.block.is_assigned else ", none to be had"
        return f"{visible(self.block.status, 20)}: {self.free:,} free of {counted(self.size, 'prefix')}{taken}{gives}"


@dataclass(slots=True)
class _Marks:
    """Which prefixes of one VSwitch and family are taken, by number (first address / prefix size)."""

    prefixes: set[int] = field(default_factory=set)
    singles: set[int] = field(default_factory=set)

    def add(self, family: Family, addresses: Iterable[int], prefixes: Iterable[int]) -> None:
        """Mark the prefixes of single addresses, and prefixes by their first address."""
        self.singles.update([address // PREFIX_SIZE[family] for address in addresses])
        self.prefixes.update([first // PREFIX_SIZE[family] for first in prefixes])


_Place = tuple[str, "Family"]


def block_uses(subject: Plan | Inventory) -> list[BlockUse]:
    """Every reserved block, in the order of the inventory: VSwitch by VSwitch, IPv4 first, by address."""
    inventory = inventory_of(subject)
    reserving = {key: vswitch for key, vswitch in inventory.vswitches.items() if vswitch.blocks}
    planned = _planned_marks(subject, reserving) if isinstance(subject, Plan) else {}
    return [
        use
        for key, vswitch in reserving.items()
        for family in FAMILIES
        for use in _uses(vswitch, family, _existing_marks(inventory, key, family), planned.get((key, family), _Marks()))
    ]


def uses_in(book: AddressBook, family: Family) -> list[BlockUse]:
    """The reserved blocks of one VSwitch and family, by address, from its book."""
    before, plan = _Marks(), _Marks()
    for held in book.held:
        if held.family == family:
            marks = before if held.state == "existing" else plan
            (marks.prefixes if held.kind == "prefix" else marks.singles).add(held.first // PREFIX_SIZE[family])
    return list(_uses(book.vswitch, family, before, plan))


def _existing_marks(inventory: Inventory, vswitch: str, family: Family) -> _Marks:
    marks = _Marks()
    for holder in inventory.holders_by_vswitch.get(vswitch, ()):
        singles, prefixes = (holder.ipv4, holder.ipv4_prefixes) if family == 4 else (holder.ipv6, holder.ipv6_prefixes)
        marks.add(family, singles, [prefix.first for prefix in prefixes])
    return marks


def _planned_marks(plan: Plan, reserving: Container[str]) -> Mapping[_Place, _Marks]:
    marks: defaultdict[_Place, _Marks] = defaultdict(_Marks)
    for columns in plan.columns:
        _mark_usual(marks, columns, reserving)
        for eni in columns.own().values():
            if eni.state == "planned" and eni.vswitch in reserving:
                taken = taken_by(eni)
                marks[eni.vswitch, 4].add(4, taken.ipv4, taken.ipv4_prefixes)
                marks[eni.vswitch, 6].add(6, taken.ipv6, taken.ipv6_prefixes)
    return marks


def _mark_usual(marks: Mapping[_Place, _Marks], columns: GroupColumns, reserving: Container[str]) -> None:
    """The usual ENIs of a group: IPv4 addresses stand there as they are, IPv6 ones from the beginning of the /64."""
    import numpy as np  # noqa: PLC0415 - heavy, first use only

    arrays = columns.arrays()
    sites = np.array(arrays.sites, dtype=np.intp)
    sites[list(columns.own())] = -1
    ipv4 = np.frombuffer(arrays.ipv4, dtype=np.uint32).reshape(-1, arrays.ipv4_each) >> np.uint32(4)
    ipv6 = np.frombuffer(arrays.ipv6, dtype=np.uint64).reshape(len(sites), arrays.ipv6_each) >> np.uint64(48)
    for index, site in enumerate(columns.sites):
        if site.vswitch.id in reserving:
            rows, cidr = np.flatnonzero(sites == index), site.vswitch.ipv6_cidr
            singles, start = 1 + columns.group.secondary_addresses, cidr.first // PREFIX_SIZE[6] if cidr else 0
            at4, at6 = marks[site.vswitch.id, 4], marks[site.vswitch.id, 6]
            at4.singles.update(np.unique(ipv4[rows, :singles]).tolist())
            at4.prefixes.update(np.unique(ipv4[rows, singles:]).tolist())
            at6.singles.update(start + n for n in np.unique(ipv6[rows, : columns.group.ipv6_addresses]).tolist())
            at6.prefixes.update(start + n for n in np.unique(ipv6[rows, columns.group.ipv6_addresses :]).tolist())


def _uses(vswitch: VSwitch, family: Family, before: _Marks, plan: _Marks) -> Iterator[BlockUse]:
    """The blocks of one family by address. What a plan takes was free: only single addresses may share a prefix."""
    spoiled, newly_spoiled = before.singles - before.prefixes, plan.singles - before.singles
    columns = [sorted(marks) for marks in (before.prefixes, spoiled, plan.prefixes, newly_spoiled)]
    for block in sorted(vswitch.blocks_of(family), key=lambda block: block.cidr):
        first, last = (address // PREFIX_SIZE[family] for address in (block.cidr.first, block.cidr.last))
        used, lost, new, newly_lost = (bisect_right(column, last) - bisect_left(column, first) for column in columns)
        yield BlockUse(vswitch=vswitch, block=block, used=used, spoiled=lost, planned=new, newly_spoiled=newly_lost)
