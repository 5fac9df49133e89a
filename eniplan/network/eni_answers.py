"""ENIs, from DescribeNetworkInterfaces and from answers that show one ENI (CreateNetworkInterface)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.network.eni import ENI
from eniplan.network.members import (
    MemberProblem,
    Row,
    address,
    each,
    flag,
    identifier,
    identifier_item,
    inside,
    prefix,
    required,
    row_of,
    text,
)

if TYPE_CHECKING:
    from eniplan.network.cidr import Cidr, Family

_IPV6_SETS = ("Ipv6Sets", "Ipv6Set")
_PREFIX_SETS: dict[Family, tuple[str, str, str]] = {
    4: ("Ipv4PrefixSets", "Ipv4PrefixSet", "Ipv4Prefix"),
    6: ("Ipv6PrefixSets", "Ipv6PrefixSet", "Ipv6Prefix"),
}


def eni_of(row: Row, file: str) -> tuple[str, ENI]:
    """One ENI of an answer. Its primary address is PrivateIpAddress, else the PrivateIpSet that says Primary."""
    key = required(row, "NetworkInterfaceId")
    primary, secondary = ipv4_of(row, "PrivateIpAddress")
    return key, ENI(
        id=key,
        name=text(row, "NetworkInterfaceName"),
        vswitch_id=identifier(row, "VSwitchId"),
        vpc_id=identifier(row, "VpcId"),
        zone_id=identifier(row, "ZoneId"),
        eni_type=text(row, "Type") or "Secondary",
        status=text(row, "Status"),
        primary=primary,
        secondary=secondary,
        ipv6=ipv6_of(row),
        ipv4_prefixes=prefixes_of(row, 4),
        ipv6_prefixes=prefixes_of(row, 6),
        security_group_ids=tuple(each(row, "SecurityGroupIds", "SecurityGroupId", identifier_item)),
        instance_id=identifier(inside(row, "Attachment"), "InstanceId") or identifier(row, "InstanceId"),
        tags=tuple(each(row, "Tags", "Tag", _tag)),
        file=file,
    )


def ipv4_of(row: Row, own: str) -> tuple[int | None, tuple[int, ...]]:
    """Primary and secondary addresses; ``own`` is the member that names the primary one outside PrivateIpSets."""
    primary = address(row, own, 4)
    pairs = each(row, "PrivateIpSets", "PrivateIpSet", _private)
    if primary is None:
        primary = next((value for value, is_primary in pairs if is_primary), None)
    return primary, tuple(dict.fromkeys(value for value, _ in pairs if value != primary))


def ipv6_of(row: Row) -> tuple[int, ...]:
    """The IPv6 addresses."""
    return tuple(dict.fromkeys(each(row, *_IPV6_SETS, _ipv6)))


def prefixes_of(row: Row, family: Family) -> tuple[Cidr, ...]:
    """The prefixes of one family."""
    outer, inner, name = _PREFIX_SETS[family]
    return tuple(dict.fromkeys(each(row, outer, inner, lambda value: _prefix(value, name, family))))


def _private(value: object) -> tuple[int, bool]:
    row = row_of(value)
    return _present(address(row, "PrivateIpAddress", 4), "PrivateIpAddress"), flag(row, "Primary") is True


def _ipv6(value: object) -> int:
    return _present(address(row_of(value), "Ipv6Address", 6), "Ipv6Address")


def _prefix(value: object, name: str, family: Family) -> Cidr:
    found = prefix(row_of(value), name, family)
    if found is None:
        raise MemberProblem(name, "is missing")
    return found


def _present(value: int | None, name: str) -> int:
    if value is None:
        raise MemberProblem(name, "is missing")
    return value


def _tag(value: object) -> tuple[str, str]:
    row = row_of(value)
    return text(row, "TagKey") or text(row, "Key"), text(row, "TagValue") or text(row, "Value")
