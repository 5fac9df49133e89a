"""From a group to the parameters of its ENIs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from eniplan.contract.parameters import PARAMETERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eniplan.contract.parameters import Parameter
    from eniplan.contract.wire import Value
    from eniplan.planning.spec import Group, PlanSpec, Wish


class Amount(NamedTuple):
    """One kind of address of an ENI: the parameter that names it, the one that counts it, and what is asked for.

    ``named`` has the values that a wish names; ``pinned`` says that the plan names all of them once they are drawn.
    """

    listed: str
    counted: str
    named: tuple[str, ...] | None
    asked: int
    pinned: bool

    @property
    def total(self) -> int:
        """How many there are."""
        return self.asked if self.named is None else len(self.named)

    @property
    def is_listed(self) -> bool:
        """Whether the request lists them; else it gives their number."""
        return self.pinned or self.named is not None

    @property
    def parameter(self) -> str:
        """The parameter that asks for them."""
        return self.listed if self.is_listed else self.counted


def amounts(group: Group, wish: Wish | None = None) -> tuple[Amount, Amount, Amount, Amount]:
    """Secondary addresses, IPv6 addresses, IPv4 prefixes and IPv6 prefixes of an ENI of the group."""
    own = (wish.secondary, wish.ipv6, wish.ipv4_prefixes, wish.ipv6_prefixes) if wish else (None,) * 4
    asked = (group.secondary_addresses, group.ipv6_addresses, group.ipv4_prefixes, group.ipv6_prefixes)
    secondary, ipv6, prefixes4, prefixes6 = (
        Amount(*names, named, count, group.pinned) for names, named, count in zip(AMOUNT_NAMES, own, asked, strict=True)
    )
    return secondary, ipv6, prefixes4, prefixes6


AMOUNT_NAMES = (
    ("PrivateIpAddress", "SecondaryPrivateIpAddressCount"),
    ("Ipv6Address", "Ipv6AddressCount"),
    ("Ipv4Prefix", "Ipv4PrefixCount"),
    ("Ipv6Prefix", "Ipv6PrefixCount"),
)
"""The parameters of each kind in the order of :func:`amounts`: the one that lists them, the one that counts them."""


def fixed_parameters(spec: PlanSpec, group: Group, vswitch_id: str) -> dict[str, Value]:
    """The parameters that all requests of a group in one VSwitch share, in the page's order."""
    members: dict[str, object] = {
        **group.parameters,
        "RegionId": spec.region,
        "VSwitchId": vswitch_id,
        "SecurityGroupIds": list(group.security_groups),
    }
    if group.tags:
        # a TOML table has no order: sorted, so that none is read into it
        members["Tag"] = [{"Key": key, "Value": value} for key, value in sorted(group.tags)]
    return in_page_order(members)


def sent(parameters: Mapping[str, Value]) -> dict[str, Value]:
    """Parameters as they are sent: what is empty is the same as absent, and left out."""
    return {name: value for name, value in parameters.items() if value not in (None, "", [], (), {})}


def counted(group: Group, wish: Wish | None = None) -> dict[str, Value]:
    """What an ENI asks for by count, and what its wishes name."""
    members: dict[str, Value] = {"PrimaryIpAddress": wish.primary} if wish and wish.primary is not None else {}
    for amount in amounts(group, wish):
        if amount.named is not None:
            members.update({amount.listed: list(amount.named)} if amount.named else {})
        elif amount.asked:
            members[amount.counted] = amount.asked
    return members


def in_page_order(members: Mapping[str, object]) -> dict[str, Value]:
    """Members in the page's order, also inside objects: how somebody wrote a table never changes a token."""
    return _ordered(members, PARAMETERS)


def _ordered(members: Mapping[str, object], rows: tuple[Parameter, ...]) -> dict[str, Value]:
    known = {row.name: _nested(members[row.name], row.members) for row in rows if row.name in members}
    if rows is PARAMETERS or len(known) == len(members):
        return known
    unknown = {name: cast("Value", value) for name, value in members.items() if name not in known}
    return known | unknown  # refused by the rules, and kept for them


def _nested(value: object, rows: tuple[Parameter, ...]) -> Value:
    if rows and isinstance(value, dict):
        return _ordered(value, rows)
    if rows and isinstance(value, list):
        return [_nested(item, rows) for item in value]
    return cast("Value", value)
