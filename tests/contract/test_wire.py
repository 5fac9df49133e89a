"""How a request leaves: nested, canonical and flattened."""

from __future__ import annotations

import json

from hypothesis import given

from eniplan.contract.reading import read_request
from eniplan.contract.request import CreateNetworkInterface
from eniplan.contract.wire import canonical, flatten, parameters_of
from tests.contract.well_formed import requests

NESTED = {
    "RegionId": "cn-hangzhou",
    "Tag": [{"Key": "app", "Value": "wëb"}, {"Key": "empty", "Value": ""}],
    "VSwitchId": "vsw-1",
    "SecurityGroupIds": ["sg-1", "sg-2"],
    "PrivateIpAddress": ["10.0.0.5"],
    "DeleteOnRelease": True,
    "NetworkInterfaceTrafficConfig": {"QueueNumber": 8},
    "SourceDestCheck": False,
}
FLAT = {
    "RegionId": "cn-hangzhou",
    "Tag.1.Key": "app",
    "Tag.1.Value": "wëb",
    "Tag.2.Key": "empty",
    "Tag.2.Value": "",
    "VSwitchId": "vsw-1",
    "SecurityGroupIds.1": "sg-1",
    "SecurityGroupIds.2": "sg-2",
    "PrivateIpAddress.1": "10.0.0.5",
    "DeleteOnRelease": "true",
    "NetworkInterfaceTrafficConfig.QueueNumber": "8",
    "SourceDestCheck": "false",
}


def test_flatten() -> None:
    """Lists count from 1, objects join with dots, booleans are true and false, numbers are texts."""
    assert flatten(NESTED) == FLAT
    assert list(flatten(NESTED)) == list(FLAT)


def test_flatten_of_every_parameter() -> None:
    """Arrays are repeated and objects flat, to the depth that the page has."""
    members = {"EnhancedNetwork": {"EnableSriov": True, "VirtualFunctionQuantity": 4}, "Ipv4Prefix": ["10.0.0.16/28"]}
    expected = {"EnhancedNetwork.EnableSriov": "true", "EnhancedNetwork.VirtualFunctionQuantity": "4"}
    assert flatten(members) == {**expected, "Ipv4Prefix.1": "10.0.0.16/28"}


def test_canonical_line() -> None:
    """One line without blanks, letters as they are, members in the given order."""
    assert canonical({"b": [1, True], "a": {"c": "ë\n"}}) == '{"b":[1,true],"a":{"c":"ë\\n"}}'


def test_members_leave_in_the_pages_order() -> None:
    """Whatever the order they came in; what is absent or empty is left out."""
    shuffled = dict(reversed(NESTED.items())) | {"Ipv6Address": [], "ResourceGroupId": None}
    assert list(parameters_of(read_request(shuffled).request)) == list(NESTED)
    assert parameters_of(CreateNetworkInterface()) == {}
    assert parameters_of(CreateNetworkInterface(description="")) == {"Description": ""}


def test_objects_with_nothing_in_them_are_left_out() -> None:
    """No empty objects either: on the wire they are absent."""
    members = {"ConnectionTrackingConfiguration": {"UdpTimeout": None}, "EnhancedNetwork": {}}
    assert parameters_of(read_request(members).request) == {}


@given(requests())
def test_reading_and_writing_agree(members: dict[str, object]) -> None:
    """A well-formed request in the page's order is written as it was read, and without a finding."""
    read = read_request(members)
    assert read.findings == ()
    assert read.skipped == frozenset()
    assert canonical(parameters_of(read.request)) == canonical(members)


@given(requests())
def test_flattening_loses_nothing(members: dict[str, object]) -> None:
    """As many query members as the nested form has values, each a text."""
    flat = flatten(members)
    assert len(flat) == _leaves(members)
    assert all(type(value) is str for value in flat.values())
    assert json.loads(json.dumps(flat)) == flat


def _leaves(value: object) -> int:
    if isinstance(value, dict):
        return sum(map(_leaves, value.values()))
    return sum(map(_leaves, value)) if isinstance(value, list) else 1
