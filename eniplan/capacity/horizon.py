"""The days that a forecast looks at: dates of days after today, bands of them, and when something must be ordered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from eniplan.capacity.forecast_answer import DateBand, Due
from eniplan.capacity.growth import date_of
from eniplan.errors import QuestionError

if TYPE_CHECKING:
    from collections.abc import Sequence

USUAL_DAYS = 1096
"""Three years."""
_MOST_DAYS = 7305
_LEVELS = 36
"""How many days are told of between today and the end, at most."""


@dataclass(frozen=True, slots=True)
class Horizon:
    """Today, the last day, and how many days before it is needed something must be ordered."""

    today: date
    until: date
    lead_days: int

    @property
    def days(self) -> int:
        """How many days it has after today."""
        return (self.until - self.today).days

    @property
    def levels(self) -> tuple[int, ...]:
        """The days to tell of: today, evenly spaced ones, and the last."""
        return tuple(dict.fromkeys((*range(0, self.days, -(-self.days // _LEVELS)), self.days)))

    @property
    def marks(self) -> tuple[int, ...]:
        """Every third of these, and the last."""
        return tuple(dict.fromkeys((*self.levels[::3], self.days)))

    def date(self, day: int) -> date:
        """A day after today as a date."""
        return self.today + timedelta(day)

    def band(self, days: Sequence[int | None]) -> DateBand:
        """A band of days with fast, middle and slow growth.

        Growth of several groups may meet so that more of it comes later to a limit; the early date is p05 all the same.
        """
        ranked = sorted(days, key=lambda day: self.days + 1 if day is None else day)
        early, middle, late = (None if day is None else self.date(day) for day in ranked)
        return DateBand(early, middle, late)

    def due(self, refused: DateBand) -> Due:
        """When to order what goes away on these dates."""
        if refused.p05 is None:
            return Due(order_by=None, is_late=False)
        order_by = date.fromordinal(max(refused.p05.toordinal() - self.lead_days, 1))
        return Due(order_by=order_by, is_late=order_by < self.today)


def horizon_of(today: date | str, until: date | str | None, lead_days: int) -> Horizon:
    """The days from today on.

    Args:
        today: a date or an ISO text.
        until: the last day, likewise; three years from today without it.
        lead_days: how many days before it is needed something must be ordered.

    Raises:
        QuestionError: an end that is not in the future or more than 20 years ahead, or a lead time that is negative or
            longer than that.
    """
    day = date_of(today)
    end = min(day.toordinal() + USUAL_DAYS, date.max.toordinal()) if until is None else date_of(until).toordinal()
    days = end - day.toordinal()
    if days < 1:
        raise QuestionError(str(until), f"{until} is not after {day}, which is today; a forecast ends in the future")
    if days > _MOST_DAYS:
        raise QuestionError(str(until), f"{until} is {days:,} days ahead; 20 years ({_MOST_DAYS:,} days) at most")
    if not 0 <= lead_days <= _MOST_DAYS:
        raise QuestionError(str(lead_days), f"a lead time of {lead_days:,} days is not between 0 and {_MOST_DAYS:,}")
    return Horizon(day, date.fromordinal(end), lead_days)
