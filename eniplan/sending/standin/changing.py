"""The calls that change the account: create, assign, unassign, delete.

Each judges first, with the planner's own rules, and changes only then. The first error in the order of the API page
gives the answer. An assign call is judged as what a create call would take in the ENI's VSwitch and groups, without an
ENI and a primary address of its own; what an ENI that is not attached holds in all is limited as on the create page.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final

from eniplan.contract.parameters import BY_NAME
from eniplan.contract.request import CreateNetworkInterface
from eniplan.contract.unflatten import read_flattened
from eniplan.network.cidr import address_text
from eniplan.planning.ground import Taken
from eniplan.planning.steps import ASSIGN_MOST
from eniplan.sending.standin.account import AVAILABLE
from eniplan.sending.standin.eni_rows import eni_members
from eniplan.sending.standin.refused import missing, refuse, require_none
from eniplan.validation.case import MOST_SLOTS, Case
from eniplan.validation.judge import judge, ordered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from eniplan.contract.finding import Finding
    from eniplan.contract.parameters import Parameter
    from eniplan.contract.reading import ReadRequest
    from eniplan.network.cidr import Cidr, Family
    from eniplan.network.eni import ENI
    from eniplan.sending.standin.account import Account, Interface

Body = dict[str, object]

OF_FAMILY: Mapping[Family, tuple[str, ...]] = {
    4: ("PrivateIpAddress", "SecondaryPrivateIpAddressCount", "Ipv4Prefix", "Ipv4PrefixCount"),
    6: ("Ipv6Address", "Ipv6AddressCount", "Ipv6Prefix", "Ipv6PrefixCount"),
}
"""What an assign call of each family takes."""
MOST_IPV6: Final = 10
"""IPv6 addresses of an ENI that is not attached (ECS documentation, IPv6 addresses of an ENI, 2024-12)."""

_SHARED = frozenset({"RegionId", "ClientToken"})
_ROOM = frozenset(
    {
        "IncorrectVSwitchStatus",
        "InvalidVSwitchId.IpNotEnough",
        "InvalidVSwitchId.IpPrefixNotEnough",
        "QuotaExceeded.PrivateIpAddress",
        "SecurityGroupInstanceLimitExceed",
    }
)
"""Codes about VSwitch and groups that an assign call can get; all others must be about its own parameters."""


class AssignCase(Case):
    """An assign call as the rules see it: more addresses for an ENI that exists."""

    makes_eni: ClassVar[bool] = False

    def most(self, row: Parameter) -> int | None:
        """The largest number, or the longest list, that one assign call takes."""
        return ASSIGN_MOST.get(row.name, super().most(row))


def create(account: Account, sent: Mapping[str, str], now: float) -> Body:
    """CreateNetworkInterface."""
    read = read_flattened(sent)
    case = Case(read, account.ground.setting)
    status = case.vswitch.status if case.vswitch else ""
    require_none(ordered([*read.findings, *judge(case)]), sent, status)
    return eni_members(account.create(case, now))


def assign_ipv4(account: Account, sent: Mapping[str, str], _now: float) -> Body:
    """AssignPrivateIpAddresses."""
    interface = _interface(account, sent)
    taken = _assigned(account, interface, sent, 4)
    texts = taken.texts()
    return {
        "AssignedPrivateIpAddressesSet": {
            "NetworkInterfaceId": interface.eni.id,
            "PrivateIpSet": {"PrivateIpAddress": [address_text(4, address) for address in taken.ipv4]},
            "Ipv4PrefixSet": {"Ipv4Prefixes": list(texts.ipv4_prefixes)},
        }
    }


def assign_ipv6(account: Account, sent: Mapping[str, str], _now: float) -> Body:
    """AssignIpv6Addresses."""
    interface = _interface(account, sent)
    texts = _assigned(account, interface, sent, 6).texts()
    return {
        "NetworkInterfaceId": interface.eni.id,
        "Ipv6Sets": {"Ipv6Address": list(texts.ipv6)},
        "Ipv6PrefixSets": {"Ipv6Prefix": list(texts.ipv6_prefixes)},
    }


def unassign_ipv4(account: Account, sent: Mapping[str, str], _now: float) -> Body:
    """UnassignPrivateIpAddresses."""
    return _unassigned(account, sent, 4)


def unassign_ipv6(account: Account, sent: Mapping[str, str], _now: float) -> Body:
    """UnassignIpv6Addresses."""
    return _unassigned(account, sent, 6)


def delete(account: Account, sent: Mapping[str, str], _now: float) -> Body:
    """DeleteNetworkInterface: of an ENI that is not attached."""
    interface = _interface(account, sent)
    if interface.eni.status != AVAILABLE:
        state = f"{interface.eni.id} is {interface.eni.status or 'in an unknown state'}; it must be {AVAILABLE}"
        raise refuse("InvalidOperation.InvalidEniState", state)
    account.delete(interface)
    return {}


def _interface(account: Account, sent: Mapping[str, str]) -> Interface:
    """The ENI that a call is about, where it is in the call's region."""
    for name in ("RegionId", "NetworkInterfaceId"):
        if not sent.get(name):
            raise missing(name)
    interface = account.interfaces.get(sent["NetworkInterfaceId"])
    if interface is None or (interface.region and interface.region != sent["RegionId"]):
        raise refuse("InvalidEniId.NotFound", f"there is no ENI {sent['NetworkInterfaceId']} in {sent['RegionId']}")
    return interface


def _read(sent: Mapping[str, str], family: Family) -> ReadRequest:
    """The parameters of an assign or unassign call, as those of a create call."""
    own = _SHARED.union(OF_FAMILY[family])
    return read_flattened({name: value for name, value in sent.items() if name.partition(".")[0] in own})


def _assigned(account: Account, interface: Interface, sent: Mapping[str, str], family: Family) -> Taken:
    read = _read(sent, family)
    if not any(read.findings) and not _asks(read.request, family):
        raise refuse("MissingParameter", f"one of {', '.join(OF_FAMILY[family])} is missing")
    eni = interface.eni
    request = replace(read.request, vswitch_id=eni.vswitch_id, security_group_ids=eni.security_group_ids)
    case = AssignCase(read._replace(request=request), account.ground.setting)
    found = ordered([*read.findings, *(finding for finding in judge(case) if _concerns(finding, family))])
    require_none(found, sent, case.vswitch.status if case.vswitch else "")
    _require_slots(eni, case, family)
    return account.extend(interface, case)


def _asks(request: CreateNetworkInterface, family: Family) -> bool:
    return any(getattr(request, BY_NAME[name].field) not in (None, ()) for name in OF_FAMILY[family])


def _concerns(finding: Finding, family: Family) -> bool:
    return finding.code in _ROOM or finding.parameter.partition(".")[0] in OF_FAMILY[family]


def _require_slots(eni: ENI, case: AssignCase, family: Family) -> None:
    """What an ENI that is not attached may hold in all; an attached one is limited by its instance type."""
    if eni.status != AVAILABLE:
        return
    if family == 4:
        total = len(eni.secondary) + len(eni.ipv4_prefixes) + case.secondary + case.prefix_total(4)
        if total > MOST_SLOTS:
            said = f"{eni.id} would have {total} secondary addresses and prefixes; {MOST_SLOTS} while it is {AVAILABLE}"
            raise refuse("MaxEniPrivateIpsCountExceeded", said)
    elif len(eni.ipv6) + case.ipv6 > MOST_IPV6 or len(eni.ipv6_prefixes) + case.prefix_total(6) > MOST_SLOTS:
        raise refuse("InvalidOperation.MaxEniIpv6IpsCountExceeded", "")


def _unassigned(account: Account, sent: Mapping[str, str], family: Family) -> Body:
    interface = _interface(account, sent)
    read = _read(sent, family)
    case = AssignCase(read, account.ground.setting)
    wrong = [finding for finding in judge(case) if finding.code.startswith(("InvalidIp.", "InvalidParameter"))]
    require_none(ordered([*read.findings, *(finding for finding in wrong if _concerns(finding, family))]), sent)
    addresses = [named.address for named in case.addresses[family]]
    prefixes = [named.block for named in case.prefixes[family]]
    if not addresses and not prefixes:
        raise refuse("MissingParameter", f"{OF_FAMILY[family][0]} or {OF_FAMILY[family][2]} is missing")
    for problem in _not_there(interface.eni, addresses, prefixes, family):
        raise problem
    firsts = [prefix.first for prefix in prefixes]
    lost = Taken(addresses, firsts, [], []) if family == 4 else Taken([], [], addresses, firsts)
    account.shrink(interface, lost)
    return {}


def _not_there(eni: ENI, addresses: Iterable[int], prefixes: Iterable[Cidr], family: Family) -> Iterator[Exception]:
    """What cannot be unassigned because the ENI does not have it, or cannot be without it."""
    held, blocks = (eni.secondary, eni.ipv4_prefixes) if family == 4 else (eni.ipv6, eni.ipv6_prefixes)
    for address in addresses:
        text = address_text(family, address)
        if family == 4 and address == eni.primary:
            yield refuse("InvalidOperation.PrimaryIpAddress", f"{text} is the primary address of {eni.id} and stays")
        elif address not in held:
            yield refuse("InvalidIp.IpUnassigned", f"{eni.id} does not have the address {text}")
    for prefix in prefixes:
        if prefix not in blocks:
            yield refuse("InvalidIp.IpUnassigned", f"{eni.id} does not have the prefix {prefix}")
