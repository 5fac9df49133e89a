"""Bursts: many creations at once that all look at the same old counts. Where do they pile up, and who is refused first?

A client that reads each VSwitch's free addresses once and then creates many ENIs decides all of them on stale counts.
So a policy that always picks the best VSwitch sends a whole wave to one place. Here waves of concurrent creations are
played against the real pools with the engine that plans use, policy by policy, in the same order and from the same
start; only what the cloud draws, and what the random policy picks, differ from replication to replication.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from math import inf
from statistics import fmean
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple, get_args

from eniplan.allocation.seeding import seeded_random
from eniplan.capacity.answer import Answer
from eniplan.capacity.asking import check_counts
from eniplan.capacity.band import Band, band_of
from eniplan.capacity.group_pools import Site, Unit, group_named, limits_of_play, open_sites, twins
from eniplan.capacity.telling import telling
from eniplan.errors import QuestionError
from eniplan.planning.placement import whole_lost
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from random import Random

    from eniplan.capacity.telling import Progress
    from eniplan.network.vswitch import VSwitch
    from eniplan.planning.plan import Plan
    from eniplan.planning.spec import Group

Policy = Literal["ordered", "random", "most-free", "prefix-aware"]
POLICIES: tuple[Policy, ...] = get_args(Policy)
MOST_PLAYED = 2_000_000
"""The most creations of all replications and policies together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VSwitchShare:
    """How many ENIs of the burst one VSwitch gets: a band over replications."""

    vswitch: str
    placed: Band


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyOutcome:
    """What becomes of the burst under one policy; bands over replications.

    Args:
        policy: how a VSwitch is picked.
        placed: ENIs that got their addresses.
        refused: ENIs that did not.
        first_refusal: which creation is the first refused one, the median over replications that have one; None
            where no replication has.
        refused_ever: the share of replications in which something is refused.
        stranded: refused ENIs for which another VSwitch had room at that moment.
        skew: ENIs of the busiest VSwitch over its even share, the mean over replications; 1 is even.
        whole_lost: whole /28s spoilt.
        vswitches: where they went, in the listed order.
    """

    policy: Policy
    placed: Band
    refused: Band
    first_refusal: int | None
    refused_ever: float
    stranded: Band
    skew: float
    whole_lost: Band
    vswitches: tuple[VSwitchShare, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class BurstAnswer(Answer):
    """What becomes of a burst, policy by policy.

    Args:
        group: the name of the group whose ENIs are created.
        creations: how many ENIs.
        concurrent: how many of them see the same counts.
        replications: how often it was played.
        seed: of all random draws.
        policies: ordered, random, most-free, prefix-aware.
    """

    question: ClassVar[str] = "burst"

    group: str
    creations: int
    concurrent: int
    replications: int
    seed: int
    policies: tuple[PolicyOutcome, ...]

    @property
    def headline(self) -> str:
        """The policy that is refused first and the one that is refused last; or how far they pile up."""
        said = f"{counted(self.creations, 'creation')}, {self.concurrent:,} at a time"
        ranked = sorted(self.policies, key=_lasts)
        if ranked[0].first_refusal is None:
            worst, best = max(self.policies, key=lambda each: each.skew), min(self.policies, key=lambda each: each.skew)
            if worst.skew == best.skew:
                return f"{said}: none is refused; {_skewed(worst, 'every policy')}"
            return f"{said}: none is refused; {_skewed(worst)}, {_skewed(best)}"
        return f"{said}: {_refused(ranked[0], 'first')}, {_refused(ranked[-1], 'last')}"


def _lasts(outcome: PolicyOutcome) -> tuple[float, int]:
    """How long a policy lasts: until its first refusal, then by the ENIs that had room elsewhere."""
    return (inf if outcome.first_refusal is None else outcome.first_refusal, -outcome.stranded.p50)


def _refused(outcome: PolicyOutcome, when: str) -> str:
    if outcome.first_refusal is None:
        return f"{outcome.policy} not at all"
    return f"{outcome.policy} is refused {when}, at creation {outcome.first_refusal:,}"


def _skewed(outcome: PolicyOutcome, who: str = "") -> str:
    return f"{who or outcome.policy} puts {outcome.skew:.1f} times the even share into one VSwitch"


def burst(
    plan: Plan,
    group: str | None = None,
    *,
    creations: int | None = None,
    concurrent: int | None = None,
    replications: int = 20,
    seed: int = 0,
    progress: Progress | None = None,
) -> BurstAnswer:
    """Concurrent creations against stale counts, under four policies.

    Args:
        plan: a plan of groups; its inventory is where the burst begins, its ENIs are not placed.
        group: the group whose ENIs are created; the plan's first one by default.
        creations: how many ENIs; as many as the group has by default.
        concurrent: how many creations decide on the same counts; all of them by default.
        replications: how often it is played.
        seed: of all random draws.
        progress: called with the number of replications of all policies done so far; what it raises ends the answer.

    Raises:
        QuestionError: no such group, no VSwitch known, or numbers that mean nothing.

    >>> import eniplan
    >>> web = eniplan.plan(eniplan.examples / "web.toml", eniplan.examples / "hangzhou")
    >>> eniplan.burst(web, "web-{n:02}", creations=40, concurrent=40, replications=5).policies[0].skew
    2.0
    """
    wanted = group_named(plan, group)
    count = wanted.count if creations is None else creations
    wave = count if concurrent is None else concurrent
    _check(count, wave, replications)
    game = _Game(plan, wanted, count, wave, seed)
    played = telling(range(replications * len(POLICIES)), progress)
    policies = tuple(
        _outcome(
            policy,
            [game.play(policy, number % replications) for number in islice(played, replications)],
            game.vswitches,
        )
        for policy in POLICIES
    )
    return BurstAnswer(
        group=wanted.name,
        creations=count,
        concurrent=wave,
        replications=replications,
        seed=seed,
        policies=policies,
        assumptions=tuple(_assumptions(wanted, game.vswitches)),
    )


def _check(creations: int, concurrent: int, replications: int) -> None:
    check_counts(creations=creations, concurrent=concurrent, replications=replications)
    played = creations * replications * len(POLICIES)
    if played > MOST_PLAYED:
        message = f"{creations:,} creations x {replications:,} replications x {len(POLICIES)} policies are {played:,}"
        raise QuestionError(str(creations), f"{message}; at most {MOST_PLAYED:,} are played")


class View(NamedTuple):
    """What a client knows of a VSwitch: counts as they were when it last looked."""

    place: int
    has_room: bool
    free_open: int
    free_prefixes: int
    whole_blocks: int


class _Played(NamedTuple):
    """One replication: ENIs by VSwitch, the numbers of the refused ones, those with room elsewhere, blocks spoilt."""

    placed: list[int]
    refused: list[int]
    stranded: int
    whole_lost: int


class _Game:
    """A burst that can be played again and again from the same start."""

    def __init__(self, plan: Plan, group: Group, creations: int, concurrent: int, seed: int) -> None:
        self._seed = seed
        self._unit = Unit(1 + group.secondary_addresses, group.ipv4_prefixes)
        self._waves = [min(concurrent, creations - first) for first in range(0, creations, concurrent)]
        self._sites = open_sites(group, plan.inventory)
        self.vswitches = tuple(site.vswitch for site in self._sites)

    def play(self, policy: Policy, replication: int) -> _Played:
        """One replication; each has its own random numbers."""
        stream = seeded_random(self._seed, f"burst {replication}")
        sites = twins(self._sites, int(stream.random() * 2**48))
        whole = sum(site.pool.whole_blocks for site in sites)
        placed, refused, stranded, number = [0] * len(sites), list[int](), 0, 0
        for wave in self._waves:
            views = [self._look(place, site) for place, site in enumerate(sites)]
            for _ in range(wave):
                number += 1
                place = self._pick(policy, views, stream)
                if place is not None and sites[place].take(self._unit):
                    placed[place] += 1
                else:
                    refused.append(number)
                    stranded += any(site.has_room(self._unit) for site in sites)
        return _Played(placed, refused, stranded, whole - sum(site.pool.whole_blocks for site in sites))

    def _look(self, place: int, site: Site) -> View:
        pool = site.pool
        return View(place, site.has_room(self._unit), site.free_open, pool.free_prefixes, pool.whole_blocks)

    def _pick(self, policy: Policy, views: Sequence[View], stream: Random) -> int | None:
        """The VSwitch that a policy picks on what the client knows; None where nothing seems to have room."""
        roomy = [view for view in views if view.has_room]
        return _PICKS[policy](roomy, self._unit, stream).place if roomy else None


def _prefix_aware(views: Sequence[View], unit: Unit) -> View:
    """Most free prefixes, or fewest whole /28s lost where none are asked for."""
    if unit.prefixes:
        return max(views, key=lambda view: view.free_prefixes)
    return min(views, key=lambda view: whole_lost(view.free_open, view.whole_blocks, unit.addresses))


_PICKS: Mapping[Policy, Callable[[Sequence[View], Unit, Random], View]] = {
    "ordered": lambda views, _unit, _stream: views[0],
    "random": lambda views, _unit, stream: views[int(stream.random() * len(views))],
    "most-free": lambda views, _unit, _stream: max(views, key=lambda view: view.free_open),
    "prefix-aware": lambda views, unit, _stream: _prefix_aware(views, unit),
}


def _outcome(policy: Policy, played: Sequence[_Played], vswitches: Sequence[VSwitch]) -> PolicyOutcome:
    firsts = sorted(each.refused[0] for each in played if each.refused)
    return PolicyOutcome(
        policy=policy,
        placed=band_of([sum(each.placed) for each in played]),
        refused=band_of([len(each.refused) for each in played]),
        first_refusal=band_of(firsts).p50 if firsts else None,
        refused_ever=len(firsts) / len(played),
        stranded=band_of([each.stranded for each in played]),
        skew=fmean(_skew(each.placed) for each in played),
        whole_lost=band_of([each.whole_lost for each in played]),
        vswitches=tuple(
            VSwitchShare(vswitch=vswitch.id, placed=band_of([each.placed[place] for each in played]))
            for place, vswitch in enumerate(vswitches)
        ),
    )


def _skew(placed: Sequence[int]) -> float:
    """ENIs of the busiest VSwitch over its even share; 1 where nothing is placed."""
    total = sum(placed)
    return max(placed) * len(placed) / total if total else 1.0


def _assumptions(group: Group, vswitches: Sequence[VSwitch]) -> Iterator[str]:
    yield "the burst begins from what exists; nothing else is created or deleted meanwhile"
    yield "creations of one wave decide on the counts as they were before it; a refused one is not tried again"
    yield "the cloud draws single addresses and prefixes uniformly at random (its order is unconfirmed)"
    yield "only IPv4 pools refuse here: quota, VPC, security groups and IPv6 are not played"
    yield from limits_of_play(group, vswitches)
