"""Networks of a plan file beside those that exist."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from eniplan.errors import SpecError
from eniplan.network.cidr import VSWITCH_MASKS
from eniplan.network.inventory import region_of_zone
from eniplan.network.vswitch import block_problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eniplan.network.inventory import Inventory
    from eniplan.network.security_group import SecurityGroup
    from eniplan.network.vswitch import VSwitch


def with_planned(
    inventory: Inventory, vswitches: Sequence[VSwitch], security_groups: Sequence[SecurityGroup]
) -> Inventory:
    """The inventory with VSwitches and security groups that do not exist yet.

    One that exists already is not added twice: the same facts are accepted, and the inventory's stay.

    Raises:
        SpecError: an id that exists with other facts or is planned twice, or a VSwitch that could not be made.
    """
    known, groups = dict(inventory.vswitches), dict(inventory.security_groups)
    for index, vswitch in enumerate(vswitches, 1):
        key = f"vswitch[{index}]"
        _check_possible(key, vswitch)
        existing = known.get(vswitch.id)
        if existing is None:
            region = vswitch.region_id or region_of_zone(vswitch.zone_id)
            known[vswitch.id] = replace(vswitch, planned=True, region_id=region)
        elif not _same_vswitch(existing, vswitch):
            raise SpecError(f"{key}.id", f"{vswitch.id} {_other_facts(existing.planned)}")
    for index, group in enumerate(security_groups, 1):
        present = groups.setdefault(group.id, replace(group, planned=True))
        if (present.type, present.vpc_id) != (group.type, group.vpc_id):
            planned = group.id not in inventory.security_groups
            raise SpecError(f"security_group[{index}].id", f"{group.id} {_other_facts(planned)}")
    return replace(inventory, vswitches=known, security_groups=groups)


def _other_facts(planned: bool) -> str:  # noqa: FBT001 - one word of a sentence
    place = "stands in the plan already" if planned else "exists in the inventory"
    return f"{place}, with other facts; leave it out or choose another id"


def _same_vswitch(existing: VSwitch, planned: VSwitch) -> bool:
    """Whether a plan file describes the VSwitch as it is; what it leaves open agrees with everything."""
    stated = ("vpc_id", "zone_id")
    return (
        (existing.cidr, existing.ipv6_cidr) == (planned.cidr, planned.ipv6_cidr)
        and {block.cidr for block in existing.blocks} == {block.cidr for block in planned.blocks}
        and all(getattr(planned, name) in ("", getattr(existing, name)) for name in stated)
    )


def _check_possible(key: str, vswitch: VSwitch) -> None:
    for name, block in (("cidr", vswitch.cidr), ("ipv6_cidr", vswitch.ipv6_cidr)):
        if block is not None and block.mask not in VSWITCH_MASKS[block.family]:
            masks = VSWITCH_MASKS[block.family]
            raise SpecError(
                f"{key}.{name}", f"{block} has mask {block.mask}; from {masks[0]} to {masks[-1]} is possible"
            )
    blocks = [block.cidr for block in vswitch.blocks]
    for place, block in enumerate(blocks, 1):
        problem = block_problem(vswitch.family_cidr(block.family), block)
        twin = next((other for other in blocks[: place - 1] if other.overlaps(block)), None)
        if problem is not None or twin is not None:
            raise SpecError(f"{key}.reserved[{place}]", problem or f"{block} overlaps {twin}")
