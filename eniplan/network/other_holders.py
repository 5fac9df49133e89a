"""Holders of addresses that no listed ENI explains.

Addresses seen only in DescribeInstances are in use, and their owner is the instance (a decision). So are prefixes
that GetVSwitchCidrReservationUsage shows and no ENI does; their owner is the resource it names. An address is
looked for in its VSwitch: that of the ENI it stands under, else the one of the same VPC whose CIDR holds it, else
the instance's own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from eniplan.network.cidr import PREFIX_MASK, Cidr, Family, parse_cidr
from eniplan.network.eni import ENI
from eniplan.network.eni_answers import ipv4_of, ipv6_of, prefixes_of
from eniplan.network.members import MemberProblem, Row, address_item, each, identifier, inside, required, row_of, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from eniplan.network.vswitch import VSwitch

Held = tuple[tuple[int, ...], tuple[int, ...], tuple[Cidr, ...], tuple[Cidr, ...]]
"""IPv4 addresses, IPv6 addresses, IPv4 prefixes, IPv6 prefixes."""


class Interface(NamedTuple):
    """An ENI as an instance shows it: its id (empty for the instance's own address list) and what it holds."""

    eni_id: str
    held: Held


@dataclass(frozen=True, slots=True)
class Instance:
    """An instance of DescribeInstances, as far as it holds addresses."""

    id: str
    name: str
    vswitch_id: str
    vpc_id: str
    zone_id: str
    interfaces: tuple[Interface, ...]
    file: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Usage:
    """A prefix in use, from GetVSwitchCidrReservationUsage; ``vswitch_id`` may be empty."""

    owner: str
    vswitch_id: str
    block_id: str
    prefix: Cidr
    file: str = field(compare=False)


def instance_of(row: Row, file: str) -> tuple[str, Instance]:
    """One instance of an answer."""
    key, vpc = required(row, "InstanceId"), inside(row, "VpcAttributes")
    try:
        own = tuple(each(vpc, "PrivateIpAddress", "IpAddress", lambda value: address_item(value, 4)))
        vswitch_id, vpc_id = identifier(vpc, "VSwitchId"), identifier(vpc, "VpcId")
    except MemberProblem as problem:
        raise problem.under("VpcAttributes") from None
    attached = each(row, "NetworkInterfaces", "NetworkInterface", _interface)
    interfaces = (*attached, Interface("", (own, (), (), ())))
    return key, Instance(
        key, text(row, "InstanceName"), vswitch_id, vpc_id, identifier(row, "ZoneId"), interfaces, file
    )


def usage_of(row: Row, file: str) -> tuple[str, Usage]:
    """One prefix in use."""
    block, vswitch_id = identifier(row, "VSwitchCidrReservationId"), identifier(row, "VSwitchId")
    written = required(row, "IpPrefixCidr")
    family: Family = 6 if ":" in written else 4
    prefix = parse_cidr(written, family)
    if prefix is None or prefix.mask != PREFIX_MASK[family]:
        raise MemberProblem("IpPrefixCidr", f"'{written}' is no prefix (/28 or /80, no host bits)")
    owner = identifier(row, "ResourceId") or identifier(row, "IpPrefixId") or block or written
    return f"{written} of {block or vswitch_id}", Usage(owner, vswitch_id, block, prefix, file)


def holders_of_instances(
    instances: Iterable[Instance], enis: Mapping[str, ENI], vswitches: Mapping[str, VSwitch]
) -> Iterator[ENI]:
    """One holder for each instance and VSwitch with addresses that no listed ENI holds."""
    known = _held_by(enis.values())
    by_vpc: dict[str, list[VSwitch]] = {}
    for vswitch in vswitches.values():
        by_vpc.setdefault(vswitch.vpc_id, []).append(vswitch)
    for instance in instances:
        fresh: dict[str, dict[tuple[Family, int | Cidr], None]] = {}
        for interface in instance.interfaces:
            eni = enis.get(interface.eni_id)
            for family, thing in _things(interface.held):
                where = eni.vswitch_id if eni else _place(instance, by_vpc.get(instance.vpc_id, []), family, thing)
                if thing not in known.get(where, ()):
                    fresh.setdefault(where, {})[family, thing] = None
        for vswitch_id, things in fresh.items():
            yield _instance_holder(instance, vswitch_id, tuple(things))


def holders_of_usages(
    usages: Iterable[Usage], enis: Iterable[ENI], vswitch_of_block: Mapping[str, str]
) -> Iterator[ENI]:
    """One holder for each resource and VSwitch with prefixes that no listed ENI holds."""
    shown = {(eni.vswitch_id, prefix) for eni in enis for prefix in (*eni.ipv4_prefixes, *eni.ipv6_prefixes)}
    fresh: dict[tuple[str, str], list[Usage]] = {}
    for usage in usages:
        vswitch_id = usage.vswitch_id or vswitch_of_block.get(usage.block_id, "")
        if (vswitch_id, usage.prefix) not in shown:
            shown.add((vswitch_id, usage.prefix))
            fresh.setdefault((usage.owner, vswitch_id), []).append(usage)
    for (owner, vswitch_id), found in fresh.items():
        prefixes = [usage.prefix for usage in found]
        yield ENI(
            id=owner,
            vswitch_id=vswitch_id,
            ipv4_prefixes=tuple(prefix for prefix in prefixes if prefix.family == 4),
            ipv6_prefixes=tuple(prefix for prefix in prefixes if prefix.family == 6),
            listed=False,
            file=found[0].file,
        )


def _held_by(enis: Iterable[ENI]) -> dict[str, set[int | Cidr]]:
    """What the listed ENIs hold, by VSwitch."""
    by_vswitch: dict[str, set[int | Cidr]] = {}
    for eni in enis:
        by_vswitch.setdefault(eni.vswitch_id, set()).update(eni.ipv4, eni.ipv6, eni.ipv4_prefixes, eni.ipv6_prefixes)
    return by_vswitch


def _interface(value: object) -> Interface:
    row = row_of(value)
    primary, secondary = ipv4_of(row, "PrimaryIpAddress")
    ipv4 = secondary if primary is None else (primary, *secondary)
    return Interface(
        identifier(row, "NetworkInterfaceId"), (ipv4, ipv6_of(row), prefixes_of(row, 4), prefixes_of(row, 6))
    )


def _things(held: Held) -> Iterator[tuple[Family, int | Cidr]]:
    ipv4, ipv6, ipv4_prefixes, ipv6_prefixes = held
    for address in ipv4:
        yield 4, address
    for address in ipv6:
        yield 6, address
    for prefix in (*ipv4_prefixes, *ipv6_prefixes):
        yield prefix.family, prefix


def _place(instance: Instance, siblings: Iterable[VSwitch], family: Family, thing: int | Cidr) -> str:
    first = thing if isinstance(thing, int) else thing.first
    for vswitch in siblings:
        block = vswitch.family_cidr(family)
        if block is not None and first in block:
            return vswitch.id
    return instance.vswitch_id


def _instance_holder(instance: Instance, vswitch_id: str, held: Sequence[tuple[Family, int | Cidr]]) -> ENI:
    return ENI(
        id=instance.id,
        name=instance.name,
        vswitch_id=vswitch_id,
        vpc_id=instance.vpc_id,
        zone_id=instance.zone_id,
        secondary=tuple(thing for family, thing in held if family == 4 and isinstance(thing, int)),
        ipv6=tuple(thing for family, thing in held if family == 6 and isinstance(thing, int)),
        ipv4_prefixes=tuple(thing for family, thing in held if family == 4 and isinstance(thing, Cidr)),
        ipv6_prefixes=tuple(thing for family, thing in held if family == 6 and isinstance(thing, Cidr)),
        instance_id=instance.id,
        listed=False,
        file=instance.file,
    )
