"""One VSwitch that a group names: whether it can take the group's ENIs, and how many more."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from eniplan.validation.room import Limit, limits, want_of

if TYPE_CHECKING:
    from eniplan.allocation.vswitch_pools import VSwitchPools
    from eniplan.contract.finding import Finding
    from eniplan.network.vswitch import VSwitch
    from eniplan.planning.columns import Site
    from eniplan.planning.ground import Ground
    from eniplan.validation.case import Case

SHARED = frozenset({"ENI quota", "VPC addresses", "basic group", "advanced group"})
"""Limits that several VSwitches of a group draw on together, where they have the same subject."""


@dataclass(slots=True)
class Budget:
    """How many more ENIs one limit lets through; shared by the candidates that draw on it."""

    left: int


@dataclass(kw_only=True)
class Candidate:
    """One VSwitch of a group.

    Args:
        index: its place in the group's list, and its number in the columns.
        vswitch, pools, site: the VSwitch, its pools, and its requests.
        case: the group's usual request for it.
        errors: why it can take none of the group's ENIs; empty where it can.
        placed: ENIs of this group in it so far, existing ones included.
        budgets: what limits further ENIs.
        uncounted: ENIs placed since the totals were brought up to date.
    """

    index: int
    vswitch: VSwitch
    pools: VSwitchPools
    site: Site
    case: Case
    errors: list[Finding]
    placed: int = 0
    budgets: tuple[Budget, ...] = ()
    uncounted: int = field(default=0)

    @property
    def has_room(self) -> bool:
        """Whether one more usual ENI of the group fits."""
        return all(budget.left > 0 for budget in self.budgets)

    @property
    def room(self) -> int:
        """How many more usual ENIs of the group fit."""
        return min((budget.left for budget in self.budgets), default=0)

    def take_one(self) -> None:
        """Count one usual ENI of the group."""
        self.placed += 1
        self.uncounted += 1
        for budget in self.budgets:
            budget.left -= 1

    def limits(self, ground: Ground) -> list[Limit]:
        """What limits one more usual ENI of the group, as the pools and totals are now."""
        region = self.case.region or self.vswitch.region_id
        want = want_of(self.case)
        return list(limits(want, self.vswitch, self.pools, setting=ground.setting, region=region))

    def count(self, ground: Ground) -> None:
        """Bring the totals up to date."""
        want = want_of(self.case)
        ground.tally.add(
            region=self.case.region or self.vswitch.region_id,
            vpc=self.vswitch.vpc_id,
            groups=[group.id for _, group in self.case.known_groups],
            vpc_addresses=want.vpc_addresses,
            slots=want.slots,
            times=self.uncounted,
        )
        self.uncounted = 0


def budget(candidates: list[Candidate], ground: Ground) -> None:
    """Set the budgets of all candidates from what is left now; what several share is one budget."""
    shared: dict[tuple[str, str], Budget] = {}
    for candidate in candidates:
        own: list[Budget] = []
        for limit in candidate.limits(ground):
            key = (limit.kind, limit.subject)
            if limit.kind in SHARED:
                own.append(shared.setdefault(key, Budget(limit.fits)))
            else:
                own.append(Budget(limit.fits))
        candidate.budgets = tuple(own)
