"""What if a block were reserved: an inventory with one more reserved block, where the API would accept it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from eniplan.errors import SpecError
from eniplan.network.cidr import address_text, parse_cidr
from eniplan.network.vswitch import ReservedBlock, block_problem

if TYPE_CHECKING:
    from eniplan.network.cidr import Cidr
    from eniplan.network.eni import ENI
    from eniplan.network.inventory import Inventory
    from eniplan.network.vswitch import VSwitch


def with_reserved_block(inventory: Inventory, vswitch_id: str, block: str) -> Inventory:
    """The inventory as it would be with one more Assigned reserved block.

    Args:
        inventory: what exists.
        vswitch_id: the VSwitch.
        block: the block's CIDR, of either family.

    Raises:
        SpecError: there is no such VSwitch, or CreateVSwitchCidrReservation would refuse the block: it is no proper
            part of the VSwitch without system addresses, overlaps another one, or holds an address in use.
    """
    vswitch = inventory.vswitches.get(vswitch_id)
    if vswitch is None:
        raise SpecError("reserve", f"{vswitch_id} is no VSwitch of the inventory")
    cidr = parse_cidr(block, 4) or parse_cidr(block, 6)
    if cidr is None:
        raise SpecError("reserve", f"{block} is no CIDR without host bits")
    if problem := reserving_problem(inventory, vswitch, cidr):
        raise SpecError("reserve", problem)
    more = replace(vswitch, blocks=(*vswitch.blocks, ReservedBlock(id="", cidr=cidr)))
    return replace(inventory, vswitches={**inventory.vswitches, vswitch_id: more})


def reserving_problem(inventory: Inventory, vswitch: VSwitch, block: Cidr) -> str | None:
    """Why a block cannot be reserved now, as half a sentence; None where it can.

    Source: VPC API, CreateVSwitchCidrReservation; that it must be free of addresses in use is its user guide's word.
    """
    if problem := block_problem(vswitch.family_cidr(block.family), block):
        return problem
    twin = next((other.cidr for other in vswitch.blocks_of(block.family) if other.cidr.overlaps(block)), None)
    if twin is not None:
        return f"{block} overlaps the reserved block {twin}"
    holders = inventory.holders_by_vswitch.get(vswitch.id, ())
    return next(
        (f"{said} in {block} is in use by {eni.owner}" for eni in holders if (said := _inside(eni, block))), None
    )


def _inside(eni: ENI, block: Cidr) -> str:
    """The first address or prefix of an ENI that lies in a block; empty for none."""
    singles = eni.ipv4 if block.family == 4 else eni.ipv6
    prefixes = eni.ipv4_prefixes if block.family == 4 else eni.ipv6_prefixes
    found = next((address_text(block.family, address) for address in singles if address in block), "")
    return found or next((str(prefix) for prefix in prefixes if prefix.overlaps(block)), "")
