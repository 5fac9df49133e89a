"""Which limit of each group refuses next: its limits in the order in which they would, as the rows of a chart.

A group with one VSwitch has one list. With several VSwitches an ENI that one of them has no room for goes to another:
so their pools count together, each VSwitch by its scarcest one, and rank against the limits of the account as one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eniplan.planning.limits import more_that_fit
from eniplan.report.pools import pools_of
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from eniplan.network.inventory import Inventory
    from eniplan.planning.limits import GroupLimit
    from eniplan.planning.plan import Plan, Refusal
    from eniplan.planning.spec import Group
    from eniplan.report.pools import VSwitchPools

MOST_VSWITCHES = 3
"""How many VSwitches of a group have rows of their own: those that are full first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """One limit of a group, or the pools of its VSwitches together.

    Args:
        what: the limit, in words; names in it are as others wrote them.
        fits: how many more ENIs of the group it lets through.
        left: what is left of what, and what one ENI takes.
        inner: whether it is a part of the row above that is not inner.
        code: the code that refuses; empty where the rows below have it.
    """

    what: str
    fits: int
    left: str
    inner: bool = False
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRanks:
    """The limits of one group, the one that refuses next first.

    Args:
        group: the group.
        fits: how many more of its ENIs fit by all limits together.
        ranks: its limits; none where a rule refuses each of its ENIs.
        refused: its refusals.
        is_most: whether fewer may fit, because ENIs of one instance must be in one zone.
    """

    group: Group
    fits: int
    ranks: tuple[Rank, ...]
    refused: tuple[Refusal, ...]
    is_most: bool = False


def group_ranks(plan: Plan) -> list[GroupRanks]:
    """The ranked limits of every group, in the order of the plan."""
    limits: dict[str, list[GroupLimit]] = {group.name: [] for group in plan.spec.groups}
    for limit in plan.limits:
        limits[limit.group].append(limit)
    pools = {row.vswitch.id: row for row in pools_of(plan)}
    return [_ranks_of(group, limits[group.name], plan, pools) for group in plan.spec.groups]


def _ranks_of(group: Group, limits: Sequence[GroupLimit], plan: Plan, pools: Mapping[str, VSwitchPools]) -> GroupRanks:
    by_vswitch: dict[str, list[GroupLimit]] = {}
    for limit in limits:
        if limit.vswitch:
            by_vswitch.setdefault(limit.vswitch, []).append(limit)
    shared = [[_rank(limit, plan.inventory, pools)] for limit in limits if not limit.vswitch]
    zones = {plan.inventory.vswitches[vswitch].zone_id for vswitch in by_vswitch}
    if len(by_vswitch) > 1:
        rows = [_pools_together(by_vswitch, plan.inventory, pools), *shared]
    else:
        rows = [[_rank(limit, plan.inventory, pools)] for limit in limits]
    rows.sort(key=lambda ranks: ranks[0].fits)
    return GroupRanks(
        group=group,
        fits=more_that_fit(limits),
        ranks=tuple(rank for ranks in rows for rank in ranks),
        refused=tuple(refusal for refusal in plan.refused if refusal.group == group.name),
        is_most=group.enis_per_instance > 1 and len(zones) > 1,
    )


def _pools_together(
    by_vswitch: Mapping[str, Sequence[GroupLimit]], inventory: Inventory, pools: Mapping[str, VSwitchPools]
) -> list[Rank]:
    """The pools of several VSwitches as one row, and below it those of the VSwitches that are full first."""
    full = sorted(by_vswitch.values(), key=more_that_fit)
    listed_first = next(iter(by_vswitch.values()))  # when all are full, the planner names what it lacks
    ranks = [
        Rank(
            what=f"pools of {len(full):,} VSwitches together",
            fits=sum(map(more_that_fit, full)),
            left="each VSwitch by its scarcest pool",
            code=min(listed_first, key=lambda limit: limit.fits).code,
        )
    ]
    for limits in full[:MOST_VSWITCHES]:
        ranks += [_rank(limit, inventory, pools, inner=True) for limit in sorted(limits, key=lambda one: one.fits)]
    if others := full[MOST_VSWITCHES:]:
        said = counted(len(others), "more VSwitch")
        ranks.append(Rank(what=said, fits=sum(map(more_that_fit, others)), left="", inner=True))
    return ranks


def _rank(limit: GroupLimit, inventory: Inventory, pools: Mapping[str, VSwitchPools], *, inner: bool = False) -> Rank:
    return Rank(
        what=_WHAT[limit.kind].format(_name(limit, inventory)),
        fits=limit.fits,
        left=_left(limit, inventory, pools),
        inner=inner,
        code=limit.code,
    )


def _left(limit: GroupLimit, inventory: Inventory, pools: Mapping[str, VSwitchPools]) -> str:
    said = f"{limit.left:,} of {_whole(limit, pools):,} {_UNIT[limit.kind]} left, {limit.needed:,} an ENI"
    hidden = inventory.vswitches[limit.vswitch].unexplained_ipv4 if limit.kind == "open pool" else 0
    return f"{said}; {hidden:,} unexplained" if hidden else said


_WHAT = {
    "open pool": "open pool of {}",
    "IPv4 prefixes": "IPv4 prefixes of {}",
    "IPv6 prefixes": "IPv6 prefixes of {}",
    "ENI quota": "ENI quota of {}",
    "VPC addresses": "addresses of {}",
    "basic group": "basic security group {}",
    "advanced group": "advanced security group {}",
}
_UNIT = {
    "open pool": "addresses",
    "IPv4 prefixes": "prefixes",
    "IPv6 prefixes": "prefixes",
    "ENI quota": "ENIs",
    "VPC addresses": "addresses",
    "basic group": "addresses",
    "advanced group": "ENIs",
}


def _name(limit: GroupLimit, inventory: Inventory) -> str:
    if limit.vswitch:
        return inventory.vswitches[limit.vswitch].name or limit.vswitch
    group = inventory.security_groups.get(limit.subject)
    return (group.name if group else "") or limit.subject


def _whole(limit: GroupLimit, pools: Mapping[str, VSwitchPools]) -> int:
    if limit.kind == "open pool":
        return pools[limit.vswitch].open.size
    if limit.vswitch:
        return pools[limit.vswitch].prefixes(4 if limit.kind == "IPv4 prefixes" else 6).size
    return limit.most


def slots_taken(group: Group, inventory: Inventory) -> Iterator[str]:
    """What one ENI, and one instance, take of what the group's instance type has; nothing where it is not known."""
    kind = inventory.instance_types.get(group.instance_type)
    if kind is None:
        return
    ipv4, ipv6 = 1 + group.secondary_addresses + group.ipv4_prefixes, group.ipv6_addresses + group.ipv6_prefixes
    for taken, most, what in ((ipv4, kind.ipv4_per_eni, "IPv4"), (ipv6, kind.ipv6_per_eni, "IPv6")):
        if taken and most is not None:
            yield f"{taken:,} of {most:,} {what} slots an ENI"
    if kind.eni_quantity is not None:
        yield f"{1 + group.enis_per_instance:,} of {kind.eni_quantity:,} ENIs an instance, its primary one included"
