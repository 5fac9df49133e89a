"""Where the prefixes that a group lacks should be reserved: how many ENIs each of its VSwitches should take.

**Theory of operation.** In each VSwitch a further ENI needs prefixes, for which blocks are reserved, and single
addresses, of which each block takes some. So a VSwitch has a short list of offers: so many more ENIs for so many
blocks with so many prefixes. The offers of all VSwitches are combined, one VSwitch after the other, keeping for every
number of ENIs the combination with the fewest blocks, then the fewest prefixes: that is exact for one group. Whatever
is chosen is planned for real before it is proposed (:mod:`eniplan.capacity.reserve`).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from eniplan.capacity.arranging import prefixes_in, sizes_for
from eniplan.network.cidr import FAMILIES, PREFIX_SIZE

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from eniplan.capacity.arranging import Sizes
    from eniplan.network.cidr import Family
    from eniplan.planning.spec import Group


class Place(NamedTuple):
    """One family of one VSwitch: its id, 4 or 6."""

    vswitch: str
    family: Family


Chosen = dict[Place, "Sizes"]
"""The sizes of the blocks to reserve in each place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """One VSwitch as it is with the blocks that are chosen so far, everything planned being placed.

    Args:
        vswitch: its id.
        spare: open IPv4 addresses that nothing planned needs; unexplained ones are left out.
        stock: by family, free aligned blocks by size, as if nothing were chosen yet.
        chosen: by family, the sizes of the blocks that are chosen.
        left: by family, free prefixes of its blocks, chosen ones included.
    """

    vswitch: str
    spare: int
    stock: Mapping[Family, Counter[int]]
    chosen: Mapping[Family, Sizes]
    left: Mapping[Family, int]


class Cost(NamedTuple):
    """What further blocks cost: how many of each family, and prefixes. Compared by blocks, then by prefixes."""

    blocks: int = 0
    prefixes: int = 0
    ipv4_blocks: int = 0

    def plus(self, other: Cost) -> Cost:
        """Both."""
        return Cost(*(mine + its for mine, its in zip(self, other, strict=True)))


class Offer(NamedTuple):
    """So many more ENIs in a VSwitch: what it costs, and the sizes that are then chosen in it."""

    enis: int
    cost: Cost
    sizes: tuple[tuple[Place, Sizes], ...] = ()


def asked_of(group: Group, family: Family) -> int:
    """The prefixes of a family that an ENI of a group asks for."""
    return group.ipv4_prefixes if family == 4 else group.ipv6_prefixes


def offers(group: Group, room: Room, enis: int, blocks: Mapping[Family, int]) -> Iterator[Offer]:
    """What a VSwitch can do for a group: for each cost the most ENIs.

    Args:
        group: the group.
        room: the VSwitch.
        enis: how many more ENIs are wanted at most.
        blocks: by family, how many more blocks the VPC may have.
    """
    best: dict[Cost, Offer] = {}
    for count in range(1, enis + 1):
        offer = _offer(group, room, count, blocks)
        if offer is None:
            break
        best[offer.cost] = offer
    yield from best.values()


def _offer(group: Group, room: Room, count: int, blocks: Mapping[Family, int]) -> Offer | None:
    """What so many more ENIs take; None where they do not fit."""
    spare = room.spare - count * (1 + group.secondary_addresses)
    if spare < 0:
        return None
    cost, chosen = Cost(), list[tuple[Place, "Sizes"]]()
    for family in FAMILIES:
        had, asked = room.chosen.get(family, ()), asked_of(group, family)
        lacking = count * asked - room.left[family] if asked else 0
        if lacking <= 0:
            continue
        before = prefixes_in(had)
        most = before + spare // PREFIX_SIZE[4] if family == 4 else None
        limit = len(had) + blocks[family]
        sizes = sizes_for(room.stock[family], before + lacking, most=most, blocks=limit)
        if sizes is None:
            return None
        more = len(sizes) - len(had)
        cost = cost.plus(Cost(more, prefixes_in(sizes) - before, more if family == 4 else 0))
        chosen.append((Place(room.vswitch, family), sizes))
    return Offer(count, cost, tuple(chosen))


def provided(group: Group, rooms: Iterable[Room], enis: int, blocks: Mapping[Family, int]) -> Offer:
    """How to let more ENIs of a group in: as many as can be, with the fewest blocks, then the fewest prefixes.

    Args:
        group: the group.
        rooms: its VSwitches, in the listed order.
        enis: how many more ENIs are wanted.
        blocks: by family, how many more blocks the VPC may have.

    Returns:
        How many ENIs that lets in (0 where nothing helps), its cost, and the sizes in all places that change.
    """
    table: list[Offer | None] = [Offer(0, Cost()), *(None,) * enis]
    for room in rooms:
        found = list(offers(group, room, enis, blocks))
        table = _combined(table, found, blocks)
    return next(offer for offer in reversed(table) if offer is not None)


def _combined(
    table: Sequence[Offer | None], found: Sequence[Offer], blocks: Mapping[Family, int]
) -> list[Offer | None]:
    """The best combination for every number of ENIs, with the offers of one more VSwitch."""
    most, best = len(table) - 1, list(table)
    for had, offer in product(filter(None, table), found):
        cost, enis = had.cost.plus(offer.cost), min(had.enis + offer.enis, most)
        present = best[enis]
        if (present is None or cost < present.cost) and _within(cost, blocks):
            best[enis] = Offer(enis, cost, (*had.sizes, *offer.sizes))
    return best


def _within(cost: Cost, blocks: Mapping[Family, int]) -> bool:
    return cost.ipv4_blocks <= blocks[4] and cost.blocks - cost.ipv4_blocks <= blocks[6]
