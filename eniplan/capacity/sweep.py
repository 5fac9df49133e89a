"""Sweep: a plan under every combination of some factors' levels, again and again with other seeds; one row each.

A row depends on nothing but its combination and its replication: its seed is a hash of them, never of who computes it
or when. So rows can be made in any order and place, and a sweep gives the same rows on one process, on many, and on a
cluster. Where a sweep runs and where its rows are kept is the matter of :mod:`eniplan.sweeping`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from hashlib import blake2b
from math import ceil, prod
from typing import TYPE_CHECKING, NamedTuple

from eniplan.capacity.asking import check_counts
from eniplan.capacity.consequences import Consequences, consequences_of
from eniplan.capacity.density import with_density
from eniplan.capacity.factor import Factor, Level, factor_of
from eniplan.errors import QuestionError, SpecError
from eniplan.network.cidr import cidr_of
from eniplan.network.planned import with_planned
from eniplan.planning.planner import plan_groups
from eniplan.spelling import counted

if TYPE_CHECKING:
    from eniplan.network.inventory import Inventory
    from eniplan.planning.spec import Group, PlanSpec

MOST_ROWS = 100_000
"""How many rows a sweep may have unless more are asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepSpec:
    """What a sweep varies.

    Args:
        plan: the plan that is varied.
        vary: the levels of each factor by its key, as in :mod:`eniplan.capacity.factor`; the last varies fastest.
        replications: how often each combination is planned, each time with another seed.
        seed: the seed that all seeds are derived from.
    """

    plan: PlanSpec
    vary: Mapping[str, Sequence[Level]] = field(default_factory=dict)
    replications: int = 1
    seed: int = 0


@dataclass(frozen=True, slots=True)
class SweepRow:
    """One plan of a sweep.

    Args:
        combination: which one, counted from 0.
        replication: which one of it, counted from 1.
        seed: of the plan.
        levels: those of the factors, in their order.
        consequences: what it leads to; None for a combination that no network could satisfy.
        problem: why not, in one sentence.
    """

    combination: int
    replication: int
    seed: int
    levels: tuple[Level, ...]
    consequences: Consequences | None
    problem: str = ""


class _Varied(NamedTuple):
    """A plan with some factors set."""

    spec: PlanSpec
    profile: dict[str, object]
    density: float | None = None
    growth: float | None = None


@dataclass(frozen=True, kw_only=True)
class Sweep:
    """A sweep that is ready to be planned, row by row.

    Args:
        spec: what it varies.
        inventory: what exists.
        profile: keys of the account's profile, over the plan's.
    """

    spec: SweepSpec
    inventory: Inventory
    profile: Mapping[str, object] = field(default_factory=dict)

    @cached_property
    def factors(self) -> tuple[Factor, ...]:
        """The factors, checked."""
        return tuple(factor_of(key, levels, self.spec.plan) for key, levels in self.spec.vary.items())

    @property
    def combinations(self) -> int:
        """How many combinations the levels have."""
        return prod(len(levels) for levels in self.spec.vary.values())

    @property
    def total(self) -> int:
        """How many rows it has; not ``len``, which Python bounds."""
        return self.combinations * self.spec.replications

    def check(self, most: int = MOST_ROWS) -> None:
        """Refuse what cannot be run, before anything runs.

        Raises:
            QuestionError: an unknown factor or level, no replication, or more rows than ``most``.
        """
        check_counts(replications=self.spec.replications)
        if self.total > most:
            product = " x ".join(f"{len(levels):,}" for levels in self.spec.vary.values())
            rows = f"{product} combinations x {counted(self.spec.replications, 'replication')} are {self.total:,} rows"
            raise QuestionError("sweep", f"{rows}; at most {most:,} are run unless more are asked for")
        if self.spec.replications > 1 and any(factor.field == "seed" for factor in self.factors):
            problem = "seed is varied, so replications would repeat each other; write replications = 1"
            raise QuestionError("seed", problem)

    def levels(self, combination: int) -> tuple[Level, ...]:
        """The levels of a combination: its digits, each in the base of its factor's number of levels."""
        found: list[Level] = []
        for factor in reversed(self.factors):
            combination, digit = divmod(combination, len(factor.levels))
            found.append(factor.levels[digit])
        return tuple(reversed(found))

    def place(self, number: int) -> tuple[int, int, tuple[Level, ...], int]:
        """Combination, replication, levels and seed of a row, counted from 0."""
        combination, replication = divmod(number, self.spec.replications)
        levels = self.levels(combination)
        return combination, replication + 1, levels, self._seed(levels, replication + 1)

    def _seed(self, levels: tuple[Level, ...], replication: int) -> int:
        """The seed of a row: the one that is varied, else a hash of what the row is about."""
        varied = [level for factor, level in zip(self.factors, levels, strict=True) if factor.field == "seed"]
        if varied and isinstance(varied[0], int):
            return varied[0]
        said = [f"{factor.key}={level!r}" for factor, level in zip(self.factors, levels, strict=True)]
        digest = blake2b("\0".join([str(self.spec.seed), *said, str(replication)]).encode(), digest_size=6).digest()
        return int.from_bytes(digest, "big")

    def row(self, number: int) -> SweepRow:
        """Plan one row, counted from 0."""
        combination, replication, levels, seed = self.place(number)
        try:
            found, problem = self._planned(self._varied(levels), seed), ""
        except SpecError as error:
            found, problem = None, str(error)
        return SweepRow(combination, replication, seed, levels, found, problem)

    def _varied(self, levels: tuple[Level, ...]) -> _Varied:
        varied = _Varied(self.spec.plan, dict(self.profile))
        for factor, level in zip(self.factors, levels, strict=True):
            varied = _with_level(varied, factor, level)
        return varied

    def _planned(self, varied: _Varied, seed: int) -> Consequences:
        spec = _grown(varied.spec, varied.growth)
        named = {where: None for group in spec.groups for where in group.vswitches}
        there = self.inventory
        if varied.density is not None:
            there = with_density(with_planned(there, spec.vswitches, ()), named, varied.density, seed)
        return consequences_of(plan_groups(spec, there, profile=varied.profile, seed=seed), named.keys())


def _with_level(varied: _Varied, factor: Factor, level: Level) -> _Varied:
    """A plan with one factor set."""
    if factor.table == "group":
        return varied._replace(spec=_with_groups(varied.spec, factor, level))
    if factor.table == "vswitch":
        return varied._replace(spec=_with_masks(varied.spec, factor, level))
    if factor.table == "profile":
        return varied._replace(profile={**varied.profile, factor.field: level})
    if factor.field == "density":
        return varied._replace(density=float(level))  # type: ignore[arg-type] # a share, checked with the factor
    if factor.field == "growth":
        return varied._replace(growth=float(level))  # type: ignore[arg-type] # likewise
    return varied


def _with_groups(spec: PlanSpec, factor: Factor, level: Level) -> PlanSpec:
    groups = list(spec.groups)
    for place in factor.places:
        changed: dict[str, Level] = {factor.field: level}
        groups[place] = replace(groups[place], **changed)  # type: ignore[arg-type] # checked with the factor
    return replace(spec, groups=tuple(groups))


def _with_masks(spec: PlanSpec, factor: Factor, level: Level) -> PlanSpec:
    """VSwitches of another mask, around the same first address."""
    vswitches = list(spec.vswitches)
    for place in factor.places:
        cidr = vswitches[place].cidr
        vswitches[place] = replace(vswitches[place], cidr=cidr_of(4, cidr.first, int(level)))  # type: ignore[arg-type] # a mask
    return replace(spec, vswitches=tuple(vswitches))


def _grown(spec: PlanSpec, growth: float | None) -> PlanSpec:
    """Every group with a share of further ENIs, rounded up; the share as it is written, not as floats have it."""
    if growth is None:
        return spec
    factor = 1 + Fraction(str(growth))
    grown: list[Group] = [replace(group, count=ceil(group.count * factor)) for group in spec.groups]
    return replace(spec, groups=tuple(grown))
