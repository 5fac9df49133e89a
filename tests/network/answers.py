"""Small answers of the API to read in tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from eniplan.network.facts import inventory_of
from eniplan.network.json_text import Answer

if TYPE_CHECKING:
    from eniplan.contract.finding import Finding
    from eniplan.network.inventory import Inventory

Json = dict[str, Any]


def vswitch(key: str = "vsw-1", cidr: str = "10.0.0.0/24", **members: object) -> Json:
    """A row of DescribeVSwitches."""
    return {"VSwitchId": key, "VpcId": "vpc-1", "ZoneId": "cn-hangzhou-h", "CidrBlock": cidr, **members}


def eni(key: str = "eni-1", primary: str | None = "10.0.0.5", where: str = "vsw-1", **members: object) -> Json:
    """A row of DescribeNetworkInterfaces."""
    own = {} if primary is None else {"PrivateIpAddress": primary}
    return {"NetworkInterfaceId": key, "VSwitchId": where, "VpcId": "vpc-1", **own, **members}


def private(*texts: str) -> Json:
    """PrivateIpSets with secondary addresses."""
    return {"PrivateIpSets": {"PrivateIpSet": [{"PrivateIpAddress": text, "Primary": False} for text in texts]}}


def prefixes(*texts: str) -> Json:
    """Ipv4PrefixSets and Ipv6PrefixSets."""
    four = [{"Ipv4Prefix": text} for text in texts if ":" not in text]
    six = [{"Ipv6Prefix": text} for text in texts if ":" in text]
    return {"Ipv4PrefixSets": {"Ipv4PrefixSet": four}, "Ipv6PrefixSets": {"Ipv6PrefixSet": six}}


def block(key: str = "vcr-1", cidr: str = "10.0.0.64/26", where: str = "vsw-1", **members: object) -> Json:
    """A row of ListVSwitchCidrReservations."""
    return {
        "VSwitchCidrReservationId": key, "VSwitchCidrReservationCidr": cidr, "VSwitchId": where, "Status": "Assigned",
        **members,
    }  # fmt: skip


def vswitches(*rows: Json, **head: object) -> Json:
    """A page of DescribeVSwitches."""
    return {"VSwitches": {"VSwitch": list(rows)}, **head}


def enis(*rows: Json, **head: object) -> Json:
    """A page of DescribeNetworkInterfaces."""
    return {"NetworkInterfaceSets": {"NetworkInterfaceSet": list(rows)}, **head}


def blocks(*rows: Json, **head: object) -> Json:
    """A page of ListVSwitchCidrReservations."""
    return {"VSwitchCidrReservations": list(rows), **head}


def read(*values: object) -> Inventory:
    """The inventory of JSON values, each in a file of its own: 0.json, 1.json and so on."""
    return inventory_of(Answer(f"{index}.json", value) for index, value in enumerate(values))


def coded(inventory: Inventory, code: str) -> list[Finding]:
    """The findings of one code, ``Lint.`` left out."""
    return [finding for finding in inventory.findings if finding.code == f"Lint.{code}"]


def codes(inventory: Inventory) -> list[str]:
    """The codes of all findings, ``Lint.`` left out, sorted."""
    return sorted(finding.code.removeprefix("Lint.") for finding in inventory.findings)
