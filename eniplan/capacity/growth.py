"""How many ENIs of a group are wanted over time: a rate, or dated counts that are a schedule or a history.

A rate adds ENIs evenly (linear) or by a share of what there is (compound). Dated counts after today are a *schedule*:
each holds from its date on. Dated counts up to today are a *history*, which is carried on: its mean rise a day as the
middle, and what it strayed from that as the spread (:mod:`eniplan.capacity.drift`). All of it starts from the count
that the plan asks for today, and only rises: ENIs that are deleted give room that nobody can date.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from math import floor, isfinite, log
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, Protocol

from eniplan.errors import QuestionError
from eniplan.planning.spec import MOST_ENIS
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Period = Literal["day", "week", "month"]

PERIODS: Mapping[str, Fraction] = MappingProxyType(
    {"day": Fraction(1), "week": Fraction(7), "month": Fraction(3652425, 120000)}
)
"""Days of a period; a month is a twelfth of the mean year of the Gregorian calendar."""
_MOST_PERCENT = 1000
_ALMOST = 1e-9
"""A compound count this close below a whole number is that number: powers are not exact."""
Further = list[int]
"""How many ENIs more than today are wanted: today (0), a day later, two days later and so on; never falling."""


class Growth(Protocol):
    """What makes a group grow."""

    @property
    def said(self) -> str:
        """It in a few words: ``3 ENIs a week``."""

    @property
    def is_certain(self) -> bool:
        """Whether there is no spread."""

    def further(self, count: int, days: int, deviations: float) -> Further:
        """How many more ENIs are wanted, day by day.

        Args:
            count: how many the plan asks for today.
            days: how many days to look ahead.
            deviations: how many standard deviations above the middle; 0 is the middle itself.
        """


@dataclass(frozen=True, slots=True)
class LinearGrowth:
    """So many ENIs more in each period, evenly.

    Args:
        enis: how many; fractions are allowed, and an ENI is wanted once it is whole.
        per: ``day``, ``week`` or ``month`` (30.436875 days).
        spread: the standard deviation of ``enis``, where the rate is uncertain.

    Raises:
        QuestionError: a rate that is negative or no number, or another period.

    >>> LinearGrowth(3, "week").further(40, 7, 0)
    [0, 0, 0, 1, 1, 2, 2, 3]
    """

    enis: float
    per: Period = "month"
    spread: float = 0

    def __post_init__(self) -> None:
        _check_rate(self.enis, self.spread, self.per, "ENIs")

    @property
    def said(self) -> str:
        """It in a few words."""
        return f"{self.enis:,g} {'ENI' if self.enis == 1 else 'ENIs'} a {self.per}{_give_or_take(self.spread)}"

    @property
    def is_certain(self) -> bool:
        """Whether there is no spread."""
        return not self.spread

    def further(self, count: int, days: int, deviations: float) -> Further:  # noqa: ARG002 - every growth has the same
        """How many more ENIs are wanted, day by day."""
        rate = _exact(self.enis) + _exact(deviations) * _exact(self.spread)
        top, bottom = (max(rate, Fraction(0)) / PERIODS[self.per]).as_integer_ratio()
        return [top * day // bottom for day in range(days + 1)]


@dataclass(frozen=True, slots=True)
class CompoundGrowth:
    """So many percent more in each period, of what there is then; up to 1,000,000 ENIs, the most of one group.

    Args:
        percent: how many, at most 1,000.
        per: ``day``, ``week`` or ``month`` (30.436875 days).
        spread: the standard deviation of ``percent``, where the rate is uncertain.

    Raises:
        QuestionError: a rate that is negative, above 1,000 or no number, or another period.

    >>> CompoundGrowth(100, "day").further(10, 3, 0)
    [0, 10, 30, 70]
    """

    percent: float
    per: Period = "month"
    spread: float = 0

    def __post_init__(self) -> None:
        _check_rate(self.percent, self.spread, self.per, "%")
        if max(self.percent, self.spread) > _MOST_PERCENT:
            raise QuestionError("growth", f"a growth of {self.percent:,g} % is above {_MOST_PERCENT:,} % a period")

    @property
    def said(self) -> str:
        """It in a few words."""
        return f"{self.percent:,g} % a {self.per}{_give_or_take(self.spread)}"

    @property
    def is_certain(self) -> bool:
        """Whether there is no spread."""
        return not self.spread

    def further(self, count: int, days: int, deviations: float) -> Further:
        """How many more ENIs are wanted, day by day."""
        times = 1 + max(self.percent + deviations * self.spread, 0) / 100
        period = float(PERIODS[self.per])
        return [_whole(count, times, day / period) for day in range(days + 1)]


@dataclass(frozen=True, slots=True)
class DatedCounts:
    """How many ENIs of a group there were or are wanted, by date.

    Args:
        rows: dates and counts, in any order.

    Raises:
        QuestionError: no rows, a date twice, or a negative count.
    """

    rows: tuple[tuple[date, int], ...]

    def __post_init__(self) -> None:
        if not self.rows:
            raise QuestionError("growth", "dated counts without a row say nothing; give a date and a count")
        ranked = sorted(self.rows)
        for (day, count), (other, _) in zip(ranked, [*ranked[1:], (None, 0)], strict=True):
            if day == other:
                raise QuestionError(str(day), f"{day} is given twice; one count a date is expected")
            if count < 0:
                raise QuestionError(str(count), f"the count of {day} is {count:,}; a number from 0 is expected")
        object.__setattr__(self, "rows", tuple(ranked))

    def until(self, today: date) -> tuple[tuple[date, int], ...]:
        """The history: rows up to today."""
        return tuple(row for row in self.rows if row[0] <= today)

    def after(self, today: date) -> tuple[tuple[date, int], ...]:
        """The schedule: rows after today."""
        return tuple(row for row in self.rows if row[0] > today)


@dataclass(frozen=True, slots=True)
class Schedule:
    """Dated counts after today; each holds from its date on.

    Args:
        steps: days after today, and the count from then on; rising.
    """

    steps: tuple[tuple[int, int], ...]

    @property
    def said(self) -> str:
        """It in a few words."""
        return counted(len(self.steps), "dated count")

    @property
    def is_certain(self) -> bool:
        """Whether there is no spread."""
        return True

    def further(self, count: int, days: int, deviations: float) -> Further:  # noqa: ARG002 - a schedule is certain
        """How many more ENIs are wanted, day by day."""
        found, ahead = [0] * (days + 1), (*self.steps, (days + 1, 0))
        for (day, wanted), (end, _) in zip(self.steps, ahead[1:], strict=True):
            for place in range(day, min(end, days + 1)):
                found[place] = wanted - count
        return found


def dated_counts(given: Iterable[tuple[object, object]]) -> DatedCounts:
    """Dated counts of a mapping's or a pandas Series' items; a missing count (None, not a number) is a gap.

    Raises:
        QuestionError: what is no ISO date, or no whole number from 0.
    """
    return DatedCounts(tuple((date_of(day), whole_count(count)) for day, count in given if not _is_missing(count)))


def date_of(given: object) -> date:
    """A day: a date, a datetime's (a pandas Timestamp is one), or that of an ISO text.

    >>> date_of("2026-11-23")
    datetime.date(2026, 11, 23)

    Raises:
        QuestionError: anything else.
    """
    if isinstance(given, datetime):
        return given.date()
    if isinstance(given, date):
        return given
    if isinstance(given, str) and len(given) == len("2026-11-23"):
        try:
            return date.fromisoformat(given)
        except ValueError:
            pass
    raise QuestionError(str(given), f'"{given}" is no date; one like 2026-11-23 is expected')


def whole_count(given: Any) -> int:  # noqa: ANN401 - numbers of pandas and numpy have no common type
    """A whole number from 0; of pandas and numpy too.

    Raises:
        QuestionError: anything else.
    """
    try:
        count: int = int(given)
        is_whole = not isinstance(given, bool | str) and count == float(given) and count >= 0
    except (TypeError, ValueError, OverflowError):
        is_whole = False
    if not is_whole:
        raise QuestionError(str(given), f'"{given}" is no count of ENIs; a whole number from 0 is expected')
    return count


def _is_missing(count: object) -> bool:
    return count is None or (isinstance(count, float) and count != count)  # noqa: PLR0124 - only NaN differs from itself


def _check_rate(rate: float, spread: float, per: str, unit: str) -> None:
    if not (isfinite(rate) and isfinite(spread)):
        raise QuestionError("growth", f"a growth of {rate:g} {unit} with a spread of {spread:g} is no number")
    if rate < 0 or spread < 0:
        what, value = ("growth", rate) if rate < 0 else ("spread", spread)
        raise QuestionError("growth", f"a {what} of {value:,g} {unit} is negative; 0 or more is expected")
    if per not in PERIODS:
        raise QuestionError("growth", f'"{per}" is no period; known: {", ".join(PERIODS)}')


def _exact(number: float) -> Fraction:
    """A number as it is written: 0.1 is a tenth."""
    return Fraction(str(number))


def _give_or_take(spread: float) -> str:
    return f", give or take {spread:,g}" if spread else ""


def _whole(count: int, times: float, periods: float) -> int:
    """A compound count; where it passes what one group may have, that (a power of it would pass every float)."""
    if log(count) + periods * log(times) > log(MOST_ENIS):
        return MOST_ENIS - count
    return floor(count * (float(times**periods) - 1) + _ALMOST)


def running_maximum(values: Iterable[int]) -> Iterator[int]:
    """The largest value so far; from 0 on."""
    most = 0
    for value in values:
        most = max(most, value)
        yield most
