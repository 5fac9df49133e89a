"""One VSwitch that a group names: whether it can take the group's ENIs, and how many more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eniplan.validation.room import Limit, limits, want_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eniplan.allocation.vswitch_pools import VSwitchPools
    from eniplan.contract.finding import Finding
    from eniplan.network.vswitch import VSwitch
    from eniplan.planning.column_rows import Site
    from eniplan.planning.ground import Ground
    from eniplan.validation.case import Case

SHARED = frozenset({"ENI quota", "VPC addresses", "basic group", "advanced group"})
"""Limits that several VSwitches of a group draw on together, where they have the same subject."""

UNLIMITED = 1 << 62


@dataclass(slots=True)
class Budget:
    """How many more ENIs one limit lets through; shared by the candidates that draw on it."""

    left: int


@dataclass(kw_only=True, slots=True, eq=False)
class Candidate:
    """One VSwitch of a group.

    Args:
        index: its place in the group's list, and its number in the columns.
        vswitch, pools, site: the VSwitch, its pools, and its requests.
        case: the group's usual request for it.
        errors: why it can take none of the group's ENIs; empty where it can.
        placed: ENIs of this group in it so far, existing ones included.
        room: how many more its own pools hold.
        shared: what else limits them, together with other VSwitches.
        uncounted: ENIs placed since the totals were brought up to date.
    """

    index: int
    vswitch: VSwitch
    pools: VSwitchPools
    site: Site
    case: Case
    errors: list[Finding]
    placed: int = 0
    room: int = 0
    shared: tuple[Budget, ...] = ()
    uncounted: int = 0

    @property
    def has_room(self) -> bool:
        """Whether one more usual ENI of the group fits."""
        if self.room < 1:
            return False
        for budget in self.shared:  # noqa: SIM110 - asked for every ENI, and a generator costs three times as much
            if budget.left < 1:
                return False
        return True

    def take(self, enis: int = 1) -> None:
        """Count so many usual ENIs of the group; a negative number gives some back."""
        self.placed += enis
        self.uncounted += enis
        self.room -= enis
        for budget in self.shared:
            budget.left -= enis

    def limits(self, ground: Ground) -> list[Limit]:
        """What limits one more usual ENI of the group, as the pools and totals are now."""
        region = self.case.region or self.vswitch.region_id
        want = want_of(self.case)
        return list(limits(want, self.vswitch, self.pools, setting=ground.setting, region=region))

    def count(self, ground: Ground) -> None:
        """Bring the totals up to date."""
        ground.count(self.case, self.uncounted)
        self.uncounted = 0


def budget(candidates: Sequence[Candidate], ground: Ground) -> None:
    """Count afresh how many more ENIs fit each candidate; what several draw on is one budget."""
    shared: dict[tuple[str, str], Budget] = {}
    for candidate in candidates:
        found = candidate.limits(ground)
        candidate.room = min((limit.fits for limit in found if limit.kind not in SHARED), default=UNLIMITED)
        candidate.shared = tuple(
            shared.setdefault((limit.kind, limit.subject), Budget(limit.fits))
            for limit in found
            if limit.kind in SHARED
        )
