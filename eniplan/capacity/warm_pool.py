"""The warm pool of one node: units with pods, idle units, and what is created and deleted as pods come and go.

A pod goes to the fullest unit that still has a place, so that units become idle as a whole; only then to an idle one,
only then to a new one. Idle units above the maximum are deleted at once; at each reclaim some of those above the
minimum are, the longest idle first. Below the minimum new ones are created. A pod that finds neither place nor room
waits, and is tried again at every step. (Terway: min_pool_size, max_pool_size, idle IP reclaim policy.)
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import exp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

    from eniplan.capacity.group_pools import Site, Taken, Unit

_LARGEST_RATE = 30.0
"""Arrivals of a higher rate are drawn in parts, since exp(-rate) must not vanish."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolPolicy:
    """How a node keeps its pool.

    Args:
        unit: what is created and deleted at once.
        serves: pods that one unit serves.
        min_pool: idle units kept at least.
        max_pool: idle units kept at most.
        reclaim_every: steps between two reclaims; 0 for none.
        reclaim_batch: idle units deleted at one reclaim, at most.
    """

    unit: Unit
    serves: int = 1
    min_pool: int = 0
    max_pool: int = 5
    reclaim_every: int = 10
    reclaim_batch: int = 5


@dataclass(slots=True)
class _Held:
    """One unit of a node, and the pods it serves."""

    taken: Taken
    pods: int = 0


@dataclass(slots=True)
class Node:
    """One node: its VSwitch, its units, its pods.

    Attributes:
        busy: units with pods.
        idle: units without, the longest idle first.
        waiting: pods that found no room.
        calls: creations and deletions so far.
    """

    site: Site
    policy: PoolPolicy
    busy: list[_Held] = field(default_factory=list)
    idle: list[_Held] = field(default_factory=list)
    waiting: int = 0
    calls: int = 0

    @property
    def units(self) -> int:
        """Units that it holds."""
        return len(self.busy) + len(self.idle)

    def step(self, ends: float, rate: float, random: Random) -> None:
        """One step: pods end, pods come, the pool is kept within its bounds.

        Args:
            ends: the chance of each pod to end.
            rate: how many pods come on average.
            random: where chance comes from; only its ``random()`` is called.
        """
        self.end_pods(ends, random)
        self.start_pods(self.waiting + arrivals(rate, random))
        self.keep()

    def end_pods(self, ends: float, random: Random) -> None:
        """Each pod ends with the same chance; a unit that loses its last one is idle."""
        still: list[_Held] = []
        for held in self.busy:
            held.pods -= sum(random.random() < ends for _ in range(held.pods))
            (still if held.pods else self.idle).append(held)
        self.busy = still

    def start_pods(self, pods: int) -> None:
        """Give pods a place each; those that find none wait."""
        self.waiting = 0
        for started in range(pods):
            held = self._with_place()
            if held is None:
                self.waiting = pods - started
                return
            held.pods += 1

    def _with_place(self) -> _Held | None:
        serves = self.policy.serves
        open_ones = [held for held in self.busy if held.pods < serves] if serves > 1 else []
        if open_ones:
            return max(open_ones, key=lambda held: held.pods)
        held = self.idle.pop() if self.idle else self._create()
        if held is not None:
            self.busy.append(held)
        return held

    def _create(self) -> _Held | None:
        taken = self.site.take(self.policy.unit)
        if taken is None:
            return None
        self.calls += 1
        return _Held(taken)

    def keep(self) -> None:
        """Delete what is idle above the maximum, and create what is missing below the minimum."""
        self._delete(len(self.idle) - self.policy.max_pool)
        while len(self.idle) < self.policy.min_pool and (held := self._create()):
            self.idle.append(held)

    def reclaim(self) -> None:
        """Delete some of the idle units above the minimum."""
        self._delete(min(len(self.idle) - self.policy.min_pool, self.policy.reclaim_batch))

    def _delete(self, count: int) -> None:
        for held in self.idle[: max(count, 0)]:
            self.site.give(held.taken)
            self.calls += 1
        del self.idle[: max(count, 0)]


def arrivals(rate: float, random: Random) -> int:
    """A Poisson number, by multiplying uniform ones until they are below exp(-rate)."""
    count = 0
    while rate > 0:
        part = min(rate, _LARGEST_RATE)
        rate -= part
        floor, product = exp(-part), random.random()
        while product > floor:
            count += 1
            product *= random.random()
    return count
