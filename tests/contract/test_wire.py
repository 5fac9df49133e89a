"""How a request leaves: nested, canonical, flattened, and with its token."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given

from eniplan.contract.reading import read_request
from eniplan.contract.request import CreateNetworkInterface
from eniplan.contract.wire import canonical, client_token, flatten, parameters_of
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


def _token(plan: str, eni: str, line: str) -> str:
    """The token of the contract, computed anew."""
    text = b"\x00".join(part.encode("utf-8") for part in (plan, eni, line))
    return hashlib.blake2b(text, digest_size=16).digest().hex()


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


def test_token_is_blake2b_over_three_parts() -> None:
    """16 bytes over plan name, NUL, ENI name, NUL and the canonical line: 32 hexadecimal digits, 64 are allowed."""
    line = canonical(NESTED)
    token = client_token("web", "web-001", line)
    assert token == _token("web", "web-001", line)
    assert (len(token), set(token) <= set("0123456789abcdef")) == (32, True)


def test_token_is_the_same_for_ever() -> None:
    """A literal (b2sum -l 128 gives it too), so that a new release gives old plans their old tokens."""
    assert client_token("web", "web-001", '{"RegionId":"cn-hangzhou"}') == "ef39f5662f32b899d704001cfa77e2f5"


@pytest.mark.parametrize(
    "parts",
    [
        ("web2", "web-001", canonical(NESTED)),
        ("web", "web-002", canonical(NESTED)),
        ("web", "web-001", canonical({**NESTED, "SourceDestCheck": True})),
        ("web", "web-001", canonical({**NESTED, "QueueNumber": 1})),
        ("webweb", "-001", canonical(NESTED)),
    ],
)
def test_token_changes_with_each_part(parts: tuple[str, str, str]) -> None:
    """Another plan, ENI or parameter gives another token; the NULs keep the parts apart."""
    assert client_token(*parts) != client_token("web", "web-001", canonical(NESTED))


@pytest.mark.parametrize("name", NESTED)
def test_token_changes_with_any_parameter(name: str) -> None:
    """Leaving out any parameter gives another token."""
    without = {member: value for member, value in NESTED.items() if member != name}
    assert client_token("web", "a", canonical(without)) != client_token("web", "a", canonical(NESTED))
