"""What groups of ENIs take in all, from nothing: the demand that a VSwitch is sized for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from eniplan.network.cidr import FAMILIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from eniplan.network.cidr import Family
    from eniplan.planning.spec import Group


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupDemand:
    """What the ENIs of one group take.

    Args:
        group: the group's name.
        enis: how many ENIs.
        addresses: single IPv4 addresses of one ENI, its primary one included.
        ipv4_prefixes, ipv6_prefixes: prefixes of one ENI.
        ipv6_addresses: single IPv6 addresses of one ENI.
    """

    group: str
    enis: int
    addresses: int
    ipv4_prefixes: int
    ipv6_prefixes: int
    ipv6_addresses: int


def demands_of(groups: Iterable[Group]) -> tuple[GroupDemand, ...]:
    """What each group takes; addresses and prefixes that wishes name count like those by count."""
    return tuple(
        GroupDemand(
            group=group.name,
            enis=group.count,
            addresses=1 + group.secondary_addresses,
            ipv4_prefixes=group.ipv4_prefixes,
            ipv6_prefixes=group.ipv6_prefixes,
            ipv6_addresses=group.ipv6_addresses,
        )
        for group in groups
    )


def most_in_one(demands: Iterable[GroupDemand], vswitches: int) -> tuple[GroupDemand, ...]:
    """The share of one of several VSwitches, each group spread evenly: the most that one of them gets."""
    return tuple(replace(each, enis=-(-each.enis // vswitches)) for each in demands)


def addresses_of(demands: Iterable[GroupDemand]) -> int:
    """Single IPv4 addresses in all."""
    return sum(each.enis * each.addresses for each in demands)


def prefixes_of(demands: Iterable[GroupDemand]) -> Mapping[Family, int]:
    """Prefixes in all, by family."""
    every = tuple(demands)
    return {
        family: sum(each.enis * (each.ipv4_prefixes if family == 4 else each.ipv6_prefixes) for each in every)
        for family in FAMILIES
    }
