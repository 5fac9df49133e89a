"""What the figures of a plan suggest about a refusal: another VSwitch with room, a smaller shape, blocks to reserve.

Other VSwitches are looked for in the same VPC (a security group belongs to one), and in the group's zone where it has
one. A smaller shape is named only if what is short then suffices for every ENI of the group: the free addresses or
prefixes after the plan, and those that the group itself takes, divided by the smaller number in each VSwitch.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from eniplan.network.cidr import FAMILIES
from eniplan.network.known_type import known_type
from eniplan.network.vswitch import AVAILABLE
from eniplan.report.advice import ADVICE, OTHERWISE
from eniplan.report.lettering import visible
from eniplan.report.pools import pools_of
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterable, Mapping

    from eniplan.network.cidr import Family
    from eniplan.planning.plan import Plan, Refusal, State
    from eniplan.planning.spec import Group
    from eniplan.report.pools import VSwitchPools

    _Found = list["Suggestion | None"]

_SHOWN = 3


class Suggestion(NamedTuple):
    """Something to do about a refusal.

    Args:
        words: what to do, as half a sentence.
        key: the key of the group's table that an edit of the plan would change; empty where it takes more than that.
        values: what that key could be instead; for ``vswitches``, ids any one of which could be added.
    """

    words: str
    key: str = ""
    values: tuple[str | int, ...] = ()


def advice_for(refusal: Refusal, plan: Plan) -> str:
    """What to do about one refusal of a plan: what the plan's own figures suggest, else the sentence of its code."""
    found = [suggestion.words for suggestion in suggestions_for(refusal, plan)]
    return "; or ".join(found) if found else ADVICE.get(refusal.code, OTHERWISE)


def suggestions_for(refusal: Refusal, plan: Plan) -> list[Suggestion]:
    """What the plan's own figures suggest about one refusal, best first; often nothing."""
    suggest = _SUGGESTIONS.get(refusal.code)
    group = next((group for group in plan.spec.groups if group.name == refusal.group), None)
    found = [] if suggest is None or group is None else suggest(_Situation(refusal, group, plan))
    return [suggestion for suggestion in found if suggestion is not None]


@dataclass(frozen=True)
class _Situation:
    """A refusal with the pools it met."""

    refusal: Refusal
    group: Group
    plan: Plan

    @cached_property
    def tried(self) -> list[VSwitchPools]:
        return [row for row in self._pools if row.vswitch.id in self.refusal.vswitches]

    @cached_property
    def others(self) -> list[VSwitchPools]:
        """VSwitches that could be added: of the same VPC and zone, and Available."""
        vpcs = {row.vswitch.vpc_id for row in self.tried}
        zone = self.group.zone
        return [
            row
            for row in self._pools
            if row.vswitch.id not in self.group.vswitches
            and row.vswitch.vpc_id in vpcs
            and row.vswitch.status == AVAILABLE
            and (not zone or row.vswitch.zone_id == zone)
        ]

    @cached_property
    def _pools(self) -> list[VSwitchPools]:
        return pools_of(self.plan)

    @property
    def all(self) -> str:
        """``all 12 ENIs``, or ``it`` where there is one."""
        return f"all {self.group.count:,} ENIs" if self.group.count > 1 else "it"

    def planned(self, row: VSwitchPools) -> int:
        """How many new ENIs of the group have a place in a VSwitch."""
        return sum(found[row.vswitch.id, "planned"] for found in self._placed)

    @cached_property
    def _placed(self) -> list[Counter[tuple[str, State]]]:
        """How many ENIs of the group have a place, by VSwitch and state; names of groups are unique."""
        return [columns.placed() for columns in self.plan.columns if columns.group.name == self.group.name]

    def smaller(self, asked: int, free: Callable[[VSwitchPools], int]) -> int:
        """The most that each ENI can have so that all of the group fit into the VSwitches tried; 0 where none does."""
        if not self.nothing_else:
            return 0
        planned = [self.planned(row) for row in self.tried]
        had = [free(row) + asked * count for row, count in zip(self.tried, planned, strict=True)]
        enough = (
            each
            for each in range(asked - 1, 0, -1)
            if sum(room // each for room in had) >= sum(planned) + self.refusal.enis
        )
        return next(enough, 0)

    @cached_property
    def nothing_else(self) -> bool:
        """Whether the group's ENIs are all alike and nothing but this code refuses any of them."""
        return not self.group.enis and self.refusal.placed + self.refusal.enis == self.group.count

    def wanted_prefixes(self, family: Family) -> int:
        """How many prefixes of a family each ENI of the group asks for."""
        return self.group.ipv4_prefixes if family == 4 else self.group.ipv6_prefixes


def _add(
    rows: Iterable[VSwitchPools], free: Callable[[VSwitchPools], int], needed: int, what: str
) -> Suggestion | None:
    """``add a VSwitch with free IPv4 prefixes: pod-h (25), pod-i (8)``; None where none has enough."""
    room = sorted(((free(row), row) for row in rows if free(row) >= needed), key=lambda pair: -pair[0])[:_SHOWN]
    if not room:
        return None
    names = ", ".join(f"{_name(row)} ({count:,})" for count, row in room)
    return Suggestion(f"add a VSwitch with {what}: {names}", "vswitches", tuple(row.vswitch.id for _, row in room))


def _name(row: VSwitchPools) -> str:
    return visible(row.vswitch.name or row.vswitch.id, 30)


def _fewer(situation: _Situation) -> Suggestion | None:
    placed = situation.refusal.placed
    fits = placed and situation.nothing_else
    return Suggestion(f"lower count to {placed:,}", "count", (placed,)) if fits else None


def _lower(key: str, to: int, situation: _Situation) -> Suggestion:
    return Suggestion(f"lower {key} to {to}: they suffice for {situation.all} then", key, (to,))


def _no_prefixes(situation: _Situation) -> _Found:
    """Too few free prefixes, or no reserved block at all, in the families that the group asks for."""
    return [line for family in _short(situation) for line in _prefixes_of(family, situation)]


def _short(situation: _Situation) -> list[Family]:
    return [
        family
        for family in FAMILIES
        if (needed := situation.wanted_prefixes(family)) > 0
        and all(row.prefixes(family).after < needed for row in situation.tried)
    ]


def _prefixes_of(family: Family, situation: _Situation) -> _Found:
    def free(row: VSwitchPools) -> int:
        return row.prefixes(family).after

    needed = situation.wanted_prefixes(family)
    smaller = situation.smaller(needed, free)
    return [
        _reserve(family, situation),
        _lower(f"ipv{family}_prefixes", smaller, situation) if smaller else None,
        _add(situation.others, free, needed, f"free IPv{family} prefixes"),
        _fewer(situation),
    ]


def _reserve(family: Family, situation: _Situation) -> Suggestion | None:
    another = "another" if any(row.blocks(family) for row in situation.tried) else "a"
    if family == 6:
        return Suggestion(f"reserve {another} IPv6 block")
    whole = [(row.after.whole_blocks, row) for row in situation.tried if row.after.whole_blocks]
    left = ", ".join(f"{_name(row)} has {counted(count, 'whole /28')} left" for count, row in whole[:_SHOWN])
    return Suggestion(f"reserve {another} block ({left})") if whole else None


def _no_addresses(situation: _Situation) -> _Found:
    """Too few free addresses in the open pool; where the pool has enough, the VPC's limit refuses, and count helps."""

    def free(row: VSwitchPools) -> int:
        return max(row.to_give, 0)

    needed = 1 + situation.group.secondary_addresses
    if any(free(row) >= needed for row in situation.tried):
        return []
    smaller = situation.smaller(needed, free)
    return [
        _lower("secondary_addresses", smaller - 1, situation) if smaller else None,
        _add(situation.others, free, needed, "free addresses"),
        _fewer(situation),
    ]


def _no_ipv6(situation: _Situation) -> _Found:
    with_ipv6 = [row for row in situation.others if row.vswitch.ipv6_cidr is not None][:_SHOWN]
    without = ", ".join(_name(row) for row in situation.tried[:_SHOWN])
    names = ", ".join(map(_name, with_ipv6))
    asked = [key for key in ("ipv6_addresses", "ipv6_prefixes") if getattr(situation.group, key)]
    key = asked[0] if len(asked) == 1 else ""
    return [
        Suggestion(f"use a VSwitch with IPv6: {names}") if names else None,
        Suggestion(f"enable IPv6 for {without}") if without else None,
        Suggestion("leave IPv6 out", key, (0,) if key else ()),
    ]


def _type_too_small(situation: _Situation) -> _Found:
    kind = known_type(situation.group.instance_type, situation.plan.inventory).limits
    if kind is None or kind.ipv4_per_eni is None:
        return []
    secondary = kind.ipv4_per_eni - 1 - situation.group.ipv4_prefixes
    fits = 0 <= secondary < situation.group.secondary_addresses
    lower = Suggestion(f"lower secondary_addresses to {secondary}", "secondary_addresses", (secondary,))
    return [lower, Suggestion(f"choose a larger type than {visible(kind.id, 30)}")] if fits else []


_SUGGESTIONS: Mapping[str, Callable[[_Situation], _Found]] = MappingProxyType(
    {
        "InvalidVSwitchId.IpNotEnough": _no_addresses,
        "QuotaExceeded.PrivateIpAddress": _no_addresses,
        "InvalidVSwitchId.IpPrefixNotEnough": _no_prefixes,
        "InvalidOperation.VSwitchCidrReservationNotExist": _no_prefixes,
        "InvalidOperation.VSwitchIpv6Disabled": _no_ipv6,
        "InvalidOperation.Ipv4CountExceeded": _type_too_small,
    }
)
"""Code -> what the plan's figures suggest, best first; None says nothing."""
