"""Where does the next ENI of a group go? The four placements, over the VSwitches that can still take it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from eniplan.allocation.vswitch_pools import VSwitchPools
    from eniplan.planning.candidate import Candidate
    from eniplan.planning.spec import Group, Placement


def choose(group: Group, candidates: Sequence[Candidate]) -> Candidate | None:
    """The candidate with the lowest score of the group's placement; ties go by the listed order. None of none."""
    if len(candidates) <= 1:
        return candidates[0] if candidates else None
    return min(candidates, key=lambda candidate: SCORES[group.placement](group, candidate))


def _listed(_group: Group, candidate: Candidate) -> float:
    return candidate.index


def _fewest(_group: Group, candidate: Candidate) -> float:
    return candidate.placed


def _most_free(_group: Group, candidate: Candidate) -> float:
    return candidate.vswitch.unexplained_ipv4 - candidate.pools.ipv4.free_open


def _prefix_aware(group: Group, candidate: Candidate) -> float:
    """Most free prefixes of the family asked for, else the fewest whole /28s lost."""
    pools = candidate.pools
    if group.ipv4_prefixes:
        return -pools.ipv4.free_prefixes
    if group.ipv6_prefixes and pools.ipv6 is not None:
        return -pools.ipv6.free_prefixes
    return blocks_lost(pools, 1 + group.secondary_addresses)


def blocks_lost(pools: VSwitchPools, addresses: int) -> float:
    """The expected number of whole /28s that random single addresses spoil, to first order.

    Each address falls into a whole /28 with the chance 16 x whole blocks / free addresses.
    """
    free = pools.ipv4.free_open
    return 16 * pools.ipv4.whole_blocks * addresses / free if free else 0.0


SCORES: Mapping[Placement, Callable[[Group, Candidate], float]] = {
    "spread": _fewest,
    "fill": _listed,
    "most-free": _most_free,
    "prefix-aware": _prefix_aware,
}
