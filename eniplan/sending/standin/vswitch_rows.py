"""A VSwitch, a reserved block and an instance type as the API prints them.

Shapes: VPC API 2016-04-28 (SDK 7.2.2), ECS API 2014-05-26 (SDK 7.11.8).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.network.cidr import PREFIX_SIZE

if TYPE_CHECKING:
    from eniplan.network.instance_type import InstanceType
    from eniplan.network.vswitch import ReservedBlock, VSwitch
    from eniplan.sending.standin.account import Account


def vswitch_row(vswitch: VSwitch, account: Account) -> dict[str, object]:
    """One row of DescribeVSwitches; DescribeVSwitchAttributes has the same members at the top."""
    ipv6 = vswitch.ipv6_cidr
    return {
        "VSwitchId": vswitch.id,
        "VSwitchName": vswitch.name,
        "VpcId": vswitch.vpc_id,
        "ZoneId": vswitch.zone_id,
        **({"RegionId": vswitch.region_id} if vswitch.region_id else {}),
        "CidrBlock": str(vswitch.cidr),
        "Ipv6CidrBlock": "" if ipv6 is None else str(ipv6),
        "EnabledIpv6": ipv6 is not None,
        "AvailableIpAddressCount": account.observed_free(vswitch.id),
        "Status": vswitch.status,
    }


def block_row(block: ReservedBlock, vswitch: VSwitch, account: Account) -> dict[str, object]:
    """One row of ListVSwitchCidrReservations; its counts are texts."""
    total, free = _prefixes(block, vswitch, account)
    return {
        "VSwitchCidrReservationId": block.id or f"vcr-{vswitch.id}-{block.cidr}",
        "VSwitchCidrReservationCidr": str(block.cidr),
        "VSwitchId": vswitch.id,
        "VpcId": vswitch.vpc_id,
        "IpVersion": f"IPv{block.cidr.family}",
        "Type": "prefix",
        "Status": block.status,
        "AssignedCidrCount": str(total - free),
        "AvailableCidrCount": str(free),
    }


def _prefixes(block: ReservedBlock, vswitch: VSwitch, account: Account) -> tuple[int, int]:
    """How many prefixes a block holds, and how many of them are free."""
    size = PREFIX_SIZE[block.cidr.family]
    pools = account.ground.pools[vswitch.id]
    pool = pools.ipv4 if block.cidr.family == 4 else pools.ipv6
    total = block.cidr.size // size
    if pool is None or not block.is_assigned:
        return total, 0 if pool is None else total
    return total, sum(pool.is_prefix_free(block.cidr.first + place * size) for place in range(total))


def type_row(kind: InstanceType) -> dict[str, object]:
    """One row of DescribeInstanceTypes; what is not known is left out."""
    members = {
        "InstanceTypeId": kind.id,
        "EniQuantity": kind.eni_quantity,
        "EniPrivateIpAddressQuantity": kind.ipv4_per_eni,
        "EniIpv6AddressQuantity": kind.ipv6_per_eni,
        "EniTrunkSupported": kind.trunk_supported,
        "EriQuantity": kind.eri_quantity,
        "MaximumQueueNumberPerEni": kind.max_queues_per_eni,
        "PrimaryEniQueueNumber": kind.primary_queues,
        "SecondaryEniQueueNumber": kind.secondary_queues,
        "TotalEniQueueQuantity": kind.total_queues,
        "QueuePairNumber": kind.queue_pairs,
        "EniTotalQuantity": kind.eni_total_quantity,
    }
    return {name: value for name, value in members.items() if value is not None}
