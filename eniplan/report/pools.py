"""Both pools of each VSwitch before and after a plan, with what they are a part of: the rows of tables and charts.

What is divided by what, once for all of them: the *open pool* has the usable IPv4 addresses outside every reserved
block; the *reserved pool* of a family has the aligned prefixes inside its Assigned blocks. A prefix that an address has
spoiled is used. Free addresses include those that are unexplained; automatic addressing leaves them alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from eniplan.network.counts import vswitch_counts
from eniplan.planning.plan import Plan, PlannedENIs
from eniplan.report.ranking import lowest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eniplan.network.cidr import Family
    from eniplan.network.counts import VSwitchCounts
    from eniplan.network.inventory import Inventory
    from eniplan.network.vswitch import VSwitch
    from eniplan.planning.plan import PlannedENIs


class Pool(NamedTuple):
    """How many addresses or prefixes a pool has, and how many of them are free before and after."""

    size: int
    before: int
    after: int

    @property
    def taken(self) -> int:
        """How many the plan takes."""
        return self.before - self.after

    @property
    def used(self) -> int:
        """How many were not free before."""
        return self.size - self.before


class VSwitchPools(NamedTuple):
    """A VSwitch with its pools before and after; what exists only has the same counts twice."""

    vswitch: VSwitch
    before: VSwitchCounts
    after: VSwitchCounts

    @property
    def touched(self) -> bool:
        """Whether the plan changes anything."""
        return self.before != self.after

    @property
    def open(self) -> Pool:
        """IPv4 addresses outside reserved blocks."""
        inside = sum(block.cidr.size for block in self.vswitch.blocks_of(4))  # no block holds a system address
        return Pool(self.before.usable_ipv4 - inside, self.before.free_open_ipv4, self.after.free_open_ipv4)

    @property
    def to_give(self) -> int:
        """Free addresses of the open pool that automatic addressing would still give after the plan."""
        return self.after.free_open_ipv4 - self.after.unexplained_ipv4

    def blocks(self, family: Family) -> int:
        """Assigned reserved blocks of a family."""
        return len(self.vswitch.assigned_blocks(family))

    def prefixes(self, family: Family) -> Pool:
        """Prefixes inside the Assigned blocks of a family."""
        size = sum(block.cidr.prefixes for block in self.vswitch.assigned_blocks(family))
        if family == 4:
            return Pool(size, self.before.free_prefixes_ipv4, self.after.free_prefixes_ipv4)
        return Pool(size, self.before.free_prefixes_ipv6, self.after.free_prefixes_ipv6)

    @property
    def tightest(self) -> float:
        """The smallest free share of its pools after the plan, 0 to 1."""
        pools = (self.open, self.prefixes(4), self.prefixes(6))
        return min((pool.after / pool.size for pool in pools if pool.size > 0), default=1.0)


def pools_of(subject: Plan | Inventory) -> list[VSwitchPools]:
    """The pools of every VSwitch, in the order of the inventory."""
    if isinstance(subject, Plan):
        found = ((subject.inventory.vswitches[row.vswitch], row.before, row.after) for row in subject.utilisation)
        return [VSwitchPools(vswitch, before, after) for vswitch, before, after in found]
    holders = subject.holders_by_vswitch
    counts = ((vswitch, vswitch_counts(vswitch, holders.get(key, ()))) for key, vswitch in subject.vswitches.items())
    return [VSwitchPools(vswitch, now, now) for vswitch, now in counts]


def pools_in(subject: Plan | Inventory, vswitch_id: str) -> VSwitchPools:
    """The pools of one VSwitch, which is there."""
    if isinstance(subject, Plan):
        vswitch = subject.inventory.vswitches[vswitch_id]
        row = next(row for row in subject.utilisation if row.vswitch == vswitch_id)
        return VSwitchPools(vswitch, row.before, row.after)
    vswitch = subject.vswitches[vswitch_id]
    now = vswitch_counts(vswitch, subject.holders_by_vswitch.get(vswitch_id, ()))
    return VSwitchPools(vswitch, now, now)


def most_urgent(rows: Sequence[VSwitchPools], most: int) -> list[VSwitchPools]:
    """At most so many of the rows: those with the smallest free share of a pool, in their own order."""
    return lowest(rows, most, key=lambda row: row.tightest)


def draws_illustratively(plan: Plan | PlannedENIs) -> bool:
    """Whether some new ENIs are automatic: the cloud will draw other addresses than the plan, and spoil other /28s."""
    return any(columns.request_count and not columns.group.pinned for columns in plan.columns)
