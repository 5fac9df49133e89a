"""Instance types, security groups, resource groups and the account's ENI quota."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.network.instance_type import InstanceType
from eniplan.network.members import MemberProblem, Row, each, flag, identifier, number, required, row_of, text
from eniplan.network.security_group import GroupType, SecurityGroup

if TYPE_CHECKING:
    from collections.abc import Mapping

ENI_QUOTA = "max-elastic-network-interfaces"
"""The attribute of DescribeAccountAttributes that limits ENIs per region."""

_GROUP_TYPES: Mapping[str, GroupType] = {"normal": "basic", "enterprise": "advanced"}


def instance_type_of(row: Row, _file: str) -> tuple[str, InstanceType]:
    """One instance type; a member that is missing stays unknown."""
    key = required(row, "InstanceTypeId")
    return key, InstanceType(
        id=key,
        eni_quantity=number(row, "EniQuantity"),
        ipv4_per_eni=number(row, "EniPrivateIpAddressQuantity"),
        ipv6_per_eni=number(row, "EniIpv6AddressQuantity"),
        trunk_supported=flag(row, "EniTrunkSupported"),
        eri_quantity=number(row, "EriQuantity"),
        max_queues_per_eni=number(row, "MaximumQueueNumberPerEni"),
        primary_queues=number(row, "PrimaryEniQueueNumber"),
        secondary_queues=number(row, "SecondaryEniQueueNumber"),
        total_queues=number(row, "TotalEniQueueQuantity"),
        queue_pairs=number(row, "QueuePairNumber"),
        eni_total_quantity=number(row, "EniTotalQuantity"),
    )


def security_group_of(row: Row, _file: str) -> tuple[str, SecurityGroup]:
    """One security group; an unknown type stays unknown, an empty VpcId is the classic network."""
    key = required(row, "SecurityGroupId")
    return key, SecurityGroup(
        id=key,
        vpc_id=None if row.get("VpcId") is None else identifier(row, "VpcId"),
        type=_GROUP_TYPES.get(text(row, "SecurityGroupType").casefold()),
        managed=flag(row, "ServiceManaged") is True,
        rule_count=number(row, "RuleCount"),
        name=text(row, "SecurityGroupName"),
    )


def resource_group_of(row: Row, _file: str) -> tuple[str, str]:
    """One resource group: its id, and again its id."""
    key = required(row, "Id")
    return key, key


def attribute_of(row: Row, _file: str) -> tuple[str, int | None]:
    """One account attribute: its name and, for the ENI quota alone, its first value."""
    name = required(row, "AttributeName")
    if name != ENI_QUOTA:
        return name, None
    values = each(row, "AttributeValues", "ValueItem", lambda value: number(row_of(value), "Value"))
    if not values or values[0] is None:
        raise MemberProblem("AttributeValues", f"{ENI_QUOTA} has no value")
    return name, values[0]
