"""What the VSwitch says of a request: cause and not consequence, addresses in use, system addresses, regions."""

from __future__ import annotations

import pytest

from eniplan.network.eni import ENI
from tests.validation.world import Json, World, at, errors, findings, lints, reserved, said

LAST6 = "2001:db8:0:1:ffff:ffff:ffff:ff"
IN_USE = "InvalidPrivateIpAddress.Duplicated"
NO_BLOCK = "InvalidOperation.VSwitchCidrReservationNotExist"
OUTSIDE = "InvalidIp.IpPrefixMustInReserveSegment"


@pytest.mark.parametrize(
    ("octet", "system"), [(0, True), (1, False), (2, False), (252, False), (253, True), (254, True), (255, True)]
)
def test_ipv4_system_addresses(octet: int, system: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """The first and the last three."""
    expected = [("InvalidVSwitchId.IpInvalid", "PrimaryIpAddress")] if system else []
    assert errors({"PrimaryIpAddress": f"10.0.0.{octet}"}) == expected


@pytest.mark.parametrize(("text", "system"), [
    ("2001:db8:0:1::", True), ("2001:db8:0:1::1", False), (f"{LAST6}f6", False), (f"{LAST6}f7", True),
    (f"{LAST6}ff", True),
])  # fmt: skip
def test_ipv6_system_addresses(text: str, system: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """The first and the last nine."""
    assert errors({"Ipv6Address": [text]}) == ([("InvalidIp.Address", "Ipv6Address.1")] if system else [])


def test_ipv6_off_is_said_alone() -> None:
    """Not also that the addresses lie outside, or that there is no reserved block (decision)."""
    world = World(vswitch={"ipv6_cidr": None, "blocks": ()}, enis=())
    members: Json = {"Ipv6Address": ["2001:db8:9::1"], "Ipv6Prefix": ["2001:db8:9:1:1::/80"]}
    assert errors(members, world) == [("InvalidOperation.VSwitchIpv6Disabled", "Ipv6Address")]
    counted: Json = {"Ipv6PrefixCount": 1}
    assert errors(counted, world) == [("InvalidOperation.VSwitchIpv6Disabled", "Ipv6PrefixCount")]


@pytest.mark.parametrize("status", ["Assigning", "Releasing"])
def test_no_assigned_block_is_said_alone(status: str) -> None:
    """Not also that the prefix lies outside, or that there are not enough; the message names what there is."""
    world = World(vswitch={"blocks": reserved("10.0.0.64/26", status=status)}, enis=())
    assert errors({"Ipv4Prefix": ["10.0.0.128/28"]}, world) == [(NO_BLOCK, "Ipv4Prefix")]
    assert errors({"Ipv4PrefixCount": 10}, world) == [(NO_BLOCK, "Ipv4PrefixCount")]
    assert f"10.0.0.64/26 is {status}" in findings({"Ipv4PrefixCount": 1}, world)[0].message


def test_blocks_of_the_other_family_do_not_help() -> None:
    """An IPv6 block gives no IPv4 prefixes, and both may be missing."""
    world = World(vswitch={"blocks": reserved("2001:db8:0:1:4000::/66")}, enis=())
    assert errors({"Ipv4PrefixCount": 1, "Ipv6PrefixCount": 1}, world) == [(NO_BLOCK, "Ipv4PrefixCount")]
    assert errors({"Ipv4PrefixCount": 1, "Ipv6PrefixCount": 1}, World(vswitch={"blocks": ()}, enis=())) == [
        (NO_BLOCK, "Ipv4PrefixCount"), (NO_BLOCK, "Ipv6PrefixCount"),
    ]  # fmt: skip


def test_a_prefix_in_a_block_that_is_not_assigned() -> None:
    """Beside an Assigned block: outside of the blocks that give prefixes."""
    world = World(vswitch={"blocks": reserved("10.0.0.64/27") + reserved("10.0.0.128/27", status="Releasing")}, enis=())
    assert errors({"Ipv4Prefix": ["10.0.0.64/28"]}, world) == []
    assert errors({"Ipv4Prefix": ["10.0.0.128/28"]}, world) == [(OUTSIDE, "Ipv4Prefix.1")]
    assert errors({"Ipv4Prefix": ["10.9.0.0/28"]}, world) == [(OUTSIDE, "Ipv4Prefix.1")]


def test_a_prefix_over_a_single_address() -> None:
    """One used address inside spoils the prefix."""
    world = World(enis=(ENI(id="eni-2", vswitch_id="vsw-1", primary=at("10.0.0.127")),))
    assert errors({"Ipv4Prefix": ["10.0.0.112/28"]}, world) == [("InvalidIp.IpPrefixNotAvailable", "Ipv4Prefix.1")]
    assert errors({"Ipv4Prefix": ["10.0.0.96/28"]}, world) == []


def test_addresses_in_use_name_their_owner() -> None:
    """Single and inside a prefix, IPv4 and IPv6."""
    members: Json = {
        "PrimaryIpAddress": "10.0.0.10",
        "PrivateIpAddress": ["10.0.0.64", "10.0.0.80"],
        "Ipv6Address": ["2001:db8:0:1::100", "2001:db8:0:1:4000:ffff::", "2001:db8:0:1::101"],
    }
    assert errors(members) == [
        (IN_USE, "PrimaryIpAddress"),
        (IN_USE, "PrivateIpAddress.1"),
        ("InvalidOperation.AddressAlreadyAllocated", "Ipv6Address.1"),
        ("InvalidOperation.AddressAlreadyAllocated", "Ipv6Address.2"),
    ]
    assert all("eni-1" in finding.message for finding in findings(members) if finding.is_error)


@pytest.mark.parametrize("octet", [80, 88, 95])
def test_a_prefix_over_an_address_names_its_owner(octet: int) -> None:
    """Wherever in the /28 it lies; neighbours of the /28 are nobody's business."""
    others = tuple(
        ENI(id=f"eni-{place}", vswitch_id="vsw-1", primary=at(f"10.0.0.{place}")) for place in (octet, 79, 96)
    )
    [finding] = [found for found in findings({"Ipv4Prefix": ["10.0.0.80/28"]}, World(enis=others)) if found.is_error]
    assert finding.message == f"10.0.0.80/28 overlaps what eni-{octet} holds; name a free prefix"


def test_addresses_in_blocks_of_any_status_are_unconfirmed() -> None:
    """A warning for each, and no error."""
    world = World(vswitch={"blocks": reserved("10.0.0.64/26", status="Assigning")}, enis=())
    assert errors({"PrimaryIpAddress": "10.0.0.64"}, world) == []
    assert ("AddressInReservedBlock", "PrimaryIpAddress") in lints({"PrimaryIpAddress": "10.0.0.64"}, world)


def test_region_of_the_vswitch() -> None:
    """Another region: not found, and no other rule looks at it; the message names both."""
    [finding] = [found for found in findings({"VSwitchId": "vsw-far", "PrimaryIpAddress": "1.2.3.4"}) if found.is_error]
    assert (finding.code, finding.parameter) == ("InvalidVSwitchId.NotFound", "VSwitchId")
    assert "cn-shanghai" in finding.message
    assert "cn-hangzhou" in finding.message


@pytest.mark.parametrize(("zone", "region"), [("", ""), ("cn-hangzhou-h", "cn-hangzhou")])
def test_vswitch_without_a_region_is_judged_all_the_same(zone: str, region: str) -> None:
    """Zone and region missing: the rest of the facts count."""
    world = World(vswitch={"zone_id": zone, "region_id": region}, zone="cn-hangzhou-h")
    assert errors({"PrimaryIpAddress": "10.0.0.10"}, world) == [(IN_USE, "PrimaryIpAddress")]


def test_request_without_a_region_is_judged_all_the_same() -> None:
    """The missing region is said, and the address in use too."""
    found = errors({"RegionId": None, "PrimaryIpAddress": "10.0.0.10"})
    assert found == [("MissingParameter", "RegionId"), (IN_USE, "PrimaryIpAddress")]


@pytest.mark.parametrize(
    ("region", "found"), [("ap-southeast-1", []), ("ap-southeast-1a", ["InvalidVSwitchId.NotFound"])]
)
def test_region_with_a_digit(region: str, found: list[str]) -> None:
    """The region of a VSwitch in zone ap-southeast-1a is ap-southeast-1."""
    world = World(vswitch={"zone_id": "ap-southeast-1a", "region_id": "ap-southeast-1"})
    assert [code for code, _ in errors({"RegionId": region}, world)] == found


@pytest.mark.parametrize("status", ["Pending", "Deleting", "available", ""])
def test_vswitch_status(status: str) -> None:
    """Anything but Available, to the letter."""
    assert errors({}, World(vswitch={"status": status})) == [("IncorrectVSwitchStatus", "VSwitchId")]


def test_resource_group() -> None:
    """Checked where there is a listing, even an empty one."""
    missing = [("InvalidResourceGroup.NotFound", "ResourceGroupId")]
    assert errors({"ResourceGroupId": "rg-1"}, World(inventory={"resource_groups": frozenset()})) == missing
    unlisted = World(inventory={"lists_resource_groups": False, "resource_groups": frozenset()})
    assert errors({"ResourceGroupId": "rg-1"}, unlisted) == []
    assert ("Lint.NotChecked", "") in said(findings({"ResourceGroupId": "rg-1"}, unlisted))
