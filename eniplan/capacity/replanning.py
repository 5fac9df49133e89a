"""A plan made again on other ground: what-if answers are planned, not estimated."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from eniplan.network.vswitch import ReservedBlock
from eniplan.planning.planner import plan_groups

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eniplan.network.cidr import Cidr
    from eniplan.network.inventory import Inventory
    from eniplan.planning.plan import Plan
    from eniplan.planning.previous import Previous
    from eniplan.planning.spec import Group

    Site = tuple[str, Cidr]
    """A block to reserve: the VSwitch's id and the CIDR."""


def replanned(
    plan: Plan,
    *,
    inventory: Inventory | None = None,
    groups: tuple[Group, ...] | None = None,
    previous: Previous | None = None,
) -> Plan:
    """A plan made again with the limits it was made with.

    Args:
        plan: the plan.
        inventory: what exists instead; networks that the plan's file described are in the plan's inventory already.
        groups: what is wanted instead.
        previous: an earlier plan instead of the plan's own.
    """
    there = plan.inventory if inventory is None else inventory
    wanted = plan.spec.groups if groups is None else groups
    spec = replace(plan.spec, groups=wanted, vswitches=(), security_groups=(), profile={})
    there = replace(there, profile=plan.profile)
    return plan_groups(spec, there, seed=plan.seed, previous=previous or plan.previous)


def with_blocks(inventory: Inventory, sites: Iterable[Site]) -> Inventory:
    """An inventory with further Assigned reserved blocks."""
    vswitches = dict(inventory.vswitches)
    for vswitch_id, cidr in sites:
        vswitch = vswitches[vswitch_id]
        vswitches[vswitch_id] = replace(vswitch, blocks=(*vswitch.blocks, ReservedBlock(id="", cidr=cidr)))
    return replace(inventory, vswitches=vswitches)


def refused_enis(plan: Plan) -> Counter[str]:
    """How many ENIs of each group a plan refuses."""
    found = Counter[str]()
    for refusal in plan.refused:
        found[refusal.group] += refusal.enis
    return found
