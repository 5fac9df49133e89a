"""The slow oracle of a forecast: each day's counts planned for real, on the plan of the day before."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from eniplan.planning.planner import plan_groups
from eniplan.planning.previous import previous_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eniplan.network.inventory import Inventory
    from eniplan.planning.spec import PlanSpec


@dataclass
class DayByDay:
    """What planning every day shows.

    Attributes:
        refused: by group, the first day on which the plan refuses an ENI of it, with the code of that refusal.
        short: by kind and subject, the first day at whose end one more ENI of a group that grows does not fit.
        open_pools: by VSwitch, the free addresses of its open pool on the last day.
    """

    refused: dict[str, tuple[int, str]] = field(default_factory=dict)
    short: dict[tuple[str, str], int] = field(default_factory=dict)
    open_pools: dict[str, int] = field(default_factory=dict)


def day_by_day(spec: PlanSpec, there: Inventory, further: Mapping[str, list[int]]) -> DayByDay:
    """Plan each day.

    Args:
        spec: the plan of today.
        there: what exists.
        further: by group, how many more ENIs than today are wanted each day.
    """
    found, made = DayByDay(), plan_groups(spec, there)
    for day in range(max(map(len, further.values()))):
        groups = tuple(
            replace(group, count=group.count + further[group.name][day]) if group.name in further else group
            for group in spec.groups
        )
        made = plan_groups(replace(spec, groups=groups), there, previous=previous_of(made)) if day else made
        for refusal in made.refused:
            if refusal.group in further:
                found.refused.setdefault(refusal.group, (day, refusal.code))
        for limit in made.limits:
            if limit.group in further and not limit.fits:
                found.short.setdefault((limit.kind, limit.subject), day)
        found.open_pools = {row.vswitch: row.after.free_open_ipv4 for row in made.utilisation}
    return found
