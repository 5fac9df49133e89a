"""Churn: pods come and go for a long time. What is left of whole /28s, free addresses and free prefixes?

Nodes keep warm pools (:mod:`eniplan.capacity.warm_pool`) and create and delete ENIs, addresses or prefixes as their
pods need them. Each creation draws a fresh random address, so the addresses in use wander over the whole open pool: a
spoilt /28 is whole again only once all of it is free, and whole /28s settle where so many random addresses leave them.
Played with the engine that plans use, replication by replication, each with its own random numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal, get_args

from eniplan.capacity.answer import Answer
from eniplan.capacity.asking import check_counts, check_warm_pool, chosen_one
from eniplan.capacity.band import Band, band_of
from eniplan.capacity.cluster import Cluster
from eniplan.capacity.group_pools import Unit, group_named, limits_of_play, open_sites, order_of
from eniplan.capacity.telling import telling
from eniplan.capacity.warm_pool import PoolPolicy
from eniplan.errors import QuestionError
from eniplan.network.cidr import PREFIX_SIZE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eniplan.capacity.cluster import State
    from eniplan.capacity.telling import Progress
    from eniplan.network.vswitch import VSwitch
    from eniplan.planning.plan import Plan
    from eniplan.planning.spec import Group

UnitName = Literal["eni", "address", "prefix"]
UNITS: tuple[UnitName, ...] = get_args(UnitName)
MOST_PLAYED = 20_000_000
"""The most pods times steps of all replications together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """The state after one step, over all VSwitches of the group: bands over replications.

    Args:
        step: after which step; -1 is what exists, 0 is with all nodes running.
        whole_blocks: whole /28s.
        free_open: free addresses of the open pools.
        free_prefixes: free /28 prefixes of the reserved pools.
        units: what the nodes hold, in ENIs, addresses or prefixes.
        waiting: pods that found no room.
    """

    step: int
    whole_blocks: Band
    free_open: Band
    free_prefixes: Band
    units: Band
    waiting: Band


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ChurnAnswer(Answer):
    """What long coming and going leaves.

    Args:
        group: the group whose VSwitches, and whose ENIs, are used.
        unit: what is created and deleted at once: ``eni``, ``address`` or ``prefix``.
        nodes: how many nodes.
        pods_per_node: pods that run on each, on average.
        lifetime: steps that a pod lives, on average.
        policy: the warm pool of each node.
        steps: how many steps.
        replications: how often it was played.
        seed: of all random draws.
        levels: step by step.
        first_waiting: the step after which a pod first waits, the median over replications in which one does.
        waiting_ever: the share of replications in which a pod ever waits.
        calls: creations and deletions until the end.
    """

    question: ClassVar[str] = "churn"
    derived: ClassVar[tuple[str, ...]] = ("holds",)

    group: str
    unit: UnitName
    nodes: int
    pods_per_node: int
    lifetime: int
    policy: PoolPolicy
    steps: int
    replications: int
    seed: int
    levels: tuple[Level, ...]
    first_waiting: int | None
    waiting_ever: float
    calls: Band

    @property
    def holds(self) -> bool:
        """Whether no pod ever waits, in any replication."""
        return not self.waiting_ever

    @property
    def headline(self) -> str:
        """What becomes of whole /28s, and whether pods wait."""
        start, first, last = self.levels[0], self.levels[1], self.levels[-1]
        said = (
            f"whole /28s: {start.whole_blocks.p50:,} now, {first.whole_blocks.p50:,} once all nodes run, "
            f"{last.whole_blocks.p50:,} after {self.steps:,} steps"
        )
        if self.first_waiting is None:
            return f"{said}; no pod waits"
        return f"{said}; pods wait from step {self.first_waiting:,} on, in {self.waiting_ever:.0%} of replications"


def churn(
    plan: Plan,
    group: str | None = None,
    *,
    nodes: int = 10,
    pods_per_node: int = 20,
    lifetime: int = 30,
    unit: str = "eni",
    min_pool: int = 0,
    max_pool: int = 5,
    reclaim_every: int = 10,
    reclaim_batch: int = 5,
    steps: int = 200,
    replications: int = 20,
    seed: int = 0,
    progress: Progress | None = None,
) -> ChurnAnswer:
    """Pods that come and go on nodes with warm pools: whole /28s, free addresses and free prefixes over time.

    Args:
        plan: a plan of groups; its inventory is the start, its ENIs are not placed.
        group: whose VSwitches the nodes use, in turn; the plan's first one by default.
        nodes: how many nodes.
        pods_per_node: pods on each, on average.
        lifetime: steps that a pod lives, on average.
        unit: what is created and deleted at once: an ``eni`` of the group for each pod, an ``address`` for each pod, or
            a ``prefix`` for 16 pods.
        min_pool: idle units that a node keeps at least.
        max_pool: idle units that it keeps at most.
        reclaim_every: steps between two reclaims of idle units; 0 for none.
        reclaim_batch: idle units that one reclaim deletes at most.
        steps: how many steps.
        replications: how often it is played.
        seed: of all random draws.
        progress: called with the number of replications done so far; what it raises ends the answer.

    Raises:
        QuestionError: no such group, no VSwitch known, or numbers that mean nothing.

    >>> import eniplan
    >>> web = eniplan.plan(eniplan.examples / "web.toml", eniplan.examples / "hangzhou")
    >>> answer = eniplan.churn(web, "pod-{n:02}", nodes=4, unit="address", steps=20, replications=5)
    >>> len(answer.levels), answer.holds
    (22, True)
    """
    wanted = group_named(plan, group)
    named = chosen_one("unit", unit, UNITS)
    check_counts(nodes=nodes, pods_per_node=pods_per_node, lifetime=lifetime, steps=steps, replications=replications)
    policy = _policy(wanted, named, (min_pool, max_pool), (reclaim_every, reclaim_batch))
    _check_size(nodes * pods_per_node * steps * replications)
    cluster = Cluster(
        sites=open_sites(wanted, plan.inventory),
        policy=policy,
        nodes=nodes,
        pods_per_node=pods_per_node,
        lifetime=lifetime,
    )
    played = [cluster.play(steps, seed, number) for number in telling(range(replications), progress)]
    firsts = [first for each in played if (first := each.first_waiting) is not None]
    return ChurnAnswer(
        group=wanted.name,
        unit=named,
        nodes=nodes,
        pods_per_node=pods_per_node,
        lifetime=lifetime,
        policy=policy,
        steps=steps,
        replications=replications,
        seed=seed,
        levels=tuple(_levels([each.states for each in played])),
        first_waiting=band_of(firsts).p50 if firsts else None,
        waiting_ever=len(firsts) / replications,
        calls=band_of([each.calls for each in played]),
        assumptions=tuple(_assumptions(wanted, named, [site.vswitch for site in cluster.sites])),
    )


def _check_size(played: int) -> None:
    if played > MOST_PLAYED:
        message = f"nodes x pods x steps x replications are {played:,}; at most {MOST_PLAYED:,} are played"
        raise QuestionError(str(played), message)


def _policy(group: Group, unit: UnitName, pool: tuple[int, int], reclaim: tuple[int, int]) -> PoolPolicy:
    check_warm_pool(*pool)
    if min(reclaim) < 0:
        raise QuestionError(str(min(reclaim)), "reclaim_every and reclaim_batch are whole numbers from 0")
    sizes = {
        "eni": Unit(1 + group.secondary_addresses, group.ipv4_prefixes),
        "address": Unit(1),
        "prefix": Unit(0, 1),
    }
    return PoolPolicy(
        unit=sizes[unit],
        serves=PREFIX_SIZE[4] if unit == "prefix" else 1,
        min_pool=pool[0],
        max_pool=pool[1],
        reclaim_every=reclaim[0],
        reclaim_batch=reclaim[1],
    )


def _levels(played: Sequence[Sequence[State]]) -> Iterator[Level]:
    """The bands step by step: what exists is step -1, all nodes running is step 0."""
    for place, states in enumerate(zip(*played, strict=True)):
        whole, free, prefixes, units, waiting = (band_of(values) for values in zip(*states, strict=True))
        yield Level(
            step=place - 1,
            whole_blocks=whole,
            free_open=free,
            free_prefixes=prefixes,
            units=units,
            waiting=waiting,
        )


def _assumptions(group: Group, unit: UnitName, vswitches: Sequence[VSwitch]) -> Iterator[str]:
    yield "pods come as a Poisson stream and end with the same chance at every step; the mean number is held"
    yield "nodes use the VSwitches in turn and stay there"
    if order_of(group) == "random":
        yield "addresses and prefixes are drawn uniformly at random (the cloud's own order is unconfirmed)"
    yield "a released address can be drawn again at once (its reuse delay is unconfirmed)"
    yield "idle units above max_pool go at once, those above min_pool at a reclaim (Terway's pool, without its jitter)"
    if unit != "eni":
        yield "the ENIs that hold the addresses or prefixes are there already, with slots enough"
    yield from limits_of_play(group, vswitches)
