"""A VSwitch and its reserved blocks, as the VPC API describes them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from eniplan.network.cidr import PREFIX_MASK, has_system_address

if TYPE_CHECKING:
    from eniplan.network.cidr import Cidr, Family

ASSIGNED = "Assigned"
AVAILABLE = "Available"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReservedBlock:
    """A reserved CIDR block of a VSwitch: prefixes come from it, random single addresses do not.

    Args:
        id: the reservation's id, empty for a planned one.
        cidr: its addresses.
        status: ``Assigned``, or what the API says; only an Assigned block gives prefixes.
    """

    id: str
    cidr: Cidr
    status: str = ASSIGNED

    @property
    def is_assigned(self) -> bool:
        """Whether prefixes can be taken from it."""
        return self.status == ASSIGNED


@dataclass(frozen=True, kw_only=True)
class VSwitch:
    """One VSwitch.

    Args:
        id: its id.
        cidr: its IPv4 CIDR, mask 16 to 29.
        ipv6_cidr: its IPv6 CIDR (/64), None where IPv6 is off.
        name, vpc_id, zone_id: empty where the files do not say.
        region_id: RegionId where given, else the zone id without its last part; empty where neither is known.
        status: ``Available`` or what the API says.
        blocks: its reserved blocks, both families, in any status but Released.
        observed_free: AvailableIpAddressCount as the API counted it, None where it is not known.
        unexplained_ipv4: addresses taken by something that the inventory does not show.
        planned: whether a plan file describes it and it does not exist yet.
    """

    id: str
    cidr: Cidr
    ipv6_cidr: Cidr | None = None
    name: str = ""
    vpc_id: str = ""
    zone_id: str = ""
    region_id: str = ""
    status: str = AVAILABLE
    blocks: tuple[ReservedBlock, ...] = ()
    observed_free: int | None = None
    unexplained_ipv4: int = 0
    planned: bool = False

    def family_cidr(self, family: Family) -> Cidr | None:
        """The CIDR of one family, None for IPv6 where it is off."""
        return self.cidr if family == 4 else self.ipv6_cidr

    def blocks_of(self, family: Family) -> tuple[ReservedBlock, ...]:
        """The reserved blocks of one family, in any status."""
        return self._by_family[family]

    def assigned_blocks(self, family: Family) -> tuple[ReservedBlock, ...]:
        """The reserved blocks of one family that give prefixes."""
        return tuple(block for block in self._by_family[family] if block.is_assigned)

    def has_prefixes(self, family: Family) -> bool:
        """Whether an Assigned block of the family exists."""
        return any(block.is_assigned for block in self._by_family[family])

    def in_block(self, family: Family, address: int) -> bool:
        """Whether the address lies inside a reserved block of any status."""
        return any(address in block.cidr for block in self._by_family[family])

    def in_assigned_block(self, prefix: Cidr) -> bool:
        """Whether a prefix lies inside one Assigned block."""
        return any(block.is_assigned and block.cidr.holds(prefix) for block in self._by_family[prefix.family])

    @cached_property
    def _by_family(self) -> dict[int, tuple[ReservedBlock, ...]]:
        return {family: tuple(b for b in self.blocks if b.cidr.family == family) for family in (4, 6)}


def block_problem(vswitch: Cidr | None, block: Cidr) -> str | None:
    """Why a reserved block cannot exist in a VSwitch CIDR of its family, as half a sentence; None where it can.

    Source: VPC API, CreateVSwitchCidrReservation: a proper part of the VSwitch, no longer a mask than a prefix's,
    without a system address of the VSwitch (so the largest block has the VSwitch's mask + 2).
    """
    mask = PREFIX_MASK[block.family]
    if vswitch is None:
        return f"{block} needs an IPv6 CIDR, and the VSwitch has none"
    if not vswitch.holds(block) or vswitch == block:
        return f"{block} is not a part of the VSwitch's {vswitch}"
    if block.mask > mask:
        return f"{block} is smaller than a prefix (/{mask})"
    if has_system_address(vswitch, block):
        edge = "first" if block.first == vswitch.first else "last"
        return f"{block} holds the {edge} address of {vswitch}, a system address"
    return None
