"""From a group to its parameters, and which shapes one call cannot make."""

from __future__ import annotations

import json
from typing import Any

import pytest

from eniplan.contract.parameters import PARAMETERS
from eniplan.network.profile import Profile
from eniplan.planning.shape import counted, fixed_parameters, in_page_order, sent, steps_needed
from eniplan.planning.spec import Wish
from tests.planning.ground_kit import group, spec

TEN = tuple(f"10.0.0.{n}" for n in range(10, 20))
ELEVEN = (*TEN, "10.0.0.30")
ELEVEN_V6 = tuple(f"2001:db8:0:a::{n}" for n in range(1, 12))


def test_shared_parameters_stand_in_the_pages_order() -> None:
    """Region, tags, VSwitch, security groups and the further parameters, as the page lists them."""
    made = group(
        tags=(("app", "web"), ("env", "")),
        groups=("sg-1", "sg-2"),
        parameters={"DeleteOnRelease": True, "Description": "x y"},
    )
    members = fixed_parameters(spec(made), made, "vsw-a")
    assert members == {
        "RegionId": "cn-hangzhou", "Tag": [{"Key": "app", "Value": "web"}, {"Key": "env", "Value": ""}],
        "VSwitchId": "vsw-a", "Description": "x y", "SecurityGroupIds": ["sg-1", "sg-2"], "DeleteOnRelease": True,
    }  # fmt: skip
    order = [row.name for row in PARAMETERS]
    assert list(members) == sorted(members, key=order.index)


def test_wishes_replace_counts() -> None:
    """What a wish names is listed, what it leaves open is counted, and an empty list is none at all."""
    made = group(secondary_addresses=3, ipv4_prefixes=2, ipv6_addresses=1, ipv6_prefixes=4)
    assert counted(made) == {
        "SecondaryPrivateIpAddressCount": 3, "Ipv4PrefixCount": 2, "Ipv6AddressCount": 1, "Ipv6PrefixCount": 4,
    }  # fmt: skip
    wish = Wish(n=1, primary="10.0.0.9", secondary=("10.0.0.8",), ipv4_prefixes=(), ipv6=())
    assert counted(made, wish) == {
        "PrimaryIpAddress": "10.0.0.9", "PrivateIpAddress": ["10.0.0.8"], "Ipv6PrefixCount": 4,
    }  # fmt: skip


def test_empty_members_are_not_sent() -> None:
    """Empty texts, lists and objects are absent; false and 0 are values."""
    assert sent({"a": "", "b": [], "c": {}, "d": False, "e": 0, "f": "x"}) == {"d": False, "e": 0, "f": "x"}


STEPS: list[tuple[dict[str, Any], Wish | None, str | None]] = [
    ({"addressing": "pinned", "secondary_addresses": 11}, None, "11 by PrivateIpAddress, of which one call takes 10"),
    ({"addressing": "pinned", "secondary_addresses": 10}, None, None),
    ({"secondary_addresses": 49}, None, None),
    ({"secondary_addresses": 11}, None, None),
    ({"ipv4_prefixes": 11}, None, "11 by Ipv4PrefixCount, of which one call takes 10"),
    ({"ipv4_prefixes": 10}, None, None),
    ({"ipv6_prefixes": 11}, None, "11 by Ipv6PrefixCount, of which one call takes 10"),
    ({"ipv6_addresses": 11}, None, "11 by Ipv6AddressCount, of which one call takes 10"),
    ({"ipv6_addresses": 10}, None, None),
    ({}, Wish(n=1, secondary=ELEVEN), "11 by PrivateIpAddress, of which one call takes 10"),
    ({"secondary_addresses": 20}, Wish(n=1, secondary=TEN), None),
    ({"ipv6_addresses": 20}, Wish(n=1, ipv6=()), None),
    ({}, Wish(n=1, ipv6=ELEVEN_V6), "11 by Ipv6Address, of which one call takes 10"),
    ({"secondary_addresses": 49, "ipv4_prefixes": 11}, None, None),
    ({"secondary_addresses": 38, "ipv4_prefixes": 11}, None, "11 by Ipv4PrefixCount, of which one call takes 10"),
]


@pytest.mark.parametrize(("shape", "wish", "why"), STEPS)
def test_what_one_call_cannot_make(shape: dict[str, Any], wish: Wish | None, why: str | None) -> None:
    """More than 10 listed or 10 prefixes need further calls; above 49 slots no number of calls helps."""
    assert steps_needed(group(**shape), Profile(), wish) == why


@pytest.mark.parametrize(
    ("mixed", "shape", "needed"),
    [
        ("split", {"secondary_addresses": 1, "ipv4_prefixes": 1}, True),
        ("split", {"ipv6_addresses": 1, "ipv6_prefixes": 1}, True),
        ("split", {"secondary_addresses": 1, "ipv6_prefixes": 1}, False),
        ("split", {"ipv4_prefixes": 1}, False),
        ("warn", {"secondary_addresses": 1, "ipv4_prefixes": 1}, False),
        ("error", {"secondary_addresses": 1, "ipv4_prefixes": 1}, False),
    ],
)
def test_a_profile_may_split_addresses_from_prefixes(mixed: Any, shape: dict[str, Any], needed: bool) -> None:  # noqa: ANN401, FBT001
    """With ``split``, addresses and prefixes of one family are two calls."""
    why = steps_needed(group(**shape), Profile(addresses_with_prefixes=mixed))
    assert (why is not None) == needed


def test_how_a_table_is_written_changes_no_token() -> None:
    """The page lists TcpEstablishedTimeout before UdpTimeout; a TOML table has no order, and neither have tags."""
    written = {"ConnectionTrackingConfiguration": {"UdpTimeout": 10, "TcpEstablishedTimeout": 30}}
    made = in_page_order(written)
    assert list(made) == ["ConnectionTrackingConfiguration"]
    swapped = group(tags=(("env", ""), ("app", "web")))
    tags = fixed_parameters(spec(swapped), swapped, "vsw-a")["Tag"]
    assert tags == [{"Key": "app", "Value": "web"}, {"Key": "env", "Value": ""}]
    assert json.dumps(made) == '{"ConnectionTrackingConfiguration": {"TcpEstablishedTimeout": 30, "UdpTimeout": 10}}'
