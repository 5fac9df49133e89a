"""From a group to the parameters of its requests, and whether one call can make such an ENI."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from eniplan.contract.parameters import BY_NAME, PARAMETERS
from eniplan.validation.addresses import MOST_SLOTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eniplan.contract.parameters import Parameter
    from eniplan.contract.wire import Value
    from eniplan.network.profile import Profile
    from eniplan.planning.spec import Group, PlanSpec, Wish


class Amount(NamedTuple):
    """One kind of address of an ENI: the parameter that names it, the one that counts it, and what is asked for."""

    listed: str
    counted: str
    named: tuple[str, ...] | None
    asked: int

    @property
    def total(self) -> int:
        """How many there are."""
        return self.asked if self.named is None else len(self.named)


def amounts(group: Group, wish: Wish | None = None) -> tuple[Amount, Amount, Amount, Amount]:
    """Secondary addresses, IPv6 addresses, IPv4 prefixes and IPv6 prefixes of an ENI of the group."""
    return (
        Amount(
            "PrivateIpAddress",
            "SecondaryPrivateIpAddressCount",
            wish.secondary if wish else None,
            group.secondary_addresses,
        ),
        Amount("Ipv6Address", "Ipv6AddressCount", wish.ipv6 if wish else None, group.ipv6_addresses),
        Amount("Ipv4Prefix", "Ipv4PrefixCount", wish.ipv4_prefixes if wish else None, group.ipv4_prefixes),
        Amount("Ipv6Prefix", "Ipv6PrefixCount", wish.ipv6_prefixes if wish else None, group.ipv6_prefixes),
    )


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
    inside = {row.name: row.members for row in rows}
    unknown = [name for name in members if name not in inside]  # refused by the rules, and kept for them
    names = [row.name for row in rows if row.name in members] + (unknown if rows is not PARAMETERS else [])
    return {name: _nested(members[name], inside.get(name, ())) for name in names}


def _nested(value: object, rows: tuple[Parameter, ...]) -> Value:
    if rows and isinstance(value, dict):
        return _ordered(value, rows)
    if rows and isinstance(value, list):
        return [_nested(item, rows) for item in value]
    return cast("Value", value)


def steps_needed(group: Group, profile: Profile, wish: Wish | None = None) -> str | None:
    """Why one CreateNetworkInterface call cannot make such an ENI, as half a sentence; None where it can.

    Sources: CreateNetworkInterface page (lists of at most 10, prefixes of at most 10); for addresses and prefixes
    together, the profile's ``addresses_with_prefixes``.
    """
    secondary, ipv6, prefixes4, prefixes6 = amounts(group, wish)
    if secondary.total + prefixes4.total > MOST_SLOTS:
        return None  # no number of calls can make it: the rules say so
    for amount in (secondary, ipv6, prefixes4, prefixes6):
        listed = group.pinned or amount.named is not None
        row = BY_NAME[amount.listed if listed else amount.counted]
        most = row.most_items if listed else row.most
        if most is not None and amount.total > most:
            return f"{amount.total} by {row.name}, of which one call takes {most}"
    if profile.addresses_with_prefixes == "split":
        for addresses, prefixes in ((secondary, prefixes4), (ipv6, prefixes6)):
            if addresses.total and prefixes.total:
                return f"{addresses.listed} and {prefixes.listed} together, which the profile splits into two calls"
    return None
