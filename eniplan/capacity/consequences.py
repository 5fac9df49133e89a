"""What a plan leads to, as few numbers: those that scenarios are compared by, and that a sweep has in each row.

Planners do not ask for percentages but for consequences: how much is left, what can still be reserved, and what refuses
first. Each measure has its words and its unit here, so that tables, frames and charts say the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from eniplan.capacity.headroom import headroom

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from eniplan.network.counts import VSwitchCounts
    from eniplan.planning.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequences:
    """What a plan leads to; addresses and blocks are sums over some VSwitches, after the plan.

    Args:
        asked, placed, refused: ENIs asked for, with a place (existing ones included), and without one.
        requests: requests to send.
        used_ipv4: usable IPv4 addresses in use, singly or inside a prefix.
        free_open_ipv4: free addresses of the open pools.
        whole_blocks: whole aligned /28s outside reserved blocks.
        free_prefixes_ipv4: free /28 prefixes in reserved blocks.
        headroom: further ENIs of the group with least room; None for a plan without groups.
        scarcest: that group's name; empty without one.
        next_code: what refuses the next ENI of that group.
        first_code: what refuses first in the plan; empty where nothing is refused.
    """

    asked: int
    placed: int
    refused: int
    requests: int
    used_ipv4: int
    free_open_ipv4: int
    whole_blocks: int
    free_prefixes_ipv4: int
    headroom: int | None
    scarcest: str
    next_code: str
    first_code: str


@dataclass(frozen=True, slots=True)
class Measure:
    """How one number is called: in a table, and with its unit and meaning."""

    words: str
    meaning: str


MEASURES: Mapping[str, Measure] = MappingProxyType(
    {
        "asked": Measure("ENIs asked for", "ENIs asked for"),
        "placed": Measure("ENIs placed", "ENIs that have a place, existing ones included"),
        "refused": Measure("ENIs refused", "ENIs that have no place"),
        "requests": Measure("requests", "requests to send"),
        "used_ipv4": Measure("addresses used", "usable IPv4 addresses in use after the plan"),
        "free_open_ipv4": Measure("addresses free", "free IPv4 addresses of the open pools after the plan"),
        "whole_blocks": Measure("whole /28s", "whole aligned /28s outside reserved blocks after the plan"),
        "free_prefixes_ipv4": Measure("free prefixes", "free /28 prefixes in reserved blocks after the plan"),
        "headroom": Measure("headroom, in ENIs", "further ENIs of the group with least room after the plan"),
    }
)
"""The numbers of :class:`Consequences` by field, in the order in which they are shown."""

TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "scarcest": "the group with least room",
        "next_code": "what refuses the next ENI of that group",
        "first_code": "what refuses first; empty where nothing is refused",
    }
)
"""The texts of :class:`Consequences` by field, each with its meaning."""


def consequences_of(plan: Plan, vswitches: Collection[str]) -> Consequences:
    """What a plan leads to.

    Args:
        plan: the plan.
        vswitches: ids of the VSwitches whose addresses and blocks count; one that the plan does not know counts 0.
    """
    after = [row.after for row in plan.utilisation if row.vswitch in vswitches]
    placed, refused = len(plan.enis), plan.refused.enis
    room = headroom(plan).groups if any(group.vswitches for group in plan.spec.groups) else ()
    scarcest = min(room, key=lambda group: group.fits, default=None)
    return Consequences(
        asked=placed + refused,
        placed=placed,
        refused=refused,
        requests=len(plan.requests),
        used_ipv4=_total(after, "used_ipv4"),
        free_open_ipv4=_total(after, "free_open_ipv4"),
        whole_blocks=_total(after, "whole_blocks"),
        free_prefixes_ipv4=_total(after, "free_prefixes_ipv4"),
        headroom=scarcest.fits if scarcest else None,
        scarcest=scarcest.group if scarcest else "",
        next_code=scarcest.code if scarcest else "",
        first_code=plan.refused[0].code if plan.refused else "",
    )


def _total(counts: Iterable[VSwitchCounts], name: str) -> int:
    return sum(getattr(each, name) for each in counts)


def vswitches_of(plan: Plan) -> frozenset[str]:
    """The ids that a plan's groups name, or those that its ENIs are in where it has no groups."""
    named = frozenset(where for group in plan.spec.groups for where in group.vswitches)
    return named or frozenset(eni.vswitch for eni in plan.enis)
