"""A history carried on: its mean rise a day, and how far it strays from that.

**Theory of operation.** The count is taken as a random walk with drift: each day adds a mean and a chance amount of
equal variance. Between two rows d days apart the rise has the mean m d and the variance s d. So over T days in all
m = rise / T, and s is the mean of (rise - m d)^2 / d over one row fewer than there are rises: rows need not be evenly
spaced, and a gap is no problem. h days ahead the rise has the mean m h and the variance s (h + h^2 / T); the second
term is what is not known of m (Hyndman and Athanasopoulos, Forecasting: Principles and Practice, drift method).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import floor, sqrt
from statistics import median
from typing import TYPE_CHECKING

from eniplan.capacity.growth import PERIODS, running_maximum
from eniplan.errors import QuestionError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from eniplan.capacity.growth import Further

    Rows = Sequence[tuple[date, int]]

_FEWEST_FOR_SPREAD = 3
_GAP = 2
"""So many times the usual distance between two rows is a gap."""


@dataclass(frozen=True, slots=True)
class Drift:
    """A history carried on.

    Args:
        rise: ENIs in all, from its first to its last row.
        span: days between these.
        variance: of one day's rise; 0 where two rows alone tell nothing of it.
        rows: how many rows it is made from.
    """

    rise: int
    span: int
    variance: float
    rows: int

    @property
    def said(self) -> str:
        """It in a few words."""
        return f"{self.rise / self.span * float(PERIODS['month']):,.3g} ENIs a month by {self.rows:,} rows of history"

    @property
    def is_certain(self) -> bool:
        """Whether there is no spread."""
        return not self.variance

    def further(self, count: int, days: int, deviations: float) -> Further:  # noqa: ARG002 - every growth has the same
        """How many more ENIs are wanted, day by day."""
        if not deviations or self.is_certain:
            return [self.rise * day // self.span for day in range(days + 1)]
        return list(running_maximum(self._strayed(day, deviations) for day in range(days + 1)))

    def _strayed(self, day: int, deviations: float) -> int:
        spread = sqrt(self.variance * (day + day * day / self.span))
        return floor(self.rise * day / self.span + deviations * spread)


def drift_of(rows: Rows) -> Drift:
    """The drift of a history.

    Args:
        rows: at least two, by date.

    Raises:
        QuestionError: one row alone, or a history that falls.

    >>> from datetime import date
    >>> drift_of([(date(2026, 1, 1), 10), (date(2026, 1, 11), 30)]).further(30, 5, 0)
    [0, 2, 4, 6, 8, 10]
    """
    if len(rows) == 1:
        raise QuestionError(str(rows[0][0]), f"one row of {rows[0][0]} is no history; two dates are needed at least")
    rise, span = rows[-1][1] - rows[0][1], (rows[-1][0] - rows[0][0]).days
    if rise < 0:
        problem = f"the history falls from {rows[0][1]:,} to {rows[-1][1]:,} ENIs; only growth is carried on"
        raise QuestionError(str(rise), f"{problem}, so leave these rows out or give a rate")
    return Drift(rise=rise, span=span, variance=_variance(rows, rise / span), rows=len(rows))


def _variance(rows: Rows, mean: float) -> float:
    if len(rows) < _FEWEST_FOR_SPREAD:
        return 0.0
    strayed = ((count - mean * days) ** 2 / days for days, count in _rises(rows))
    return sum(strayed) / (len(rows) - 2)


def _rises(rows: Rows) -> Iterator[tuple[int, int]]:
    for (day, count), (next_day, next_count) in pairwise(rows):
        yield (next_day - day).days, next_count - count


def gaps_of(rows: Rows) -> tuple[tuple[date, date], ...]:
    """Neighbouring rows of a history that are more than twice as far apart as usual.

    >>> from datetime import date
    >>> days = [date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 3), date(2026, 1, 9)]
    >>> [str(end) for gap in gaps_of([(day, 0) for day in days]) for end in gap]
    ['2026-01-03', '2026-01-09']
    """
    if len(rows) < _FEWEST_FOR_SPREAD:
        return ()
    usual = median(days for days, _ in _rises(rows))
    pairs = pairwise(rows)
    return tuple((one, other) for (one, _), (other, _) in pairs if (other - one).days > _GAP * usual)
