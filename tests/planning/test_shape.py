"""From a group to the parameters of its ENIs."""

from __future__ import annotations

import json

from eniplan.contract.parameters import PARAMETERS
from eniplan.planning.shape import counted, fixed_parameters, in_page_order, sent
from eniplan.planning.spec import Wish
from tests.planning.ground_kit import group, spec


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


def test_how_a_table_is_written_changes_no_token() -> None:
    """The page lists TcpEstablishedTimeout before UdpTimeout; a TOML table has no order, and neither have tags."""
    written = {"ConnectionTrackingConfiguration": {"UdpTimeout": 10, "TcpEstablishedTimeout": 30}}
    made = in_page_order(written)
    assert list(made) == ["ConnectionTrackingConfiguration"]
    swapped = group(tags=(("env", ""), ("app", "web")))
    tags = fixed_parameters(spec(swapped), swapped, "vsw-a")["Tag"]
    assert tags == [{"Key": "app", "Value": "web"}, {"Key": "env", "Value": ""}]
    assert json.dumps(made) == '{"ConnectionTrackingConfiguration": {"TcpEstablishedTimeout": 30, "UdpTimeout": 10}}'
