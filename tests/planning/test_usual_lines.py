"""Lines written in one go are the lines written one by one, and say what the plan says."""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import pytest

from eniplan.contract.wire import canonical
from eniplan.planning.spec import Wish
from tests.planning.ground_kit import account, eni, group, planned, vswitch

if TYPE_CHECKING:
    from eniplan.planning.plan import Plan, PlannedENI

DUAL = [
    vswitch(key, f"10.{net}.0.0/16", f"10.{net}.128.0/17", f"2001:db8:0:{net}:8000::/65", ipv6=f"2001:db8:0:{net}::/64")
    for net, key in enumerate("ab")
]
THERE = account(*DUAL, enis=[eni("web-2", "a", "10.0.0.9")], quota=10_000, addresses_per_vpc=10**6)
SHAPES: dict[str, dict[str, Any]] = {
    "one address": {},
    "addresses": {"secondary_addresses": 3},
    "prefixes": {"ipv4_prefixes": 2},
    "both families": {"secondary_addresses": 2, "ipv6_addresses": 2, "ipv4_prefixes": 1, "ipv6_prefixes": 2},
    "more than a create takes": {"secondary_addresses": 14, "ipv4_prefixes": 12, "ipv6_prefixes": 11},
}
NAMES = ("web-{n}", "web-{n:05}", "\u00e9:{n:03}.x", "one-name")


def named_by(line: dict[str, Any]) -> tuple[str, list[str], list[str], list[str], list[str]]:
    """What a request names, as an ENI of the plan has it."""
    lists = (line.get(key, []) for key in ("PrivateIpAddress", "Ipv6Address", "Ipv4Prefix", "Ipv6Prefix"))
    secondary, ipv6, ipv4_prefixes, ipv6_prefixes = lists
    return line.get("PrimaryIpAddress", ""), secondary, ipv6, ipv4_prefixes, ipv6_prefixes


def token_of(plan: Plan, members: dict[str, Any]) -> str:
    """The token by the contract's sentence: plan name, ENI name and the line without token, between NULs."""
    without = canonical({key: value for key, value in members.items() if key != "ClientToken"})
    text = f"{plan.name}\0{members['NetworkInterfaceName']}\0{without}"
    return blake2b(text.encode(), digest_size=16).hexdigest()


def begins(named: list[str], whole: tuple[str, ...]) -> bool:
    """Whether a create names the first of all that the ENI has."""
    return named == list(whole[: len(named)])


def says(members: dict[str, Any], each: PlannedENI) -> bool:
    """Whether a request is of an ENI, and names the first of what it has of each kind."""
    primary, *lists = named_by(members)
    wholes = (each.secondary, each.ipv6, each.ipv4_prefixes, each.ipv6_prefixes)
    same = members["NetworkInterfaceName"] == each.name and members["VSwitchId"] == each.vswitch
    return same and primary == each.primary and all(map(begins, lists, map(tuple, wholes)))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("addressing", ["pinned", "automatic"])
def test_lines(addressing: str, shape: str, name: str) -> None:
    """Every line alone and together; canonical, with the token of the contract, and the plan's own addresses."""
    count = 1 if name == "one-name" else 12
    plan = planned(group(name, count, "a", "b", addressing=addressing, **SHAPES[shape]), on=THERE)
    lines = [*plan.requests.lines()]
    columns = plan.requests.columns[0]
    assert lines == [columns.request_line(place) for place in range(len(lines))]
    new = [each for each in plan.enis if each.state == "planned"]
    assert len(lines) == len(new) > 0
    for line, each in zip(lines, new, strict=True):
        members = json.loads(line)
        assert canonical(members) == line
        assert members["ClientToken"] == token_of(plan, members) == each.client_token
        assert says(members, each) if addressing == "pinned" else named_by(members) == ("", [], [], [], [])


def test_wishes_and_existing_ones_stand_between() -> None:
    """An ENI that exists has no line, one with wishes its own, and both keep the others in order."""
    wished = Wish(n=5, primary="10.1.0.77")
    plan = planned(group("web-{n}", 6, "a", "b", addressing="pinned", secondary_addresses=1, enis=(wished,)), on=THERE)
    made = [json.loads(line) for line in plan.requests.lines()]
    assert [each["NetworkInterfaceName"] for each in made] == ["web-1", "web-3", "web-4", "web-5", "web-6"]
    assert made[3]["PrimaryIpAddress"] == "10.1.0.77"
    assert all(
        says(members, each) for members, each in zip(made, [e for e in plan.enis if e.name != "web-2"], strict=True)
    )
