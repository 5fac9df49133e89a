"""Rules on the VSwitch: does it exist, is it ready, and may these addresses and prefixes be named in it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.network.cidr import FAMILIES, is_system
from eniplan.network.vswitch import AVAILABLE
from eniplan.validation.rule import Stage, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eniplan.contract.finding import Finding
    from eniplan.network.cidr import Cidr, Family
    from eniplan.network.occupancy import FamilyOccupancy
    from eniplan.network.vswitch import VSwitch
    from eniplan.validation.case import Case

_NOT_IN_CIDR: dict[Family, str] = {4: "InvalidVSwitchId.IpInvalid", 6: "InvalidOperation.AddressNotInVSwitchCidr"}
_SYSTEM: dict[Family, str] = {4: "InvalidVSwitchId.IpInvalid", 6: "InvalidIp.Address"}
_IN_USE: dict[Family, str] = {4: "InvalidPrivateIpAddress.Duplicated", 6: "InvalidOperation.AddressAlreadyAllocated"}


@rule("InvalidVSwitchId.NotFound", "Lint.NotChecked", stage=Stage.FACTS)
def vswitch_exists(case: Case) -> Iterator[Finding]:
    """The VSwitch exists in the request's region; without any listed VSwitch it is not checked."""
    inventory, wanted = case.setting.inventory, case.request.vswitch_id
    if not inventory.vswitches:
        message = "no VSwitches are known: addresses, prefixes and capacity are not checked; read DescribeVSwitches"
        case.setting.say_once("vswitches", "Lint.NotChecked", message)
    elif wanted is not None and case.vswitch is None:
        elsewhere = inventory.vswitches.get(wanted)
        where = f"is in {elsewhere.region_id}, not in {case.region}" if elsewhere else "is in no file of the inventory"
        yield case.refuse("InvalidVSwitchId.NotFound", "VSwitchId", f"the VSwitch {wanted} {where}")


@rule("IncorrectVSwitchStatus", stage=Stage.FACTS)
def vswitch_is_available(case: Case) -> Iterator[Finding]:
    """The VSwitch is Available."""
    if case.vswitch and case.vswitch.status != AVAILABLE:
        message = f"the VSwitch {case.vswitch.id} is {case.vswitch.status}; it must be {AVAILABLE}"
        yield case.refuse("IncorrectVSwitchStatus", "VSwitchId", message)


@rule("InvalidOperation.AvailabilityZoneMismatch", stage=Stage.FACTS)
def vswitch_is_in_zone(case: Case) -> Iterator[Finding]:
    """The VSwitch is in the zone of the instance; only a plan names one, and only attaching finds out."""
    if case.vswitch and case.zone and case.vswitch.zone_id and case.vswitch.zone_id != case.zone:
        message = f"the VSwitch {case.vswitch.id} is in {case.vswitch.zone_id}, the group asks for {case.zone}"
        yield case.refuse("InvalidOperation.AvailabilityZoneMismatch", "VSwitchId", message, raised_at="attach")


@rule("InvalidOperation.VSwitchIpv6Disabled", stage=Stage.FACTS)
def ipv6_is_enabled(case: Case) -> Iterator[Finding]:
    """IPv6 needs an IPv6 CIDR of the VSwitch. It is the cause of all else that is wrong with IPv6, and said alone."""
    if case.vswitch and case.wants_ipv6 and case.vswitch.ipv6_cidr is None:
        message = f"IPv6 is off in the VSwitch {case.vswitch.id}; enable it there or leave IPv6 out"
        yield case.refuse("InvalidOperation.VSwitchIpv6Disabled", _ipv6_parameter(case), message)


def _ipv6_parameter(case: Case) -> str:
    request = case.request
    asked = (
        ("Ipv6Address", request.ipv6_addresses),
        ("Ipv6AddressCount", request.ipv6_address_count),
        ("Ipv6Prefix", request.ipv6_prefixes),
    )
    return next((name for name, value in asked if value), "Ipv6PrefixCount")


def _places(case: Case) -> Iterator[tuple[Family, VSwitch, Cidr]]:
    """The families that the VSwitch has, with the VSwitch and its CIDR of the family."""
    vswitch = case.vswitch
    for family in FAMILIES if vswitch else ():
        if vswitch and (cidr := vswitch.family_cidr(family)):
            yield family, vswitch, cidr


@rule("InvalidOperation.VSwitchCidrReservationNotExist", stage=Stage.FACTS)
def reserved_block_exists(case: Case) -> Iterator[Finding]:
    """Prefixes need an Assigned reserved block of their family; said alone, without what follows from it."""
    for family, vswitch, _ in _places(case):
        if not case.wants_prefixes(family) or vswitch.has_prefixes(family):
            continue
        waiting = ", ".join(f"{block.cidr} is {block.status}" for block in vswitch.blocks_of(family))
        state = f"no reserved IPv{family} block in status Assigned" + (f" ({waiting})" if waiting else "")
        message = f"the VSwitch {vswitch.id} has {state}; create one with CreateVSwitchCidrReservation"
        yield case.refuse("InvalidOperation.VSwitchCidrReservationNotExist", case.prefix_parameter(family), message)


@rule(
    "InvalidVSwitchId.IpInvalid",
    "InvalidOperation.AddressNotInVSwitchCidr",
    "InvalidIp.Address",
    "Lint.AddressInReservedBlock",
    stage=Stage.FACTS,
)
def named_addresses_belong(case: Case) -> Iterator[Finding]:
    """A named address lies in the VSwitch and is none of its system addresses."""
    for family, vswitch, cidr in _places(case):
        for path, text, address in case.addresses[family]:
            if address not in cidr:
                message = f"{text} lies outside {cidr} of the VSwitch {vswitch.id}"
                yield case.refuse(_NOT_IN_CIDR[family], path, message)
            elif is_system(cidr, address):
                message = f"{text} is a system address of {cidr}; the first and the last ones are the cloud's"
                yield case.refuse(_SYSTEM[family], path, message)
            elif vswitch.in_block(family, address):
                message = (
                    f"{text} lies inside a reserved block of {vswitch.id}; whether the cloud accepts it is unconfirmed"
                )
                yield case.lint("Lint.AddressInReservedBlock", path, message, source="unconfirmed")


@rule("InvalidPrivateIpAddress.Duplicated", "InvalidOperation.AddressAlreadyAllocated", stage=Stage.ROOM)
def named_addresses_are_free(case: Case) -> Iterator[Finding]:
    """A named address is not in use, by itself or as part of a prefix."""
    for family, vswitch, _ in _places(case):
        pool = case.pool(family)
        for path, text, address in case.addresses[family]:
            if pool and pool.is_used(address):
                owner = case.setting.owner_of(vswitch.id, address)
                yield case.refuse(_IN_USE[family], path, f"{text} is in use by {owner}; name a free address")


@rule("InvalidIp.IpPrefixMustInReserveSegment", stage=Stage.FACTS)
def named_prefixes_are_reserved(case: Case) -> Iterator[Finding]:
    """A named prefix lies inside an Assigned reserved block."""
    for family, vswitch, _ in _places(case):
        for path, text, block in case.prefixes[family]:
            if vswitch.has_prefixes(family) and not vswitch.in_assigned_block(block):
                blocks = ", ".join(str(reserved.cidr) for reserved in vswitch.assigned_blocks(family))
                message = f"{text} lies outside the reserved blocks of {vswitch.id}: {blocks}"
                yield case.refuse("InvalidIp.IpPrefixMustInReserveSegment", path, message)


@rule("InvalidIp.IpPrefixNotAvailable", stage=Stage.ROOM)
def named_prefixes_are_free(case: Case) -> Iterator[Finding]:
    """A named prefix overlaps nothing in use."""
    for family, vswitch, _ in _places(case):
        pool = case.pool(family)
        for path, text, block in case.prefixes[family]:
            if pool and vswitch.in_assigned_block(block) and pool.overlaps(block.first, block.last):
                owner = case.setting.owner_of(vswitch.id, _first_used(pool, block))
                message = f"{text} overlaps what {owner} holds; name a free prefix"
                yield case.refuse("InvalidIp.IpPrefixNotAvailable", path, message)


def _first_used(pool: FamilyOccupancy, block: Cidr) -> int:
    """The first address in use inside a /28; an IPv6 prefix is too large to look through."""
    inside = range(block.first, block.last + 1) if block.family == 4 else ()
    return next((address for address in inside if pool.is_used(address)), block.first)


@rule("InvalidResourceGroup.NotFound", "Lint.NotChecked", stage=Stage.FACTS)
def resource_group_exists(case: Case) -> Iterator[Finding]:
    """The resource group is listed, where the inventory lists resource groups."""
    inventory, wanted = case.setting.inventory, case.request.resource_group_id
    if wanted is None:
        return
    if not inventory.lists_resource_groups:
        message = "no resource groups are known: ResourceGroupId is not checked; read ListResourceGroups"
        case.setting.say_once("resource groups", "Lint.NotChecked", message)
    elif wanted not in inventory.resource_groups:
        message = f"the resource group {wanted} is in no file of the inventory"
        yield case.refuse("InvalidResourceGroup.NotFound", "ResourceGroupId", message)
