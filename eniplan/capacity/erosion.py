"""Whole /28s over time: single addresses that are drawn at random spoil them, by the exact law.

How many addresses are drawn by a day is known, which ones is not; so the number of whole /28s on that day has the law
of :mod:`eniplan.capacity.whole_blocks`, however the draws came in groups. Where growth is uncertain too, the low
percentile is that of fast growth and the high one that of slow growth: a band that has at least its share.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eniplan.capacity.band import Band
from eniplan.capacity.forecast_answer import BlocksLevel, WholeBlocks
from eniplan.capacity.whole_blocks import draws_until, laws, mean_and_variance, percentile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from eniplan.capacity.filling import Place
    from eniplan.capacity.forecast_answer import DateBand
    from eniplan.capacity.outcome import Outcome
    from eniplan.capacity.start import Start
    from eniplan.capacity.whole_blocks import Law

    Dated = Callable[[Sequence[int | None]], DateBand]
    """Days after today with fast, middle and slow growth, as dates."""


@dataclass(frozen=True, slots=True)
class Courses:
    """What came of fast, middle and slow growth, in this order; the same one three times where growth is certain."""

    fast: Outcome
    middle: Outcome
    slow: Outcome

    @property
    def all(self) -> tuple[Outcome, Outcome, Outcome]:
        """The three."""
        return self.fast, self.middle, self.slow


def erosion(
    start: Start, courses: Courses, days: Sequence[tuple[int, date]], chance: float, dated: Dated
) -> Iterator[WholeBlocks]:
    """The whole /28s of each VSwitch that groups which grow may be in.

    Args:
        start: where limits stand today.
        courses: what came of growth.
        days: the days to tell of, as days after today and dates.
        chance: what is less likely counts as gone.
        dated: makes dates of days.
    """
    places = {place.vswitch: place for group in start.growing for place in group.places}
    for place in places.values():
        if place.whole_at_first:
            yield _of_vswitch(place, courses, days, chance, dated)


def _of_vswitch(
    place: Place, courses: Courses, days: Sequence[tuple[int, date]], chance: float, dated: Dated
) -> WholeBlocks:
    whole, free = place.whole_at_first, place.free_at_first
    most = draws_until(whole, free, chance)
    drawn = [_drawn_by(place, outcome, [day for day, _ in days]) for outcome in courses.all]
    found = laws(whole, free, [count for counts in drawn for count in counts])
    levels = (
        _level(day, place, counts, found) for (_, day), counts in zip(days, zip(*drawn, strict=True), strict=True)
    )
    gone = dated([_day_drawn(place, most, outcome) for outcome in courses.all])
    return WholeBlocks(vswitch=place.vswitch, now=whole, gone=gone, levels=tuple(levels))


def _level(day: date, place: Place, drawn: tuple[int, ...], found: dict[int, Law]) -> BlocksLevel:
    fast, middle, slow = drawn
    mean, _ = mean_and_variance(place.whole_at_first, place.free_at_first, middle)
    band = Band(percentile(found[fast], 0.05), percentile(found[middle], 0.5), percentile(found[slow], 0.95))
    return BlocksLevel(date=day, drawn=middle, mean=float(mean), blocks=band)


def _drawn_by(place: Place, outcome: Outcome, days: Sequence[int]) -> list[int]:
    """How many addresses are drawn by the end of each of these rising days."""
    found, drawn, moments = [], 0, iter(outcome.left)
    ahead = next(moments, None)
    for day in days:
        while ahead is not None and ahead[0] <= day:
            drawn = place.open_at_first - ahead[1][place.pools[0].limit]
            ahead = next(moments, None)
        found.append(drawn)
    return found


def _day_drawn(place: Place, most: int, outcome: Outcome) -> int | None:
    """The first day by whose end so many addresses are drawn."""
    pool = place.pools[0].limit
    return next((day for day, left in outcome.left if place.open_at_first - left[pool] >= most), None)
