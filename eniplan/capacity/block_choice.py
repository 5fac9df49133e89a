"""Choosing blocks for all groups of a plan: each choice is planned before it is kept.

Groups are provided for in the order of the plan, as they are placed. For one group the choice is the best there is
(:mod:`eniplan.capacity.providing`); where several groups share several VSwitches, each is provided for in its turn, and
planning says what that does to the others: a choice for which another group would lose ENIs is made smaller.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from eniplan.capacity.arranging import placed, prefixes_in, sizes_for, stock_of
from eniplan.capacity.providing import Place, Room, asked_of, provided
from eniplan.capacity.replanning import refused_enis, replanned, with_blocks
from eniplan.capacity.reservable import reservable
from eniplan.network.cidr import BITS, FAMILIES, Cidr, parse_address, parse_cidr

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from eniplan.capacity.arranging import Sizes
    from eniplan.capacity.replanning import Site
    from eniplan.network.cidr import Family
    from eniplan.network.vswitch import VSwitch
    from eniplan.planning.plan import Plan
    from eniplan.planning.spec import Group, Wish

_ROUNDS, _STEPS = 3, 3


@dataclass(frozen=True, kw_only=True)
class PrefixDemand:
    """A plan's demand for prefixes, and where blocks could be reserved for it.

    Args:
        plan: the plan without further blocks.
        remade: makes it again with blocks.
        names: the groups that are provided for; None for all.
    """

    plan: Plan
    remade: Callable[[tuple[Site, ...]], Plan]
    names: Collection[str] | None = None

    @cached_property
    def asking(self) -> tuple[Group, ...]:
        """The groups that ask for prefixes and are provided for."""
        wanted = (each for each in self.plan.spec.groups if self.names is None or each.name in self.names)
        return tuple(group for group in wanted if any(asked_of(group, family) for family in FAMILIES))

    @cached_property
    def free(self) -> Mapping[Place, tuple[Cidr, ...]]:
        """The free aligned blocks of every place that a group asking for prefixes may be in."""
        ids = dict.fromkeys(where for group in self.asking for where in group.vswitches)
        known = [vswitch for where in ids if (vswitch := self.plan.inventory.vswitches.get(where))]
        holders, named = self.plan.inventory.holders_by_vswitch, tuple(named_by(self.plan))
        return {
            Place(vswitch.id, family): reservable(vswitch, holders.get(vswitch.id, ()), family, named)
            for vswitch in known
            for family in FAMILIES
        }

    def vswitches(self, group: Group) -> list[VSwitch]:
        """The known VSwitches that a group may be in, all of the first one's VPC."""
        known = [found for where in group.vswitches if (found := self.plan.inventory.vswitches.get(where))]
        return [each for each in known if group.zone in ("", each.zone_id) and each.vpc_id == known[0].vpc_id]

    def blocks_left(self, vpc: str, family: Family) -> int:
        """How many more blocks of a family a VPC may have by the profile's reserved_blocks_per_vpc."""
        there = (each for each in self.plan.inventory.vswitches.values() if each.vpc_id == vpc)
        return max(self.plan.profile.reserved_blocks_per_vpc - sum(len(each.blocks_of(family)) for each in there), 0)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Blocks to reserve, and the plan made again with them.

    Args:
        demand: what they are chosen for.
        sizes: the sizes of the blocks in each place.
        made: the plan with them.
    """

    demand: PrefixDemand
    sizes: Mapping[Place, Sizes]
    made: Plan

    @cached_property
    def sites(self) -> tuple[Site, ...]:
        """The blocks: largest first, then in the order of the VSwitches and addresses."""
        found = [
            (place.vswitch, block)
            for place, sizes in self.sizes.items()
            for block in placed(self.demand.free[place], sizes)
        ]
        return tuple(sorted(found, key=lambda site: (site[1].family, site[1].mask)))

    def with_sizes(self, sizes: Mapping[Place, Sizes]) -> Choice:
        """Other sizes in some places, planned."""
        asked = replace(self, sizes={**self.sizes, **sizes})
        return replace(asked, made=self.demand.remade(asked.sites))

    def room(self, vswitch: VSwitch) -> Room:
        """What a VSwitch has beside everything planned."""
        after = next(each.after for each in self.made.utilisation if each.vswitch == vswitch.id)
        return Room(
            vswitch=vswitch.id,
            spare=after.free_open_ipv4 - vswitch.unexplained_ipv4,
            stock={family: stock_of(self.demand.free[Place(vswitch.id, family)]) for family in FAMILIES},
            chosen={family: self.sizes.get(Place(vswitch.id, family), ()) for family in FAMILIES},
            left={4: after.free_prefixes_ipv4, 6: after.free_prefixes_ipv6},
        )

    def blocks_left(self, vpc: str) -> dict[Family, int]:
        """By family, how many more blocks a VPC may have."""
        vswitches = self.demand.plan.inventory.vswitches
        return {
            family: self.demand.blocks_left(vpc, family)
            - sum(
                len(sizes)
                for place, sizes in self.sizes.items()
                if place.family == family and vswitches[place.vswitch].vpc_id == vpc
            )
            for family in FAMILIES
        }


def planned_with(plan: Plan, sites: tuple[Site, ...]) -> Plan:
    """The plan made again with further reserved blocks."""
    return replanned(plan, inventory=with_blocks(plan.inventory, sites)) if sites else plan


def chosen_blocks(
    plan: Plan,
    remade: Callable[[tuple[Site, ...]], Plan] | None = None,
    names: Collection[str] | None = None,
) -> Choice:
    """The blocks to reserve so that as many ENIs as can be have their prefixes.

    Args:
        plan: the plan without further blocks.
        remade: makes it again with blocks, where more than the blocks changes.
        names: the groups that are provided for; None for all.
    """
    demand = PrefixDemand(plan=plan, remade=remade or partial(planned_with, plan), names=names)
    choice = Choice(demand=demand, sizes={}, made=plan)
    for _ in range(_ROUNDS):
        before = choice
        for group in choice.demand.asking:
            choice = _provided_for(choice, group)
        if choice is before:
            break
    return choice


def _provided_for(choice: Choice, group: Group) -> Choice:
    """The choice with what one group lacks, as far as planning finds that it helps and takes nothing from others."""
    refused = refused_enis(choice.made)
    wanted = refused[group.name]
    while wanted > 0:
        promised, made, steps = _tried(choice, group, wanted)
        after = refused_enis(made.made)
        gained, others = refused[group.name] - after[group.name], after - refused
        if promised <= gained and not others:
            return made if steps == 1 else _pruned(choice, made)
        wanted = promised // 2 if others else min(gained, promised - 1)
    return choice


def _tried(choice: Choice, group: Group, wanted: int) -> tuple[int, Choice, int]:
    """Blocks for so many more ENIs: how many they were chosen for, the choice, and the steps that it took.

    Where another group moves into what was meant for this one, what is then lacking is chosen in a further step.
    """
    vswitches, made, promised, steps = choice.demand.vswitches(group), choice, 0, 0
    before = refused_enis(choice.made)[group.name]
    while vswitches and steps < _STEPS:
        missing = wanted - before + refused_enis(made.made)[group.name]
        offer = provided(group, map(made.room, vswitches), missing, made.blocks_left(vswitches[0].vpc_id))
        if missing <= 0 or not offer.sizes:
            break
        made, steps = made.with_sizes(dict(offer.sizes)), steps + 1
        promised = promised or offer.enis
        wanted = promised
    return promised, made, steps


def _pruned(before: Choice, choice: Choice) -> Choice:
    """Each place with no more prefixes than planning needs to refuse nobody more; what was there before stays."""
    for place, sizes in choice.sizes.items():
        least, most = prefixes_in(before.sizes.get(place, ())), prefixes_in(sizes)
        more = bisect_left(range(least, most), x=True, key=partial(_holds, choice, place))
        choice = _with_prefixes(choice, place, least + more)
    return choice


def _holds(choice: Choice, place: Place, prefixes: int) -> bool:
    """Whether so many prefixes in a place suffice for all that the choice places."""
    return not refused_enis(_with_prefixes(choice, place, prefixes).made) - refused_enis(choice.made)


def _with_prefixes(choice: Choice, place: Place, prefixes: int) -> Choice:
    """A choice with so many prefixes in one place."""
    sizes = sizes_for(stock_of(choice.demand.free[place]), prefixes)
    return choice if sizes in {None, choice.sizes[place]} else choice.with_sizes({place: sizes or ()})


def named_by(plan: Plan) -> Iterator[Cidr]:
    """What wishes of a plan name, and what pinned ENIs keep of an earlier one: no new block may hold it."""
    for group in plan.spec.groups:
        for wish in group.enis:
            yield from _named(wish)
    pinned = {group.name for group in plan.spec.groups if group.pinned}
    for eni in plan.previous.enis.values() if plan.previous else ():
        if eni.group in pinned:
            yield from _cidrs((eni.primary, *eni.secondary, *eni.ipv4_prefixes, *eni.ipv6, *eni.ipv6_prefixes))


def _named(wish: Wish) -> Iterator[Cidr]:
    lists = (wish.secondary, wish.ipv4_prefixes, wish.ipv6, wish.ipv6_prefixes)
    yield from _cidrs((wish.primary or "", *(text for texts in lists for text in texts or ())))


def _cidrs(texts: tuple[str, ...]) -> Iterator[Cidr]:
    """Addresses and prefixes as blocks; what is neither is refused elsewhere."""
    for text in texts:
        for family in FAMILIES:
            address = parse_address(text, family)
            found = parse_cidr(text, family) if address is None else Cidr(family, address, BITS[family])
            if found is not None:
                yield found
