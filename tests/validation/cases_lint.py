"""Every ``Lint.*`` code that a rule raises, with its neighbour; what is said once per batch names no parameter."""

from __future__ import annotations

from tests.validation.cases import Example
from tests.validation.world import PLAIN, Json, World

_RDMA: Json = {"NetworkInterfaceTrafficMode": "HighPerformance"}
_STRICT = World(profile={"addresses_with_prefixes": "error"})


def _groups(*numbers: int) -> list[str]:
    return [f"sg-{number}" for number in numbers]


CASES = (
    Example(
        code="Lint.MixedAddressesAndPrefixes", cause="IPv4", severity="warning", at="Ipv4PrefixCount",
        request={"SecondaryPrivateIpAddressCount": 1, "Ipv4PrefixCount": 1},
        but={"SecondaryPrivateIpAddressCount": None},
    ),
    Example(
        code="Lint.MixedAddressesAndPrefixes", cause="IPv6", severity="warning", at="Ipv6Prefix",
        request={"Ipv6AddressCount": 1, "Ipv6Prefix": ["2001:db8:0:1:4001::/80"]}, but={"Ipv6AddressCount": None},
    ),
    Example(
        code="Lint.MixedAddressesAndPrefixes", cause="an error in a strict profile", at="Ipv4PrefixCount",
        request={"SecondaryPrivateIpAddressCount": 1, "Ipv4PrefixCount": 1}, world=_STRICT,
        but={"Ipv4PrefixCount": None},
    ),
    Example(
        code="Lint.AddressInReservedBlock", cause="IPv4", severity="warning", at="PrimaryIpAddress",
        request={"PrimaryIpAddress": "10.0.0.127"}, but={"PrimaryIpAddress": "10.0.0.128"},
    ),
    Example(
        code="Lint.AddressInReservedBlock", cause="IPv6", severity="warning", at="Ipv6Address.1",
        request={"Ipv6Address": ["2001:db8:0:1:7fff::1"]}, but={"Ipv6Address": ["2001:db8:0:1:8000::1"]},
    ),
    Example(
        code="Lint.ManySecurityGroups", cause="6 groups", severity="warning", at="SecurityGroupIds",
        request={"SecurityGroupId": None, "SecurityGroupIds": _groups(1, 2, 3, 4, 5, 6)},
        but={"SecurityGroupIds": _groups(1, 2, 3, 4, 5)},
    ),
    Example(
        code="Lint.QueuePairsUnset", cause="RDMA", severity="warning", at="QueuePairNumber", request=_RDMA,
        but={"QueuePairNumber": 8},
    ),
    Example(
        code="Lint.QueuePairsUnset", cause="RDMA in the config", severity="warning",
        at="NetworkInterfaceTrafficConfig.QueuePairNumber", request={"NetworkInterfaceTrafficConfig": _RDMA},
        but={"QueuePairNumber": 8},
    ),
    Example(
        code="Lint.NoClientToken", cause="none", severity="warning", at="ClientToken", request={"ClientToken": None},
        but={"ClientToken": "t"},
    ),
    Example(
        code="Lint.NotFirstLetter", cause="a digit", severity="warning", at="NetworkInterfaceName",
        request={"NetworkInterfaceName": "1web"}, but={"NetworkInterfaceName": "w1eb"},
    ),
    Example(
        code="Lint.SetTwice", cause="the same value", severity="note", at="NetworkInterfaceTrafficConfig.QueueNumber",
        request={"QueueNumber": 8, "NetworkInterfaceTrafficConfig": {"QueueNumber": 8}}, but={"QueueNumber": None},
    ),
    Example(
        code="Lint.Deprecated", cause="Visible", severity="note", at="Visible", request={"Visible": False},
        but={"Visible": None},
    ),
    Example(
        code="Lint.Deprecated", cause="BusinessType", severity="note", at="BusinessType", request={"BusinessType": "b"},
        but={"BusinessType": None},
    ),
    Example(
        code="Lint.QuotaUnknown", cause="quota 0", severity="warning", at="", request={},
        world=World(profile={"eni_quota": 0}), but_in=World(profile={"eni_quota": 1000}),
    ),
    Example(
        code="Lint.CountsMayUnderReport", cause="a typed group", severity="note", at="", request={},
        but={"SecurityGroupId": "sg-99"}, left=frozenset({"InvalidSecurityGroupId.NotFound"}),
    ),
    Example(
        code="Lint.NotChecked", cause="no VSwitches", severity="note", at="", request={},
        world=World(inventory={"vswitches": {}}), but_in=PLAIN,
    ),
    Example(
        code="Lint.NotChecked", cause="no security groups", severity="note", at="", request={},
        world=World(inventory={"lists_security_groups": False}), but_in=PLAIN,
    ),
    Example(
        code="Lint.NotChecked", cause="no resource groups", severity="note", at="", request={"ResourceGroupId": "rg-1"},
        world=World(inventory={"lists_resource_groups": False}), but={"ResourceGroupId": None},
    ),
    Example(
        code="Lint.NotChecked", cause="group type", severity="note", at="", request={"SecurityGroupId": "sg-untyped"},
        but={"SecurityGroupId": "sg-1"},
    ),
)  # fmt: skip
