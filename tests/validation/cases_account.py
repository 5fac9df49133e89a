"""Codes on groups, room, quotas and instance types."""

from __future__ import annotations

from dataclasses import replace

from eniplan.validation.instance import Instance, fresh_instance
from tests.validation.cases import Example, only
from tests.validation.world import INSTANCE_TYPE, World, block_of, reserved

_TEN = [f"sg-{number}" for number in range(1, 11)]
_SMALL = {"cidr": block_of("10.0.0.8/29"), "blocks": ()}
_SECOND = "SecurityGroupIds.2"
_ROOM = "QuotaExceeded.PrivateIpAddress"


def _groups(code: str, cause: str, wrong: list[str], right: list[str], at: str = "SecurityGroupIds") -> Example:
    return Example(
        code=code, cause=cause, request={"SecurityGroupId": None, "SecurityGroupIds": wrong}, at=at,
        but={"SecurityGroupIds": right},
    )  # fmt: skip


GROUPS = (
    _groups("JoinedGroupLimitExceed", "11 groups", [*_TEN, "sg-11"], _TEN),
    Example(
        code="JoinedGroupLimitExceed", cause="above the profile", at="SecurityGroupIds",
        request={"SecurityGroupId": None, "SecurityGroupIds": _TEN},
        world=World(profile={"security_groups_per_eni": 9}),
        but_in=World(profile={"security_groups_per_eni": 10}),
    ),
    _groups("InvalidSecurityGroupId.NotFound", "no such id", ["sg-1", "sg-99"], ["sg-1", "sg-2"], _SECOND),
    _groups("InvalidOperation.VpcMismatch", "another VPC", ["sg-1", "sg-elsewhere"], ["sg-1", "sg-2"], _SECOND),
    _groups("InvalidSecurityGroupId.NotVpc", "classic network", ["sg-classic"], ["sg-2"], "SecurityGroupIds.1"),
    _groups(
        "InvalidOperation.ResourceManagedByCloudProduct", "managed", ["sg-managed"], ["sg-2"], "SecurityGroupIds.1"
    ),
    _groups(
        "EnterpriseGroupLimited.MutliGroupType", "basic and advanced", ["sg-1", "sg-advanced"], ["sg-1", "sg-2"],
        _SECOND,
    ),
    _groups("AclLimitExceed", "1,010 rules", ["sg-1", "sg-2", "sg-rules"], ["sg-1", "sg-rules"]),
    Example(
        code="InvalidResourceGroup.NotFound", cause="no such id", request={"ResourceGroupId": "rg-2"},
        at="ResourceGroupId", but={"ResourceGroupId": "rg-1"},
    ),
)  # fmt: skip

ROOM = (
    Example(
        code="InvalidVSwitchId.IpNotEnough", cause="nothing free", request={}, at="VSwitchId",
        world=World(vswitch={**_SMALL, "unexplained_ipv4": 4}, enis=()),
        but_in=World(vswitch={**_SMALL, "unexplained_ipv4": 3}, enis=()),
    ),
    Example(
        code=_ROOM, cause="the primary fits, the others do not", request={"SecondaryPrivateIpAddressCount": 4},
        at="SecondaryPrivateIpAddressCount", world=World(vswitch=_SMALL, enis=()),
        but={"SecondaryPrivateIpAddressCount": 3},
    ),
    Example(
        code=_ROOM, cause="addresses_per_vpc", request={"SecondaryPrivateIpAddressCount": 2}, at="VSwitchId",
        # eni-1 has 2 addresses and a prefix of 16: 18
        world=World(profile={"addresses_per_vpc": 20}), but={"SecondaryPrivateIpAddressCount": 1},
    ),
    Example(
        code="InvalidVSwitchId.IpPrefixNotEnough", cause="IPv4", request={"Ipv4PrefixCount": 4}, at="Ipv4PrefixCount",
        but={"Ipv4PrefixCount": 3},
    ),
    Example(
        code="InvalidVSwitchId.IpPrefixNotEnough", cause="IPv6", request={"Ipv6PrefixCount": 2}, at="Ipv6PrefixCount",
        world=World(vswitch={"blocks": reserved("2001:db8:0:1:4000::/79")}), but={"Ipv6PrefixCount": 1},
    ),
    Example(
        code="MaxEniCountExceeded", cause="the quota", request={}, at="",
        world=World(enis_in_region=99), but_in=World(enis_in_region=98),
    ),
    Example(
        code="SecurityGroupInstanceLimitExceed", cause="5,998 + 3 with an own ENI", request={"Ipv6AddressCount": 2},
        at="SecurityGroupId", world=World(enis=(), group_addresses={"sg-1": 5998}), but={"Ipv6AddressCount": 1},
    ),
    Example(
        code="InvalidOperation.EniCountExceeded", cause="65,536 ENIs", request={"SecurityGroupId": "sg-advanced"},
        at="SecurityGroupId", world=World(group_enis={"sg-advanced": 65536}),
        but_in=World(group_enis={"sg-advanced": 65535}),
    ),
    Example(
        code="MaxEniPrivateIpsCountExceeded", cause="45 + 5 by count", at="SecondaryPrivateIpAddressCount",
        request={"SecondaryPrivateIpAddressCount": 45, "Ipv4PrefixCount": 5},
        world=World(vswitch={"cidr": block_of("10.0.0.0/23")}, enis=()),
        also=only("InvalidVSwitchId.IpPrefixNotEnough"), left=only("InvalidVSwitchId.IpPrefixNotEnough"),
        but={"SecondaryPrivateIpAddressCount": 44},
    ),
    Example(
        code="MaxEniPrivateIpsCountExceeded", cause="48 by count and 2 named", at="SecondaryPrivateIpAddressCount",
        request={"SecondaryPrivateIpAddressCount": 48, "Ipv4Prefix": ["10.0.0.80/28", "10.0.0.96/28"]},
        but={"Ipv4Prefix": ["10.0.0.80/28"]},
    ),
)  # fmt: skip


def _attach(code: str, cause: str, request: dict[str, object], at: str, instance: Instance, **but: object) -> Example:
    return Example(
        code=code, cause=cause, request=request, at=at, world=World(instance=instance), but=but, raised_at="attach"
    )


_FRESH = fresh_instance(INSTANCE_TYPE)
_RDMA = "HighPerformance"
_MODE, _PAIRS = "NetworkInterfaceTrafficMode", "QueuePairNumber"
_TWO_RDMA = replace(INSTANCE_TYPE, eri_quantity=2)

INSTANCES = (
    Example(
        code="EniPerInstanceLimitExceeded", cause="a fourth ENI of three", request={}, at="", raised_at="attach",
        world=World(instance=replace(_FRESH, enis=3)), but_in=World(instance=replace(_FRESH, enis=2)),
    ),
    _attach(
        "InvalidOperation.Ipv4CountExceeded", "1 + 10", {"SecondaryPrivateIpAddressCount": 10},
        "SecondaryPrivateIpAddressCount", _FRESH, SecondaryPrivateIpAddressCount=9,
    ),
    _attach(
        "InvalidOperation.Ipv4CountExceeded", "a prefix takes a slot",
        {"SecondaryPrivateIpAddressCount": 8, "Ipv4PrefixCount": 2}, "SecondaryPrivateIpAddressCount", _FRESH,
        Ipv4PrefixCount=1,
    ),
    _attach(
        "InvalidOperation.Ipv6CountExceeded", "addresses and prefixes", {"Ipv6AddressCount": 5, "Ipv6PrefixCount": 1},
        "Ipv6AddressCount", _FRESH, Ipv6AddressCount=4,
    ),
    _attach(
        "InvalidOperation.MaxEniQueueNumberExceeded", "9 of 8", {"QueueNumber": 9}, "QueueNumber",
        replace(_FRESH, sums=False), QueueNumber=8,
    ),
    _attach(
        "InvalidOperation.ExceedInstanceTypeQueueNumber", "12 + 5 of 16", {"QueueNumber": 5}, "QueueNumber",
        replace(_FRESH, queues=12), QueueNumber=4,
    ),
    Example(
        code="InvalidOperation.HighPerformanceTrafficModeIsNotAllowed", cause="no ERI", at=_MODE,
        request={_MODE: _RDMA, _PAIRS: 8}, raised_at="attach",
        world=World(instance=fresh_instance(replace(INSTANCE_TYPE, eri_quantity=0))),
        but_in=World(instance=_FRESH),
    ),
    Example(
        code="InvalidOperation.HighPerformanceTrafficModeIsNotAllowed", cause="a second of one", at=_MODE,
        request={_MODE: _RDMA, _PAIRS: 8}, raised_at="attach",
        world=World(instance=replace(_FRESH, rdma=1)), but_in=World(instance=_FRESH),
    ),
    _attach(
        "InvalidParameter.InvalidQueuePairNumber", "12 + 9 of 20", {_MODE: _RDMA, _PAIRS: 9}, _PAIRS,
        replace(_FRESH, type=_TWO_RDMA, rdma=1, queue_pairs=12), QueuePairNumber=8,
    ),
    Example(
        code="InvalidParameter.InvalidQueuePairNumber", cause="all are taken by an unset one", at=_PAIRS,
        request={_MODE: _RDMA, _PAIRS: 1}, raised_at="attach",
        world=World(instance=replace(_FRESH, type=_TWO_RDMA, rdma=1, queue_pairs=None)),
        but_in=World(instance=replace(_FRESH, type=_TWO_RDMA, rdma=1, queue_pairs=19)),
    ),
)  # fmt: skip

CASES = (*GROUPS, *ROOM, *INSTANCES)
