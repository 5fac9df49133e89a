"""An inventory whose open pools are used to a given share, by random single addresses that nobody listed holds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from eniplan.allocation.seeding import seeded_random
from eniplan.network.counts import open_pool_marks
from eniplan.network.eni import ENI

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from eniplan.network.inventory import Inventory
    from eniplan.network.vswitch import VSwitch


def with_density(inventory: Inventory, vswitches: Iterable[str], share: float, seed: int) -> Inventory:
    """The inventory with further random single addresses in use.

    Args:
        inventory: what exists.
        vswitches: ids of the VSwitches; one that is not there is left out.
        share: of the addresses of each open pool how many are in use at least, from 0 to 1. What is in use already
            counts and stays, also where it is more.
        seed: of the draws; each VSwitch has its own.
    """
    there = [inventory.vswitches[where] for where in vswitches if where in inventory.vswitches]
    holders = [_holder(inventory, each, share, seed) for each in there]
    return replace(inventory, others=(*inventory.others, *(each for each in holders if each.secondary)))


def _holder(inventory: Inventory, vswitch: VSwitch, share: float, seed: int) -> ENI:
    """What holds the further addresses of a VSwitch."""
    marks = open_pool_marks(vswitch, inventory.holders_by_vswitch.get(vswitch.id, ()))
    pool = open_pool_marks(vswitch, ()).count(0)
    free = [vswitch.cidr.first + place for place, mark in enumerate(marks) if not mark]
    more = max(0, round(share * pool) - (pool - len(free)))
    drawn = _drawn(free, more, seeded_random(seed, f"density {vswitch.id}"))
    name = f"density of {vswitch.id}"
    return ENI(id=name, name="", vswitch_id=vswitch.id, vpc_id=vswitch.vpc_id, secondary=drawn, listed=False)


def _drawn(free: list[int], count: int, stream: Random) -> tuple[int, ...]:
    """So many of the free addresses, each set equally likely: the beginning of a shuffle."""
    for place in range(count):
        other = place + int(stream.random() * (len(free) - place))
        free[place], free[other] = free[other], free[place]
    return tuple(free[:count])
