"""Forecasts: dates against arithmetic, and against planning every day for real."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from eniplan.capacity.forecast import forecast
from eniplan.capacity.growth import DatedCounts
from eniplan.planning.planner import plan_groups
from tests.capacity.day_by_day import day_by_day
from tests.planning.random_plans import inventories, specs

if TYPE_CHECKING:
    from eniplan.capacity.forecast_answer import DateBand
    from eniplan.network.inventory import Inventory
    from eniplan.planning.spec import Group, PlanSpec

TODAY = date(2026, 11, 23)


def after(days: int) -> date:
    """A day after today."""
    return TODAY + timedelta(days)


def day_of(band: DateBand) -> int | None:
    """The day of a date that is certain, as days after today."""
    assert band.is_certain
    return (band.p50 - TODAY).days if band.p50 else None


def scheduled(group: Group, further: list[int]) -> DatedCounts:
    """A schedule that wants so many ENIs more, day by day."""
    return DatedCounts(tuple((after(day), group.count + more) for day, more in enumerate(further) if day))


def is_drawn_by_blocks(group: Group) -> bool:
    """Whether the VSwitch depends on where addresses were drawn."""
    by_blocks = group.placement == "prefix-aware" and not group.ipv4_prefixes and not group.ipv6_prefixes
    return by_blocks and len(group.vswitches) > 1


COURSES = st.lists(st.integers(0, 3), min_size=1, max_size=5).map(
    lambda rises: [sum(rises[:day]) for day in range(len(rises) + 1)]
)


@given(spec=specs(), there=inventories(), courses=st.lists(COURSES, min_size=3, max_size=3))
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], max_examples=300)
def test_the_dates_are_those_of_planning_every_day(spec: PlanSpec, there: Inventory, courses: list[list[int]]) -> None:
    """Random plans on small networks, every group growing: refusals with their codes, limits, and open pools."""
    assume(not any(map(is_drawn_by_blocks, spec.groups)))
    length = max(map(len, courses))
    further = {
        group.name: [*course, *([course[-1]] * (length - len(course)))]
        for group, course in zip(spec.groups, courses, strict=False)
    }
    assume(any(course[-1] for course in further.values()))
    answer = forecast(
        plan_groups(spec, there),
        {group.name: scheduled(group, further[group.name]) for group in spec.groups},
        today=TODAY,
        until=after(length - 1),
    )
    slow = day_by_day(spec, there, further)
    assert {each.group: (day_of(each.refused), each.code) for each in answer.groups if each.refused.p50} == slow.refused
    assert {(each.kind, each.subject): day_of(each.refuses) for each in answer.limits if each.refuses.p50} == slow.short
