"""Rules on queues, traffic modes, connection tracking and the other settings by invitation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.contract.parameters import BY_NAME
from eniplan.contract.reading import shown
from eniplan.validation.case import TWICE
from eniplan.validation.rule import Stage, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eniplan.contract.finding import Finding
    from eniplan.validation.case import Case

_CONFIG = "NetworkInterfaceTrafficConfig"
_QUEUE_SIZES = ("tx_queue_size", "rx_queue_size")


@rule("InvalidParameter", "Lint.SetTwice", stage=Stage.REQUEST)
def set_twice(case: Case) -> Iterator[Finding]:
    """One setting at top level and in NetworkInterfaceTrafficConfig: refused where the values differ (decision)."""
    config = case.request.traffic_config
    for name, attribute in TWICE if config else ():
        outside, inside = getattr(case.request, attribute), getattr(config, attribute)
        if outside is None or inside is None:
            continue
        path = f"{_CONFIG}.{name}"
        if outside == inside:
            yield case.lint("Lint.SetTwice", path, f"{name} is given at top level too; one place is enough")
        else:
            message = f"{path} is {shown(inside)} and {name} is {shown(outside)}; give one place, or the same value"
            yield case.refuse("InvalidParameter", path, message, source="decision")


@rule("InvalidParameter.EniQueueSize", stage=Stage.REQUEST)
def queue_sizes_pair(case: Case) -> Iterator[Finding]:
    """Tx and Rx depth are given together and equal; the values stand in the table."""
    tx, rx = (case.settings.get(attribute) for attribute in _QUEUE_SIZES)
    if (tx is None) != (rx is None) and not _unreadable(case, "TxQueueSize", "RxQueueSize"):
        only = tx or rx
        assert only is not None  # noqa: S101 - one of the two is given here
        other = only.path.replace("Tx", "?").replace("Rx", "Tx").replace("?", "Rx")
        message = f"{only.path} is given without {other}; the two depths are given together and equal"
        yield case.refuse("InvalidParameter.EniQueueSize", only.path, message)
    elif tx and rx and tx.value != rx.value:
        message = f"{tx.path} is {tx.value} and {rx.path} is {rx.value}; the two depths must be equal"
        yield case.refuse("InvalidParameter.EniQueueSize", rx.path, message)


def _unreadable(case: Case, *names: str) -> bool:
    return any(name in case.skipped or f"{_CONFIG}.{name}" in case.skipped for name in names)


@rule("InvalidEniQueueSize.RegionOrUserNotSupported", stage=Stage.REQUEST)
def queue_sizes_enabled(case: Case) -> Iterator[Finding]:
    """Queue depths are by invitation."""
    for attribute in _QUEUE_SIZES:
        given = case.settings.get(attribute)
        if given and not case.profile.queue_size:
            message = f"{given.path} is by invitation, and the profile's queue_size is false"
            yield case.refuse(
                "InvalidEniQueueSize.RegionOrUserNotSupported",
                given.path,
                message,
                source=case.profile.source("queue_size"),
            )


@rule("InvalidParameter.QueuePairNumberMustEmpty", stage=Stage.REQUEST)
def queue_pairs_without_rdma(case: Case) -> Iterator[Finding]:
    """Queue pairs exist in HighPerformance mode only."""
    pairs = case.settings.get("queue_pair_number")
    if pairs and not case.high_performance and not _unreadable(case, "NetworkInterfaceTrafficMode"):
        message = f"{pairs.path} is given without NetworkInterfaceTrafficMode HighPerformance; leave it out"
        yield case.refuse("InvalidParameter.QueuePairNumberMustEmpty", pairs.path, message)


@rule("InvalidParameter.InvalidQueuePairNumber", stage=Stage.REQUEST)
def queue_pairs_positive(case: Case) -> Iterator[Finding]:
    """At least one queue pair."""
    pairs = case.settings.get("queue_pair_number")
    if pairs and case.high_performance and isinstance(pairs.value, int) and pairs.value < 1:
        yield case.refuse(
            "InvalidParameter.InvalidQueuePairNumber", pairs.path, f"{pairs.value} is not a whole number from 1"
        )


@rule("Lint.QueuePairsUnset", stage=Stage.REQUEST)
def queue_pairs_unset(case: Case) -> Iterator[Finding]:
    """An RDMA ENI without a number takes all queue pairs of its instance."""
    if case.high_performance and "queue_pair_number" not in case.settings and not _unreadable(case, "QueuePairNumber"):
        message = "QueuePairNumber is unset: the ENI takes all pairs of its instance, and no second RDMA ENI fits"
        mode = case.settings["traffic_mode"].path
        path = f"{_CONFIG}.QueuePairNumber" if mode.startswith(_CONFIG) else "QueuePairNumber"
        yield case.lint("Lint.QueuePairsUnset", path, message, source=BY_PAGE)


BY_PAGE = "CreateNetworkInterface page, 2026-04-04"


@rule("InvalidOperation.HighPerformanceTrafficModeEniUnsupported", stage=Stage.REQUEST)
def rdma_trunk(case: Case) -> Iterator[Finding]:
    """A trunk ENI has no RDMA mode."""
    if case.high_performance and case.request.eni_type == "Trunk":
        message = "a Trunk ENI cannot be HighPerformance; InstanceType must be Secondary"
        path = case.settings["traffic_mode"].path
        yield case.refuse("InvalidOperation.HighPerformanceTrafficModeEniUnsupported", path, message)


@rule("InvalidOperation.EniTrafficModeNotSupportIpv6", stage=Stage.REQUEST)
def rdma_ipv6(case: Case) -> Iterator[Finding]:
    """RDMA ENIs take no IPv6 address or prefix."""
    if case.high_performance and case.wants_ipv6:
        message = "a HighPerformance ENI takes no IPv6 addresses or prefixes; use Standard or leave IPv6 out"
        path = case.settings["traffic_mode"].path
        yield case.refuse("InvalidOperation.EniTrafficModeNotSupportIpv6", path, message)


@rule("InvalidOperation.TrunkingIsNotAllowed", stage=Stage.REQUEST)
def trunk_enabled(case: Case) -> Iterator[Finding]:
    """Trunk ENIs are by invitation."""
    if case.request.eni_type == "Trunk" and not case.profile.trunk:
        message = "Trunk ENIs are by invitation, and the profile's trunk is false; use Secondary"
        source = case.profile.source("trunk")
        yield case.refuse("InvalidOperation.TrunkingIsNotAllowed", "InstanceType", message, source=source)


@rule("InvalidConnectionTrackingConfiguration.RegionOrUserNotSupported", stage=Stage.REQUEST)
def connection_tracking_enabled(case: Case) -> Iterator[Finding]:
    """Connection tracking settings, where the profile says the account has them not."""
    given = case.given("ConnectionTrackingConfiguration", case.request.connection_tracking)
    if given and not case.profile.connection_tracking:
        yield case.refuse(
            "InvalidConnectionTrackingConfiguration.RegionOrUserNotSupported",
            "ConnectionTrackingConfiguration",
            "the profile's connection_tracking is false: the region or account has no such settings; leave them out",
            source=case.profile.source("connection_tracking"),
        )


@rule("InvalidParameter.EniEnhancedNetwork", stage=Stage.REQUEST)
def sriov(case: Case) -> Iterator[Finding]:
    """Virtual functions need EnableSriov, and EnableSriov needs both numbers."""
    network = case.request.enhanced_network
    numbers = (
        ("VirtualFunctionTotalQueueNumber", "virtual_function_total_queue_number"),
        (
            "VirtualFunctionQuantity",
            "virtual_function_quantity",
        ),
    )
    for name, attribute in numbers if network else ():
        path = f"EnhancedNetwork.{name}"
        if path in case.skipped or "EnhancedNetwork.EnableSriov" in case.skipped:
            continue
        given, wanted = getattr(network, attribute) is not None, bool(network and network.enable_sriov)
        if wanted and not given:
            message = f"{path} is missing; EnableSriov true needs both virtual function numbers"
            yield case.refuse("InvalidParameter.EniEnhancedNetwork", path, message)
        elif given and not wanted:
            message = f"{path} is given without EnableSriov true; leave it out"
            yield case.refuse("InvalidParameter.EniEnhancedNetwork", path, message)


@rule("UnsupportedParameter", stage=Stage.REQUEST)
def by_invitation(case: Case) -> Iterator[Finding]:
    """EnhancedNetwork and SourceDestCheck, where the profile does not have them."""
    switches = (
        ("EnhancedNetwork", case.request.enhanced_network, case.profile.enhanced_network, "enhanced_network"),
        ("SourceDestCheck", case.request.source_dest_check, case.profile.source_dest_check, "source_dest_check"),
    )
    for name, value, enabled, key in switches:
        if case.given(name, value) and not enabled:
            message = f"{name} is not available here: the profile's {key} is false; leave it out"
            yield case.refuse("UnsupportedParameter", BY_NAME[name].name, message, source=case.profile.source(key))
