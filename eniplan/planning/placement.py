"""Where does the next ENI of a group go? The four placements, over the VSwitches that can still take it.

A VSwitch's score depends on itself alone and changes only when an ENI is placed in it. So the VSwitches of a zone wait
in a heap, and the next one costs a few comparisons, however many there are.
"""

from __future__ import annotations

from heapq import heapify, heappop, heapreplace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from eniplan.allocation.vswitch_pools import VSwitchPools
    from eniplan.planning.candidate import Candidate
    from eniplan.planning.spec import Group, Placement

    Entry = tuple[float, int, Candidate]


class Queue:
    """The VSwitches of a group in the order of its placement; ties go by the listed order.

    Args:
        group: the group.
        candidates: the VSwitches that can take its ENIs.
    """

    def __init__(self, group: Group, candidates: Iterable[Candidate]) -> None:
        self._group, self._score = group, SCORES[group.placement]
        self._heaps: dict[str, list[Entry]] = {}
        for candidate in candidates:
            self._heaps.setdefault(candidate.vswitch.zone_id, []).append(self._entry(candidate))
        for heap in self._heaps.values():
            heapify(heap)

    def _entry(self, candidate: Candidate) -> Entry:
        return self._score(self._group, candidate), candidate.index, candidate

    def first(self, zones: Collection[str] | None = None) -> Candidate | None:
        """The VSwitch for the next ENI, in one of the zones (None: any); None where nothing has room."""
        heads = [self._head(heap) for zone, heap in self._heaps.items() if zones is None or zone in zones]
        return min((head for head in heads if head), default=(0.0, 0, None), key=lambda head: head[:2])[2]

    def _head(self, heap: list[Entry]) -> Entry | None:
        """The first of a zone that still has room; those without are dropped, since room only shrinks."""
        while heap and not heap[0][2].has_room:
            heappop(heap)
        return heap[0] if heap else None

    def placed(self, candidate: Candidate) -> None:
        """An ENI was placed in the VSwitch that came first."""
        heapreplace(self._heaps[candidate.vswitch.zone_id], self._entry(candidate))


def choose(group: Group, candidates: Sequence[Candidate]) -> Candidate | None:
    """The candidate that the group's placement puts first; ties go by the listed order. None of none."""
    score = SCORES[group.placement]
    return min(candidates, key=lambda candidate: score(group, candidate), default=None)


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
