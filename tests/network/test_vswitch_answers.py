"""VSwitches and reserved blocks."""

from __future__ import annotations

from typing import Any

import pytest

from eniplan.errors import MalformedFile
from eniplan.network.cidr import Cidr
from eniplan.network.vswitch import ReservedBlock, VSwitch
from tests.network.answers import block, blocks, coded, codes, read, vswitch, vswitches

DOCUMENTED = {
    "VpcId": "vpc-257gcdcdq64", "Status": "Available", "CreationTime": "2022-01-18T12:43:57Z", "IsDefault": True,
    "AvailableIpAddressCount": 1, "NetworkAclId": "nacl-a2do9e413e0spzasx", "OwnerId": 0,
    "VSwitchId": "vsw-25bcdxs7pv1", "CidrBlock": "172.16.0.0/24", "Description": "VSwitchDescription",
    "ResourceGroupId": "rg-acfmxazb4ph6aiy", "ZoneId": "cn-hangzhou-d", "Ipv6CidrBlock": "2408:4002:10c4:4e03::/64",
    "VSwitchName": "vSwitch", "ShareType": "Shared", "EnabledIpv6": True,
    "Tags": {"Tag": [{"Key": "department", "Value": "dev"}]},
    "RouteTable": {"RouteTableId": "vrt-bp145q7glnuzdv", "RouteTableType": "System"},
}  # fmt: skip


def test_documented_answer() -> None:
    """The documentation's VSwitch, unmasked: /24 with 1 address free, so 251 are taken by something."""
    found = read({"VSwitches": {"VSwitch": [DOCUMENTED]}}).vswitches["vsw-25bcdxs7pv1"]
    assert found == VSwitch(
        id="vsw-25bcdxs7pv1",
        cidr=Cidr(4, 0xAC100000, 24),
        ipv6_cidr=Cidr(6, 0x2408400210C44E03 << 64, 64),
        name="vSwitch",
        vpc_id="vpc-257gcdcdq64",
        zone_id="cn-hangzhou-d",
        region_id="cn-hangzhou",
        observed_free=1,
        unexplained_ipv4=251,
    )


@pytest.mark.parametrize(
    ("members", "attribute", "expected"),
    [
        ({"Ipv6CidrBlock": ""}, "ipv6_cidr", None),
        ({"Ipv6CidrBlock": None}, "ipv6_cidr", None),
        ({"Ipv6CidrBlock": "2001:db8::/64", "EnabledIpv6": False}, "ipv6_cidr", None),
        ({"Ipv6CidrBlock": "2001:db8::/64", "EnabledIpv6": "false"}, "ipv6_cidr", None),
        ({"Ipv6CidrBlock": "2001:db8::/64"}, "ipv6_cidr", Cidr(6, 0x20010DB8 << 96, 64)),
        ({"Status": "Pending"}, "status", "Pending"),
        ({}, "status", "Available"),
        ({"Status": None}, "status", "Available"),
        ({"RegionId": "cn-beijing"}, "region_id", "cn-beijing"),
        ({"ZoneId": "ap-southeast-1a"}, "region_id", "ap-southeast-1"),
        ({"ZoneId": ""}, "region_id", ""),
        ({"AvailableIpAddressCount": "251"}, "observed_free", 251),
        ({"AvailableIpAddressCount": ""}, "observed_free", None),
        ({}, "observed_free", None),
    ],
    ids=str,
)
def test_members_of_a_vswitch(members: dict[str, Any], attribute: str, expected: object) -> None:
    """What each member means, and what its absence means."""
    assert expected == getattr(read(vswitch(**members)).vswitches["vsw-1"], attribute)


def test_host_bits_are_a_warning_and_the_network_is_used() -> None:
    """10.0.0.7/24 is 10.0.0.0/24, said aloud; so is a reserved block's."""
    inventory = read(vswitches(vswitch(cidr="10.0.0.7/24")), blocks(block(cidr="10.0.0.70/26")))
    assert str(inventory.vswitches["vsw-1"].cidr) == "10.0.0.0/24"
    assert [Cidr(4, 0x0A000040, 26)] == [one.cidr for one in inventory.vswitches["vsw-1"].blocks]
    found = coded(inventory, "CidrHostBits")
    assert [(one.severity, one.file, one.subject) for one in found] == [
        ("warning", "0.json", "vsw-1"),
        ("warning", "1.json", "vcr-1"),
    ]
    assert "10.0.0.7/24" in found[0].message


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ({"CidrBlock": "10.0.0.0/15"}, "mask 15; a VSwitch's is from 16 to 29"),
        ({"CidrBlock": "10.0.0.0/30"}, "mask 30"),
        ({"CidrBlock": "2001:db8::/64"}, "IPv4"),
        ({"CidrBlock": "10.0.0.0"}, "no IPv4 CIDR"),
        ({"CidrBlock": "10.0.0.0/33"}, "no IPv4 CIDR"),
        ({"CidrBlock": "10.0.0.0/024"}, "no IPv4 CIDR"),
        ({"CidrBlock": ""}, "missing"),
        ({"Ipv6CidrBlock": "2001:db8::/56"}, "mask 56; a VSwitch's is 64$"),
        ({"Ipv6CidrBlock": "10.0.0.0/24"}, "no IPv6 CIDR"),
        ({"CidrBlock": "172.17.**.**/24"}, "masked"),
        ({"VSwitchId": "vsw-25bcdxs7pv1****"}, "masked"),
        ({"VSwitchId": ""}, "missing"),
        ({"VSwitchId": "vsw-\x1b[31m"}, "control character"),
        ({"VSwitchName": "\ud800"}, "lone surrogate"),
        ({"EnabledIpv6": "maybe"}, "neither true nor false"),
        ({"EnabledIpv6": 1}, "neither true nor false"),
        ({"AvailableIpAddressCount": True}, "no whole number"),
        ({"AvailableIpAddressCount": "9" * 5000}, "no whole number"),
        ({"AvailableIpAddressCount": 2.5}, "no whole number"),
    ],
    ids=str,
)
def test_impossible_vswitch_is_refused(members: dict[str, Any], words: str) -> None:
    """A value that no VSwitch can have: file, path and value."""
    with pytest.raises(MalformedFile, match=words) as caught:
        read(vswitches(vswitch(), vswitch(**{"VSwitchId": "vsw-2", **members})))
    assert f"VSwitches.VSwitch[1].{next(iter(members))}" == caught.value.where
    str(caught.value).encode()


def test_masked_value_says_what_to_do() -> None:
    """The refusal names the file, the path and the value."""
    with pytest.raises(MalformedFile) as caught:
        read(vswitches(vswitch(VpcId="vpc-****")))
    assert "0.json, VSwitches.VSwitch[0].VpcId: 'vpc-****' is masked" in str(caught.value)
    assert "give the real value" in str(caught.value)


def test_masked_name_is_a_name() -> None:
    """Only ids and addresses are read for masks; a name may hold a star."""
    assert read(vswitch(VSwitchName="we*b")).vswitches["vsw-1"].name == "we*b"


def test_assembled_reservation() -> None:
    """The SDK's example row, unmasked: no Status, which is taken as Assigned with a note."""
    row = {
        "AvailableCidrCount": 1, "IpVersion": "IPv4", "Type": "prefix", "VSwitchId": "vsw-25",
        "VSwitchCidrReservationCidr": "192.168.1.64/28", "VSwitchCidrReservationDescription": "d",
        "VSwitchCidrReservationId": "vcr-bp1", "VSwitchCidrReservationName": "n",
    }  # fmt: skip
    inventory = read(vswitch("vsw-25", "192.168.1.0/24"), {"NextToken": "", "VSwitchCidrReservations": [row]})
    assert (ReservedBlock(id="vcr-bp1", cidr=Cidr(4, 0xC0A80140, 28)),) == inventory.vswitches["vsw-25"].blocks
    assert [(one.severity, one.subject) for one in coded(inventory, "StatusMissing")] == [("note", "vcr-bp1")]


def test_status_of_blocks() -> None:
    """A Released block is gone; the others keep their status."""
    rows = [block(f"vcr-{n}", f"10.0.0.{16 * n}/28", Status=status) for n, status in enumerate(
        ("Assigned", "Assigning", "Releasing", "Released"), 1)]  # fmt: skip
    found = read(vswitch(), blocks(*rows)).vswitches["vsw-1"].blocks
    assert [(b.id, b.status) for b in found] == [("vcr-1", "Assigned"), ("vcr-2", "Assigning"), ("vcr-3", "Releasing")]


@pytest.mark.parametrize(
    ("cidr", "words"),
    [
        ("10.0.1.0/26", "not a part"),
        ("10.0.0.0/24", "not a part"),
        ("10.0.0.0/26", "system address"),
        ("10.0.0.192/26", "system address"),
        ("10.0.0.0/25", "system address"),
        ("10.0.0.64/29", "smaller than a prefix"),
        ("2001:db8::/66", "no"),
    ],
)
def test_impossible_block_is_left_out_with_a_warning(cidr: str, words: str) -> None:
    """A block that the VPC API would never have made gives no pool."""
    inventory = read(vswitch(), blocks(block(cidr=cidr), block("vcr-2", "10.0.0.128/26")))
    assert [one.id for one in inventory.vswitches["vsw-1"].blocks] == ["vcr-2"]
    finding = coded(inventory, "BadReservedBlock")[0]
    assert (
        finding.severity, finding.file, finding.subject, finding.vswitch,
    ) == ("warning", "1.json", "vcr-1", "vsw-1")  # fmt: skip
    assert words in finding.message


@pytest.mark.parametrize(
    ("cidrs", "kept"),
    [
        (("10.0.0.64/28", "10.0.0.64/26"), ["vcr-1"]),
        (("10.0.0.64/26", "10.0.0.112/28"), ["vcr-0"]),
        (("10.0.0.64/26", "10.0.0.64/26"), ["vcr-0"]),
        (("10.0.0.64/28", "10.0.0.80/28"), ["vcr-0", "vcr-1"]),
    ],
)
def test_of_overlapping_blocks_the_larger_stays(cidrs: tuple[str, ...], kept: list[str]) -> None:
    """Two blocks of one VSwitch do not overlap; if they do, a warning and the larger (or first) one."""
    inventory = read(vswitch(), blocks(*(block(f"vcr-{n}", cidr) for n, cidr in enumerate(cidrs))))
    assert kept == [one.id for one in inventory.vswitches["vsw-1"].blocks]
    assert 2 - len(kept) == len(coded(inventory, "BadReservedBlock"))


def test_ipv6_block_and_the_order_of_the_file() -> None:
    """IPv6 blocks are known by their text or IpVersion; blocks keep the file's order."""
    rows = (block("vcr-6", "2001:db8:0:0:4000::/66", IpVersion="IPv6"), block("vcr-4"), block("vcr-s", "10.0.0.32/28"))
    found = read(vswitch(Ipv6CidrBlock="2001:db8::/64"), blocks(*rows)).vswitches["vsw-1"]
    assert [one.id for one in found.blocks] == ["vcr-6", "vcr-4", "vcr-s"]
    assert found.has_prefixes(6)


def test_blocks_of_an_unknown_vswitch() -> None:
    """One warning for each VSwitch that no file shows."""
    inventory = read(vswitch(), blocks(block(where="vsw-9"), block("vcr-2", "10.0.9.0/28", where="vsw-9")))
    assert codes(inventory) == ["UnknownVSwitch"]
    assert (inventory.findings[0].subject, "2 reserved" in inventory.findings[0].message) == ("vsw-9", True)


def test_the_note_about_status_counts() -> None:
    """One note for a file, with the number of blocks."""
    rows = [block(f"vcr-{n}", f"10.0.0.{16 * n}/28", Status=None) for n in range(1, 4)]
    for count, words in ((1, "vcr-1 without"), (2, "vcr-1 and 1 more without"), (3, "vcr-1 and 2 more without")):
        assert words in coded(read(vswitch(), blocks(*rows[:count])), "StatusMissing")[0].message


def test_host_bits_of_ipv6() -> None:
    """The network that is used is named; where IPv6 is off, none is."""
    written = {"Ipv6CidrBlock": "2001:db8::1/64"}
    on, off = read(vswitch(**written)), read(vswitch(**written, EnabledIpv6=False))
    assert coded(on, "CidrHostBits")[0].message.endswith("has host bits; its network 2001:db8::/64 is used")
    assert coded(off, "CidrHostBits")[0].message.endswith("vsw-1 has host bits")
