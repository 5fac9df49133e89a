"""The 31 parameters of CreateNetworkInterface and the 14 inside them, as data, in the page's order.

Reading, rules, forms, writing and documentation interpret this table; a bound stands nowhere else. Where the page
contradicts itself, ``note`` says what was decided. ``refusal`` is the code for a value outside the row's bounds: the
page has specific codes for some parameters, ``InvalidParameter`` for the rest.

Source of all rows: CreateNetworkInterface page, 2026-04-04.
"""

from __future__ import annotations

from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kind(Enum):
    """What a value is; ``ID``, addresses and prefixes are texts that documentation masks with ``*``."""

    TEXT = "text"
    ID = "id"
    IPV4_ADDRESS = "IPv4 address"
    IPV6_ADDRESS = "IPv6 address"
    IPV4_PREFIX = "IPv4 prefix"
    IPV6_PREFIX = "IPv6 prefix"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    STRUCT = "object"


MASKABLE = frozenset({Kind.ID, Kind.IPV4_ADDRESS, Kind.IPV6_ADDRESS, Kind.IPV4_PREFIX, Kind.IPV6_PREFIX})

Status = Literal["public", "deprecated", "by invitation"]


class Parameter(NamedTuple):
    """One parameter.

    Args:
        name: as the page and the wire write it.
        field: the attribute of :class:`eniplan.contract.request.CreateNetworkInterface` (or of a value inside it).
        kind: what one value is.
        many: whether it is a list; then bounds of length and range hold for each item.
        required: ``always``, ``one of`` (exactly one of itself and what it excludes) or ``no``.
        least, most: the range of an integer, both included.
        allowed: the only values, where the page lists them.
        may_be_empty: whether an empty text is a value of its own and not the same as absent.
        shortest, longest: the length of a text in characters.
        most_items: the length of a list.
        default: what the service takes when it is absent, where the page says so.
        status: ``public``, ``deprecated`` or ``by invitation``.
        excludes: parameters that may not stand beside it.
        refusal: the code for a value outside the bounds above.
        too_many: the code for too many items.
        note: what the page leaves open, and what was decided.
        members: the parameters inside it.
    """

    name: str
    field: str
    kind: Kind
    many: bool = False
    required: Literal["always", "one of", "no"] = "no"
    least: int | None = None
    most: int | None = None
    allowed: tuple[int | str, ...] = ()
    may_be_empty: bool = False
    shortest: int = 0
    longest: int | None = None
    most_items: int | None = None
    default: int | str | bool | None = None
    status: Status = "public"
    excludes: tuple[str, ...] = ()
    refusal: str = "InvalidParameter"
    too_many: str = "InvalidParameter"
    note: str = ""
    members: tuple[Parameter, ...] = ()


_TRACKING = "InvalidParameter.EniConnectionTrackingConfiguration"
_QUEUE_SIZE = "InvalidParameter.EniQueueSize"
_QUEUES = "InvalidParameter.InvalidEniQueueNumber"
_QUEUE_SIZE_NOTE = "a power of 2 between 8192 and 16384 leaves two values; Tx and Rx are given together and equal"


def _queue_number(note: str = "") -> Parameter:
    return Parameter(
        name="QueueNumber",
        field="queue_number",
        kind=Kind.INTEGER,
        least=1,
        most=2048,
        refusal=_QUEUES,
        note=note,
    )


def _traffic_mode() -> Parameter:
    return Parameter(
        name="NetworkInterfaceTrafficMode",
        field="traffic_mode",
        kind=Kind.TEXT,
        allowed=("Standard", "HighPerformance"),
        default="Standard",
        refusal="InvalidParameter.EniTrafficMode",
        note="HighPerformance is RDMA: no IPv6, and only types with ERIs can attach it",
    )


def _queue_pairs() -> Parameter:
    return Parameter(
        name="QueuePairNumber",
        field="queue_pair_number",
        kind=Kind.INTEGER,
        note="only with HighPerformance; unset takes the type's whole maximum, so no second RDMA ENI fits",
    )


def _queue_size(name: str, field: str) -> Parameter:
    return Parameter(
        name=name,
        field=field,
        kind=Kind.INTEGER,
        allowed=(8192, 16384),
        status="by invitation",
        refusal=_QUEUE_SIZE,
        note=_QUEUE_SIZE_NOTE,
    )


def _addresses(name: str, field: str, kind: Kind, count: str) -> Parameter:
    return Parameter(name=name, field=field, kind=kind, many=True, most_items=10, excludes=(count,))


def _count(name: str, field: str, listed: str, most: int = 10) -> Parameter:
    return Parameter(name=name, field=field, kind=Kind.INTEGER, least=1, most=most, excludes=(listed,))


_TAG = (
    Parameter(
        name="Key",
        field="key",
        kind=Kind.TEXT,
        required="always",
        may_be_empty=True,
        shortest=1,
        longest=128,
        refusal="InvalidTagKey.Malformed",
        note="not starting with aliyun or acs:, no http:// or https:// in it; the page marks it optional",
    ),
    Parameter(
        name="Value",
        field="value",
        kind=Kind.TEXT,
        may_be_empty=True,
        longest=128,
        refusal="InvalidTagValue.Malformed",
        note="may be empty; no http:// or https:// in it",
    ),
)

_TRAFFIC_CONFIG = (
    _queue_number(),
    _traffic_mode(),
    _queue_pairs(),
    _queue_size("TxQueueSize", "tx_queue_size"),
    _queue_size("RxQueueSize", "rx_queue_size"),
)

_CONNECTION_TRACKING = (
    Parameter(
        name="TcpEstablishedTimeout",
        field="tcp_established_timeout_s",
        kind=Kind.INTEGER,
        allowed=(30, 60, 80, 100, 200, 300, 500, 700, 910),
        default=910,
        refusal=_TRACKING,
        note="seconds",
    ),
    Parameter(
        name="TcpClosedAndTimeWaitTimeout",
        field="tcp_closed_and_time_wait_timeout_s",
        kind=Kind.INTEGER,
        least=3,
        most=15,
        default=3,
        refusal=_TRACKING,
        note="seconds; 15 by default behind an NLB or CLB",
    ),
    Parameter(
        name="UdpTimeout",
        field="udp_timeout_s",
        kind=Kind.INTEGER,
        allowed=(10, 20, 30, 60, 80, 100),
        default=30,
        refusal=_TRACKING,
        note="seconds; 100 by default behind an NLB or CLB",
    ),
)

_ENHANCED_NETWORK = (
    Parameter(name="EnableSriov", field="enable_sriov", kind=Kind.BOOLEAN, status="by invitation"),
    Parameter(name="EnableRss", field="enable_rss", kind=Kind.BOOLEAN, status="by invitation"),
    Parameter(
        name="VirtualFunctionTotalQueueNumber",
        field="virtual_function_total_queue_number",
        kind=Kind.INTEGER,
        status="by invitation",
        note="required with EnableSriov true, absent otherwise",
    ),
    Parameter(
        name="VirtualFunctionQuantity",
        field="virtual_function_quantity",
        kind=Kind.INTEGER,
        status="by invitation",
        least=1,
        most=256,
        refusal="InvalidParameter.EniEnhancedNetwork",
        note="required with EnableSriov true, absent otherwise; the bounds stand in the error message",
    ),
)

PARAMETERS: tuple[Parameter, ...] = (
    Parameter(name="RegionId", field="region_id", kind=Kind.ID, required="always", note="listed twice on the page"),
    Parameter(
        name="Tag",
        field="tags",
        kind=Kind.STRUCT,
        many=True,
        most_items=20,
        too_many="QuotaExceed.Tags",
        members=_TAG,
    ),
    Parameter(name="ResourceGroupId", field="resource_group_id", kind=Kind.ID),
    Parameter(name="VSwitchId", field="vswitch_id", kind=Kind.ID, required="always"),
    Parameter(
        name="PrimaryIpAddress",
        field="primary_address",
        kind=Kind.IPV4_ADDRESS,
        note="absent: the service draws a free address at random",
    ),
    Parameter(
        name="SecurityGroupId",
        field="security_group_id",
        kind=Kind.ID,
        required="one of",
        excludes=("SecurityGroupIds",),
    ),
    Parameter(
        name="NetworkInterfaceName",
        field="name",
        kind=Kind.TEXT,
        shortest=2,
        longest=128,
        refusal="InvalidParams.NetworkInterfaceName",
        note="Unicode letters, ASCII digits and : _ . - only",
    ),
    Parameter(
        name="Description",
        field="description",
        kind=Kind.TEXT,
        shortest=2,
        longest=256,
        note="not starting with http:// or https://",
    ),
    Parameter(name="Visible", field="visible", kind=Kind.BOOLEAN, status="deprecated"),
    Parameter(
        name="InstanceType",
        field="eni_type",
        kind=Kind.TEXT,
        allowed=("Secondary", "Trunk"),
        default="Secondary",
        note="the type of the ENI, not the ECS type; Trunk is by invitation",
    ),
    Parameter(name="BusinessType", field="business_type", kind=Kind.TEXT, status="deprecated"),
    _count("SecondaryPrivateIpAddressCount", "secondary_address_count", "PrivateIpAddress", most=49),
    _queue_number("at most the type's MaximumQueueNumberPerEni; the page says less than, the defaults reach it"),
    Parameter(
        name="ClientToken",
        field="client_token",
        kind=Kind.TEXT,
        longest=64,
        note="ASCII; makes a retry safe: same token and parameters, same ENI",
    ),
    _traffic_mode(),
    _queue_pairs(),
    Parameter(
        name="SecurityGroupIds",
        field="security_group_ids",
        kind=Kind.ID,
        many=True,
        required="one of",
        excludes=("SecurityGroupId",),
        note="at most the profile's security_groups_per_eni",
    ),
    _addresses("PrivateIpAddress", "secondary_addresses", Kind.IPV4_ADDRESS, "SecondaryPrivateIpAddressCount"),
    _addresses("Ipv6Address", "ipv6_addresses", Kind.IPV6_ADDRESS, "Ipv6AddressCount"),
    _count("Ipv6AddressCount", "ipv6_address_count", "Ipv6Address"),
    _addresses("Ipv4Prefix", "ipv4_prefixes", Kind.IPV4_PREFIX, "Ipv4PrefixCount"),
    _count("Ipv4PrefixCount", "ipv4_prefix_count", "Ipv4Prefix"),
    _addresses("Ipv6Prefix", "ipv6_prefixes", Kind.IPV6_PREFIX, "Ipv6PrefixCount"),
    _count("Ipv6PrefixCount", "ipv6_prefix_count", "Ipv6Prefix"),
    Parameter(
        name="DeleteOnRelease",
        field="delete_on_release",
        kind=Kind.BOOLEAN,
        note="no default on the page",
    ),
    _queue_size("TxQueueSize", "tx_queue_size"),
    _queue_size("RxQueueSize", "rx_queue_size"),
    Parameter(
        name="NetworkInterfaceTrafficConfig",
        field="traffic_config",
        kind=Kind.STRUCT,
        members=_TRAFFIC_CONFIG,
        note="the same settings as at top level: merged, then judged; different values are refused",
    ),
    Parameter(
        name="ConnectionTrackingConfiguration",
        field="connection_tracking",
        kind=Kind.STRUCT,
        members=_CONNECTION_TRACKING,
    ),
    Parameter(
        name="EnhancedNetwork",
        field="enhanced_network",
        kind=Kind.STRUCT,
        status="by invitation",
        members=_ENHANCED_NETWORK,
    ),
    Parameter(name="SourceDestCheck", field="source_dest_check", kind=Kind.BOOLEAN, default=False),
)

BY_NAME: Mapping[str, Parameter] = MappingProxyType({row.name: row for row in PARAMETERS})
BY_FIELD: Mapping[str, Parameter] = MappingProxyType({row.field: row for row in PARAMETERS})
_DIGITS = 9
"""No list has more items; a longer number in a path is somebody's invention and sorts by its head."""
_PLACE = {row.name: place for place, row in enumerate(PARAMETERS)}

SDK_EXTRAS = frozenset(
    {"EnablePrimaryIPv6", "EnhancedNetwork.EnableExpress", "OwnerId", "OwnerAccount", "ResourceOwnerId",
     "ResourceOwnerAccount"}
)  # fmt: skip
"""Members the official SDK sends that the page does not list."""


def page_order(parameter: str) -> tuple[int, ...]:
    """The sort key of a parameter path (``Tag.2.Key``) by the page's order; unknown ones come last."""
    head, *rest = parameter.split(".")
    row = BY_NAME.get(head)
    if row is None:
        return (len(PARAMETERS),)
    key = [_PLACE[head]]
    for part in rest:
        inside = [member.name for member in row.members]
        key.append(int(part[:_DIGITS]) if part.isdecimal() else inside.index(part) if part in inside else len(inside))
    return tuple(key)
