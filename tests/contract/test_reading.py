"""From JSON to a request: every type rule, and what becomes of what is wrong."""

from __future__ import annotations

from typing import Any

import pytest

from eniplan.contract.parameters import PARAMETERS, Kind
from eniplan.contract.reading import read_request, shown
from eniplan.contract.request import CreateNetworkInterface, Tag
from eniplan.contract.wire import parameters_of

Json = dict[str, Any]
HALF = "\ud83d"
DEEP: Any = 0
for _ in range(5000):
    DEEP = [DEEP]


def said(members: Json) -> list[tuple[str, str, str]]:
    """Severity, code and parameter of each finding."""
    return [(f.severity, f.code.removeprefix("Lint."), f.parameter) for f in read_request(members).findings]


WRONG_TYPES: list[tuple[str, object, str]] = [
    ("RegionId", 3, "RegionId"),
    ("RegionId", True, "RegionId"),
    ("RegionId", {}, "RegionId"),
    ("NetworkInterfaceName", ["web"], "NetworkInterfaceName"),
    ("PrimaryIpAddress", 167772165, "PrimaryIpAddress"),
    ("SecondaryPrivateIpAddressCount", 3.0, "SecondaryPrivateIpAddressCount"),
    ("SecondaryPrivateIpAddressCount", True, "SecondaryPrivateIpAddressCount"),
    ("SecondaryPrivateIpAddressCount", "three", "SecondaryPrivateIpAddressCount"),
    ("SecondaryPrivateIpAddressCount", "03", "SecondaryPrivateIpAddressCount"),
    ("SecondaryPrivateIpAddressCount", " 3", "SecondaryPrivateIpAddressCount"),
    ("SecondaryPrivateIpAddressCount", "٣", "SecondaryPrivateIpAddressCount"),
    ("SecondaryPrivateIpAddressCount", float("nan"), "SecondaryPrivateIpAddressCount"),
    ("DeleteOnRelease", 1, "DeleteOnRelease"),
    ("DeleteOnRelease", "True", "DeleteOnRelease"),
    ("PrivateIpAddress", "10.0.0.5", "PrivateIpAddress"),
    ("PrivateIpAddress", {"1": "10.0.0.5"}, "PrivateIpAddress"),
    ("PrivateIpAddress", [5], "PrivateIpAddress.1"),
    ("SecurityGroupIds", [["sg-1"]], "SecurityGroupIds.1"),
    ("Tag", {"Key": "k"}, "Tag"),
    ("Tag", {}, "Tag"),
    ("Tag", ["k"], "Tag.1"),
    ("Tag", [{"Key": 1}], "Tag.1.Key"),
    ("NetworkInterfaceTrafficConfig", [{"QueueNumber": 1}], "NetworkInterfaceTrafficConfig"),
    ("NetworkInterfaceTrafficConfig", {"QueueNumber": [1]}, "NetworkInterfaceTrafficConfig.QueueNumber"),
    ("EnhancedNetwork", {"EnableSriov": "yes"}, "EnhancedNetwork.EnableSriov"),
    ("Description", DEEP, "Description"),
]


@pytest.mark.parametrize(("name", "value", "at"), WRONG_TYPES)
def test_wrong_type(name: str, value: object, at: str) -> None:
    """A wrong type is InvalidParameter, whatever the parameter; the value is left out and not judged again."""
    read = read_request({name: value})
    assert said({name: value}) == [("error", "InvalidParameter", at)]
    assert at in read.skipped


@pytest.mark.parametrize("row", PARAMETERS, ids=lambda row: row.name)
def test_each_parameter_refuses_an_impossible_type(row: object) -> None:
    """A number with a fraction is the type of no parameter."""
    name = getattr(row, "name", "")
    assert said({name: 1.5}) == [("error", "InvalidParameter", name)]


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("SecondaryPrivateIpAddressCount", "3", 3),
        ("SecondaryPrivateIpAddressCount", "0", 0),
        ("SecondaryPrivateIpAddressCount", "-4", -4),
        ("DeleteOnRelease", "true", True),
        ("SourceDestCheck", "false", False),
    ],
)
def test_text_for_number(name: str, text: str, value: object) -> None:
    """A text that is equal on the wire is a warning, and read as the value it means."""
    assert said({name: text}) == [("warning", "TextForNumber", name)]
    assert parameters_of(read_request({name: text}).request) == {name: value}


@pytest.mark.parametrize("row", [row for row in PARAMETERS if row.required != "always"], ids=lambda row: row.name)
@pytest.mark.parametrize("empty", [None, [], ""])
def test_empty_values_are_absent(row: object, empty: object) -> None:
    """Null, an empty list and an empty text for an optional parameter: absent, with a note."""
    name = getattr(row, "name", "")
    assert said({name: empty}) == [("note", "EmptyValue", name)]
    assert read_request({name: empty}).request == CreateNetworkInterface()


@pytest.mark.parametrize("empty", [None, [], ""])
def test_empty_value_of_what_is_required(empty: object) -> None:
    """A required parameter that is empty is missing, which its rule says."""
    assert said({"RegionId": empty, "VSwitchId": empty}) == []


def test_empty_object() -> None:
    """An object with nothing in it is absent too, and so is one of nothing but absent members."""
    assert said({"EnhancedNetwork": {}}) == [("note", "EmptyValue", "EnhancedNetwork")]
    members = {"EnhancedNetwork": {"EnableRss": None}}
    assert said(members) == [("note", "EmptyValue", "EnhancedNetwork.EnableRss")]
    assert read_request(members).request.enhanced_network is None
    assert read_request({"EnhancedNetwork": {"EnableRss": "x"}}).request.enhanced_network is not None


def test_a_tag_value_may_be_empty() -> None:
    """An empty tag value is a value; an empty key is kept for its rule."""
    read = read_request({"Tag": [{"Key": "k", "Value": ""}, {"Key": ""}]})
    assert read.findings == ()
    assert read.request.tags == (Tag(key="k", value=""), Tag(key=""))


MASKED = {
    "RegionId": "cn-*",
    "VSwitchId": "vsw-bp19wo63nleroq22g****",
    "ResourceGroupId": "rg-****",
    "PrimaryIpAddress": "172.17.**.**",
    "SecurityGroupId": "sg-****",
}


@pytest.mark.parametrize("name", MASKED)
def test_masked_value(name: str) -> None:
    """A masked value is an error of its own and left out."""
    assert said({name: MASKED[name]}) == [("error", "MaskedValue", name)]
    assert read_request({name: MASKED[name]}).skipped == {name}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SecurityGroupIds", "sg-****"),
        ("PrivateIpAddress", "172.17.**.**"),
        ("Ipv6Address", "2001:db8:1234:1a00::****"),
        ("Ipv4Prefix", "192.168.**.**/28"),
        ("Ipv6Prefix", "2001:db8:1234:1a00:****::/80"),
    ],
)
def test_masked_item(name: str, value: str) -> None:
    """In a list its place is named, and the other items keep theirs."""
    read = read_request({name: ["good", value]})
    assert said({name: ["good", value]}) == [("error", "MaskedValue", f"{name}.2")]
    assert read.skipped == {f"{name}.2"}


def test_texts_are_not_masked() -> None:
    """An asterisk in a description, a tag or a token is a character like others."""
    members = {"Description": "a * b", "Tag": [{"Key": "*", "Value": "*"}], "ClientToken": "*"}
    assert said(members) == []


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("SecurityGroupID", "SecurityGroupId"),
        ("vswitchid", "VSwitchId"),
        ("Ipv6Addresses", "Ipv6Address"),
        ("Tags", "Tag"),
        ("PrivateIpAdress", "PrivateIpAddress"),
    ],
)
def test_unknown_member_names_the_nearest(name: str, nearest: str) -> None:
    """A member the API does not have is an error with the nearest one it has."""
    [finding] = read_request({name: "x"}).findings
    assert ("error", "Lint.UnknownParameter", name) == (finding.severity, finding.code, finding.parameter)
    assert finding.message.endswith(f"did you mean {nearest}?")


def test_unknown_member_inside_an_object() -> None:
    """Its path is whole, and the known members beside it are read."""
    members = {"NetworkInterfaceTrafficConfig": {"QueueNumbers": 1, "QueueNumber": 2}}
    [finding] = read_request(members).findings
    assert finding.parameter == "NetworkInterfaceTrafficConfig.QueueNumbers"
    assert "did you mean QueueNumber?" in finding.message
    config = read_request(members).request.traffic_config
    assert config is not None
    assert config.queue_number == 2


@pytest.mark.parametrize(
    "members",
    [
        {"EnablePrimaryIPv6": True},
        {"OwnerId": 1},
        {"OwnerAccount": "a"},
        {"ResourceOwnerId": 1},
        {"ResourceOwnerAccount": "a"},
        {"EnhancedNetwork": {"EnableExpress": True, "EnableRss": True}},
    ],
)
def test_sdk_extras_warn(members: Json) -> None:
    """What the official SDK has beside the page is a warning."""
    [(severity, code, _)] = said(members)
    assert (severity, code) == ("warning", "UnknownParameter")


@pytest.mark.parametrize("name", ["EnableExpress", "EnablePrimaryIpv6", "ownerid"])
def test_near_misses_of_sdk_extras_are_errors(name: str) -> None:
    """At another place or in another spelling they are unknown."""
    assert said({name: True}) == [("error", "UnknownParameter", name)]


@pytest.mark.parametrize("name", ["Tag.1.Key", "PrivateIpAddress.1", "NetworkInterfaceTrafficConfig.QueueNumber"])
def test_flattened_key(name: str) -> None:
    """The spelling of the query is recognised, and the nested member named."""
    [finding] = read_request({name: "x"}).findings
    assert finding.code == "Lint.UnknownParameter"
    assert f"flattened spelling; write {name.split('.', maxsplit=1)[0]} as a nested member" in finding.message


@pytest.mark.parametrize(("name", "hole"), [("SecurityGroupIds", None), ("SecurityGroupIds", ""), ("Tag", None)])
def test_hole_in_a_list(name: str, hole: object) -> None:
    """A list counts by position, so a hole in it is refused and the items after it keep their numbers."""
    item: object = {"Key": "k"} if name == "Tag" else "sg-1"
    read = read_request({name: [item, hole, item]})
    assert said({name: [item, hole, item]}) == [("error", "InvalidParameter", f"{name}.2")]
    assert read.skipped == {f"{name}.2"}
    assert len(read.request.tags or read.request.security_group_ids) == 3


def test_empty_address_in_a_list_is_left_to_its_rule() -> None:
    """An empty text in a list of addresses is an address that is none."""
    read = read_request({"PrivateIpAddress": ["10.0.0.5", ""]})
    assert read.findings == ()
    assert read.request.secondary_addresses == ("10.0.0.5", "")


@pytest.mark.parametrize("name", ["NetworkInterfaceName", "Description", "ClientToken", "VSwitchId"])
def test_half_a_surrogate_pair(name: str) -> None:
    """A text that UTF-8 cannot carry is no text; the message can be printed all the same."""
    [finding] = read_request({name: f"a{HALF}"}).findings
    assert (finding.code, finding.parameter) == ("InvalidParameter", name)
    assert "\\ud83d" in finding.message
    finding.message.encode()


def test_half_a_surrogate_pair_in_a_name() -> None:
    """A member's name as well."""
    [finding] = read_request({f"a{HALF}": 1}).findings
    assert finding.code == "Lint.UnknownParameter"
    assert (finding.parameter + finding.message).encode()


@pytest.mark.parametrize(
    "value",
    [10**18, -(10**18), 10**5000, str(10**18), "9" * 5000],
    ids=["19 digits", "negative", "5,001 digits", "text", "long text"],
)
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("SecondaryPrivateIpAddressCount", "InvalidParameter"),
        ("QueueNumber", "InvalidParameter.InvalidEniQueueNumber"),
        ("TxQueueSize", "InvalidParameter.EniQueueSize"),
    ],
)
def test_huge_numbers(name: str, code: str, value: object) -> None:
    """Outside every range: refused with the code of the range, and never printed whole."""
    [finding] = read_request({name: value}).findings
    assert (finding.code, finding.severity, finding.parameter) == (code, "error", name)
    assert len(finding.message) < 200


def test_shown_is_short_and_quoted() -> None:
    """Texts are quoted, long ones cut at 60 characters, and letters stay what they are."""
    assert shown("wëb") == '"wëb"'
    assert shown("x" * 100) == '"' + "x" * 58 + "…"
    assert shown(HALF) == '"\\ud83d"'
    assert shown(10**5000) == "a int too large to show"
    assert shown(DEEP) == "a list too large to show"


def test_findings_come_all_at_once() -> None:
    """Each wrong member has its finding."""
    members = {"Foo": 1, "RegionId": 1, "Tag": [None, {"Key": 2}], "PrimaryIpAddress": "10.*", "TxQueueSize": "8"}
    assert {parameter for _, _, parameter in said(members)} == {
        "Foo", "RegionId", "Tag.1", "Tag.2.Key", "PrimaryIpAddress", "TxQueueSize",
    }  # fmt: skip


def test_every_kind_is_read() -> None:
    """The table has no kind that reading does not know."""
    kinds = {row.kind for row in PARAMETERS} | {member.kind for row in PARAMETERS for member in row.members}
    assert kinds == set(Kind)
