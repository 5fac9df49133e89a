"""The pools that a group's ENIs draw on, opened anew for each replication, and what one unit takes from them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from eniplan.allocation.from_inventory import open_pools
from eniplan.allocation.seeding import seeded_random
from eniplan.capacity import unconfirmed
from eniplan.capacity.asking import check_group, groups_of
from eniplan.errors import QuestionError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from eniplan.allocation.ipv4_pool import Ipv4Pool
    from eniplan.allocation.slots import Order
    from eniplan.network.inventory import Inventory
    from eniplan.network.vswitch import VSwitch
    from eniplan.planning.plan import Plan
    from eniplan.planning.spec import Group


@dataclass(frozen=True, slots=True)
class Unit:
    """What is created and deleted at once: single addresses of the open pool, and prefixes."""

    addresses: int
    prefixes: int = 0


class Taken(NamedTuple):
    """What one unit has: its addresses, and its prefixes by their first address."""

    addresses: list[int]
    prefixes: list[int]


@dataclass(frozen=True, slots=True)
class Site:
    """One VSwitch of a group: its IPv4 pools, and addresses in use that nobody sees."""

    vswitch: VSwitch
    pool: Ipv4Pool
    order: Order

    @property
    def free_open(self) -> int:
        """Addresses of the open pool that the cloud has to give."""
        return max(self.pool.free_open - self.vswitch.unexplained_ipv4, 0)

    def has_room(self, unit: Unit) -> bool:
        """Whether a unit more fits."""
        return unit.addresses <= self.free_open and unit.prefixes <= self.pool.free_prefixes

    def take(self, unit: Unit) -> Taken | None:
        """A unit's addresses and prefixes; None where they do not fit."""
        if not self.has_room(unit):
            return None
        prefixes = self.pool.allocate_prefixes(unit.prefixes, self.order) if unit.prefixes else []
        return Taken(self.pool.allocate(unit.addresses, self.order) if unit.addresses else [], prefixes)

    def give(self, taken: Taken) -> None:
        """Give a unit back."""
        for address in taken.addresses:
            self.pool.release(address)
        for prefix in taken.prefixes:
            self.pool.release_prefix(prefix)


def group_named(plan: Plan, name: str | None) -> Group:
    """One group of a plan; the only one, or the first, without a name.

    Raises:
        QuestionError: the plan has no groups, or none of that name.
    """
    groups = {group.name: group for group in groups_of(plan)}
    wanted = next(iter(groups)) if name is None else name
    check_group(wanted, groups)
    return groups[wanted]


def vswitches_of(group: Group, inventory: Inventory) -> tuple[VSwitch, ...]:
    """The VSwitches that a group's ENIs may be in, in the listed order; those of other zones are left out.

    Raises:
        QuestionError: none of them is known.
    """
    known = [inventory.vswitches[name] for name in group.vswitches if name in inventory.vswitches]
    found = tuple(each for each in known if not group.zone or each.zone_id in ("", group.zone))
    if not found:
        raise QuestionError(group.name, f"no VSwitch of {group.name} is known; give an inventory that has one")
    return found


def open_sites(group: Group, inventory: Inventory) -> tuple[Site, ...]:
    """The pools of a group's VSwitches as the inventory shows them.

    Raises:
        QuestionError: none of its VSwitches is known.
    """
    holders, order = inventory.holders_by_vswitch, order_of(group)
    found = vswitches_of(group, inventory)
    return tuple(Site(each, open_pools(each, holders.get(each.id, ())).ipv4, order) for each in found)


def twins(sites: Iterable[Site], seed: int) -> tuple[Site, ...]:
    """The same pools for one replication: they share nothing with these, and draw with random numbers of that seed."""
    return tuple(replace(site, pool=site.pool.twin(seeded_random(seed, site.vswitch.id))) for site in sites)


def order_of(group: Group) -> Order:
    """How addresses are drawn: at random by the cloud, or as a pinned group says."""
    return group.draw if group.pinned else "random"


def limits_of_play(group: Group, vswitches: Iterable[VSwitch]) -> Iterator[str]:
    """What every game on a group's pools assumes of its VSwitches."""
    if group.zone:
        yield f"only VSwitches of {group.zone} are played"
    yield from unconfirmed.of_vswitches(vswitches)
