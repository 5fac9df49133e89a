"""One course of growth, placed to its end: on which day each group and each limit refuses, and what open pools had."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from eniplan.capacity.filling import Change, fill

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eniplan.capacity.filling import Growing, Refused
    from eniplan.capacity.growth import Further
    from eniplan.capacity.start import Start


@dataclass(frozen=True, slots=True)
class Outcome:
    """What comes of one course of growth.

    Args:
        refused: group by group, the first ENI that found no place; None where all did.
        placed: group by group, how many ENIs it has in the end.
        limits: limit by limit, the day at whose end it first refuses one more ENI; None where it never does.
        left: for each day on which something changed, what every limit had left at its end; today first.
    """

    refused: tuple[Refused | None, ...]
    placed: tuple[int, ...]
    limits: tuple[int | None, ...]
    left: tuple[tuple[int, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What one ENI of the groups that grow takes of a limit at most, and which group's it is."""

    needed: int
    group: int


def most_drawn(growing: Sequence[Growing], limits: int) -> tuple[Drawn | None, ...]:
    """Limit by limit, the largest need of a group that grows; None where none draws on it."""
    found: list[Drawn | None] = [None] * limits
    for rank, group in enumerate(growing):
        for need in (need for place in group.places for need in place.needs):
            known = found[need.limit]
            if known is None or need.amount > known.needed:
                found[need.limit] = Drawn(need.amount, rank)
    return tuple(found)


def outcome_of(start: Start, courses: Sequence[Further]) -> Outcome:
    """Place every group's further ENIs, day by day.

    Args:
        start: where groups and limits stand today.
        courses: group by group, how many more ENIs than today are wanted each day.
    """
    left, growing = start.again()
    moments = [(0, tuple(left))]
    moments += [(moment.day, tuple(moment.left)) for moment in fill(growing, changes_of(start.growing, courses), left)]
    drawn = most_drawn(start.growing, len(start.left))
    return Outcome(
        refused=tuple(group.refused for group in growing),
        placed=tuple(group.placed for group in growing),
        limits=tuple(_first_short(place, need, moments) for place, need in enumerate(drawn)),
        left=tuple(moments),
    )


def changes_of(growing: Sequence[Growing], courses: Sequence[Further]) -> list[Change]:
    """The days on which a group wants more, in the order in which they are planned."""
    found = [
        Change(day, rank, range(group.group.count + before + 1, group.group.count + wanted + 1))
        for rank, (group, course) in enumerate(zip(growing, courses, strict=True))
        for day, (before, wanted) in enumerate(pairwise(course), 1)
        if wanted > before
    ]
    return sorted(found, key=lambda change: change[:2])


def _first_short(place: int, need: Drawn | None, moments: Sequence[tuple[int, tuple[int, ...]]]) -> int | None:
    """The first day at whose end a limit has too little; it only falls, so the day is found by halving."""
    if need is None or moments[-1][1][place] >= need.needed:
        return None
    low, high = 0, len(moments) - 1
    while low < high:
        middle = (low + high) // 2
        if moments[middle][1][place] < need.needed:
            high = middle
        else:
            low = middle + 1
    return moments[low][0]
