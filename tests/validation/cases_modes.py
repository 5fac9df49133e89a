"""Codes on queues, traffic modes, connection tracking and what is by invitation."""

from __future__ import annotations

from dataclasses import replace

from eniplan.validation.instance import Instance
from tests.validation.cases import Example
from tests.validation.world import INSTANCE_TYPE, PLAIN, Json, World

_RDMA: Json = {"NetworkInterfaceTrafficMode": "HighPerformance", "QueuePairNumber": 8}
_SIZES = World(profile={"queue_size": True})
_TRUNKS = World(profile={"trunk": True})
_ENHANCED = World(profile={"enhanced_network": True})
_TRACKING = "InvalidParameter.EniConnectionTrackingConfiguration"
_SRIOV: Json = {"EnableSriov": True, "VirtualFunctionTotalQueueNumber": 8, "VirtualFunctionQuantity": 4}


def _tracking(cause: str, name: str, wrong: int, right: int) -> Example:
    parameter = "ConnectionTrackingConfiguration"
    return Example(
        code=_TRACKING, cause=cause, request={parameter: {name: wrong}}, at=f"{parameter}.{name}",
        but={parameter: {name: right}},
    )  # fmt: skip


TRACKING = (
    _tracking("established, not listed", "TcpEstablishedTimeout", 90, 80),
    _tracking("time-wait below 3", "TcpClosedAndTimeWaitTimeout", 2, 3),
    _tracking("time-wait above 15", "TcpClosedAndTimeWaitTimeout", 16, 15),
    _tracking("UDP, not listed", "UdpTimeout", 90, 80),
    Example(
        code="InvalidConnectionTrackingConfiguration.RegionOrUserNotSupported", cause="switched off in the profile",
        request={"ConnectionTrackingConfiguration": {"UdpTimeout": 30}}, at="ConnectionTrackingConfiguration",
        world=World(profile={"connection_tracking": False}), but_in=PLAIN,
    ),
)  # fmt: skip

QUEUES = (
    Example(
        code="InvalidParameter.InvalidEniQueueNumber", cause="below 1", request={"QueueNumber": 0}, at="QueueNumber",
        but={"QueueNumber": 1},
    ),
    Example(
        code="InvalidParameter.InvalidEniQueueNumber", cause="above 2048 in the config",
        request={"NetworkInterfaceTrafficConfig": {"QueueNumber": 2049}},
        at="NetworkInterfaceTrafficConfig.QueueNumber", but={"NetworkInterfaceTrafficConfig": {"QueueNumber": 2048}},
    ),
    Example(
        code="InvalidParameter.EniQueueSize", cause="one of the two", request={"TxQueueSize": 8192}, at="TxQueueSize",
        world=_SIZES, but={"RxQueueSize": 8192},
    ),
    Example(
        code="InvalidParameter.EniQueueSize", cause="not equal", at="RxQueueSize", world=_SIZES,
        request={"TxQueueSize": 8192, "RxQueueSize": 16384}, but={"RxQueueSize": 8192},
    ),
    Example(
        code="InvalidParameter.EniQueueSize", cause="another value", at="TxQueueSize", world=_SIZES,
        request={"TxQueueSize": 12288, "NetworkInterfaceTrafficConfig": {"RxQueueSize": 8192}},
        but={"TxQueueSize": 8192},
    ),
    Example(
        code="InvalidEniQueueSize.RegionOrUserNotSupported", cause="by invitation", at="TxQueueSize",
        request={"TxQueueSize": 8192, "RxQueueSize": 8192}, but_in=_SIZES,
    ),
)  # fmt: skip

RDMA = (
    Example(
        code="InvalidParameter.EniTrafficMode", cause="another mode", at="NetworkInterfaceTrafficMode",
        request={"NetworkInterfaceTrafficMode": "standard"}, but={"NetworkInterfaceTrafficMode": "Standard"},
    ),
    Example(
        code="InvalidParameter.QueuePairNumberMustEmpty", cause="no mode", request={"QueuePairNumber": 8},
        at="QueuePairNumber", but={"NetworkInterfaceTrafficMode": "HighPerformance"},
    ),
    Example(
        code="InvalidParameter.QueuePairNumberMustEmpty", cause="Standard", at="QueuePairNumber",
        request={"QueuePairNumber": 8, "NetworkInterfaceTrafficMode": "Standard"}, but={"QueuePairNumber": None},
    ),
    Example(
        code="InvalidParameter.InvalidQueuePairNumber", cause="below 1", request={**_RDMA, "QueuePairNumber": 0},
        at="QueuePairNumber", but={"QueuePairNumber": 1},
    ),
    Example(
        code="InvalidOperation.HighPerformanceTrafficModeEniUnsupported", cause="a trunk",
        at="NetworkInterfaceTrafficMode", request={**_RDMA, "InstanceType": "Trunk"}, world=_TRUNKS,
        but={"InstanceType": "Secondary"},
    ),
    Example(
        code="InvalidOperation.EniTrafficModeNotSupportIpv6", cause="addresses", at="NetworkInterfaceTrafficMode",
        request={**_RDMA, "Ipv6AddressCount": 1}, but={"Ipv6AddressCount": None},
    ),
    Example(
        code="InvalidOperation.EniTrafficModeNotSupportIpv6", cause="prefixes", at="NetworkInterfaceTrafficMode",
        request={**_RDMA, "Ipv6Prefix": ["2001:db8:0:1:4001::/80"]}, but={"Ipv6Prefix": None},
    ),
)  # fmt: skip

TRUNKS = (
    Example(
        code="InvalidOperation.TrunkingIsNotAllowed", cause="by invitation", request={"InstanceType": "Trunk"},
        at="InstanceType", but_in=_TRUNKS,
    ),
    Example(
        code="InvalidOperation.TrunkingIsNotAllowed", cause="a type without trunks", request={"InstanceType": "Trunk"},
        at="InstanceType", raised_at="attach",
        world=World(profile={"trunk": True}, instance=Instance(type=replace(INSTANCE_TYPE, trunk_supported=False))),
        but_in=World(profile={"trunk": True}, instance=Instance(type=INSTANCE_TYPE)),
    ),
)  # fmt: skip


def _sriov(cause: str, at: str, network: Json, right: Json) -> Example:
    return Example(
        code="InvalidParameter.EniEnhancedNetwork", cause=cause, request={"EnhancedNetwork": network}, world=_ENHANCED,
        at=f"EnhancedNetwork.{at}", but={"EnhancedNetwork": right},
    )  # fmt: skip


_TOTAL, _QUANTITY = "VirtualFunctionTotalQueueNumber", "VirtualFunctionQuantity"
INVITATION = (
    _sriov("no total", _TOTAL, {"EnableSriov": True, _QUANTITY: 4}, _SRIOV),
    _sriov("no quantity", _QUANTITY, {"EnableSriov": True, _TOTAL: 8}, _SRIOV),
    _sriov("quantity 0", _QUANTITY, {**_SRIOV, _QUANTITY: 0}, {**_SRIOV, _QUANTITY: 1}),
    _sriov("quantity 257", _QUANTITY, {**_SRIOV, _QUANTITY: 257}, {**_SRIOV, _QUANTITY: 256}),
    _sriov("off with a total", _TOTAL, {"EnableSriov": False, _TOTAL: 8}, {"EnableSriov": False}),
    _sriov("unset with a quantity", _QUANTITY, {_QUANTITY: 4}, {"EnableRss": True}),
    Example(
        code="UnsupportedParameter",
        cause="EnhancedNetwork",
        request={"EnhancedNetwork": {"EnableRss": True}},
        at="EnhancedNetwork",
        but_in=_ENHANCED,
    ),
    Example(
        code="UnsupportedParameter",
        cause="SourceDestCheck",
        request={"SourceDestCheck": False},
        at="SourceDestCheck",
        world=World(profile={"source_dest_check": False}),
        but_in=PLAIN,
    ),
)

CASES = (*TRACKING, *QUEUES, *RDMA, *TRUNKS, *INVITATION)
