"""Answers are known by their shape: each kind wrapped, plain, null and missing; arrays, errors, unknown values."""

from __future__ import annotations

from typing import Any

import pytest

from eniplan.errors import MalformedFile
from eniplan.network.inventory import Inventory
from eniplan.network.json_text import Answer
from eniplan.network.shapes import KINDS, ErrorAnswer, Kind, Page, Unknown, recognised
from tests.network.answers import block, blocks, coded, codes, eni, enis, read, vswitch, vswitches

ROWS: dict[str, tuple[dict[str, Any], str, object]] = {
    "DescribeVSwitches": (vswitch(), "vswitches", ["vsw-1"]),
    "DescribeNetworkInterfaces": (eni(), "enis", ["eni-1"]),
    "DescribeInstanceTypes": ({"InstanceTypeId": "ecs.x"}, "instance_types", ["ecs.x"]),
    "DescribeSecurityGroups": ({"SecurityGroupId": "sg-1"}, "security_groups", ["sg-1"]),
    "ListResourceGroups": ({"Id": "rg-1"}, "resource_groups", ["rg-1"]),
    "DescribeInstances": (
        {"InstanceId": "i-1", "VpcAttributes": {"VSwitchId": "vsw-1", "PrivateIpAddress": {"IpAddress": ["10.0.0.9"]}}},
        "others", ["i-1"],
    ),
    "GetVSwitchCidrReservationUsage": (
        {"VSwitchId": "vsw-1", "IpPrefixCidr": "10.0.0.64/28", "ResourceId": "eni-9"}, "others", ["eni-9"],
    ),
    "DescribeAccountAttributes": (
        {"AttributeName": "max-elastic-network-interfaces", "AttributeValues": {"ValueItem": [{"Value": "77"}]}},
        "profile", 77,
    ),
    "ListVSwitchCidrReservations": (block(), "vswitches", ["vcr-1"]),
}  # fmt: skip


def seen(kind: Kind, inventory: Inventory) -> object:
    """What an inventory has of the row above."""
    if kind.action == "DescribeAccountAttributes":
        return inventory.profile.eni_quota
    if kind.action == "ListVSwitchCidrReservations":
        return [one.id for vswitch in inventory.vswitches.values() for one in vswitch.blocks]
    things = getattr(inventory, ROWS[kind.action][1])
    return [thing if isinstance(thing, str) else thing.id for thing in things]


def test_every_kind_has_a_case() -> None:
    """A new kind of answer needs a row in this file."""
    assert {kind.action for kind in KINDS} == set(ROWS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.action)
@pytest.mark.parametrize("is_wrapped", [True, False], ids=["wrapped", "plain"])
def test_listing_wrapped_or_plain(kind: Kind, *, is_wrapped: bool) -> None:
    """Rows are found in {"Outer": {"Inner": [...]}} and in {"Outer": [...]}."""
    row, _, expected = ROWS[kind.action]
    rows: object = {kind.inner: [row]} if is_wrapped else [row]
    home = [vswitches(vswitch())] if kind.action == "ListVSwitchCidrReservations" else []
    assert expected == seen(kind, read(*home, {"RequestId": "1", kind.outer: rows, "New": {"member": 1}}))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.action)
@pytest.mark.parametrize("shape", [None, [], {}, "inner null", "inner empty"], ids=str)
def test_listing_null_or_missing(kind: Kind, shape: object) -> None:
    """A list that is null, empty or missing is a listing without rows, and known all the same."""
    rows = {"inner null": {kind.inner: None}, "inner empty": {kind.inner: []}}.get(str(shape), shape)
    found = list(recognised(Answer("a", {kind.outer: rows})))
    assert [(kind, [])] == [(page.kind, page.rows) for page in found if isinstance(page, Page)]
    assert codes(read({kind.outer: rows})) == []


def test_bare_vswitch_and_eni() -> None:
    """DescribeVSwitchAttributes and the answer of CreateNetworkInterface have no list around them."""
    inventory = read({"RequestId": "1", **vswitch()}, {"RequestId": "2", **eni()}, block())
    assert (list(inventory.vswitches), list(inventory.enis)) == (["vsw-1"], ["eni-1"])
    assert [one.id for one in inventory.vswitches["vsw-1"].blocks] == ["vcr-1"]


def test_array_of_different_answers() -> None:
    """One file may hold pages of several listings."""
    inventory = read([vswitches(vswitch()), enis(eni()), enis(eni("eni-2", "10.0.0.6"))])
    assert (list(inventory.vswitches), list(inventory.enis)) == (["vsw-1"], ["eni-1", "eni-2"])


def test_error_answer_is_a_warning_that_names_it() -> None:
    """A recorded error is no answer, and no reason to stop."""
    error = {"RequestId": "1", "HostId": "h", "Code": "Forbidden.RAM", "Message": "not authorised", "Recommend": "u"}
    assert [ErrorAnswer("a", "Forbidden.RAM", "not authorised")] == list(recognised(Answer("a", error)))
    finding = coded(read(vswitches(vswitch()), error), "ErrorAnswer")[0]
    assert (finding.severity, finding.file, finding.subject) == ("warning", "1.json", "Forbidden.RAM")
    assert "Forbidden.RAM" in finding.message


@pytest.mark.parametrize(
    "value", [{"a": 1}, 7, "text", None, [], [[vswitches(vswitch())]], {"Code": "x"}, {"Message": "y"}, {}], ids=str
)
def test_unknown_shape(value: object) -> None:
    """Beside known answers an unknown one is a note; alone it is refused with its file."""
    assert all(isinstance(found, Unknown) for found in recognised(Answer("a", value)))
    inventory = read(vswitches(vswitch()), value)
    assert [(one.severity, one.file) for one in coded(inventory, "UnknownShape")] == [("note", "1.json")]
    with pytest.raises(MalformedFile, match=r"0\.json: .* no answer that eniplan reads"):
        read(value)


def test_assign_answer_is_no_eni() -> None:
    """AssignIpv6Addresses names an ENI and lists texts: it is not read as a description of that ENI."""
    answer = {"NetworkInterfaceId": "eni-1", "Ipv6Sets": {"Ipv6Address": ["2001:db8::1"]}}
    assert isinstance(next(iter(recognised(Answer("a", answer)))), Unknown)


@pytest.mark.parametrize(
    ("value", "where"),
    [
        ({"VSwitches": 5}, "VSwitches"),
        ({"VSwitches": {"VSwitch": "x"}}, "VSwitches.VSwitch"),
        (vswitches(vswitch(CidrBlock=24)), "VSwitches.VSwitch[0].CidrBlock"),
        (vswitches(vswitch(VSwitchId=["a"])), "VSwitches.VSwitch[0].VSwitchId"),
        (vswitches(vswitch(), 7), "VSwitches.VSwitch[1]"),  # type: ignore[arg-type]
        ([enis(), enis(eni(), eni(PrivateIpAddress="x"))],
         "[1].NetworkInterfaceSets.NetworkInterfaceSet[1].PrivateIpAddress"),
        (vswitch(AvailableIpAddressCount="many"), "AvailableIpAddressCount"),
        ([vswitch(AvailableIpAddressCount=-1)], "[0].AvailableIpAddressCount"),
        (vswitches(TotalCount={}), "TotalCount"),
        ([vswitches(NextToken=1)], "[0].NextToken"),
        ({"Instances": [{"InstanceId": "i", "VpcAttributes": {"PrivateIpAddress": {"IpAddress": ["10.0.0.1", "x"]}}}]},
         "Instances[0].VpcAttributes.PrivateIpAddress.IpAddress[1]"),
        ({"AccountAttributeItems": [{"AttributeName": "max-elastic-network-interfaces"}]},
         "AccountAttributeItems[0].AttributeValues"),
        (blocks(block(IpVersion="IPv6")), "VSwitchCidrReservations[0].VSwitchCidrReservationCidr"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_wrong_type_or_value_is_refused_with_its_path(value: object, where: str) -> None:
    """A member that is read and cannot be: the file and the path inside it."""
    with pytest.raises(MalformedFile) as caught:
        read(value)
    assert ("0.json", where) == (caught.value.path, caught.value.where)


def test_a_refusal_is_short_and_shows_what_was_found() -> None:
    """A long value is cut, an unknown object is described by its first members."""
    with pytest.raises(MalformedFile, match=r"'x{75}\.\.\. is no IPv4 address") as caught:
        read(enis(eni(PrivateIpAddress="x" * 200)))
    assert "\x1b" not in str(caught.value)
    with pytest.raises(MalformedFile, match="an object with a, b, c, d is no answer"):
        read(dict.fromkeys("abcdef"))
    with pytest.raises(MalformedFile, match="an object with no members is no answer"):
        read({})
