"""The answer of a sweep: its rows, and what they say combination by combination and level by level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import fmean
from typing import TYPE_CHECKING, ClassVar

from eniplan.capacity.answer import Answer
from eniplan.capacity.consequences import MEASURES
from eniplan.errors import QuestionError
from eniplan.spelling import counted, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eniplan.capacity.factor import Factor, Level
    from eniplan.capacity.sweep import SweepRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Combination:
    """What the replications of one combination say together.

    Args:
        levels: of the factors, in their order.
        rows: how many replications.
        refusing: in how many of them some ENI is refused.
        problem: why it has no plan; empty where it has.
        means: the mean over its replications of each measure that has a number.
    """

    levels: tuple[Level, ...]
    rows: int
    refusing: int
    problem: str
    means: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A measure where some factors have one level each.

    Args:
        mean, low, high: over its rows.
        rows: how many rows have the number.
        refusing: in how many of them some ENI is refused.
    """

    mean: float
    low: int
    high: int
    rows: int
    refusing: int


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class SweepAnswer(Answer):
    """The rows of a sweep.

    Args:
        plan: the name of the plan that is varied.
        factors: what is varied.
        replications: how often each combination is planned.
        seed: the seed that all others are derived from.
        rows: by combination, then replication; those kept in files are read when they are looked at.
    """

    question: ClassVar[str] = "sweep"

    plan: str
    factors: tuple[Factor, ...]
    replications: int
    seed: int
    rows: Sequence[SweepRow]

    @property
    def headline(self) -> str:
        """How many combinations refuse something and the first of them, or the one with least room."""
        found = list(self.combinations())
        said = f"{self.plan}: {counted(len(found), 'combination')}, {counted(len(self.rows), 'row')}"
        refusing = [each for each in found if each.refusing]
        if refusing:
            first = f"first {self.named(refusing[0].levels)}"
            return f"{said}: {len(refusing):,} of {len(found):,} refuse ENIs, {first}{_unplanned(found)}"
        roomy = [each for each in found if "headroom" in each.means]
        if not roomy:
            return f"{said}: nothing is refused{_unplanned(found)}"
        least = min(roomy, key=lambda each: each.means["headroom"])
        room = f"least headroom {least.means['headroom']:,.0f} ENIs with {self.named(least.levels)}"
        return f"{said}: nothing is refused, {room}{_unplanned(found)}"

    def named(self, levels: tuple[Level, ...]) -> str:
        """``mask 24, growth 0.5``: levels with their factors."""
        pairs = zip(self.factors, levels, strict=True)
        return ", ".join(f"{factor.key} {level_text(level)}" for factor, level in pairs) or "no factor varied"

    def combinations(self) -> Iterator[Combination]:
        """Combination by combination, in order; reads the rows once."""
        for _, rows in groupby(self.rows, key=lambda row: row.combination):
            yield _together(list(rows))

    def factor(self, key: str) -> int:
        """The place of a factor, from 0.

        Raises:
            QuestionError: none has that key.
        """
        keys = [factor.key for factor in self.factors]
        if key not in keys:
            raise QuestionError(key, f'the sweep varies no "{key}"{did_you_mean(key, keys)}')
        return keys.index(key)

    def cells(self, measure: str, *keys: str) -> dict[tuple[Level, ...], Cell]:
        """The mean of a measure over all rows in which some factors have one level each, by these levels.

        Args:
            measure: one of :data:`~eniplan.capacity.consequences.MEASURES`.
            keys: the factors; levels without a number are left out.

        Raises:
            QuestionError: no such measure or factor.
        """
        if measure not in MEASURES:
            raise QuestionError(measure, f'there is no measure "{measure}"{did_you_mean(measure, MEASURES)}')
        places = [self.factor(key) for key in keys]
        found: dict[tuple[Level, ...], list[tuple[int, bool]]] = {}
        for row in self.rows:
            if row.consequences is not None and (number := getattr(row.consequences, measure)) is not None:
                levels = tuple(row.levels[place] for place in places)
                found.setdefault(levels, []).append((number, row.consequences.refused > 0))
        return {levels: _cell(seen) for levels, seen in found.items()}


def _cell(seen: Sequence[tuple[int, bool]]) -> Cell:
    numbers = [number for number, _ in seen]
    return Cell(
        mean=fmean(numbers),
        low=min(numbers),
        high=max(numbers),
        rows=len(numbers),
        refusing=sum(refuses for _, refuses in seen),
    )


def level_text(level: Level) -> str:
    """A level as a person reads it; lists by their items."""
    if isinstance(level, tuple):
        return " + ".join(level)
    return str(level) or "(empty)"


def _unplanned(found: Sequence[Combination]) -> str:
    bad = sum(bool(each.problem) for each in found)
    return f"; {bad:,} of {len(found):,} ask for something impossible" if bad else ""


def _together(rows: Sequence[SweepRow]) -> Combination:
    """What the rows of one combination say."""
    known = [row.consequences for row in rows if row.consequences is not None]
    numbers = {measure: [getattr(each, measure) for each in known] for measure in MEASURES}
    return Combination(
        levels=rows[0].levels,
        rows=len(rows),
        refusing=sum(bool(each.refused) for each in known),
        problem=next((row.problem for row in rows if row.problem), ""),
        means={measure: fmean(values) for measure, values in numbers.items() if values and None not in values},
    )
