"""What one workload came to: ratios first, then times, growth, memory and the targets. Values only, nothing printed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from time import process_time
from typing import TYPE_CHECKING, Literal, NamedTuple

from tests.speed.timing import Timing, timings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


class Contender(NamedTuple):
    """One way to do a workload's work.

    Args:
        name: what it is called in the table.
        run: does the work once.
        units: how many units of work that is.
        how: how it is used, and what of the work is sampled where it is too slow for all of it.
    """

    name: str
    run: Callable[[], object]
    units: int
    how: str


class Row(NamedTuple):
    """A contender's time, and how many times that of the table's first contender, which is eniplan."""

    name: str
    ratio: float
    time: Timing
    how: str


class Figure(NamedTuple):
    """A number that is no time of a contender: a growth exponent, a memory peak."""

    what: str
    value: float
    unit: str = ""


class Target(NamedTuple):
    """A figure and the bound it has to keep."""

    key: str
    what: str
    figure: float
    bound: Literal["<=", ">="]
    goal: float

    @property
    def is_met(self) -> bool:
        """Whether the figure keeps the bound."""
        return self.figure <= self.goal if self.bound == "<=" else self.figure >= self.goal


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The outcome of one workload, or of one part of it."""

    key: str
    title: str
    unit: str
    rows: tuple[Row, ...]
    targets: tuple[Target, ...] = ()
    figures: tuple[Figure, ...] = ()


def raced(contenders: Sequence[Contender], rounds: int, clock: Callable[[], float] = process_time) -> tuple[Row, ...]:
    """Let all contenders take turns; ratios are to the first one.

    The clock is the processor time of this process by default: what else a shared machine does is not counted.
    """
    taken = timings({each.name: (each.run, each.units) for each in contenders}, rounds, clock)
    first = taken[contenders[0].name].median
    return tuple(Row(each.name, taken[each.name].median / first, taken[each.name], each.how) for each in contenders)


def ratios(rows: Sequence[Row]) -> dict[str, float]:
    """Each row's ratio by its name."""
    return {row.name: row.ratio for row in rows}


def exponent(costs: Mapping[int, float]) -> float:
    """The slope of log(cost) over log(size) by least squares: 0 is flat, 1 is linear."""
    points = [(math.log(size), math.log(cost)) for size, cost in costs.items()]
    middle_x, middle_y = (sum(values) / len(points) for values in zip(*points, strict=True))
    spread = sum((x - middle_x) * (x - middle_x) for x, _ in points)
    return float(sum((x - middle_x) * (y - middle_y) for x, y in points) / spread)


def at_least(key: str, found: Mapping[str, float], goals: Mapping[str, float]) -> tuple[Target, ...]:
    """A target for each peer that took part: at least so many times eniplan's time."""
    return tuple(
        Target(key, f"{name} / eniplan", found[name], ">=", goal) for name, goal in goals.items() if name in found
    )
