"""Instance types, security groups, resource groups and the ENI quota."""

from __future__ import annotations

import pytest

from eniplan.errors import MalformedFile
from eniplan.network.instance_type import InstanceType
from eniplan.network.security_group import SecurityGroup
from tests.network.answers import Json, coded, codes, read, vswitch

RECORDED = {
    "PrimaryEniQueueNumber": 4, "TotalEniQueueQuantity": 16, "EniTrunkSupported": True, "InstanceTypeFamily": "ecs.g7",
    "EriQuantity": 0, "Clock": {}, "EnhancedNetwork": {}, "SecondaryEniQueueNumber": 4,
    "InstanceTypeId": "ecs.g7.xlarge", "SupportedBootModes": {"SupportedBootMode": ["BIOS", "UEFI"]}, "MemorySize": 16,
    "MaximumQueueNumberPerEni": 4, "EniIpv6AddressQuantity": 15, "EniTotalQuantity": 20, "CpuCoreCount": 4,
    "EniQuantity": 4, "CpuTurboFrequency": 3.5, "EniPrivateIpAddressQuantity": 15,
}  # fmt: skip


def test_recorded_instance_type() -> None:
    """A recorded answer: every limit, and QueuePairNumber unknown where it is absent."""
    inventory = read({"RequestId": "1", "NextToken": "", "InstanceTypes": {"InstanceType": [RECORDED]}})
    assert {"ecs.g7.xlarge": InstanceType(
        id="ecs.g7.xlarge", eni_quantity=4, ipv4_per_eni=15, ipv6_per_eni=15, trunk_supported=True, eri_quantity=0,
        max_queues_per_eni=4, primary_queues=4, secondary_queues=4, total_queues=16, queue_pairs=None,
        eni_total_quantity=20,
    )} == inventory.instance_types  # fmt: skip
    assert codes(inventory) == []


def test_instance_type_knows_no_more_than_the_file() -> None:
    """What is missing is None; numbers may be texts; QueuePairNumber is read."""
    found = read({"InstanceTypes": [{"InstanceTypeId": "ecs.r", "QueuePairNumber": "22"}]}).instance_types
    assert {"ecs.r": InstanceType(id="ecs.r", queue_pairs=22)} == found


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({"SecurityGroupType": "normal", "VpcId": "vpc-1"}, SecurityGroup(id="sg-1", type="basic", vpc_id="vpc-1")),
        ({"SecurityGroupType": "enterprise", "VpcId": ""}, SecurityGroup(id="sg-1", type="advanced", vpc_id="")),
        ({"SecurityGroupType": "odd"}, SecurityGroup(id="sg-1")),
        ({"ServiceManaged": True, "RuleCount": 7}, SecurityGroup(id="sg-1", managed=True, rule_count=7)),
        ({"SecurityGroupName": "web", "VpcId": None}, SecurityGroup(id="sg-1", name="web")),
    ],
    ids=str,
)
def test_security_group(members: Json, expected: SecurityGroup) -> None:
    """The API's normal is basic, its enterprise advanced; an empty VPC is the classic network."""
    inventory = read({"SecurityGroups": {"SecurityGroup": [{"SecurityGroupId": "sg-1", **members}]}})
    assert {"sg-1": expected} == inventory.security_groups


def test_listings_are_known_even_when_empty() -> None:
    """No security group is a fact, no listing of them is ignorance."""
    nothing, empty = read(vswitch()), read({"SecurityGroups": {}}, {"ResourceGroups": None})
    assert (nothing.lists_security_groups, nothing.lists_resource_groups) == (False, False)
    assert (empty.lists_security_groups, empty.lists_resource_groups) == (True, True)


def quota(value: object) -> Json:
    """DescribeAccountAttributes as documented, with other attributes around the one that is read."""
    items = [{"AttributeName": "max-security-groups", "AttributeValues": {"ValueItem": [{"Value": "100"}]}},
             {"AttributeName": "max-elastic-network-interfaces",
              "AttributeValues": {"ValueItem": [{"Value": value}]}},
             {"AttributeName": "supported-postpaid-instance-types",
              "AttributeValues": {"ValueItem": [{"Value": "ecs.g5.2xlarge"}, {"Value": "x"}]}}]  # fmt: skip
    return {"AccountAttributeItems": {"AccountAttributeItem": items}, "RequestId": "1"}


def test_eni_quota_with_its_source() -> None:
    """The quota goes into the profile and says where it comes from; without the answer it is unknown."""
    profile = read(quota("5000")).profile
    assert (profile.eni_quota, profile.source("eni_quota")) == (5000, "DescribeAccountAttributes in 0.json")
    assert (profile.security_groups_per_eni, read(vswitch()).profile.eni_quota) == (10, 0)


def test_later_quota_wins_with_a_note() -> None:
    """A later answer replaces the quota."""
    inventory = read(quota(100), quota(200))
    assert (inventory.profile.eni_quota, len(coded(inventory, "LaterFileWins"))) == (200, 1)


@pytest.mark.parametrize(("value", "place"), [("many", ".ValueItem[0].Value"), ("", ""), (None, "")])
def test_quota_that_is_no_number(value: object, place: str) -> None:
    """A quota that cannot be read is refused with its place."""
    with pytest.raises(MalformedFile) as caught:
        read(quota(value))
    assert caught.value.where.endswith(f"AccountAttributeItem[1].AttributeValues{place}")


def test_resource_groups() -> None:
    """Only ids matter."""
    assert {"rg-1", "rg-2"} == read({"ResourceGroups": [{"Id": "rg-1"}, {"Id": "rg-2", "Name": "x"}]}).resource_groups
