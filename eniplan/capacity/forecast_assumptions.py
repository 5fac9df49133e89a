"""What a forecast assumes, a sentence each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.capacity import unconfirmed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eniplan.capacity.growths import GroupGrowth
    from eniplan.capacity.horizon import Horizon
    from eniplan.capacity.start import Start
    from eniplan.planning.plan import Plan

_STAYS = "what is created stays: each day's further ENIs are planned after all others, in the plan's order of groups"
_NEXT = "a limit refuses from the day at whose end one more ENI of a group that grows does not fit"
_LEAD = "what is ordered takes {:,} days to come; orders are dated from p05, the early date"
_UNCERTAIN = "p05 and p95 are the dates with growth 1.645 standard deviations faster and slower, of all groups together"
_LAW = "the cloud draws single addresses uniformly at random from the open pool (unconfirmed)"
_BLOCKS = "whole /28s: exact law; one with a chance below {:g} is gone; p05 is with fast growth, p95 with slow growth"
_LOWEST = "{}: lowest addresses count as random ones, so more /28s stay whole than is said"
_EXPECTED = "{}: prefix-aware placement goes by the whole /28s to expect, so an ENI may go elsewhere"


def assumptions(
    plan: Plan, grown: Sequence[GroupGrowth], start: Start, horizon: Horizon, chance: float
) -> Iterator[str]:
    """What was assumed of growth, placement, order times and addresses."""
    for each in grown:
        yield from each.remarks or (f"{each.group.name} grows by {each.growth.said}",)
    yield _STAYS
    yield _NEXT
    yield _LEAD.format(horizon.lead_days)
    if not all(each.growth.is_certain for each in grown):
        yield _UNCERTAIN
    yield _LAW
    yield _BLOCKS.format(chance)
    yield from _of_groups(grown)
    named = dict.fromkeys(place.vswitch for group in start.growing for place in group.places)
    yield from unconfirmed.of_vswitches(plan.inventory.vswitches[where] for where in named)
    if not plan.profile.eni_quota:
        yield unconfirmed.NO_QUOTA
    yield from unconfirmed.of_groups([each.group for each in grown], plan.profile)
    yield from unconfirmed.of_limits(plan.profile)


def _of_groups(grown: Sequence[GroupGrowth]) -> Iterator[str]:
    for group in (each.group for each in grown):
        if group.draw == "lowest" and group.pinned:
            yield _LOWEST.format(group.name)
        by_blocks = group.placement == "prefix-aware" and not (group.ipv4_prefixes or group.ipv6_prefixes)
        if by_blocks and len(group.vswitches) > 1:
            yield _EXPECTED.format(group.name)
