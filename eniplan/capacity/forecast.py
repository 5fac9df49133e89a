"""Forecast: when growth is refused, by which limit, and what must be ordered by when.

**Theory of operation.** Growth says how many ENIs of each group are wanted each day (:mod:`eniplan.capacity.growth`).
These are placed day by day, after everything before them, by counts alone (:mod:`eniplan.capacity.filling`): exactly
what planning each day on the plan of the day before gives, and no simulation. Where growth is uncertain, it is placed
three times: the middle, and growth that is 1.645 standard deviations faster and slower, all groups together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.capacity.asking import groups_of
from eniplan.capacity.erosion import Courses, erosion
from eniplan.capacity.forecast_answer import ForecastAnswer
from eniplan.capacity.forecast_assumptions import assumptions
from eniplan.capacity.forecast_rows import Made, group_rows, limit_rows
from eniplan.capacity.growths import growths_of
from eniplan.capacity.horizon import horizon_of
from eniplan.capacity.outcome import outcome_of
from eniplan.capacity.start import start_of
from eniplan.capacity.swings import swings_of
from eniplan.errors import QuestionError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from eniplan.capacity.growth import Further
    from eniplan.capacity.growths import Given, GroupGrowth
    from eniplan.capacity.start import Start
    from eniplan.planning.plan import Plan

DEVIATIONS = 1.6448536269514722
"""The 95th percentile of the normal distribution, in standard deviations."""
USUAL_LEAD, USUAL_CHANCE = 30, 0.05


def forecast(
    plan: Plan,
    growth: Given | Mapping[str, Given],
    *,
    today: date | str,
    until: date | str | None = None,
    lead_days: int = USUAL_LEAD,
    chance: float = USUAL_CHANCE,
    swings: bool = False,
) -> ForecastAnswer:
    """When growth is refused, group by group and limit by limit, and when whole /28s are gone.

    Args:
        plan: a plan of groups; its counts are today's.
        growth: :class:`LinearGrowth`, :class:`CompoundGrowth`, :class:`DatedCounts`, or a mapping or pandas Series of
            dates to counts: of the plan's one group, or a mapping of group names to these. Dated counts after today are
            a schedule, others a history that is carried on.
        today: the day the plan is of; a date or an ISO text, as ``until``.
        until: the last day to look at; three years from today without it.
        lead_days: how many days before it is needed something must be ordered.
        chance: a whole /28 that is less likely than this counts as gone.
        swings: whether to say how far each assumption moves the first refusal, at the cost of placing growth again
            for each; nothing moves one that is today.

    Raises:
        QuestionError: nothing grows, growth is negative, an unknown group, a date that is none or past, or a chance
            outside 0 to 1; one sentence.

    >>> import eniplan
    >>> web = eniplan.plan(eniplan.examples / "web.toml", eniplan.examples / "hangzhou")
    >>> eniplan.forecast(web, {"web-{n:02}": eniplan.LinearGrowth(30)}, today="2026-11-23").groups[0].growth
    '30 ENIs a month'
    """
    horizon = horizon_of(today, until, lead_days)
    groups_of(plan, "do not say what grows")
    if not 0 < chance < 1:
        raise QuestionError(str(chance), f"a chance of {chance} is not between 0 and 1")
    grown = growths_of(growth, plan.spec.groups, horizon.today)
    wanted = tuple(_wanted(grown, horizon.days, deviations) for deviations in (DEVIATIONS, 0.0, -DEVIATIONS))
    if not any(course[-1] for course in wanted[0]):
        problem = f"nothing grows until {horizon.until}: every rate is 0, or every count is the plan's"
        raise QuestionError("growth", problem)
    start = start_of(plan, [each.group for each in grown])
    courses = _courses(start, wanted)
    made = Made(plan, grown, wanted, start, courses, horizon)
    days = [(day, horizon.date(day)) for day in horizon.marks]
    groups = tuple(group_rows(made))
    is_open = all(group.refused.p50 != horizon.today for group in groups)
    return ForecastAnswer(
        assumptions=tuple(assumptions(plan, grown, start, horizon, chance)),
        plan=plan.name,
        today=horizon.today,
        until=horizon.until,
        lead_days=lead_days,
        chance=chance,
        groups=groups,
        limits=limit_rows(made),
        whole_blocks=tuple(erosion(start, courses, days, chance, horizon.band)),
        swings=swings_of(start, wanted[1], horizon) if swings and is_open else (),
    )


def _wanted(grown: Sequence[GroupGrowth], days: int, deviations: float) -> list[Further]:
    """Each group's further ENIs, day by day."""
    return [each.growth.further(each.group.count, days, deviations) for each in grown]


def _courses(start: Start, wanted: Sequence[Sequence[Further]]) -> Courses:
    """What comes of each growth; equal ones are placed once."""
    fast, middle, slow = wanted
    once = outcome_of(start, middle)
    return Courses(
        fast=once if fast == middle else outcome_of(start, fast),
        middle=once,
        slow=once if slow == middle else outcome_of(start, slow),
    )
