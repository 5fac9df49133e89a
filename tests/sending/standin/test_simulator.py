"""The stand-in in memory: every code with its body and status, tokens, the other actions, and its state read back."""

from __future__ import annotations

import csv
import json
from importlib.resources import files
from ipaddress import IPv4Network, ip_address
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eniplan.contract.wire import flatten
from eniplan.errors import NoAnswer
from eniplan.network.reading import read_inventory
from eniplan.sending.standin.faults import KINDS, Fault
from eniplan.sending.standin.simulator import Simulator
from eniplan.sending.transport import ApiCall, Reply
from tests.effort import examples
from tests.planning.ground_kit import account, eni, vswitch
from tests.validation.test_coverage import API_CASES
from tests.validation.world import request

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.validation.cases import Example

CREATE = "CreateNetworkInterface"
PAGE = {
    row["code"]: row
    for row in csv.DictReader(
        files("eniplan.contract").joinpath("error_codes.csv").read_text(encoding="utf-8").splitlines()
    )
}
PLACE = vswitch("a", "10.0.0.0/24", "10.0.0.64/26", ipv6="2001:db8::/64")
PLAIN = {"RegionId": "cn-hangzhou", "VSwitchId": "vsw-a", "SecurityGroupId": "sg-1"}


def small(**more: Any) -> Simulator:  # noqa: ANN401 - what Simulator takes
    """A stand-in of one /24 with one ENI that is attached."""
    there = eni("old", "a", "10.0.0.9", "10.0.0.10", status="InUse")
    return Simulator(account(PLACE, enis=[there]), **more)


def send(simulator: Simulator, action: str = CREATE, **sent: str) -> Reply:
    """The answer to one call; parameters of a create call beside those given."""
    parameters = {**PLAIN, **sent} if action == CREATE else {"RegionId": "cn-hangzhou", **sent}
    return answered(simulator, action, parameters)


def answered(simulator: Simulator, action: str, parameters: Mapping[str, str], now: float = 0.0) -> Reply:
    """The answer to one call with just these parameters."""
    reply = simulator.answer(ApiCall(action, parameters), now).reply
    assert reply is not None
    return reply


def rows(reply: Reply) -> list[dict[str, Any]]:
    """The rows of DescribeNetworkInterfaces."""
    body: Any = reply.body
    found: list[dict[str, Any]] = body["NetworkInterfaceSets"]["NetworkInterfaceSet"]
    return found


def assert_error(reply: Reply, code: str) -> None:
    """An error's body has five members, and its status is the one of the page's table."""
    assert (reply.code, reply.status) == (code, int(PAGE[code]["http_status"]))
    assert list(reply.body) == ["RequestId", "HostId", "Code", "Message", "Recommend"]
    template = PAGE[code]["message"]
    assert all(part in reply.text("Message") for part in template.split("%s"))
    assert "%s" not in reply.text("Message")
    assert reply.text("Message")


# the 86 codes


def test_there_are_86_codes() -> None:
    """The table is whole."""
    assert len(PAGE) == 86


@pytest.mark.parametrize("code", PAGE)
def test_each_code_can_be_injected(code: str) -> None:
    """On the call that was asked for and on no other; nothing is made by the call that gets it."""
    simulator = small(faults=[Fault(action=CREATE, kind=code, nth=2)])
    assert send(simulator).ok
    assert_error(send(simulator), code)
    assert len(simulator.inventory().enis) == 2


def in_world(case: Example) -> Simulator:
    """A stand-in of a case's account, counts that its inventory does not show included."""
    ground = case.world.ground()
    simulator = Simulator(ground.inventory if case.world.known else None, profile=ground.setting.profile)
    simulator._account.ground = ground
    return simulator


AT_CREATE = [case for case in API_CASES if case.raised_at == "create" and case.world.instance is None]


@pytest.mark.parametrize("case", AT_CREATE, ids=str)
def test_decidable_codes_come_by_themselves(case: Example) -> None:
    """What raises a code in the planner is refused with it here, with the finding as its cause, and makes nothing."""
    simulator = in_world(case)
    before = len(simulator.inventory().enis)
    answer = simulator.answer(ApiCall(CREATE, flatten(_sendable(request(case.request)))), 0.0)
    assert answer.reply is not None
    if not case.also:
        assert_error(answer.reply, case.code)
    assert answer.reply.code in {case.code, *case.also}
    assert answer.cause is not None
    assert answer.cause.code == answer.reply.code
    assert len(simulator.inventory().enis) == before


def _sendable(members: Mapping[str, object]) -> dict[str, object]:
    """What can be put on the wire of a case: nothing that is null or empty."""
    return {name: value for name, value in members.items() if value not in (None, [])}


def test_nearly_all_decidable_codes_are_shown() -> None:
    """63 are decidable; those that need an instance (seven of them, one of which create raises) cannot come here."""
    by_instance = {row["code"] for row in PAGE.values() if row["decided_by"] == "instance_type"}
    assert {case.code for case in AT_CREATE} >= {case.code for case in API_CASES} - by_instance - {
        "InvalidOperation.AvailabilityZoneMismatch"
    }


@pytest.mark.parametrize("case", [case for case in API_CASES if case.raised_at == "attach"], ids=str)
def test_codes_of_attaching_are_not_raised_on_create(case: Example) -> None:
    """What only attaching finds out does not keep an ENI from being made."""
    assert send_case(case).ok


def send_case(case: Example) -> Reply:
    """The answer to a case's request in its account."""
    reply = in_world(case).answer(ApiCall(CREATE, flatten(request(case.request))), 0.0).reply
    assert reply is not None
    return reply


def test_of_several_errors_the_first_of_the_page_is_answered() -> None:
    """RegionId stands before the name on the page, the name before the count."""
    wrong = {"NetworkInterfaceName": "!", "Ipv4PrefixCount": "99"}
    assert send(small(), **wrong).code == "InvalidParams.NetworkInterfaceName"
    assert send(small(), **wrong, RegionId="").code == "MissingParameter"


# creating


def test_an_answer_has_what_was_asked_for() -> None:
    """Its own members, addresses of the open pool, prefixes of the reserved block, tags as TagKey and TagValue."""
    body: Any = send(
        small(),
        SecondaryPrivateIpAddressCount="3",
        Ipv6AddressCount="2",
        NetworkInterfaceName="web-1",
        **{"Tag.1.Key": "app", "Tag.1.Value": "web"},
    ).body
    addresses = [ip_address(row["PrivateIpAddress"]) for row in body["PrivateIpSets"]["PrivateIpSet"]]
    assert len(set(addresses)) == 4
    assert all(address in IPv4Network("10.0.0.0/24") for address in addresses)
    assert not any(address in IPv4Network("10.0.0.64/26") for address in addresses)
    assert str(addresses[0]) == body["PrivateIpAddress"]
    assert [row["Primary"] for row in body["PrivateIpSets"]["PrivateIpSet"]] == [True, False, False, False]
    assert len(body["Ipv6Sets"]["Ipv6Set"]) == 2
    assert body["Tags"] == {"Tag": [{"TagKey": "app", "TagValue": "web"}]}
    assert (body["Status"], body["VpcId"], body["ZoneId"]) == ("Available", "vpc-1", "cn-hangzhou-h")
    prefix: Any = send(small(), Ipv4PrefixCount="1").body
    assert IPv4Network(prefix["Ipv4PrefixSets"]["Ipv4PrefixSet"][0]["Ipv4Prefix"]).subnet_of(
        IPv4Network("10.0.0.64/26")
    )


def test_a_named_address_is_free_once() -> None:
    """State carries on: who comes second is told, with the address."""
    simulator = small()
    assert send(simulator, PrimaryIpAddress="10.0.0.20").body["PrivateIpAddress"] == "10.0.0.20"
    refused = send(simulator, PrimaryIpAddress="10.0.0.20")
    assert refused.text("Message") == 'The specified private IP address "10.0.0.20" is duplicated.'


def test_the_open_pool_is_used_up_to_its_last_address() -> None:
    """252 usable, 64 of them reserved, 2 taken: 186 ENIs of one address, and then IpNotEnough."""
    simulator = small()
    answers = [send(simulator) for _ in range(187)]
    assert [reply.ok for reply in answers] == [True] * 186 + [False]
    assert answers[-1].code == "InvalidVSwitchId.IpNotEnough"
    assert len({reply.text("NetworkInterfaceId") for reply in answers[:-1]}) == 186
    assert len({reply.text("PrivateIpAddress") for reply in answers[:-1]}) == 186


def test_without_an_inventory_requests_are_judged_by_themselves() -> None:
    """An ENI is made, with the addresses that its request names and no others; what is wrong by itself is refused."""
    simulator = Simulator()
    made = send(simulator, PrimaryIpAddress="172.16.0.7", SecondaryPrivateIpAddressCount="2")
    assert (made.ok, made.body["PrivateIpAddress"]) == (True, "172.16.0.7")
    assert send(simulator).body["PrivateIpAddress"] == ""
    assert send(simulator, PrimaryIpAddress="172.16.0.700").code == "InvalidIp.Address"


def test_it_shows_what_exists_in_it() -> None:
    """As the inventory does; an ENI that is created counts."""
    simulator = Simulator()
    assert repr(simulator) == "<Simulator: 0 VSwitches, 0 ENIs>"
    send(simulator)
    assert repr(simulator) == "<Simulator: 0 VSwitches, 1 ENI>"


# tokens


def test_the_same_token_gets_the_first_answer() -> None:
    """True and true are the same parameter; another parameter is a mismatch; an error does not use a token up."""
    simulator = small()
    assert send(simulator, ClientToken="t", PrimaryIpAddress="10.0.0.9").code == "InvalidPrivateIpAddress.Duplicated"
    first = send(simulator, ClientToken="t", DeleteOnRelease="True")
    again = send(simulator, ClientToken="t", DeleteOnRelease="true")
    assert again == first
    other = send(simulator, ClientToken="t", DeleteOnRelease="false")
    assert (other.code, other.status) == ("IdempotentParameterMismatch", 400)
    assert send(simulator, ClientToken="T").body["NetworkInterfaceId"] != first.body["NetworkInterfaceId"]
    assert len(simulator.inventory().enis) == 3


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "slow"])
def test_a_retry_with_the_same_token_makes_one_eni(kind: str) -> None:
    """Whatever went wrong, the second call of the same token names the one ENI that there is."""
    simulator = small(faults=[Fault(action=CREATE, kind=kind, nth=1)])
    first = simulator.answer(ApiCall(CREATE, {**PLAIN, "ClientToken": "t"}), 0.0)
    made = len(simulator.inventory().enis) - 1
    assert made == (0 if kind.endswith("before") else 1)
    assert first.reply is None or not first.reply.ok or first.reply.body["NetworkInterfaceId"] == ""
    assert send(simulator, ClientToken="t").text("NetworkInterfaceId") in simulator.inventory().enis
    assert len(simulator.inventory().enis) == 2


def test_no_answer_is_raised_to_who_sends() -> None:
    """Over the seam, a connection that is closed is NoAnswer."""
    simulator = small(faults=[Fault(action=CREATE, kind="no-answer-after", nth=1)])
    with pytest.raises(NoAnswer, match="no-answer-after"):
        simulator.send(ApiCall(CREATE, PLAIN))


def test_pace_is_per_action_and_minute() -> None:
    """The third call of a minute waits for the next one; another action has its own count."""
    simulator = small(calls_per_minute=2)
    answers = [answered(simulator, CREATE, PLAIN, 120.0 + second) for second in (0, 1, 2)]
    assert [reply.code for reply in answers] == ["", "", "Throttling"]
    assert answers[2].retry_after == 58.0
    assert answered(simulator, "DescribeNetworkInterfaces", PLAIN, 123.0).ok
    assert answered(simulator, CREATE, PLAIN, 180.0).ok


# the other actions


def test_assigned_addresses_can_be_unassigned() -> None:
    """What an ENI gets is its own until it is given back; the primary address stays."""
    simulator = small()
    key = send(simulator, PrimaryIpAddress="10.0.0.30").text("NetworkInterfaceId")
    got: Any = send(
        simulator, "AssignPrivateIpAddresses", NetworkInterfaceId=key, SecondaryPrivateIpAddressCount="2"
    ).body
    listed = got["AssignedPrivateIpAddressesSet"]["PrivateIpSet"]["PrivateIpAddress"]
    assert len(listed) == 2
    pre: Any = send(simulator, "AssignPrivateIpAddresses", NetworkInterfaceId=key, Ipv4PrefixCount="4").body
    assert len(pre["AssignedPrivateIpAddressesSet"]["Ipv4PrefixSet"]["Ipv4Prefixes"]) == 4
    full = send(simulator, "AssignPrivateIpAddresses", NetworkInterfaceId=key, Ipv4PrefixCount="1")
    assert full.code == "InvalidVSwitchId.IpPrefixNotEnough"
    gone = {"NetworkInterfaceId": key, "PrivateIpAddress.1": listed[0], "Ipv4Prefix.1": "10.0.0.64/28"}
    assert send(simulator, "UnassignPrivateIpAddresses", **gone).ok
    assert send(simulator, "UnassignPrivateIpAddresses", **gone).code == "InvalidIp.IpUnassigned"
    assert send(simulator, PrimaryIpAddress=listed[0]).ok
    primary = {"NetworkInterfaceId": key, "PrivateIpAddress.1": "10.0.0.30"}
    assert send(simulator, "UnassignPrivateIpAddresses", **primary).code == "InvalidOperation.PrimaryIpAddress"
    assert send(simulator, "AssignPrivateIpAddresses", NetworkInterfaceId=key, Ipv4PrefixCount="1").ok


def test_ipv6_is_assigned_within_what_a_free_eni_takes() -> None:
    """10 addresses while it is not attached; addresses and prefixes go and come back."""
    simulator = small()
    key = send(simulator, Ipv6AddressCount="9").text("NetworkInterfaceId")
    body: Any = send(simulator, "AssignIpv6Addresses", NetworkInterfaceId=key, Ipv6AddressCount="1").body
    over = send(simulator, "AssignIpv6Addresses", NetworkInterfaceId=key, Ipv6AddressCount="1")
    assert (over.code, over.status) == ("InvalidOperation.MaxEniIpv6IpsCountExceeded", 404)
    address = body["Ipv6Sets"]["Ipv6Address"][0]
    assert send(simulator, "UnassignIpv6Addresses", NetworkInterfaceId=key, **{"Ipv6Address.1": address}).ok
    assert send(simulator, "AssignIpv6Addresses", NetworkInterfaceId=key, Ipv6AddressCount="1").ok


def test_more_than_49_do_not_fit_a_free_eni() -> None:
    """49 secondary addresses and prefixes together, as on the create page."""
    simulator = small()
    key = send(simulator, SecondaryPrivateIpAddressCount="40").text("NetworkInterfaceId")
    more = {"NetworkInterfaceId": key, "SecondaryPrivateIpAddressCount": "10"}
    assert send(simulator, "AssignPrivateIpAddresses", **more).code == "MaxEniPrivateIpsCountExceeded"
    assert send(simulator, "AssignPrivateIpAddresses", NetworkInterfaceId=key).code == "MissingParameter"


def test_a_deleted_eni_leaves_nothing_behind() -> None:
    """Pools and totals are as before; an attached ENI stays, an unknown one is not found."""
    simulator = small()
    before = simulator.inventory(), simulator._account.ground.tally.__dict__.copy()
    asked = {"SecondaryPrivateIpAddressCount": "3", "Ipv4PrefixCount": "2", "Ipv6AddressCount": "1"}
    key = send(simulator, **asked).text("NetworkInterfaceId")
    assert simulator.inventory() != before[0]
    assert send(simulator, "DeleteNetworkInterface", NetworkInterfaceId=key).ok
    assert (simulator.inventory(), simulator._account.ground.tally.__dict__) == before
    assert send(simulator, "DeleteNetworkInterface", NetworkInterfaceId=key).code == "InvalidEniId.NotFound"
    attached = send(simulator, "DeleteNetworkInterface", NetworkInterfaceId="eni-old")
    assert attached.code == "InvalidOperation.InvalidEniState"


def test_listings_have_pages_of_both_kinds() -> None:
    """25 ENIs: by token 10, 10 and 5, although one of them is deleted meanwhile; by number likewise."""
    simulator = small()
    keys = [send(simulator).text("NetworkInterfaceId") for _ in range(24)]
    seen, token = [], ""
    while True:
        page = send(simulator, "DescribeNetworkInterfaces", MaxResults="10", NextToken=token)
        seen.append([row["NetworkInterfaceId"] for row in rows(page)])
        token = page.text("NextToken")
        if not token:
            break
        if len(seen) == 1:
            send(simulator, "DeleteNetworkInterface", NetworkInterfaceId=keys[0])
    assert [len(page) for page in seen] == [10, 10, 5]
    assert len({key for page in seen for key in page}) == 25
    numbered = send(simulator, "DescribeNetworkInterfaces", PageNumber="3", PageSize="10")
    assert (len(rows(numbered)), numbered.body["TotalCount"]) == (4, 24)
    assert send(simulator, "DescribeNetworkInterfaces", PageSize="501").code == "InvalidParameter"


@pytest.mark.parametrize(
    ("sent", "found"),
    [
        ({"NetworkInterfaceName": "b"}, "b"),
        ({"VSwitchId": "vsw-a"}, "old a b"),
        ({"VSwitchId": "vsw-b"}, ""),
        ({"Status": "Available"}, "a b"),
        ({"PrimaryIpAddress": "10.0.0.40"}, "a"),
        ({"PrivateIpAddress.1": "10.0.0.10", "PrivateIpAddress.2": "10.0.0.41"}, "old b"),
        ({"SecurityGroupId": "sg-1"}, "old a b"),
        ({"Tag.1.Key": "app"}, "a b"),
        ({"Tag.1.Key": "app", "Tag.1.Value": "two"}, "b"),
        ({"NetworkInterfaceId.1": "eni-old", "NetworkInterfaceId.2": "eni-none"}, "old"),
        ({"RegionId": "cn-beijing"}, ""),
    ],
)
def test_listings_are_filtered(sent: dict[str, str], found: str) -> None:
    """By the filters of the API, each alone."""
    simulator = small()
    for name, address, value in (("aa", "10.0.0.40", "one"), ("bb", "10.0.0.41", "two")):
        tags = {"Tag.1.Key": "app", "Tag.1.Value": value}
        assert send(simulator, NetworkInterfaceName=name, PrimaryIpAddress=address, **tags).ok
    asked = {name: value * 2 if name == "NetworkInterfaceName" else value for name, value in sent.items()}
    names = [row["NetworkInterfaceName"] for row in rows(send(simulator, "DescribeNetworkInterfaces", **asked))]
    assert " ".join(name[0] if name != "old" else name for name in names) == found


def test_an_unknown_action_is_not_found() -> None:
    """As the cloud answers it."""
    assert send(small(), "AttachNetworkInterface").code == "InvalidAction.NotFound"


# its state, read back

CALLS = st.lists(
    st.tuples(
        st.sampled_from(["create", "assign", "delete"]),
        st.fixed_dictionaries(
            {},
            optional={
                "SecondaryPrivateIpAddressCount": st.sampled_from("129"),
                "Ipv4PrefixCount": st.sampled_from("12"),
                "Ipv6AddressCount": st.sampled_from("13"),
                "Ipv6PrefixCount": st.just("1"),
                "NetworkInterfaceName": st.sampled_from(["web-1", "弹性网卡"]),
                "Tag.1.Key": st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=4),
            },
        ),
    ),
    max_size=12,
)


@given(calls=CALLS, unexplained=st.integers(0, 40), whole=st.booleans())
@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_its_state_is_read_back_as_it_is(
    calls: list[tuple[str, dict[str, str]]],
    unexplained: int,
    whole: bool,  # noqa: FBT001 - drawn by hypothesis
    tmp_path: Path,
) -> None:
    """Random calls, then every listing to a file and through the importer: the same inventory and the same figures."""
    observed = 252 - 2 - unexplained - (0 if whole else 64)
    there = eni("old", "a", "10.0.0.9", "10.0.0.10", status="InUse")
    place = vswitch(
        "a", "10.0.0.0/24", "10.0.0.64/26", ipv6="2001:db8::/64", observed_free=observed, unexplained_ipv4=unexplained
    )
    simulator = Simulator(account(place, enis=[there]))
    keys: list[str] = []
    for kind, sent in calls:
        if kind == "create":
            keys += filter(None, [send(simulator, **sent).text("NetworkInterfaceId")])
        elif keys and kind == "delete":
            send(simulator, "DeleteNetworkInterface", NetworkInterfaceId=keys.pop())
        elif keys:
            send(simulator, "AssignPrivateIpAddresses", NetworkInterfaceId=keys[-1], **sent)
    path = tmp_path / "account.json"
    path.write_text(json.dumps(simulator.describe()), encoding="utf-8")
    read, now = read_inventory(path), simulator.inventory()
    assert (read.enis, read.vswitches) == (now.enis, now.vswitches)
    assert (read.security_groups, read.profile.eni_quota) == (now.security_groups, now.profile.eni_quota)


@given(
    st.dictionaries(st.text(max_size=20), st.text(max_size=12), max_size=5),
    st.sampled_from([CREATE, "AssignIpv6Addresses", "DescribeNetworkInterfaces", "UnassignPrivateIpAddresses"]),
)
@settings(max_examples=examples(60))
def test_no_parameters_do_harm(more: dict[str, str], action: str) -> None:
    """Whatever is sent is answered, with a JSON body."""
    simulator = Simulator()
    key = send(simulator).text("NetworkInterfaceId")
    reply = answered(simulator, action, {**PLAIN, "NetworkInterfaceId": key, **more})
    assert reply.status in (200, 400, 403, 404)
    json.dumps(reply.body)
