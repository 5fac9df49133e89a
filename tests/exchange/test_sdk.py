"""What is exported goes through the official SDK unchanged: nothing is dropped, and what arrives is our flattening."""

from __future__ import annotations

import inspect
import io
import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

import eniplan
from eniplan.contract.parameters import PARAMETERS
from eniplan.contract.wire import flatten
from eniplan.exchange.batches import write_batch
from eniplan.exchange.plan_file import read_plan_file
from eniplan.network.reading import read_inventory
from eniplan.planning.planner import plan_groups
from tests.contract.well_formed import requests
from tests.effort import examples
from tests.exchange.official_sdk import ANSWER, VERSION, folded, kept, stand_in, typed
from tests.planning.ground_kit import account, group, planned, vswitch
from tests.planning.random_plans import inventories, specs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eniplan.network.inventory import Inventory
    from eniplan.planning.plan import Plan
    from eniplan.planning.spec import PlanSpec
    from tests.exchange.official_sdk import Sdk

CREATE = "CreateNetworkInterface"
EXAMPLES = Path(eniplan.__file__).parent / "examples"

EVERYTHING: dict[str, object] = {
    "RegionId": "cn-hangzhou",
    "Tag": [{"Key": "app", "Value": "wëb +~*%"}, {"Key": "团队", "Value": ""}, {"Key": "🚀", "Value": "a&b=c;d#e?f/g"}],
    "ResourceGroupId": "rg-bp67acfmxazb4p****",
    "VSwitchId": "vsw-bp1s5fnvk4gn2tws0****",
    "PrimaryIpAddress": "172.17.0.9",
    "SecurityGroupId": "sg-bp1fg655nh68xyz9i****",
    "NetworkInterfaceName": "弹性网卡 e\u0301 שלום",
    "Description": "two  blanks, 'quotes' \"both\" \\ and a\nline; ~ * + %2B &amp;",
    "Visible": True,
    "InstanceType": "Secondary",
    "BusinessType": "business",
    "SecondaryPrivateIpAddressCount": 49,
    "QueueNumber": 8,
    "ClientToken": "0123456789abcdef0123456789abcdef",
    "NetworkInterfaceTrafficMode": "HighPerformance",
    "QueuePairNumber": 22,
    "SecurityGroupIds": ["sg-1", "sg-2"],
    "PrivateIpAddress": [f"172.17.0.{n}" for n in range(10, 22)],
    "Ipv6Address": ["2001:db8:0:1::5", "2001:db8:0:1::6"],
    "Ipv6AddressCount": 1,
    "Ipv4Prefix": ["172.17.1.16/28"],
    "Ipv4PrefixCount": 10,
    "Ipv6Prefix": ["2001:db8:0:1:4000::/80"],
    "Ipv6PrefixCount": 1,
    "DeleteOnRelease": True,
    "TxQueueSize": 8192,
    "RxQueueSize": 8192,
    "NetworkInterfaceTrafficConfig": {
        "NetworkInterfaceTrafficMode": "Standard",
        "QueueNumber": 0,
        "QueuePairNumber": 1,
        "TxQueueSize": 16384,
        "RxQueueSize": 16384,
    },
    "ConnectionTrackingConfiguration": {
        "TcpEstablishedTimeout": 910,
        "TcpClosedAndTimeWaitTimeout": 3,
        "UdpTimeout": 30,
    },
    "EnhancedNetwork": {
        "EnableSriov": True,
        "EnableRss": False,
        "VirtualFunctionTotalQueueNumber": 2,
        "VirtualFunctionQuantity": 1,
    },
    "SourceDestCheck": False,
}
"""Every parameter of the page at once: no request that would be accepted, and no member that may be lost."""

SDK_EXTRAS = {"enable_primary_ipv_6", "owner_account", "owner_id", "resource_owner_account", "resource_owner_id"}
"""Top-level fields of the SDK's request that the page does not have."""

ASSIGN: dict[str, tuple[str, dict[str, object]]] = {
    "named addresses": (
        "AssignPrivateIpAddresses",
        {
            "RegionId": "cn-hangzhou",
            "PrivateIpAddress": [f"10.0.0.{n}" for n in range(20, 52)],
            "NetworkInterfaceId": "eni-bp125p95hhdhn3ot4xxx",
            "ClientToken": "0123456789abcdef0123456789abcdef",
        },
    ),
    "addresses by count": (
        "AssignPrivateIpAddresses",
        {"RegionId": "cn-hangzhou", "SecondaryPrivateIpAddressCount": 32, "NetworkInterfaceId": "eni-1"},
    ),
    "named prefixes": (
        "AssignPrivateIpAddresses",
        {"RegionId": "cn-hangzhou", "NetworkInterfaceId": "eni-1", "Ipv4Prefix": ["10.0.0.64/28", "10.0.0.80/28"]},
    ),
    "prefixes by count": (
        "AssignPrivateIpAddresses",
        {"RegionId": "cn-hangzhou", "NetworkInterfaceId": "eni-1", "Ipv4PrefixCount": 10},
    ),
    "named IPv6 addresses": (
        "AssignIpv6Addresses",
        {
            "RegionId": "cn-hangzhou",
            "NetworkInterfaceId": "eni-1",
            "Ipv6Address": ["2001:db8:0:1::5", "2001:db8:0:1::6"],
            "ClientToken": "0123456789abcdef0123456789abcdef",
        },
    ),
    "IPv6 addresses by count": (
        "AssignIpv6Addresses",
        {"RegionId": "cn-hangzhou", "NetworkInterfaceId": "eni-1", "Ipv6AddressCount": 10},
    ),
    "named IPv6 prefixes": (
        "AssignIpv6Addresses",
        {"RegionId": "cn-hangzhou", "NetworkInterfaceId": "eni-1", "Ipv6Prefix": ["2001:db8:0:1:4000::/80"]},
    ),
    "IPv6 prefixes by count": (
        "AssignIpv6Addresses",
        {"RegionId": "cn-hangzhou", "NetworkInterfaceId": "eni-1", "Ipv6PrefixCount": 10},
    ),
}
"""The follow-up calls, each member that a plan may need."""


WIDE = vswitch("wide", "10.8.0.0/20", "10.8.4.0/22", "2001:db8:0:8:4000::/66", ipv6="2001:db8:0:8::/64")
"""Room for large ENIs: 4,092 usable addresses, 64 prefixes."""


@pytest.fixture(scope="module")
def sdk() -> Iterator[Sdk]:
    """The official SDK, sending to a server of this module."""
    with stand_in() as client:
        yield client


@pytest.fixture(scope="module")
def hangzhou() -> Inventory:
    """The example account."""
    return read_inventory(EXAMPLES / "hangzhou")


def exported(plan: Plan, form: str) -> list[dict[str, Any]]:
    """The lines of an export, read as JSON."""
    stream = io.StringIO()
    write_batch(plan, form, stream)
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def assert_sent_whole(sdk: Sdk, action: str, parameters: dict[str, object]) -> None:
    """The SDK's own request keeps every member, and what arrives is our flattening."""
    assert kept(action, parameters) == parameters
    arrived = sdk.send(action, parameters)
    assert (arrived.action, arrived.version) == (action, VERSION)
    assert folded(arrived.query) == folded(flatten(parameters))


def assert_steps_sent(sdk: Sdk, plan: Plan) -> None:
    """Each line of the export of steps is sent; an assign call takes the id that the server gave for the create."""
    for step in exported(plan, "steps"):
        parameters = dict(step["parameters"])
        if step["after"] is not None:
            parameters["NetworkInterfaceId"] = ANSWER["NetworkInterfaceId"]
        assert_sent_whole(sdk, step["action"], parameters)


def assert_query_sent(sdk: Sdk, action: str, query: dict[str, str]) -> None:
    """The generic client sends the flattened form as it is."""
    arrived = sdk.send_query(action, query)
    assert (arrived.action, arrived.version, arrived.query) == (action, VERSION, query)


@pytest.mark.parametrize(("name", "count"), [("web.toml", 64), ("tight.toml", 9)])
def test_example_plans(sdk: Sdk, hangzhou: Inventory, name: str, count: int) -> None:
    """Each exported request of the example plans: nested by its own request, flattened by the generic client."""
    plan = plan_groups(read_plan_file(EXAMPLES / name), hangzhou)
    nested, queries = exported(plan, "jsonl"), exported(plan, "query")
    assert len(nested) == len(queries) == count
    for parameters, query in zip(nested, queries, strict=True):
        assert_sent_whole(sdk, CREATE, parameters)
        assert_query_sent(sdk, CREATE, query)


@given(spec=specs(), inventory=inventories())
@settings(max_examples=examples(75))
def test_random_plans(sdk: Sdk, spec: PlanSpec, inventory: Inventory) -> None:
    """Whatever calls a plan exports arrive whole."""
    assert_steps_sent(sdk, plan_groups(spec, inventory))


@pytest.mark.parametrize(
    ("addressing", "mixing", "actions"),
    [
        ("automatic", "warn", {CREATE: 2, "AssignPrivateIpAddresses": 2, "AssignIpv6Addresses": 2}),
        ("pinned", "warn", {CREATE: 2, "AssignPrivateIpAddresses": 2, "AssignIpv6Addresses": 2}),
        ("pinned", "split", {CREATE: 2, "AssignPrivateIpAddresses": 6, "AssignIpv6Addresses": 4}),
    ],
)
def test_large_enis(sdk: Sdk, addressing: str, mixing: str, actions: dict[str, int]) -> None:
    """Two ENIs of 37 secondary addresses, 12 prefixes, 3 IPv6 addresses and 11 IPv6 prefixes: each of their calls.

    Beside the create: 2 prefixes are left (listed, 27 addresses go with them), and one IPv6 prefix. With the kinds
    apart, a create with 10 addresses leaves 27 addresses, 10 prefixes and 2; one with 3 IPv6 addresses leaves 10 and 1.
    """
    wanted = group(
        "big-{n}", 2, "wide", addressing=addressing, secondary_addresses=37, ipv4_prefixes=12, ipv6_addresses=3,
        ipv6_prefixes=11,
    )  # fmt: skip
    plan = planned(wanted, on=account(WIDE, addresses_with_prefixes=mixing))
    assert plan.ok
    assert Counter(step.action for step in plan.steps) == actions
    assert_steps_sent(sdk, plan)


@given(parameters=requests())
@settings(max_examples=examples(100))
def test_random_requests(sdk: Sdk, parameters: dict[str, object]) -> None:
    """Any well-formed request, with any letters in its texts, arrives whole in both forms."""
    assert_sent_whole(sdk, CREATE, parameters)
    assert_query_sent(sdk, CREATE, flatten(parameters))


def test_every_parameter(sdk: Sdk) -> None:
    """All 31 parameters and the 14 inside them, with blanks, ``~``, ``*``, ``+`` and letters of many scripts."""
    assert list(EVERYTHING) == [row.name for row in PARAMETERS]
    flat = {re.sub(r"\.[0-9]+", "", key) for key in flatten(EVERYTHING)}
    inner = {f"{row.name}.{member.name}" for row in PARAMETERS for member in row.members}
    assert flat == inner | {row.name for row in PARAMETERS if not row.members}
    assert (len(PARAMETERS), len(inner)) == (31, 14)
    assert_sent_whole(sdk, CREATE, EVERYTHING)
    assert_query_sent(sdk, CREATE, flatten(EVERYTHING))


def test_the_sdk_has_the_parameters_of_the_page() -> None:
    """36 fields: one for each of the 31 parameters, and five that the page does not have."""
    request = typed(CREATE, EVERYTHING)
    fields = set(inspect.signature(type(request).__init__).parameters) - {"self"}
    assert {name for name in fields if getattr(request, name) is None} == SDK_EXTRAS
    assert len(fields) == 31 + 5


@pytest.mark.parametrize(("action", "parameters"), ASSIGN.values(), ids=ASSIGN)
def test_follow_up_calls(sdk: Sdk, action: str, parameters: dict[str, object]) -> None:
    """Assigning addresses and prefixes to an ENI that exists: the same two forms arrive whole."""
    assert_sent_whole(sdk, action, parameters)
    assert_query_sent(sdk, action, flatten(parameters))


@pytest.mark.parametrize("parameters", [{"Tags": [{"Key": "a"}]}, {"VSwitchID": "vsw-1"}, {"Tag.1.Key": "a"}])
def test_what_the_sdk_drops_is_seen(parameters: dict[str, object]) -> None:
    """It drops unknown members silently; the comparison above would show it."""
    assert kept(CREATE, parameters) == {}


def test_a_list_that_is_no_list_is_seen(sdk: Sdk) -> None:
    """The SDK sends a text in place of a list under the bare name; the comparison of the queries would show it."""
    arrived = sdk.send(CREATE, {"SecurityGroupIds": "sg-1"})
    assert arrived.query == {"SecurityGroupIds": "sg-1"} != flatten({"SecurityGroupIds": ["sg-1"]})


def test_the_answer_comes_back(sdk: Sdk) -> None:
    """The server answers as the API does: the SDK finds the ENI's id, so the calls above were whole ones."""
    body = sdk.answer(CREATE, {"RegionId": "cn-hangzhou"})
    assert body.network_interface_id == ANSWER["NetworkInterfaceId"]


def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing listens at port 9: a client that kept this proxy would fail."""
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with stand_in() as client:
        assert client.send(CREATE, {"RegionId": "cn-hangzhou"}).query == {"RegionId": "cn-hangzhou"}
