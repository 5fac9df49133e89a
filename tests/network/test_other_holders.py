"""Addresses that only DescribeInstances shows, prefixes that only the usage of a block shows."""

from __future__ import annotations

import pytest

from eniplan.errors import MalformedFile
from eniplan.network.cidr import Cidr
from tests.network.answers import Json, block, blocks, coded, codes, eni, enis, prefixes, read, vswitch, vswitches

PAIR = vswitches(vswitch(), vswitch("vsw-2", "10.0.1.0/24"))


def instance(key: str, *own: str, attached: tuple[Json, ...] = (), where: str = "vsw-1") -> Json:
    """A page of DescribeInstances with one instance."""
    vpc = {"VpcId": "vpc-1", "VSwitchId": where, "PrivateIpAddress": {"IpAddress": list(own)}, "NatIpAddress": ""}
    row = {"InstanceId": key, "InstanceName": "n", "ZoneId": "z", "VpcAttributes": vpc,
           "NetworkInterfaces": {"NetworkInterface": list(attached)}}  # fmt: skip
    return {"Instances": {"Instance": [row]}}


def interface(key: str, primary: str, *members: tuple[str, object]) -> Json:
    """An ENI as DescribeInstances shows it."""
    sets = {"PrivateIpSet": [{"PrivateIpAddress": primary, "Primary": True}]}
    return {"NetworkInterfaceId": key, "PrimaryIpAddress": primary, "PrivateIpSets": sets, **dict(members)}


def test_addresses_of_a_listed_eni_are_no_news() -> None:
    """What DescribeNetworkInterfaces shows already has its owner."""
    answers = enis(eni()), instance("i-1", "10.0.0.5", attached=(interface("eni-1", "10.0.0.5"),))
    inventory = read(PAIR, *answers)
    assert (inventory.others, codes(inventory)) == ((), [])


def test_addresses_seen_only_in_the_instance_are_its_own() -> None:
    """They are in use, their owner is the instance, and it is no listed ENI."""
    attached = interface("eni-9", "10.0.1.9", ("Ipv6Sets", [{"Ipv6Address": "2001:db8::9"}]),
                         ("Ipv4PrefixSets", [{"Ipv4Prefix": "10.0.1.64/28"}]),
                         ("Ipv6PrefixSets", [{"Ipv6Prefix": "2001:db8:0:0:1::/80"}]))  # fmt: skip
    inventory = read(PAIR, instance("i-1", "10.0.0.7", attached=(attached,)))
    held = {one.vswitch_id: one for one in inventory.others}
    assert {"vsw-1", "vsw-2"} == set(held)
    assert held["vsw-1"].ipv4 == (0x0A000007,)
    assert ((0x0A000109,), (Cidr(4, 0x0A000140, 28),)) == (held["vsw-2"].ipv4, held["vsw-2"].ipv4_prefixes)
    assert {("i-1", "n", False, "i-1", "1.json")} == {
        (one.id, one.name, one.listed, one.instance_id, one.file) for one in held.values()
    }
    assert held["vsw-1"].ipv6 == ((0x20010DB8 << 96) + 9,)
    assert [str(prefix) for prefix in held["vsw-1"].ipv6_prefixes] == ["2001:db8:0:0:1::/80"]
    assert inventory.enis == {}


def test_ipv6_of_an_instance_lies_where_the_cidr_is() -> None:
    """An IPv6 address is looked for in the VSwitches of the VPC, as an IPv4 address is."""
    attached = interface("eni-9", "10.0.1.9", ("Ipv6Sets", [{"Ipv6Address": "2001:db8::9"}]))
    rows = vswitches(vswitch(), vswitch("vsw-2", "10.0.1.0/24", Ipv6CidrBlock="2001:db8::/64"))
    assert [one.vswitch_id for one in read(rows, instance("i-1", attached=(attached,))).others] == ["vsw-2"]


def test_one_prefix_text_in_two_vswitches() -> None:
    """Two VPCs may use the same addresses: both usages count."""
    second = usage("10.0.0.64/28", "eni-8", "vsw-2")
    second["CidrReservationUsages"][0]["VSwitchCidrReservationId"] = "vcr-2"
    assert {one.id for one in read(usage("10.0.0.64/28"), second).others} == {"eni-8", "eni-9"}


def test_an_address_that_the_listed_eni_lacks() -> None:
    """It is the instance's, in the VSwitch of the ENI it stands under."""
    listed = enis(eni("eni-2", "10.0.1.5", where="vsw-2"))
    attached = interface("eni-2", "10.0.1.5"), interface("eni-2", "10.0.0.99")
    found = read(PAIR, listed, instance("i-1", attached=attached)).others
    assert [(one.vswitch_id, one.ipv4) for one in found] == [("vsw-2", (0x0A000063,))]


def test_instance_without_vswitches_listed_keeps_its_own() -> None:
    """Where no VSwitch is known, the instance's own is taken."""
    assert [one.vswitch_id for one in read(instance("i-1", "10.0.0.7")).others] == ["vsw-1"]


def test_two_instances_with_one_address() -> None:
    """Both hold it, which is a contradiction with both names."""
    inventory = read(PAIR, instance("i-1", "10.0.0.7"), instance("i-2", "10.0.0.7"))
    assert [one.id for one in inventory.others] == ["i-1", "i-2"]
    message = coded(inventory, "TwoOwners")[0].message
    assert all(word in message for word in ("10.0.0.7", "i-1", "i-2"))


def test_masked_instance_is_refused() -> None:
    """The documentation's instance masks what is read."""
    with pytest.raises(MalformedFile, match="masked") as caught:
        read(instance("i-1", "172.17.**.**"))
    assert caught.value.where == "Instances.Instance[0].VpcAttributes.PrivateIpAddress.IpAddress[0]"


def usage(prefix: str, owner: str = "eni-9", where: str = "vsw-1") -> Json:
    """A page of GetVSwitchCidrReservationUsage."""
    row = {"VSwitchCidrReservationId": "vcr-1", "VSwitchId": where, "IpPrefixId": "p-1", "IpPrefixCidr": prefix,
           "ResourceId": owner, "ResourceType": "NetworkInterface"}  # fmt: skip
    return {"CidrReservationUsages": [row], "TotalCount": "1"}


def test_prefix_of_a_listed_eni_is_no_news() -> None:
    """The usage repeats what the ENI shows."""
    shown = enis(eni("eni-9", **prefixes("10.0.0.64/28")))
    inventory = read(PAIR, blocks(block()), shown, usage("10.0.0.64/28"))
    assert (inventory.others, codes(inventory)) == ((), [])


@pytest.mark.parametrize("where", ["vsw-1", ""], ids=["said", "known by the block"])
def test_prefix_that_no_eni_shows(where: str) -> None:
    """It is in use, and its owner is the resource."""
    found = read(PAIR, blocks(block()), usage("10.0.0.64/28", where=where)).others
    assert [("eni-9", "vsw-1", (Cidr(4, 0x0A000040, 28),), False)] == [
        (one.id, one.vswitch_id, one.ipv4_prefixes, one.listed) for one in found
    ]


def test_ipv6_usage_and_a_wrong_one() -> None:
    """IPv6 prefixes are /80; anything else is refused with its place."""
    assert [(Cidr(6, 0x20010DB8 << 96, 80),)] == [
        one.ipv6_prefixes for one in read(PAIR, usage("2001:db8::/80")).others
    ]
    with pytest.raises(MalformedFile, match="no prefix") as caught:
        read(usage("10.0.0.64/27"))
    assert caught.value.where == "CidrReservationUsages[0].IpPrefixCidr"
