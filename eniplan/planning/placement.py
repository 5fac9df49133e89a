"""Where does the next ENI of a group go, and why? The four placements, over the VSwitches that can still take it.

A VSwitch's score depends on itself alone and changes only when an ENI is placed in it. So the VSwitches of a zone wait
in a heap, and the next one costs a few comparisons, however many there are. Where the score grows by the same pace with
each ENI, whatever addresses it draws, a whole run of ENIs is chosen before any address is drawn.
"""

from __future__ import annotations

from array import array
from heapq import heapify, heappop, heapreplace
from math import prod
from typing import TYPE_CHECKING, NamedTuple

from eniplan.planning.candidate import UNLIMITED
from eniplan.planning.turns import Run, take_turns

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from eniplan.allocation.vswitch_pools import VSwitchPools
    from eniplan.planning.candidate import Candidate
    from eniplan.planning.spec import Group, Placement
    from eniplan.planning.turns import Entry


class Choice(NamedTuple):
    """The VSwitch that a placement puts first, and the score that put it there."""

    candidate: Candidate
    score: float


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
            self._heaps.setdefault(self._zone(candidate), []).append(self._entry(candidate))
        for heap in self._heaps.values():
            heapify(heap)

    def _zone(self, candidate: Candidate) -> str:
        """The zone that a VSwitch waits in; without instances, whose ENIs share a zone, all wait together."""
        return candidate.vswitch.zone_id if self._group.enis_per_instance > 1 else ""

    def _entry(self, candidate: Candidate) -> Entry:
        return self._score(self._group, candidate), candidate.index, candidate

    def first(self, zones: Collection[str] | None = None) -> Choice | None:
        """The VSwitch for the next ENI, in one of the zones (None: any); None where nothing has room."""
        heads = [self._head(heap) for zone, heap in self._heaps.items() if zones is None or zone in zones]
        best = min((head for head in heads if head), default=None, key=lambda head: head[:2])
        return Choice(best[2], best[0]) if best else None

    def _head(self, heap: list[Entry]) -> Entry | None:
        """The first of a zone that still has room; those without are dropped, since room only shrinks."""
        while heap and not heap[0][2].has_room:
            heappop(heap)
        return heap[0] if heap else None

    def placed(self, candidate: Candidate) -> None:
        """An ENI was placed in the VSwitch that came first."""
        heapreplace(self._heaps[self._zone(candidate)], self._entry(candidate))

    def run(self, most: int, pace: int) -> Run:
        """The VSwitches of up to so many ENIs in a row, counted as placed; fewer where there is no more room.

        Args:
            most: how many are wanted; without instances.
            pace: what a score grows by with each ENI: :func:`pace_of`.
        """
        run = Run(array("H"), array("d"))
        heap = self._heaps.get("", [])
        while (waiting := sorted(entry for entry in heap if entry[2].has_room)) and len(run.sites) < most:
            heap = take_turns(waiting, min(most - len(run.sites), *_shared_room(waiting)), pace, run)
        self._heaps[""] = waiting
        return run


def _shared_room(heap: Iterable[Entry]) -> Iterator[int]:
    """How many more ENIs each thing lets through that several VSwitches draw on; at least one number."""
    yield UNLIMITED
    yield from (budget.left for _, _, candidate in heap for budget in candidate.shared)


def pace_of(group: Group) -> int | None:
    """What a VSwitch's score grows by with each usual ENI in it; None where that depends on the addresses drawn."""
    if group.placement == "spread":
        return 1
    if group.placement == "fill":
        return 0
    if group.placement == "most-free":
        return 1 + group.secondary_addresses
    return group.ipv4_prefixes or group.ipv6_prefixes or None


def choose(group: Group, candidates: Sequence[Candidate]) -> Choice | None:
    """The candidate that the group's placement puts first; ties go by the listed order. None of none."""
    score = SCORES[group.placement]
    choices = [Choice(candidate, score(group, candidate)) for candidate in candidates]
    return min(choices, key=lambda choice: choice.score, default=None)


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
    singles = 1 + group.secondary_addresses
    if group.pinned and group.draw == "lowest":
        return pools.ipv4.whole_blocks_below(singles)
    return blocks_lost(pools, singles)


def blocks_lost(pools: VSwitchPools, addresses: int) -> float:
    """The expected number of whole /28s that random single addresses spoil: whole ones times the chance to hit one.

    Of F free addresses, k drawn without return leave 16 of them alone with the chance C(F - 16, k) / C(F, k).
    """
    return whole_lost(pools.ipv4.free_open, pools.ipv4.whole_blocks, addresses)


def whole_lost(free: int, whole: int, addresses: int) -> float:
    """The same from counts: of so many free addresses, so many whole /28s among them, some are drawn at random."""
    if not whole or addresses > free:
        return float(whole)
    return whole * (1 - prod((free - 16 - drawn) / (free - drawn) for drawn in range(min(addresses, free - 15))))


SCORES: Mapping[Placement, Callable[[Group, Candidate], float]] = {
    "spread": _fewest,
    "fill": _listed,
    "most-free": _most_free,
    "prefix-aware": _prefix_aware,
}


KEPT = "kept from the earlier plan"
"""The reason of what is where an earlier plan put it."""


def reason(group: Group, vswitch: str, score: float, zone: str = "") -> str:
    """Why an ENI is in a VSwitch: ``vsw-b: most free prefixes, 5 left``.

    Args:
        group: the ENI's group.
        vswitch: the VSwitch's id.
        score: what the placement saw there, just before the ENI was placed.
        zone: the zone of its instance, where that left other VSwitches out.
    """
    return f"{vswitch}: {why(group, score, zone)}"


def why(group: Group, score: float, zone: str = "") -> str:
    """The reason without the VSwitch: ``most free prefixes, 5 left``."""
    bound = f", in {zone} where its instance is" if zone else ""
    return f"{_said(group, score)}{bound}"


def _said(group: Group, score: float) -> str:
    if len(group.vswitches) == 1:
        return "the only VSwitch of the group"
    if group.placement == "spread":
        return f"fewest ENIs of the group so far, {score:.0f}"
    if group.placement == "fill":
        return "first of those listed that has room"
    if group.placement == "most-free":
        return f"largest open pool, {-score:,.0f} free"
    if group.ipv4_prefixes or group.ipv6_prefixes:
        return f"most free prefixes, {-score:,.0f} left"
    return f"fewest whole /28s lost, {score:.2g} to expect"
