"""One CreateNetworkInterface call as a frozen value: what :data:`~eniplan.contract.parameters.PARAMETERS` describes.

Addresses and prefixes stay texts here, exactly as they were written: the value must be able to hold a wrong request,
so that the rules can explain it. Absent is None (lists: empty). The attribute names are the table's ``field`` column.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A tag to add; ``value`` None is absent, which the service takes as empty."""

    key: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrafficConfig:
    """NetworkInterfaceTrafficConfig: the queue settings a second time."""

    queue_number: int | None = None
    traffic_mode: str | None = None
    queue_pair_number: int | None = None
    tx_queue_size: int | None = None
    rx_queue_size: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionTracking:
    """ConnectionTrackingConfiguration, times in seconds."""

    tcp_established_timeout_s: int | None = None
    tcp_closed_and_time_wait_timeout_s: int | None = None
    udp_timeout_s: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EnhancedNetwork:
    """EnhancedNetwork: SR-IOV settings, by invitation."""

    enable_sriov: bool | None = None
    enable_rss: bool | None = None
    virtual_function_total_queue_number: int | None = None
    virtual_function_quantity: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateNetworkInterface:
    """One request. ``eni_type`` is the API's InstanceType (Secondary, Trunk)."""

    region_id: str | None = None
    tags: tuple[Tag, ...] = ()
    resource_group_id: str | None = None
    vswitch_id: str | None = None
    primary_address: str | None = None
    security_group_id: str | None = None
    name: str | None = None
    description: str | None = None
    visible: bool | None = None
    eni_type: str | None = None
    business_type: str | None = None
    secondary_address_count: int | None = None
    queue_number: int | None = None
    client_token: str | None = None
    traffic_mode: str | None = None
    queue_pair_number: int | None = None
    security_group_ids: tuple[str, ...] = ()
    secondary_addresses: tuple[str, ...] = ()
    ipv6_addresses: tuple[str, ...] = ()
    ipv6_address_count: int | None = None
    ipv4_prefixes: tuple[str, ...] = ()
    ipv4_prefix_count: int | None = None
    ipv6_prefixes: tuple[str, ...] = ()
    ipv6_prefix_count: int | None = None
    delete_on_release: bool | None = None
    tx_queue_size: int | None = None
    rx_queue_size: int | None = None
    traffic_config: TrafficConfig | None = None
    connection_tracking: ConnectionTracking | None = None
    enhanced_network: EnhancedNetwork | None = None
    source_dest_check: bool | None = None
