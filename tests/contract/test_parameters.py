"""The parameter table against the page itself: what stands here was written out by hand from the page of 2026-04-04."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import TYPE_CHECKING

import pytest

from eniplan.contract.error_codes import error_codes
from eniplan.contract.parameters import BY_FIELD, BY_NAME, PARAMETERS, SDK_EXTRAS, Kind, page_order
from eniplan.contract.request import (
    ConnectionTracking,
    CreateNetworkInterface,
    EnhancedNetwork,
    Tag,
    TrafficConfig,
)

if TYPE_CHECKING:
    from eniplan.contract.parameters import Parameter

PAGE = """
RegionId string Yes
Tag array<object> No
- Key string No
- Value string No
ResourceGroupId string No
VSwitchId string Yes
PrimaryIpAddress string No
SecurityGroupId string No
NetworkInterfaceName string No
Description string No
Visible boolean No
InstanceType string No
BusinessType string No
SecondaryPrivateIpAddressCount integer No
QueueNumber integer No
ClientToken string No
NetworkInterfaceTrafficMode string No
QueuePairNumber integer No
SecurityGroupIds array No
PrivateIpAddress array No
Ipv6Address array No
Ipv6AddressCount integer No
Ipv4Prefix array No
Ipv4PrefixCount integer No
Ipv6Prefix array No
Ipv6PrefixCount integer No
DeleteOnRelease boolean No
TxQueueSize integer No
RxQueueSize integer No
NetworkInterfaceTrafficConfig object No
- QueueNumber integer No
- NetworkInterfaceTrafficMode string No
- QueuePairNumber integer No
- TxQueueSize integer No
- RxQueueSize integer No
ConnectionTrackingConfiguration object No
- TcpEstablishedTimeout integer No
- TcpClosedAndTimeWaitTimeout integer No
- UdpTimeout integer No
EnhancedNetwork object No
- EnableSriov boolean No
- EnableRss boolean No
- VirtualFunctionTotalQueueNumber integer No
- VirtualFunctionQuantity integer No
SourceDestCheck boolean No
"""
"""Name, type and Required of the page's table, in its order; a dash stands before what is inside an object."""

RANGES = {
    "SecondaryPrivateIpAddressCount": (1, 49),
    "QueueNumber": (1, 2048),
    "Ipv6AddressCount": (1, 10),
    "Ipv4PrefixCount": (1, 10),
    "Ipv6PrefixCount": (1, 10),
    "NetworkInterfaceTrafficConfig.QueueNumber": (1, 2048),
    "ConnectionTrackingConfiguration.TcpClosedAndTimeWaitTimeout": (3, 15),
    "EnhancedNetwork.VirtualFunctionQuantity": (1, 256),
}
ENUMERATIONS = {
    "InstanceType": {"Secondary", "Trunk"},
    "NetworkInterfaceTrafficMode": {"Standard", "HighPerformance"},
    "TxQueueSize": {8192, 16384},
    "RxQueueSize": {8192, 16384},
    "NetworkInterfaceTrafficConfig.NetworkInterfaceTrafficMode": {"Standard", "HighPerformance"},
    "NetworkInterfaceTrafficConfig.TxQueueSize": {8192, 16384},
    "NetworkInterfaceTrafficConfig.RxQueueSize": {8192, 16384},
    "ConnectionTrackingConfiguration.TcpEstablishedTimeout": {30, 60, 80, 100, 200, 300, 500, 700, 910},
    "ConnectionTrackingConfiguration.UdpTimeout": {10, 20, 30, 60, 80, 100},
}
LENGTHS = {
    "Tag.Key": (1, 128),
    "Tag.Value": (0, 128),
    "NetworkInterfaceName": (2, 128),
    "Description": (2, 256),
    "ClientToken": (0, 64),
}
MOST_ITEMS = {"Tag": 20, "PrivateIpAddress": 10, "Ipv6Address": 10, "Ipv4Prefix": 10, "Ipv6Prefix": 10}
DEFAULTS = {
    "InstanceType": "Secondary",
    "NetworkInterfaceTrafficMode": "Standard",
    "NetworkInterfaceTrafficConfig.NetworkInterfaceTrafficMode": "Standard",  # the same setting; said once on the page
    "ConnectionTrackingConfiguration.TcpEstablishedTimeout": 910,
    "ConnectionTrackingConfiguration.TcpClosedAndTimeWaitTimeout": 3,
    "ConnectionTrackingConfiguration.UdpTimeout": 30,
    "SourceDestCheck": False,
}
EXCLUSIVE = {
    ("SecurityGroupId", "SecurityGroupIds"),
    ("PrivateIpAddress", "SecondaryPrivateIpAddressCount"),
    ("Ipv6Address", "Ipv6AddressCount"),
    ("Ipv4Prefix", "Ipv4PrefixCount"),
    ("Ipv6Prefix", "Ipv6PrefixCount"),
}
CLASSES = {
    "": CreateNetworkInterface,
    "Tag": Tag,
    "NetworkInterfaceTrafficConfig": TrafficConfig,
    "ConnectionTrackingConfiguration": ConnectionTracking,
    "EnhancedNetwork": EnhancedNetwork,
}


def _all_rows() -> dict[str, Parameter]:
    """Every row by its path, in the table's order."""
    found: dict[str, Parameter] = {}
    for row in PARAMETERS:
        found[row.name] = row
        found |= {f"{row.name}.{member.name}": member for member in row.members}
    return found


ROWS = _all_rows()


def _page_type(row: Parameter) -> str:
    if row.kind is Kind.STRUCT:
        return "array<object>" if row.many else "object"
    if row.many:
        return "array"
    return {Kind.INTEGER: "integer", Kind.BOOLEAN: "boolean"}.get(row.kind, "string")


def test_31_parameters_and_14_inside_them() -> None:
    """The page has 31 parameters, and 14 inside four of them."""
    assert (len(PARAMETERS), sum(len(row.members) for row in PARAMETERS)) == (31, 14)


def test_table_is_the_pages() -> None:
    """Names, types and Required in the page's order; the page marks a tag's Key optional, the error code does not."""
    written = []
    for path, row in ROWS.items():
        required = "Yes" if row.required == "always" and path != "Tag.Key" else "No"
        written.append(f"{'- ' if '.' in path else ''}{row.name} {_page_type(row)} {required}")
    assert PAGE.strip().splitlines() == written
    assert ROWS["Tag.Key"].required == "always"


def test_ranges() -> None:
    """The ranges the page gives, and no others."""
    bounded = {p: (r.least, r.most) for p, r in ROWS.items() if r.least is not None or r.most is not None}
    assert bounded == RANGES


def test_enumerations() -> None:
    """The enumerations the page gives, and no others."""
    assert {path: set(row.allowed) for path, row in ROWS.items() if row.allowed} == ENUMERATIONS


def test_lengths() -> None:
    """Text lengths and list lengths."""
    assert {path: (row.shortest, row.longest) for path, row in ROWS.items() if row.longest} == LENGTHS
    assert {path: row.most_items for path, row in ROWS.items() if row.most_items} == MOST_ITEMS


def test_defaults_and_status() -> None:
    """Defaults and deprecations as on the page."""
    assert {path: row.default for path, row in ROWS.items() if row.default is not None} == DEFAULTS
    assert {path for path, row in ROWS.items() if row.status == "deprecated"} == {"Visible", "BusinessType"}
    invited = {path.partition(".")[0] for path, row in ROWS.items() if row.status == "by invitation"}
    assert invited == {"TxQueueSize", "RxQueueSize", "NetworkInterfaceTrafficConfig", "EnhancedNetwork"}


def test_exclusions_are_symmetric() -> None:
    """Each pair stands with both of its parameters, and there are five."""
    pairs = {(row.name, other) for row in PARAMETERS for other in row.excludes}
    assert pairs == EXCLUSIVE | {(second, first) for first, second in EXCLUSIVE}
    one_of = {row.name for row in PARAMETERS if row.required == "one of"}
    assert one_of == {"SecurityGroupId", "SecurityGroupIds"}


@pytest.mark.parametrize("name", CLASSES)
def test_fields_are_the_requests(name: str) -> None:
    """Each row has its attribute on the request value, in the same order, and each attribute has its row."""
    rows = BY_NAME[name].members if name else PARAMETERS
    values = fields(CLASSES[name])
    assert [row.field for row in rows] == [value.name for value in values]
    assert all(value.default is not MISSING for value in values)
    assert [() if row.many else None for row in rows] == [value.default for value in values]


def test_refusals_are_codes_of_the_page() -> None:
    """Each code that a bound names is in the error table."""
    named = {row.refusal for row in ROWS.values()} | {row.too_many for row in ROWS.values()}
    assert named <= error_codes().keys()


def test_maskable_kinds() -> None:
    """What the page's examples mask with asterisks is of a kind that is refused masked."""
    examples = {"ResourceGroupId", "VSwitchId", "PrimaryIpAddress", "SecurityGroupId", "SecurityGroupIds"}
    examples |= {"PrivateIpAddress", "Ipv6Address", "Ipv4Prefix", "Ipv6Prefix", "RegionId"}
    plain = {Kind.TEXT, Kind.INTEGER, Kind.BOOLEAN, Kind.STRUCT}
    assert {row.name for row in PARAMETERS if row.kind not in plain} == examples


def test_lookups() -> None:
    """By name and by field give the same rows."""
    assert list(BY_NAME.values()) == list(BY_FIELD.values()) == list(PARAMETERS)
    assert len(SDK_EXTRAS) == 6


def test_page_order() -> None:
    """Paths sort as on the page: Tag before VSwitchId, items by number, members in their order, unknown ones last."""
    expected = ["RegionId", "Tag", "Tag.1.Key", "Tag.1.Value", "Tag.2.Key", "Tag.10.Key", "VSwitchId"]
    expected += ["PrivateIpAddress.2", "PrivateIpAddress.10", "NetworkInterfaceTrafficConfig.QueueNumber"]
    expected += ["NetworkInterfaceTrafficConfig.TxQueueSize", "EnhancedNetwork.Foo", "SourceDestCheck", "Foo"]
    assert sorted(set(expected), key=page_order) == expected
    assert page_order("") == page_order("Foo") == (31,)


def test_page_order_of_any_text() -> None:
    """A path that a file made up has a place too."""
    assert page_order("Tag." + "9" * 5000 + ".Key") > page_order("Tag.20.Key")
    assert page_order("Tag.²") > page_order("Tag")
