"""Choosing blocks for all groups of a plan: each choice is planned before it is kept.

Groups are provided for in the order of the plan, as they are placed. For one group the choice is the best there is
(:mod:`eniplan.capacity.providing`); where several groups share several VSwitches, each is provided for in its turn, and
planning says what that does to the others: a choice for which another group would lose ENIs is made smaller.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from eniplan.capacity.arranging import placed, stock_of
from eniplan.capacity.providing import FAMILIES, Place, Room, asked_of, provided
from eniplan.capacity.replanning import refused_enis, replanned, with_blocks
from eniplan.capacity.reservable import reservable
from eniplan.network.cidr import BITS, Cidr, parse_address, parse_cidr

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from eniplan.capacity.arranging import Sizes
    from eniplan.capacity.replanning import Site
    from eniplan.network.cidr import Family
    from eniplan.network.vswitch import VSwitch
    from eniplan.planning.plan import Plan
    from eniplan.planning.spec import Group, Wish

_ROUNDS = 3


@dataclass(frozen=True, kw_only=True)
class PrefixDemand:
    """A plan's demand for prefixes, and where blocks could be reserved for it."""

    plan: Plan

    @cached_property
    def asking(self) -> tuple[Group, ...]:
        """The groups that ask for prefixes."""
        return tuple(group for group in self.plan.spec.groups if any(asked_of(group, each) for each in FAMILIES))

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
        return replace(asked, made=planned_with(self.demand.plan, asked.sites))

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


def chosen_blocks(plan: Plan) -> Choice:
    """The blocks to reserve so that as many ENIs as can be have their prefixes."""
    choice = Choice(demand=PrefixDemand(plan=plan), sizes={}, made=plan)
    for _ in range(_ROUNDS):
        before = choice
        for group in choice.demand.asking:
            choice = _provided_for(choice, group)
        if choice is before:
            break
    return choice


def _provided_for(choice: Choice, group: Group) -> Choice:
    """The choice with what one group lacks, as far as planning finds that it helps and takes nothing from others."""
    vswitches, refused = choice.demand.vswitches(group), refused_enis(choice.made)
    wanted = refused[group.name]
    while wanted > 0 and vswitches:
        blocks = choice.blocks_left(vswitches[0].vpc_id)
        offer = provided(group, map(choice.room, vswitches), wanted, blocks)
        if not offer.sizes:
            return choice
        made = choice.with_sizes(dict(offer.sizes))
        after = refused_enis(made.made)
        gained = refused[group.name] - after[group.name]
        others = any(after[name] > refused[name] for name in after if name != group.name)
        if gained >= offer.enis and not others:
            return made
        wanted = offer.enis // 2 if others else min(gained, offer.enis - 1)
    return choice


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
