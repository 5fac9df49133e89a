"""The frame of reserved blocks: what each gives, and what of it is in use before and after a plan.

A prefix is in use when anything overlaps it, once however many do. Usual ENIs are looked at by whole arrays, one group
and one VSwitch after the other, and only VSwitches with blocks at all; of what lies outside a block nothing is kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from eniplan.network.cidr import BITS, PREFIX_MASK
from eniplan.planning.ground import taken_by
from eniplan.planning.plan import Plan
from eniplan.report.frames import tables
from eniplan.report.frames.holdings import FAMILY_CODE, LOWER

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from numpy.typing import NDArray
    from pandas import DataFrame

    from eniplan.network.cidr import Cidr, Family
    from eniplan.network.eni import ENI
    from eniplan.network.inventory import Inventory
    from eniplan.network.vswitch import ReservedBlock
    from eniplan.planning.columns import GroupColumns
    from eniplan.planning.plan import PlannedENI


class Place(NamedTuple):
    """Where addresses lie: in a VSwitch, of a family."""

    vswitch: str
    family: Family


class Addresses(NamedTuple):
    """Addresses of one family as numbers: single ones, and the first of each prefix; upper and lower 64 bits."""

    high: NDArray[np.uint64]
    low: NDArray[np.uint64]


Found = Mapping[Place, Sequence[Addresses]]


@tables.BLOCKS.documents
def blocks_frame(subject: Plan | Inventory) -> DataFrame:
    """The reserved blocks of a plan or an inventory, with what they give."""
    inventory = subject.inventory if isinstance(subject, Plan) else subject
    blocks = [(key, block) for key, vswitch in inventory.vswitches.items() for block in vswitch.blocks]
    where = {key for key, _ in blocks}
    there = _by_place(_existing(inventory, where))
    planned = _by_place(_planned(subject, where)) if isinstance(subject, Plan) else {}
    sizes = np.array([_prefixes_in(block) for _, block in blocks], dtype=np.int64)
    before = np.array([_used(key, block, there) for key, block in blocks], dtype=np.int64)
    after = np.array([_used(key, block, there, planned) for key, block in blocks], dtype=np.int64)
    return tables.BLOCKS.frame(
        {
            "vswitch": [key for key, _ in blocks],
            "block": [str(block.cidr) for _, block in blocks],
            "family": np.array([FAMILY_CODE[block.cidr.family] for _, block in blocks], dtype=np.int8),
            "status": [block.status for _, block in blocks],
            "id": [block.id for _, block in blocks],
            "prefixes": sizes,
            "used_before": before,
            "used_after": after,
            "free_before": sizes - before,
            "free_after": sizes - after,
        }
    )


def _prefixes_in(block: ReservedBlock) -> int:
    """How many prefixes a block gives; only an Assigned one gives any."""
    return 1 << (PREFIX_MASK[block.cidr.family] - block.cidr.mask) if block.is_assigned else 0


def _used(vswitch: str, block: ReservedBlock, *found: Found) -> int:
    """How many prefixes of a block are overlapped, each once."""
    if not block.is_assigned:
        return 0
    place = Place(vswitch, block.cidr.family)
    numbers = [_inside(block.cidr, some) for each in found for some in each.get(place, ())]
    return len(np.unique(np.concatenate(numbers))) if numbers else 0


def _inside(block: Cidr, some: Addresses) -> NDArray[np.uint64]:
    """The numbers, within a block, of the prefixes that addresses overlap; no block is larger than a /64."""
    first, last = np.uint64(block.first & LOWER), np.uint64(block.last & LOWER)
    low = some.low[(some.high == block.first >> 64) & (some.low >= first) & (some.low <= last)]
    numbers: NDArray[np.uint64] = (low - first) >> np.uint64(BITS[block.family] - PREFIX_MASK[block.family])
    return numbers


Part = tuple[Place, Addresses]


def _by_place(parts: Iterable[Part]) -> Found:
    found: defaultdict[Place, list[Addresses]] = defaultdict(list)
    for place, some in parts:
        found[place].append(some)
    return found


def _existing(inventory: Inventory, where: Iterable[str]) -> Iterator[Part]:
    for key in where:
        holders = inventory.holders_by_vswitch.get(key, ())
        yield Place(key, 4), _addresses(chain.from_iterable(map(_ipv4_of, holders)))
        yield Place(key, 6), _addresses(chain.from_iterable(map(_ipv6_of, holders)))


def _ipv4_of(eni: ENI) -> Iterable[int]:
    return *eni.ipv4, *(prefix.first for prefix in eni.ipv4_prefixes)


def _ipv6_of(eni: ENI) -> Iterable[int]:
    return *eni.ipv6, *(prefix.first for prefix in eni.ipv6_prefixes)


def _addresses(numbers: Iterable[int]) -> Addresses:
    whole = list(numbers)
    return Addresses(
        np.array([number >> 64 for number in whole], dtype=np.uint64),
        np.array([number & LOWER for number in whole], dtype=np.uint64),
    )


def _planned(plan: Plan, where: Collection[str]) -> Iterator[Part]:
    """What the ENIs of a plan take; that some exist, and so are in the inventory as well, changes no count."""
    for columns in plan.columns:
        yield from _usual(columns, where)
        for eni in columns.own().values():
            if eni.vswitch in where:
                yield from _own(eni)


def _own(eni: PlannedENI) -> Iterator[Part]:
    taken = taken_by(eni)
    yield Place(eni.vswitch, 4), _addresses((*taken.ipv4, *taken.ipv4_prefixes))
    yield Place(eni.vswitch, 6), _addresses((*taken.ipv6, *taken.ipv6_prefixes))


def _usual(columns: GroupColumns, where: Collection[str]) -> Iterator[Part]:
    arrays = columns.arrays()
    sites = np.array(arrays.sites, dtype=np.intp)
    sites[list(columns.own())] = -1
    ipv4 = np.frombuffer(arrays.ipv4, dtype=np.uint32).reshape(-1, arrays.ipv4_each)
    ipv6 = np.frombuffer(arrays.ipv6, dtype=np.uint64).reshape(len(sites), arrays.ipv6_each)
    for index, site in enumerate(columns.sites):
        if (key := site.vswitch.id) in where:
            rows = np.flatnonzero(sites == index)
            yield Place(key, 4), _shifted(ipv4[rows], 0)
            cidr = site.vswitch.ipv6_cidr
            yield Place(key, 6), _shifted(ipv6[rows], cidr.first if cidr else 0)


def _shifted(offsets: NDArray[np.unsignedinteger], base: int) -> Addresses:
    """Addresses from their offsets; no VSwitch reaches beyond a /64."""
    low = offsets.ravel().astype(np.uint64) + np.uint64(base & LOWER)
    return Addresses(np.full(len(low), base >> 64, dtype=np.uint64), low)
