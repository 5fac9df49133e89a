"""A plan of ready-made requests: accepted ones with their addresses, refused ones by code."""

from __future__ import annotations

import json
from typing import Any

from eniplan.contract.client_token import client_token
from eniplan.contract.reading import read_request
from eniplan.contract.wire import canonical
from eniplan.network.inventory import Inventory
from eniplan.planning.plan import Plan
from eniplan.planning.request_plan import plan_requests
from tests.planning.ground_kit import A, B, account, lines

Json = dict[str, Any]
BASE: Json = {"RegionId": "cn-hangzhou", "VSwitchId": "vsw-a", "SecurityGroupIds": ["sg-1"]}


def plan_of(*calls: Json, on: Inventory | None = None, **more: Any) -> Plan:  # noqa: ANN401
    """The plan of requests, each the base with changes."""
    read = [read_request({**BASE, **each}) for each in calls]
    return plan_requests(read, on if on is not None else account(A, B), **more)


def test_accepted_and_refused() -> None:
    """The second names what the first took; the third is placed."""
    nine = {"PrimaryIpAddress": "10.0.0.9"}
    plan = plan_of({**nine, "NetworkInterfaceName": "one"}, nine, {"SecondaryPrivateIpAddressCount": 2})
    assert [(e.name, e.addressing, e.illustrative, len(e.secondary)) for e in plan.enis] == [
        ("one", "pinned", False, 0), ("request-3", "automatic", True, 2),
    ]  # fmt: skip
    assert [(r.code, r.enis, r.placed, r.count, r.first) for r in plan.refused] == [
        ("InvalidPrivateIpAddress.Duplicated", 1, 2, 3, "request-2"),
    ]  # fmt: skip
    assert (plan.region, len(plan.requests), plan.utilisation[0].after.used_ipv4) == ("cn-hangzhou", 2, 4)
    assert repr(plan) == "<Plan requests: 3 ENIs asked for, 2 to create, 0 exist, 1 refused>"


def test_half_named_requests_are_illustrative() -> None:
    """The primary is named, the secondary ones are the cloud's to pick."""
    plan = plan_of(
        {"PrimaryIpAddress": "10.0.0.9", "SecondaryPrivateIpAddressCount": 1}, {"PrivateIpAddress": ["10.0.0.7"]}
    )
    assert [(e.addressing, e.illustrative) for e in plan.enis] == [("automatic", True), ("automatic", True)]


def test_requests_keep_their_parameters() -> None:
    """A token of their own stays; one without gets the contract's; members stand in the page's order."""
    own = {"NetworkInterfaceName": "one", "ClientToken": "mine", "Tag": [{"Key": "k", "Value": "v"}]}
    plan = plan_of(own, {"NetworkInterfaceName": "two"}, name="batch")
    first, second = map(json.loads, lines(plan))
    assert first == {**BASE, **own}
    assert list(first) == ["RegionId", "Tag", "VSwitchId", "NetworkInterfaceName", "ClientToken", "SecurityGroupIds"]
    bare = canonical(
        {"RegionId": "cn-hangzhou", "VSwitchId": "vsw-a", "NetworkInterfaceName": "two", "SecurityGroupIds": ["sg-1"]}
    )
    assert second["ClientToken"] == client_token("batch", "two", bare)


def test_equal_requests_are_different_enis() -> None:
    """Twice the same name and parameters without a token: two ENIs, so two tokens, the same ones each time."""
    twin = {"NetworkInterfaceName": "twin"}
    tokens = [json.loads(line)["ClientToken"] for line in lines(plan_of(twin, twin, twin))]
    assert len(set(tokens)) == 3
    assert tokens == [json.loads(line)["ClientToken"] for line in lines(plan_of(twin, twin, twin))]


def test_a_repeated_token_counts_once() -> None:
    """The same token and parameters: one ENI asked for, none refused."""
    twin = {"NetworkInterfaceName": "twin", "ClientToken": "mine"}
    plan = plan_of(twin, twin)
    assert repr(plan) == "<Plan requests: 1 ENIs asked for, 1 to create, 0 exist, 0 refused>"
    assert plan.ok


def test_the_seed_draws() -> None:
    """Another seed, other illustrative addresses, the same requests."""
    one, two = plan_of({}, {}, seed=1), plan_of({}, {}, seed=2)
    assert [e.primary for e in one.enis] != [e.primary for e in two.enis]
    assert lines(one) == lines(two)


def test_no_requests() -> None:
    """An empty batch is an empty plan."""
    plan = plan_of()
    assert (len(plan.enis), plan.refused, plan.ok, plan.region) == (0, (), True, "")


def test_without_an_inventory_nothing_is_drawn() -> None:
    """The requests stand; there are no addresses to show."""
    plan = plan_of({}, on=Inventory())
    assert (len(plan.requests), plan.enis[0].primary) == (1, "")


def test_profile_keys_apply() -> None:
    """A quota of one."""
    plan = plan_of({}, {}, profile={"eni_quota": 1})
    assert [(r.code, r.enis) for r in plan.refused] == [("MaxEniCountExceeded", 1)]
