"""Where a forecast starts: what every limit has left after a plan, and where its groups stand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from eniplan.capacity.filling import Growing, Need, Place, Rule
from eniplan.planning.existing import find_existing
from eniplan.planning.ground import Ground
from eniplan.planning.spec import MOST_ENIS
from eniplan.planning.usual import UsualENI
from eniplan.validation.room import LIMITS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eniplan.network.counts import VSwitchCounts
    from eniplan.planning.columns import GroupColumns
    from eniplan.planning.limits import GroupLimit
    from eniplan.planning.plan import Plan
    from eniplan.planning.spec import Group

    Key = tuple[str, str]
    """A limit by kind and subject."""

_POOLS = frozenset({"open pool", "IPv4 prefixes", "IPv6 prefixes"})
_JUDGED = {kind: min(place, len(LIMITS) - 2) for place, kind in enumerate(LIMITS)}
"""In which order limits are judged; security groups, basic or advanced, in the order of the request."""


@dataclass(frozen=True, slots=True)
class Start:
    """The end of a plan.

    Args:
        limits: one of each limit that some group draws on, whatever group it is of.
        left: what they have left, in this order.
        growing: the groups that grow.
    """

    limits: tuple[GroupLimit, ...]
    left: tuple[int, ...]
    growing: tuple[Growing, ...]

    def again(self) -> tuple[list[int], list[Growing]]:
        """The same, to be filled: what changes is its own."""
        growing = [replace(one, places=tuple(map(replace, one.places)), _heaps={}) for one in self.growing]
        return list(self.left), growing


def start_of(plan: Plan, groups: Sequence[Group]) -> Start:
    """The end of a plan, for the groups that grow."""
    limits: dict[Key, GroupLimit] = {}
    for limit in plan.limits:
        limits.setdefault((limit.kind, limit.subject), limit)
    ground = _Ending(
        plan,
        {key: place for place, key in enumerate(limits)},
        {row.vswitch: row.after for row in plan.utilisation},
        {group.name: columns for group, columns in zip(plan.spec.groups, plan.columns, strict=True)},
    )
    growing = tuple(_growing(group, ground) for group in groups)
    return Start(tuple(limits.values()), tuple(limit.left for limit in limits.values()), growing)


class _Ending(NamedTuple):
    """A plan, with its limits, counts and columns as they are looked up."""

    plan: Plan
    order: Mapping[Key, int]
    counts: Mapping[str, VSwitchCounts]
    columns: Mapping[str, GroupColumns]


def _growing(group: Group, ending: _Ending) -> Growing:
    plan, columns = ending.plan, ending.columns[group.name]
    own = sorted((limit for limit in plan.limits if limit.group == group.name), key=lambda each: _JUDGED[each.kind])
    usable = {where for limit in own for where in limit.vswitches}
    there = Counter[str]()
    for (where, _), enis in columns.placed().items():
        there[where] += enis
    return Growing(
        group=group,
        places=tuple(
            _place(rank, where, own, ending, there[where])
            for rank, where in enumerate(group.vswitches)
            if where in usable
        ),
        placed=len(columns),
        existing=_existing(group, plan),
        ruled_out=_ruled_out(group, plan),
        zone=_zone_begun(group, ending),
    )


def _place(rank: int, where: str, own: Sequence[GroupLimit], ending: _Ending, placed: int) -> Place:
    needs = [
        (limit, Need(ending.order[limit.kind, limit.subject], limit.needed))
        for limit in own
        if where in limit.vswitches
    ]
    pools = {limit.kind: need for limit, need in needs if limit.kind in _POOLS}
    prefixes = pools.get("IPv4 prefixes") or pools.get("IPv6 prefixes")
    counts = ending.counts[where]
    return Place(
        order=rank,
        vswitch=where,
        zone=ending.plan.inventory.vswitches[where].zone_id,
        needs=tuple(need for _, need in needs),
        pools=tuple(pools.values()),
        prefixes=prefixes.limit if prefixes else None,
        open_at_first=next(limit.left for limit, _ in needs if limit.kind == "open pool"),
        free_at_first=counts.free_open_ipv4,
        whole_at_first=counts.whole_blocks,
        placed=placed,
    )


def _existing(group: Group, plan: Plan) -> dict[int, tuple[str, str]]:
    """The ENIs that exist under numbers beyond the plan's: they take no room when they are wanted."""
    zones = {vswitch.id: vswitch.zone_id for vswitch in plan.inventory.vswitches.values()}
    found = find_existing(replace(group, count=MOST_ENIS), plan.inventory)
    return {
        number: (zones.get(eni.vswitch_id) or eni.zone_id, eni.vswitch_id)
        for number, eni in found.items()
        if number > group.count
    }


def _ruled_out(group: Group, plan: Plan) -> dict[int, Rule]:
    """The positions in an instance at which a rule refuses every ENI, and the rule."""
    size = group.enis_per_instance
    if size == 1 and any(limit.group == group.name for limit in plan.limits):
        return {}
    whole = replace(group, count=max(group.count, size))
    usual = UsualENI(plan.spec, whole, Ground(plan.inventory, plan.profile, plan.seed))
    reasons = ((position, usual.refusal(position)) for position in range(size))
    return {position: Rule(reason.finding.code, reason.limit) for position, reason in reasons if reason}


def _zone_begun(group: Group, ending: _Ending) -> str:
    """The zone of the instance that the plan's last ENI is in; empty for any."""
    size, columns = group.enis_per_instance, ending.columns[group.name]
    first = group.count - (group.count - 1) % size
    members = {group.names.name(number) for number in range(first, group.count + 1)} if size > 1 else ()
    last = (columns.eni(row) for row in range(max(len(columns) - size, 0), len(columns)) if members)
    vswitches = ending.plan.inventory.vswitches
    zones = (vswitches[eni.vswitch].zone_id for eni in last if eni.name in members and eni.vswitch in vswitches)
    return next(filter(None, zones), "")
