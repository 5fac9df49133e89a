"""Queues, traffic modes and what is by invitation: the finer points."""

from __future__ import annotations

import pytest

from tests.validation.world import Json, World, errors, findings, lints

CONFIG = "NetworkInterfaceTrafficConfig"
SIZES = World(profile={"queue_size": True})
ENHANCED = World(profile={"enhanced_network": True})
SIZE = "InvalidParameter.EniQueueSize"
SRIOV = "InvalidParameter.EniEnhancedNetwork"
TOTAL, QUANTITY = "VirtualFunctionTotalQueueNumber", "VirtualFunctionQuantity"
RDMA: Json = {"NetworkInterfaceTrafficMode": "HighPerformance"}


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({"TxQueueSize": 8192, "RxQueueSize": 8192}, []),
        ({"TxQueueSize": 16384, "RxQueueSize": 16384}, []),
        ({"TxQueueSize": 8192, CONFIG: {"RxQueueSize": 8192}}, []),
        ({CONFIG: {"TxQueueSize": 16384, "RxQueueSize": 16384}}, []),
        ({"TxQueueSize": 8192, "RxQueueSize": 16384}, ["RxQueueSize"]),
        ({CONFIG: {"TxQueueSize": 8192}, "RxQueueSize": 16384}, ["RxQueueSize"]),
        ({"RxQueueSize": 8192}, ["RxQueueSize"]),
        ({CONFIG: {"RxQueueSize": 8192}}, [f"{CONFIG}.RxQueueSize"]),
        ({"TxQueueSize": 4096, "RxQueueSize": 4096}, ["TxQueueSize", "RxQueueSize"]),
        ({"TxQueueSize": 12288, "RxQueueSize": 12288}, ["TxQueueSize", "RxQueueSize"]),
        ({"TxQueueSize": 32768, "RxQueueSize": 8192}, ["TxQueueSize", "RxQueueSize"]),
    ],
)
def test_queue_sizes(members: Json, expected: list[str]) -> None:
    """Both, equal, 8192 or 16384; at top level, in the config, or one here and one there."""
    assert errors(members, SIZES) == [(SIZE, path) for path in expected]


def test_other_queue_size_is_named() -> None:
    """The message says which one is missing, and where."""
    [finding] = [found for found in findings({CONFIG: {"TxQueueSize": 8192}}, SIZES) if found.is_error]
    assert f"without {CONFIG}.RxQueueSize" in finding.message


def test_an_unreadable_queue_size_is_given() -> None:
    """One finding: the other size is not called alone."""
    assert errors({"TxQueueSize": "x", "RxQueueSize": 8192}, SIZES) == [("InvalidParameter", "TxQueueSize")]


def test_queue_sizes_by_invitation_are_said_at_each() -> None:
    """Beside what is wrong with the values."""
    code = "InvalidEniQueueSize.RegionOrUserNotSupported"
    members: Json = {"TxQueueSize": 8192, CONFIG: {"RxQueueSize": 8192}}
    assert errors(members) == [(code, "TxQueueSize"), (code, f"{CONFIG}.RxQueueSize")]


@pytest.mark.parametrize(
    ("name", "value", "other"),
    [
        ("QueueNumber", 8, 4),
        ("NetworkInterfaceTrafficMode", "Standard", "HighPerformance"),
        ("TxQueueSize", 8192, 16384),
        ("RxQueueSize", 16384, 8192),
    ],
)
def test_settings_in_two_places(name: str, value: object, other: object) -> None:
    """Two values are refused inside the config; the same twice is a note; each place alone is fine."""
    path = f"{CONFIG}.{name}"
    assert ("InvalidParameter", path) in errors({name: value, CONFIG: {name: other}}, SIZES)
    same: Json = {name: value, CONFIG: {name: value}}
    assert ("InvalidParameter", path) not in errors(same, SIZES)
    assert ("SetTwice", path) in lints(same, SIZES)
    assert lints({name: value}, SIZES) == lints({CONFIG: {name: value}}, SIZES)


def test_merged_settings_are_judged_together() -> None:
    """The mode from one place and the queue pairs from the other."""
    assert errors({"QueuePairNumber": 8, CONFIG: RDMA}) == []
    assert errors({**RDMA, CONFIG: {"QueuePairNumber": 8}}) == []
    must_be_empty = "InvalidParameter.QueuePairNumberMustEmpty"
    assert errors({CONFIG: {"QueuePairNumber": 8}}) == [(must_be_empty, f"{CONFIG}.QueuePairNumber")]


def test_queue_pairs_beside_an_unreadable_mode() -> None:
    """Whether the mode is HighPerformance is not known: nothing is said of the pairs."""
    members: Json = {"NetworkInterfaceTrafficMode": 1, "QueuePairNumber": 8}
    assert errors(members) == [("InvalidParameter", "NetworkInterfaceTrafficMode")]


def test_rdma_takes_no_ipv6_of_any_form() -> None:
    """Listed or by count, addresses or prefixes: said once, at the mode, wherever it stands."""
    code = "InvalidOperation.EniTrafficModeNotSupportIpv6"
    for name, value in (
        ("Ipv6Address", ["2001:db8:0:1::200"]),
        ("Ipv6AddressCount", 1),
        ("Ipv6Prefix", ["2001:db8:0:1:4001::/80"]),
        ("Ipv6PrefixCount", 1),
    ):
        assert errors({**RDMA, "QueuePairNumber": 1, name: value}) == [(code, "NetworkInterfaceTrafficMode")]
    path = f"{CONFIG}.NetworkInterfaceTrafficMode"
    assert errors({CONFIG: {**RDMA, "QueuePairNumber": 1}, "Ipv6AddressCount": 1}) == [(code, path)]
    assert errors({**RDMA, "QueuePairNumber": 1, "Ipv4PrefixCount": 1}) == []


def test_a_trunk_that_is_not_enabled_and_rdma() -> None:
    """Two findings, each at its parameter."""
    assert errors({**RDMA, "QueuePairNumber": 1, "InstanceType": "Trunk"}) == [
        ("InvalidOperation.TrunkingIsNotAllowed", "InstanceType"),
        ("InvalidOperation.HighPerformanceTrafficModeEniUnsupported", "NetworkInterfaceTrafficMode"),
    ]


@pytest.mark.parametrize(
    ("network", "expected"),
    [
        ({"EnableSriov": True, TOTAL: 8, QUANTITY: 1}, []),
        ({"EnableSriov": True, TOTAL: 8, QUANTITY: 256}, []),
        ({"EnableSriov": True, TOTAL: 8, QUANTITY: 257}, [QUANTITY]),
        ({"EnableSriov": True, TOTAL: 8, QUANTITY: 0}, [QUANTITY]),
        ({"EnableSriov": True, TOTAL: 8}, [QUANTITY]),
        ({"EnableSriov": True, QUANTITY: 8}, [TOTAL]),
        ({"EnableSriov": True}, [TOTAL, QUANTITY]),
        ({"EnableSriov": False}, []),
        ({"EnableSriov": False, TOTAL: 8, QUANTITY: 8}, [TOTAL, QUANTITY]),
        ({TOTAL: 8}, [TOTAL]),
        ({QUANTITY: 257}, [QUANTITY]),
        ({"EnableRss": True}, []),
    ],
)
def test_sriov_table(network: Json, expected: list[str]) -> None:
    """True needs both numbers, false or absent takes neither, and the quantity is 1 to 256."""
    assert errors({"EnhancedNetwork": network}, ENHANCED) == [(SRIOV, f"EnhancedNetwork.{name}") for name in expected]


def test_sriov_of_another_type() -> None:
    """An unreadable switch or number is judged once, and the other number all the same."""
    for network, name in (
        ({"EnableSriov": "yes", TOTAL: 8}, "EnableSriov"),
        ({"EnableSriov": True, TOTAL: "x", QUANTITY: 1}, TOTAL),
    ):
        assert errors({"EnhancedNetwork": network}, ENHANCED) == [("InvalidParameter", f"EnhancedNetwork.{name}")]
    one_left = errors({"EnhancedNetwork": {"EnableSriov": True, TOTAL: "x"}}, ENHANCED)
    assert one_left == [("InvalidParameter", f"EnhancedNetwork.{TOTAL}"), (SRIOV, f"EnhancedNetwork.{QUANTITY}")]


@pytest.mark.parametrize("name", ["TcpEstablishedTimeout", "TcpClosedAndTimeWaitTimeout", "UdpTimeout"])
def test_tracking_values(name: str) -> None:
    """Exactly the values of the page, and nothing beside them."""
    allowed = {
        "TcpEstablishedTimeout": {30, 60, 80, 100, 200, 300, 500, 700, 910},
        "TcpClosedAndTimeWaitTimeout": set(range(3, 16)),
        "UdpTimeout": {10, 20, 30, 60, 80, 100},
    }
    near = {value + step for values in allowed.values() for value in values for step in (-1, 0, 1)} | {0, -1}
    passed = {value for value in near if not errors({"ConnectionTrackingConfiguration": {name: value}})}
    assert passed == allowed[name]


@pytest.mark.parametrize(
    ("name", "key"), [("EnhancedNetwork", "enhanced_network"), ("SourceDestCheck", "source_dest_check")]
)
def test_an_unreadable_setting_by_invitation_is_given(name: str, key: str) -> None:
    """It is not available, whatever its value was meant to be."""
    found = errors({name: 1}, World(profile={key: False}))
    assert found == [("InvalidParameter", name), ("UnsupportedParameter", name)]


def test_settings_of_absent_members_only_are_not_given() -> None:
    """An object of nulls is absent on the wire, so nothing refuses it."""
    members: Json = {"ConnectionTrackingConfiguration": {"UdpTimeout": None}, "EnhancedNetwork": {"EnableRss": None}}
    assert errors(members, World(profile={"connection_tracking": False})) == []


def test_source_dest_check_is_free_by_default() -> None:
    """Both values."""
    assert errors({"SourceDestCheck": True}) == errors({"SourceDestCheck": False}) == []
