"""Codes on named addresses and prefixes, and on what the VSwitch says of them."""

from __future__ import annotations

from tests.validation.cases import Example, only
from tests.validation.world import PLAIN, World, reserved

_FREE6 = "2001:db8:0:1::200"
_NO_IPV6 = World(vswitch={"ipv6_cidr": None, "blocks": reserved("10.0.0.64/26")}, enis=())
_NO_BLOCKS = World(vswitch={"blocks": ()}, enis=())
_PENDING = World(vswitch={"blocks": reserved("10.0.0.64/26", status="Assigning")}, enis=())
_MASK = "InvalidIp.IpPrefixMaskInvalid"


def _named(code: str, cause: str, name: str, wrong: str, right: str) -> Example:
    at = name if name == "PrimaryIpAddress" else f"{name}.1"
    value, other = (wrong, right) if name == at else ([wrong], [right])
    return Example(code=code, cause=cause, request={name: value}, at=at, but={name: other})


SPELLING = (
    _named("InvalidIp.Address", "IPv4, primary", "PrimaryIpAddress", "10.0.0.256", "10.0.0.25"),
    _named("InvalidIp.Address", "IPv4, secondary", "PrivateIpAddress", "10.0.0.020", "10.0.0.20"),
    _named("InvalidIp.Address", "IPv4 given as IPv6", "Ipv6Address", "10.0.0.20", _FREE6),
    _named("InvalidIp.Address", "IPv6", "Ipv6Address", "2001:db8:0:1:::200", _FREE6),
    _named("InvalidIp.Address", "IPv6 system address, the first", "Ipv6Address", "2001:db8:0:1::", "2001:db8:0:1::1"),
    _named(
        "InvalidIp.Address", "IPv6 system address, ninth last", "Ipv6Address",
        "2001:db8:0:1:ffff:ffff:ffff:fff7", "2001:db8:0:1:ffff:ffff:ffff:fff6",
    ),
    Example(
        code="InvalidIp.IpRepeated", cause="IPv4, over the primary one", at="PrivateIpAddress.1",
        request={"PrimaryIpAddress": "10.0.0.20", "PrivateIpAddress": ["10.0.0.20"]},
        but={"PrivateIpAddress": ["10.0.0.21"]},
    ),
    Example(
        code="InvalidIp.IpRepeated", cause="IPv4, in the list", at="PrivateIpAddress.2",
        request={"PrivateIpAddress": ["10.0.0.20", "10.0.0.20"]}, but={"PrivateIpAddress": ["10.0.0.20"]},
    ),
    Example(
        code="InvalidIp.IpRepeated", cause="IPv6, spelled differently", at="Ipv6Address.2",
        request={"Ipv6Address": [_FREE6, "2001:0DB8:0:1:0:0:0:200"]}, but={"Ipv6Address": [_FREE6]},
    ),
)  # fmt: skip

PREFIXES = (
    _named("InvalidIp.IpPrefixIllegal", "no mask", "Ipv4Prefix", "10.0.0.80", "10.0.0.80/28"),
    _named("InvalidIp.IpPrefixIllegal", "/33", "Ipv4Prefix", "10.0.0.80/33", "10.0.0.80/28"),
    _named("InvalidIp.IpPrefixIllegal", "/129", "Ipv6Prefix", "2001:db8:0:1:4001::/129", "2001:db8:0:1:4001::/80"),
    _named("InvalidIp.IpPrefixIllegal", "IPv6 as IPv4", "Ipv4Prefix", "2001:db8:0:1:4001::/80", "10.0.0.80/28"),
    _named(_MASK, "IPv4, not 28", "Ipv4Prefix", "10.0.0.96/27", "10.0.0.96/28"),
    _named(_MASK, "IPv6, not 80", "Ipv6Prefix", "2001:db8:0:1:4001::/96", "2001:db8:0:1:4001::/80"),
    _named("InvalidIp.IpPrefixNotStrict", "IPv4 host bits", "Ipv4Prefix", "10.0.0.81/28", "10.0.0.80/28"),
    _named(
        "InvalidIp.IpPrefixNotStrict", "IPv6 host bits", "Ipv6Prefix", "2001:db8:0:1:4001::1/80",
        "2001:db8:0:1:4001::/80",
    ),
    Example(
        code="InvalidIp.IpPrefixMaskNotSame", cause="IPv4", at="Ipv4Prefix.2", also=only(_MASK),
        request={"Ipv4Prefix": ["10.0.0.80/28", "10.0.0.96/27"]}, but={"Ipv4Prefix": ["10.0.0.80/28", "10.0.0.96/28"]},
    ),
    Example(
        code="InvalidIp.IpPrefixMaskNotSame", cause="IPv6", at="Ipv6Prefix.2", also=only(_MASK), left=only(_MASK),
        request={"Ipv6Prefix": ["2001:db8:0:1:4001::/80", "2001:db8:0:1:4002::/96"]},
        but={"Ipv6Prefix": ["2001:db8:0:1:4001::/96", "2001:db8:0:1:4002::/96"]},
    ),
    Example(
        code="InvalidIp.IpPrefixNotAvailable", cause="named twice", at="Ipv4Prefix.2",
        request={"Ipv4Prefix": ["10.0.0.80/28", "10.0.0.80/28"]}, but={"Ipv4Prefix": ["10.0.0.80/28"]},
    ),
    Example(
        code="InvalidIp.IpPrefixNotAvailable", cause="over an address of the request", at="Ipv4Prefix.1",
        request={"Ipv4Prefix": ["10.0.0.80/28"], "PrimaryIpAddress": "10.0.0.95"},
        but={"PrimaryIpAddress": "10.0.0.96"},
    ),
    _named("InvalidIp.IpPrefixNotAvailable", "over a prefix in use", "Ipv4Prefix", "10.0.0.64/28", "10.0.0.80/28"),
    _named(
        "InvalidIp.IpPrefixNotAvailable", "over an IPv6 prefix in use", "Ipv6Prefix", "2001:db8:0:1:4000::/80",
        "2001:db8:0:1:4001::/80",
    ),
    _named(
        "InvalidIp.IpPrefixMustInReserveSegment", "IPv4", "Ipv4Prefix", "10.0.0.128/28", "10.0.0.112/28",
    ),
    _named(
        "InvalidIp.IpPrefixMustInReserveSegment", "IPv6", "Ipv6Prefix", "2001:db8:0:1:3fff::/80",
        "2001:db8:0:1:7fff::/80",
    ),
    Example(
        code="InvalidOperation.RegionNotSupportIpPrefix", cause="IPv4", request={"Ipv4PrefixCount": 1},
        at="Ipv4PrefixCount", world=World(profile={"prefix_regions": ["cn-beijing"]}), but_in=PLAIN,
    ),
    Example(
        code="InvalidOperation.RegionNotSupportIpPrefix", cause="IPv6", at="Ipv6Prefix",
        request={"Ipv6Prefix": ["2001:db8:0:1:4001::/80"]},
        world=World(profile={"prefix_regions": ["cn-beijing"]}), but_in=PLAIN,
    ),
)  # fmt: skip

VSWITCH = (
    Example(
        code="InvalidVSwitchId.NotFound", cause="no such id", request={"VSwitchId": "vsw-2"}, at="VSwitchId",
        but={"VSwitchId": "vsw-1"},
    ),
    Example(
        code="InvalidVSwitchId.NotFound", cause="of another region", request={"VSwitchId": "vsw-far"}, at="VSwitchId",
        but={"VSwitchId": "vsw-1"},
    ),
    Example(
        code="IncorrectVSwitchStatus", cause="Pending", request={}, at="VSwitchId", but_in=PLAIN,
        world=World(vswitch={"status": "Pending"}),
    ),
    Example(
        code="InvalidOperation.AvailabilityZoneMismatch", cause="the group's zone", request={}, at="VSwitchId",
        world=World(zone="cn-hangzhou-i"), but_in=World(zone="cn-hangzhou-h"), raised_at="attach",
    ),
    _named("InvalidVSwitchId.IpInvalid", "outside", "PrimaryIpAddress", "10.0.1.20", "10.0.0.20"),
    _named("InvalidVSwitchId.IpInvalid", "the first one", "PrivateIpAddress", "10.0.0.0", "10.0.0.1"),
    _named("InvalidVSwitchId.IpInvalid", "third last", "PrimaryIpAddress", "10.0.0.253", "10.0.0.252"),
    _named("InvalidVSwitchId.IpInvalid", "second last", "PrivateIpAddress", "10.0.0.254", "10.0.0.252"),
    _named("InvalidVSwitchId.IpInvalid", "last", "PrimaryIpAddress", "10.0.0.255", "10.0.0.252"),
    _named("InvalidPrivateIpAddress.Duplicated", "a primary one", "PrimaryIpAddress", "10.0.0.10", "10.0.0.12"),
    _named("InvalidPrivateIpAddress.Duplicated", "a secondary one", "PrivateIpAddress", "10.0.0.11", "10.0.0.12"),
    _named("InvalidPrivateIpAddress.Duplicated", "inside a prefix", "PrimaryIpAddress", "10.0.0.79", "10.0.0.80"),
    _named(
        "InvalidOperation.AddressNotInVSwitchCidr", "outside", "Ipv6Address", "2001:db8:0:2::200", "2001:db8:0:1::200"
    ),
    _named(
        "InvalidOperation.AddressAlreadyAllocated", "in use", "Ipv6Address", "2001:db8:0:1::100", "2001:db8:0:1::101"
    ),
    Example(
        code="InvalidOperation.VSwitchIpv6Disabled", cause="addresses", request={"Ipv6Address": [_FREE6]},
        at="Ipv6Address", world=_NO_IPV6, but_in=World(enis=()),
    ),
    Example(
        code="InvalidOperation.VSwitchIpv6Disabled", cause="prefixes", request={"Ipv6PrefixCount": 1},
        at="Ipv6PrefixCount", world=_NO_IPV6, but_in=World(enis=()),
    ),
    Example(
        code="InvalidOperation.VSwitchCidrReservationNotExist", cause="no block", request={"Ipv4PrefixCount": 1},
        at="Ipv4PrefixCount", world=_NO_BLOCKS, but_in=World(enis=()),
    ),
    Example(
        code="InvalidOperation.VSwitchCidrReservationNotExist", cause="not Assigned yet", at="Ipv4Prefix",
        request={"Ipv4Prefix": ["10.0.0.80/28"]}, world=_PENDING, but_in=World(enis=()),
    ),
    Example(
        code="InvalidOperation.VSwitchCidrReservationNotExist", cause="IPv6", request={"Ipv6PrefixCount": 1},
        at="Ipv6PrefixCount", world=World(vswitch={"blocks": reserved("10.0.0.64/26")}), but_in=PLAIN,
    ),
    Example(
        code="InvalidOperation.NotSupport", cause="addresses", request={"Ipv6AddressCount": 1}, at="Ipv6AddressCount",
        world=World(profile={"ipv6_at_creation": False}), but_in=PLAIN,
    ),
    Example(
        code="InvalidOperation.NotSupport", cause="prefixes", request={"Ipv6Prefix": ["2001:db8:0:1:4001::/80"]},
        at="Ipv6Prefix", world=World(profile={"ipv6_at_creation": False}), but_in=PLAIN,
    ),
)  # fmt: skip

CASES = (*SPELLING, *PREFIXES, *VSWITCH)
