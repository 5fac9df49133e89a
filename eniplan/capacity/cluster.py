"""One replication of a churning cluster: what is left after each step, and when the first pod waits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from eniplan.allocation.seeding import seeded_random
from eniplan.capacity.group_pools import twins
from eniplan.capacity.warm_pool import Node

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from eniplan.capacity.group_pools import Site
    from eniplan.capacity.warm_pool import PoolPolicy


class State(NamedTuple):
    """What is left after one step of one replication."""

    whole_blocks: int
    free_open: int
    free_prefixes: int
    units: int
    waiting: int


class Played(NamedTuple):
    """One replication."""

    states: list[State]
    first_waiting: int | None
    calls: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Nodes on the VSwitches of a group: they can be played again and again from the same start.

    Args:
        sites: the pools at the start; the nodes are there in turn.
        policy: the warm pool of each node.
        nodes: how many nodes.
        pods_per_node: pods on each, on average.
        lifetime: steps that a pod lives, on average.
    """

    sites: tuple[Site, ...]
    policy: PoolPolicy
    nodes: int
    pods_per_node: int
    lifetime: int

    def play(self, steps: int, seed: int, replication: int) -> Played:
        """One replication; each has its own random numbers."""
        stream = seeded_random(seed, f"churn {replication}")
        sites = twins(self.sites, int(stream.random() * 2**48))
        nodes = [Node(sites[number % len(sites)], self.policy) for number in range(self.nodes)]
        states = [_state(sites, nodes)]
        for node in nodes:
            node.start_pods(self.pods_per_node)
            node.keep()
        states.append(_state(sites, nodes))
        for step in range(1, steps + 1):
            self._step(nodes, step, stream)
            states.append(_state(sites, nodes))
        waiting = (step - 1 for step, state in enumerate(states) if state.waiting)
        return Played(states, next(waiting, None), sum(node.calls for node in nodes))

    def _step(self, nodes: Sequence[Node], step: int, stream: Random) -> None:
        reclaims = self.policy.reclaim_every and step % self.policy.reclaim_every == 0
        for node in nodes:
            node.step(1 / self.lifetime, self.pods_per_node / self.lifetime, stream)
            if reclaims:
                node.reclaim()


def _state(sites: Sequence[Site], nodes: Sequence[Node]) -> State:
    return State(
        whole_blocks=sum(site.pool.whole_blocks for site in sites),
        free_open=sum(site.free_open for site in sites),
        free_prefixes=sum(site.pool.free_prefixes for site in sites),
        units=sum(node.units for node in nodes),
        waiting=sum(node.waiting for node in nodes),
    )
