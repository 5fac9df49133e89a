"""A plan's frames against the plan's own values, one by one: the slow way is the oracle."""

from __future__ import annotations

import json
from dataclasses import replace
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from eniplan.contract.reading import read_request
from eniplan.planning.planner import plan_groups
from eniplan.planning.previous import previous_of
from eniplan.planning.request_plan import plan_requests
from eniplan.planning.spec import Wish
from tests.effort import examples
from tests.planning.ground_kit import A, B, account, eni, group, planned, spec, vswitch
from tests.planning.random_plans import inventories, specs

if TYPE_CHECKING:
    import pandas as pd

    from eniplan.network.inventory import Inventory
    from eniplan.planning.plan import Plan, PlannedENI
    from eniplan.planning.spec import PlanSpec

ON = account(
    A, B, enis=[eni("web-2", "b", "10.0.1.5", "10.0.1.6", prefixes=("10.0.1.64/28",), ipv6=("2001:db8:0:b::7",))]
)
MIXED = planned(
    group("web-{n}", 6, "a", "b", secondary_addresses=2, ipv6_addresses=1, enis=(Wish(n=4, primary="10.0.0.9"),)),
    group("pod-{n:02}", 3, "a", ipv4_prefixes=1, ipv6_prefixes=1, addressing="pinned"),
    on=ON,
)
"""Usual ENIs of two groups in two VSwitches, one that exists (web-2) and one with a wish (web-4)."""


def rows(frame: pd.DataFrame, *names: str) -> list[tuple[object, ...]]:
    """Some columns as tuples."""
    return list(frame[list(names)].itertuples(index=False, name=None))


def slow_addresses(one: PlannedENI) -> list[tuple[object, ...]]:
    """The single addresses of an ENI as rows."""
    kinds = [(one.primary, "primary")] * bool(one.primary) + [(text, "secondary") for text in one.secondary]
    kinds += [(text, "ipv6") for text in one.ipv6]
    return [
        (one.vswitch, text, f"IPv{ip_address(text).version}", kind, one.name, one.group, one.state, one.illustrative)
        for text, kind in kinds
    ]


def slow_prefixes(one: PlannedENI) -> list[tuple[object, ...]]:
    """The prefixes of an ENI as rows."""
    return [
        (one.vswitch, text, f"IPv{ip_network(text).version}", one.name, one.group, one.state, one.illustrative)
        for text in (*one.ipv4_prefixes, *one.ipv6_prefixes)
    ]


def check_against_values(plan: Plan) -> None:
    """Every frame of ENIs says what the ENIs say, in their order."""
    held = ("eni", "group", "state", "illustrative")
    addresses, prefixes = plan.frame("addresses"), plan.frame("prefixes")
    assert rows(addresses, "vswitch", "address", "family", "kind", *held) == [
        row for one in plan.enis for row in slow_addresses(one)
    ]
    assert rows(prefixes, "vswitch", "prefix", "family", *held) == [r for one in plan.enis for r in slow_prefixes(one)]
    numbers = [high << 64 | low for high, low in rows(addresses, "high", "low")]  # type: ignore[operator]
    assert numbers == [int(ip_address(text)) for text in addresses["address"]]
    assert rows(plan.frame("enis"), "name", "group", "state", "vswitch", "addressing", "illustrative", "primary") == [
        (one.name, one.group, one.state, one.vswitch, one.addressing, one.illustrative, one.primary)
        for one in plan.enis
    ]
    assert plan.frame("enis")["reason"].tolist() == [one.reason for one in plan.enis]
    amounts = ("secondary_addresses", "ipv4_prefixes", "ipv6_addresses", "ipv6_prefixes")
    assert rows(plan.frame("enis"), *amounts) == [
        (len(one.secondary), len(one.ipv4_prefixes), len(one.ipv6), len(one.ipv6_prefixes)) for one in plan.enis
    ]


def test_a_mixed_plan() -> None:
    """Usual, existing and wishful ENIs keep their order and their own values."""
    assert [one.state for one in MIXED.enis][:4] == ["planned", "existing", "planned", "planned"]
    assert MIXED.enis[3].primary == "10.0.0.9"
    check_against_values(MIXED)


def test_reasons_of_kept_and_of_bound_enis() -> None:
    """Kept from an earlier plan, placed by a score, and bound to the zone of an instance: each says its own."""
    there, first = account(A, B), group("web-{n}", 2, "b", "a", enis_per_instance=4)
    plan = plan_groups(spec(replace(first, count=6)), there, previous=previous_of(planned(first, on=there)))
    assert plan.frame("enis")["reason"].tolist() == [
        "vsw-b: kept from the earlier plan",
        "vsw-b: kept from the earlier plan",
        *(f"vsw-b: fewest ENIs of the group so far, {n}, in cn-hangzhou-i where its instance is" for n in (2, 3)),
        "vsw-a: fewest ENIs of the group so far, 0",
        "vsw-a: fewest ENIs of the group so far, 1, in cn-hangzhou-h where its instance is",
    ]
    zones = planned(group("web-{n}", 4, "b", "a", enis_per_instance=2), on=there).frame("enis")["reason"]
    assert zones.str.extract(r"far, (\d)(?:, in cn-hangzhou-(.))?").fillna("").to_numpy().tolist() == [
        ["0", ""],
        ["1", "i"],
        ["0", ""],
        ["1", "h"],
    ]


def test_ipv6_that_begins_inside_a_64() -> None:
    """Offsets count from the VSwitch's first address, wherever that is."""
    odd = vswitch("odd", "10.0.9.0/24", ipv6="2001:db8:0:9:4000::/66")
    plan = planned(group("x-{n}", 3, "odd", ipv6_addresses=2), on=account(odd))
    assert len(plan.enis) == 3
    check_against_values(plan)


@settings(max_examples=examples(40))
@given(specs(), inventories())
def test_any_plan(wanted: PlanSpec, there: Inventory) -> None:
    """Whatever is planned on whatever exists."""
    check_against_values(plan_groups(wanted, there))


def test_a_plan_of_ready_made_requests() -> None:
    """All of its ENIs are rows of their own."""
    call = {"RegionId": "cn-hangzhou", "VSwitchId": "vsw-a", "SecurityGroupId": "sg-1", "NetworkInterfaceName": "x-1"}
    plan = plan_requests([read_request({**call, "SecondaryPrivateIpAddressCount": 2, "ClientToken": 'a"\\b'})], ON)
    assert len(plan.enis) == 1
    check_against_values(plan)
    assert plan.frame("requests")["client_token"].tolist() == ['a"\\b']


def test_requests_are_those_that_are_sent() -> None:
    """One row per line, in order, without what exists; the token is the line's."""
    frame = MIXED.frame("requests")
    assert frame["line"].tolist() == list(MIXED.requests.lines())
    sent = [json.loads(line) for line in frame["line"]]
    assert frame["name"].tolist() == [call["NetworkInterfaceName"] for call in sent]
    assert frame["client_token"].tolist() == [call["ClientToken"] for call in sent]
    assert frame["vswitch"].tolist() == [call["VSwitchId"] for call in sent]
    assert "web-2" not in frame["name"].tolist()


def test_sorting_by_number_is_not_sorting_by_text() -> None:
    """10.0.0.9 comes before 10.0.0.10 by number, and IPv4 before IPv6."""
    frame = MIXED.frame("addresses").sort_values(["high", "low"])
    order = [ip_address(text) for text in frame["address"]]
    assert order == sorted(order, key=int)


@given(st.sampled_from(["<script>", "\u05d0\u05d1{n}", "a\nb", "w" * 100, "\U0001f680-{n:03}"]))
def test_names_are_kept_as_they_are(name: str) -> None:
    """Frames hold values: nothing is escaped or cut."""
    plan = planned(group(name, 1), on=ON)
    assert plan.frame()["name"].tolist() == [one.name for one in plan.enis]


def test_the_enis_and_requests_have_the_frames_of_their_plan() -> None:
    """The same rows from the sequence as from the plan."""
    assert MIXED.enis.frame().equals(MIXED.frame("enis"))
    assert MIXED.enis.frame("prefixes").equals(MIXED.frame("prefixes"))
    assert MIXED.requests.frame().equals(MIXED.frame("requests"))
