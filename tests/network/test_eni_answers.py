"""ENIs of DescribeNetworkInterfaces."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from eniplan.errors import MalformedFile
from eniplan.network.cidr import Cidr
from eniplan.network.eni import ENI
from tests.network.answers import coded, eni, enis, prefixes, private, read

DOCUMENTED: dict[str, Any] = {
    "CreationTime": "2019-12-25T12:31:31Z", "VpcId": "vpc-bp1j7w3gc1cexjqd", "Type": "Secondary",
    "Status": "Available", "NetworkInterfaceTrafficMode": "Standard", "NetworkInterfaceName": "my-eni-name",
    "MacAddress": "00:16:3e:12:**:**", "QueuePairNumber": 0, "NetworkInterfaceId": "eni-bp125p95hhdhn3ot",
    "ServiceID": 12345678910, "InstanceId": "i-bp1e2l6djkndyuli", "OwnerId": "123456****", "ServiceManaged": True,
    "VSwitchId": "vsw-bp16usj2p27htro3", "Description": "DescriptionTest", "ResourceGroupId": "rg-2ze88m67qx5z****",
    "ZoneId": "cn-hangzhou-e", "PrivateIpAddress": "172.17.0.5", "QueueNumber": 8,
    "PrivateIpSets": {"PrivateIpSet": [
        {"PrivateIpAddress": "172.17.0.5", "Primary": True,
         "AssociatedPublicIp": {"PublicIpAddress": "116.62.**.**", "AllocationId": None}, "PrivateDnsName": "D"},
        {"PrivateIpAddress": "172.17.0.9", "Primary": False}]},
    "Ipv6Sets": {"Ipv6Set": [{"Ipv6Address": "2408:4321:180:1701:94c7:bc38:3bfa:9"}]},
    "Ipv4PrefixSets": {"Ipv4PrefixSet": [{"Ipv4Prefix": "172.17.0.64/28"}]},
    "Ipv6PrefixSets": {"Ipv6PrefixSet": [{"Ipv6Prefix": "2408:4321:180:1701:1::/80"}]},
    "Tags": {"Tag": [{"TagValue": "TestValue", "TagKey": "TestKey"}]},
    "SecurityGroupIds": {"SecurityGroupId": ["sg-bp18kz60mefsicfg"]},
    "AssociatedPublicIp": {"PublicIpAddress": "116.62.**.**", "AllocationId": None},
    "Attachment": {"DeviceIndex": 0, "InstanceId": None, "TrunkNetworkInterfaceId": None, "NetworkCardIndex": 0},
    "DeleteOnRelease": True, "SourceDestCheck": False,
}  # fmt: skip


def test_documented_answer() -> None:
    """The documentation's ENI with real values where it masks what is read; masks elsewhere do no harm."""
    found = read(enis(DOCUMENTED)).enis["eni-bp125p95hhdhn3ot"]
    assert found == ENI(
        id="eni-bp125p95hhdhn3ot",
        name="my-eni-name",
        vswitch_id="vsw-bp16usj2p27htro3",
        vpc_id="vpc-bp1j7w3gc1cexjqd",
        zone_id="cn-hangzhou-e",
        status="Available",
        primary=0xAC110005,
        secondary=(0xAC110009,),
        ipv6=(0x240843210180170194C7BC383BFA0009,),
        ipv4_prefixes=(Cidr(4, 0xAC110040, 28),),
        ipv6_prefixes=(Cidr(6, 0x24084321018017010001 << 48, 80),),
        security_group_ids=("sg-bp18kz60mefsicfg",),
        instance_id="i-bp1e2l6djkndyuli",
        tags=(("TestKey", "TestValue"),),
    )
    assert (found.file, found.listed) == ("0.json", True)


ATTRIBUTES = {
    "PrivateIpSets": "secondary",
    "Ipv6Sets": "ipv6",
    "Ipv4PrefixSets": "ipv4_prefixes",
    "Ipv6PrefixSets": "ipv6_prefixes",
    "Tags": "tags",
    "SecurityGroupIds": "security_group_ids",
}


@pytest.mark.parametrize("outer", ATTRIBUTES)
@pytest.mark.parametrize("shape", ["plain", "null", "inner null", "missing"])
def test_lists_in_every_shape(outer: str, shape: str) -> None:
    """A list plain reads as wrapped; null and missing read as empty."""
    row = copy.deepcopy(DOCUMENTED)
    inner, items = next(iter(row[outer].items()))
    row[outer] = {"plain": items, "null": None, "inner null": {inner: None}, "missing": None}[shape]
    if shape == "missing":
        del row[outer]
    whole = read(enis(DOCUMENTED)).enis["eni-bp125p95hhdhn3ot"]
    found = read(enis(row)).enis["eni-bp125p95hhdhn3ot"]
    attribute = ATTRIBUTES[outer]
    assert (getattr(whole, attribute) if shape == "plain" else ()) == getattr(found, attribute)
    assert found.primary == 0xAC110005


@pytest.mark.parametrize(
    ("members", "attribute", "expected"),
    [
        ({"Tags": [{"Key": "a", "Value": "b"}, {"TagKey": "c", "TagValue": ""}]}, "tags", (("a", "b"), ("c", ""))),
        ({"Attachment": {"InstanceId": "i-2"}, "InstanceId": "i-1"}, "instance_id", "i-2"),
        ({"Attachment": {"InstanceId": ""}, "InstanceId": "i-1"}, "instance_id", "i-1"),
        ({"Attachment": None}, "instance_id", ""),
        ({"Type": "Trunk"}, "eni_type", "Trunk"),
        ({}, "eni_type", "Secondary"),
        ({"Status": "InUse"}, "status", "InUse"),
        ({"ServiceManaged": "odd, and not read"}, "primary", 0x0A000005),
        (private("10.0.0.5", "10.0.0.8", "10.0.0.7", "10.0.0.8"), "secondary", (0x0A000008, 0x0A000007)),
    ],
    ids=str,
)
def test_members_of_an_eni(members: dict[str, Any], attribute: str, expected: object) -> None:
    """What each member means, and what its absence means."""
    assert expected == getattr(read(enis(eni(**members))).enis["eni-1"], attribute)


def test_primary_comes_from_the_list_where_no_member_says_it() -> None:
    """The PrivateIpSet with Primary true, also as text; without one, no primary address is known."""
    rows = [{"PrivateIpAddress": "10.0.0.7"}, {"PrivateIpAddress": "10.0.0.6", "Primary": "true"}]
    found = read(enis(eni(primary=None, PrivateIpSets=rows), eni("eni-2", None, PrivateIpSets=rows[:1]))).enis
    assert (found["eni-1"].primary, found["eni-1"].secondary) == (0x0A000006, (0x0A000007,))
    assert (found["eni-2"].primary, found["eni-2"].secondary) == (None, (0x0A000007,))


@pytest.mark.parametrize(
    ("members", "path", "words"),
    [
        ({"PrivateIpAddress": "172.17.**.**"}, "PrivateIpAddress", r"'172\.17\.\*\*\.\*\*' is masked"),
        ({"PrivateIpAddress": "10.0.0.05"}, "PrivateIpAddress", "no IPv4 address"),
        ({"PrivateIpAddress": "2001:db8::1"}, "PrivateIpAddress", "no IPv4 address"),
        ({"PrivateIpAddress": " 10.0.0.5"}, "PrivateIpAddress", "no IPv4 address"),
        ({"PrivateIpAddress": 5}, "PrivateIpAddress", "5 is a number where a text belongs"),
        (private("10.0.0.6", "10.0.0.256"), "PrivateIpSets.PrivateIpSet[1].PrivateIpAddress", "no IPv4 address"),
        ({"PrivateIpSets": [{}]}, "PrivateIpSets[0].PrivateIpAddress", "missing"),
        ({"PrivateIpSets": ["10.0.0.6"]}, "PrivateIpSets[0]", "where an object belongs"),
        ({"Ipv6Sets": [{"Ipv6Address": "10.0.0.1"}]}, "Ipv6Sets[0].Ipv6Address", "no IPv6 address"),
        ({"Ipv6Sets": [{"Ipv6Address": "fe80::1%eth0"}]}, "Ipv6Sets[0].Ipv6Address", "no IPv6 address"),
        (prefixes("10.0.0.64/27"), "Ipv4PrefixSets.Ipv4PrefixSet[0].Ipv4Prefix", "no IPv4 prefix"),
        (prefixes("10.0.0.65/28"), "Ipv4PrefixSets.Ipv4PrefixSet[0].Ipv4Prefix", "no IPv4 prefix"),
        (prefixes("hide"), "Ipv4PrefixSets.Ipv4PrefixSet[0].Ipv4Prefix", "'hide' is no IPv4 prefix"),
        (prefixes("2001:db8::/64"), "Ipv6PrefixSets.Ipv6PrefixSet[0].Ipv6Prefix", "no IPv6 prefix"),
        ({"SecurityGroupIds": {"SecurityGroupId": ["sg-1", 5]}}, "SecurityGroupIds.SecurityGroupId[1]", "a number"),
        ({"SecurityGroupIds": ["sg-****"]}, "SecurityGroupIds[0]", "masked"),
        ({"NetworkInterfaceId": "eni-****"}, "NetworkInterfaceId", "masked"),
        ({"NetworkInterfaceId": None}, "NetworkInterfaceId", "missing"),
        ({"Attachment": "i-1"}, "Attachment", "where an object belongs"),
        ({"Tags": {"Tag": [{"TagKey": 1}]}}, "Tags.Tag[0].TagKey", "a number where a text belongs"),
        ({"VSwitchId": "\ud800"}, "VSwitchId", "surrogate"),
        ({"PrivateIpAddress": "10.0.0.5\x00"}, "PrivateIpAddress", "control character"),
    ],
    ids=str,
)  # fmt: skip
def test_impossible_member_is_refused_with_its_path(members: dict[str, Any], path: str, words: str) -> None:
    """File, path inside the file and value stand in the refusal."""
    with pytest.raises(MalformedFile, match=words) as caught:
        read(enis(eni("eni-0", "10.0.0.99"), eni(**members)))
    assert ("0.json", f"NetworkInterfaceSets.NetworkInterfaceSet[1].{path}") == (caught.value.path, caught.value.where)
    str(caught.value).encode()


def test_equal_facts_in_two_files_are_equal_enis() -> None:
    """The file is where it was read, not what it is: an identical repeat needs no note."""
    inventory = read(enis(eni()), enis(eni()))
    assert (inventory.enis["eni-1"].file, coded(inventory, "LaterFileWins")) == ("1.json", [])
