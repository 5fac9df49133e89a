"""Forecasts: dates against arithmetic, and against planning every day for real."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from eniplan.capacity.drift import drift_of
from eniplan.capacity.forecast import forecast
from eniplan.capacity.forecast_answer import DateBand
from eniplan.capacity.growth import CompoundGrowth, DatedCounts, LinearGrowth
from eniplan.errors import QuestionError
from eniplan.planning.planner import plan_groups
from tests.capacity.day_by_day import day_by_day
from tests.capacity.drawing import law_by_inclusion
from tests.planning.ground_kit import TINY, A, B, account, eni, group, planned, vswitch
from tests.planning.random_plans import inventories, specs

if TYPE_CHECKING:
    from collections.abc import Callable

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
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
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


WEB = "web-{n}"


def test_linear_growth_is_refused_on_the_day_after_the_last_address() -> None:
    """187 more of 188 addresses, 2 a day: 186 on day 93, full on day 94 with 187 of 188 wanted, which is refused."""
    answer = forecast(planned(group(WEB, 1, "a")), LinearGrowth(2, "day"), today=TODAY, lead_days=100)
    (found,) = answer.groups
    assert (day_of(found.refused), found.fits, found.code) == (94, 188, "InvalidVSwitchId.IpNotEnough")
    assert (found.kind, found.subject) == ("open pool", "vsw-a")
    assert (found.due.order_by, found.due.is_late) == (after(94 - 100), True)
    (pool,) = [limit for limit in answer.limits if limit.refuses.p50]
    assert (pool.kind, pool.left, day_of(pool.refuses)) == ("open pool", 187, 94)
    assert not answer.holds
    assert answer.headline == (
        f"web-{{n}} is refused from {after(94)} on, by the open pool of vsw-a, so order by {after(-6)}, which is past"
    )


def test_a_limit_may_refuse_while_the_group_still_grows_elsewhere() -> None:
    """4 addresses in tiny and 12 in c, spread: after 4 in each, tiny refuses; after 16 in all the group is refused."""
    answer = forecast(planned(group(WEB, 2, "tiny", "c")), LinearGrowth(1, "day"), today=TODAY)
    refusing = {limit.subject: day_of(limit.refuses) for limit in answer.limits if limit.refuses.p50}
    assert refusing == {"vsw-tiny": 7 - 2, "vsw-c": 16 - 2}
    assert [day_of(each.refused) for each in answer.groups] == [17 - 2]
    assert answer.groups[0].fits == 16


def test_a_tight_quota_counts_all_groups_that_grow() -> None:
    """Both take one ENI a day of the 4 that are left of 6: both are refused on day 3, by the quota."""
    made = planned(group(WEB, 1, "a"), group("pod-{n}", 1, "b"), on=account(A, B, quota=6))
    growth = {WEB: LinearGrowth(1, "day"), "pod-{n}": LinearGrowth(1, "day")}
    answer = forecast(made, growth, today=TODAY)
    assert [(day_of(each.refused), each.code) for each in answer.groups] == [(3, "MaxEniCountExceeded")] * 2
    assert next(day_of(each.refuses) for each in answer.limits if each.kind == "ENI quota") == 2


def test_what_the_plan_refuses_is_refused_today() -> None:
    """5 ENIs for 4 addresses: growth only makes it worse."""
    answer = forecast(planned(group(WEB, 5, "tiny")), LinearGrowth(1), today=TODAY, lead_days=0)
    (found,) = answer.groups
    assert (day_of(found.refused), found.kind, found.due.is_late) == (0, "open pool", False)
    assert "is refused already" in answer.headline


def test_an_eni_that_exists_under_a_later_number_takes_no_room() -> None:
    """Of 4 addresses one is that of web-3, which exists: web-1, -2 and -4 fit beside it, web-5 is the first refused."""
    there = account(TINY, enis=[eni("x", "tiny", "10.0.3.2", name="web-3")])
    (found,) = forecast(planned(group(WEB, 1, "tiny"), on=there), LinearGrowth(1, "day"), today=TODAY).groups
    assert (day_of(found.refused), found.fits) == (4, 4)


def test_uncertain_rates_give_bands() -> None:
    """187 ENIs at 2 a day, give or take 0.5: the fast rate is 2 + 1.6449 / 2, the slow one as much less."""
    made = planned(group(WEB, 1, "a"))
    (found,) = forecast(made, LinearGrowth(2, "day", 0.5), today=TODAY).groups
    p05, p95 = (1 + int(188 / (2 + sign * 1.6448536269514722 / 2) - 1e-9) for sign in (1, -1))
    assert found.refused == DateBand(after(p05), after(94), after(p95))
    assert found.due.order_by == after(p05 - 30)


def test_a_history_is_carried_on_with_its_spread() -> None:
    """Counts of 10, 30, 30 ten days apart rise by 1 a day; each rise strays by 10, so a day's variance is 20 / 1."""
    history = {after(-20): 10, after(-10): 30, after(0): 30}
    answer = forecast(planned(group(WEB, 30, "a")), history, today=TODAY, until=after(5))
    assert drift_of(sorted(history.items())).variance == pytest.approx((10**2 / 10 + 10**2 / 10) / (3 - 2))
    last = answer.groups[0].levels[-1].enis
    assert last.p50 == 30 + 5
    assert last.p95 == 30 + int(5 + 1.6448536 * (20 * (5 + 25 / 20)) ** 0.5)
    assert last.p05 == 30
    assert any("carried on as a random walk with drift" in sentence for sentence in answer.assumptions)


def test_gaps_in_a_history_are_accepted_and_said() -> None:
    """A row a day, then none for nine days."""
    history = {after(-12): 1, after(-11): 1, after(-10): 2, after(-1): 3}
    said = forecast(planned(group(WEB, 3, "a")), history, today=TODAY).assumptions
    assert f"web-{{n}}: the history has a gap, no row between {after(-10)} and {after(-1)}" in said


def test_a_series_of_pandas_says_the_same_as_a_mapping() -> None:
    """Dates as its index; a count that is missing is left out."""
    made = planned(group(WEB, 1, "a"))
    counts = {"2026-11-30": 5, "2026-12-31": 300}
    series = pd.Series([5, float("nan"), 300], index=pd.to_datetime(["2026-11-30", "2026-12-04", "2026-12-31"]))
    answer = forecast(made, counts, today=TODAY)
    assert forecast(made, {WEB: series}, today=TODAY) == answer
    assert answer.groups[0].refused.p50 == date(2026, 12, 31)


@pytest.mark.parametrize("drawn", [0, 3, 9])
def test_whole_blocks_follow_the_law_of_random_draws(drawn: int) -> None:
    """A /26 has 60 addresses and 2 whole /28s inside: after so many draws the law of all choices, by inclusion."""
    made = planned(group(WEB, 1, "x", draw="lowest"), on=account(vswitch("x", "10.0.8.0/26")))
    answer = forecast(made, {after(1): 1 + drawn + (not drawn)}, today=TODAY, until=after(1))
    (found,) = answer.whole_blocks
    level = found.levels[-1] if drawn else found.levels[0]
    law = law_by_inclusion(found.now, 59, drawn)
    assert (found.now, level.drawn) == (2, drawn)
    assert level.mean == pytest.approx(float(sum(blocks * chance for blocks, chance in enumerate(law))))
    below = [sum(law[: blocks + 1]) for blocks in range(len(law))]
    assert level.blocks.p05 == next(blocks for blocks, total in enumerate(below) if total >= 0.05)


def test_whole_blocks_are_gone_once_they_are_unlikely() -> None:
    """One ENI a day into a /26: the first day on which the law leaves a whole /28 with a chance below 5 %."""
    made = planned(group(WEB, 1, "x", draw="lowest"), on=account(vswitch("x", "10.0.8.0/26")))
    (found,) = forecast(made, LinearGrowth(1, "day"), today=TODAY).whole_blocks
    assert day_of(found.gone) == next(day for day in range(60) if 1 - law_by_inclusion(2, 59, day)[0] < 0.05)


def test_swings_are_the_dates_of_a_forecast_with_that_change() -> None:
    """187 more addresses, 2 ENIs a day; by hand: rates of 1.6 and 2.4, 2 addresses an ENI, and 149 and 224 left."""
    answer = forecast(planned(group(WEB, 1, "a")), LinearGrowth(2, "day"), today=TODAY, swings=True)
    found = {swing.assumption: (swing.with_less, swing.with_more, swing.moves) for swing in answer.swings}
    assert found["growth"] == (after(118), after(79), 118 - 79)
    assert found["single addresses of an ENI"] == (after(94), after(94 // 2), 94 - 94 // 2)
    assert found["left of open pool"] == (after(75), after(113), 113 - 75)
    assert found["left of ENI quota"] == (after(94), after(94), 0)
    assert [swing.moves for swing in answer.swings] == sorted((swing.moves for swing in answer.swings), reverse=True)


def test_prefixes_of_further_enis_are_changed_alone() -> None:
    """4 prefixes, 2 in use by the plan's ENI of 2: with 1 each 2 more fit, with 2 one, with 3 none."""
    answer = forecast(planned(group(WEB, 1, "a", ipv4_prefixes=2)), LinearGrowth(1, "day"), today=TODAY, swings=True)
    (found,) = [swing for swing in answer.swings if swing.assumption == "IPv4 prefixes of an ENI"]
    assert (found.with_less, found.with_more) == (after(3), after(1))
    assert answer.groups[0].refused.p50 == after(2)


def test_nothing_moves_a_refusal_of_today() -> None:
    """What the plan refuses is refused whatever grows."""
    answer = forecast(planned(group(WEB, 5, "tiny")), LinearGrowth(1), today=TODAY, swings=True)
    assert answer.swings == ()


ONE = group(WEB, 3, "a")


@pytest.mark.parametrize(
    ("growth", "more", "said"),
    [
        (lambda: LinearGrowth(-1), {}, "a growth of -1 ENIs is negative; 0 or more is expected"),
        (lambda: CompoundGrowth(-5), {}, "a growth of -5 % is negative; 0 or more is expected"),
        (lambda: LinearGrowth(1, "month", -1), {}, "a spread of -1 ENIs is negative; 0 or more is expected"),
        (lambda: LinearGrowth(float("nan")), {}, "a growth of nan ENIs with a spread of 0 is no number"),
        (lambda: LinearGrowth(1, "year"), {}, '"year" is no period; known: day, week, month'),  # type: ignore[arg-type]
        (lambda: CompoundGrowth(1001), {}, "a growth of 1,001 % is above 1,000 % a period"),
        (dict, {}, "nothing grows: give the growth of one group at least"),
        (lambda: LinearGrowth(0), {}, "nothing grows until 2029-11-23: every rate is 0, or every count is the plan's"),
        (lambda: {"wep-{n}": LinearGrowth(1)}, {}, 'the plan has no group "wep-{n}"; did you mean web-{n}?'),
        (lambda: {after(9): 5, after(20): 4}, {}, "web-{n}: the schedule falls from 5 to 4 ENIs on 2026-12-13; "),
        (lambda: {after(9): 1}, {}, "web-{n}: the schedule falls from 3 to 1 ENIs on 2026-12-02; growth may not be"),
        (lambda: {after(-9): 5, after(-1): 3}, {}, "web-{n}: the history falls from 5 to 3 ENIs; only growth is"),
        (lambda: {after(-9): 5}, {}, "web-{n}: one row of 2026-11-14 is no history; two dates are needed at least"),
        (lambda: {"23.11.2026": 5}, {}, '"23.11.2026" is no date; one like 2026-11-23 is expected'),
        (lambda: {after(1): 2.5}, {}, '"2.5" is no count of ENIs; a whole number from 0 is expected'),
        (lambda: {after(1): -2}, {}, '"-2" is no count of ENIs; a whole number from 0 is expected'),
        (lambda: LinearGrowth(1), {"until": "2026-11-23"}, "2026-11-23 is not after 2026-11-23, which is today; "),
        (lambda: LinearGrowth(1), {"until": "2126-11-23"}, "36,524 days ahead; 20 years (7,305 days) at most"),
        (lambda: LinearGrowth(1), {"today": "tomorrow"}, '"tomorrow" is no date; one like 2026-11-23 is expected'),
        (lambda: LinearGrowth(1), {"lead_days": -1}, "a lead time of -1 days is not between 0 and 7,305"),
        (lambda: LinearGrowth(1), {"chance": 1.5}, "a chance of 1.5 is not between 0 and 1"),
        (lambda: LinearGrowth(1), {"chance": 0}, "a chance of 0 is not between 0 and 1"),
    ],
)
def test_what_is_wrong_is_one_sentence(growth: Callable[[], Any], more: dict[str, Any], said: str) -> None:
    """With what would be accepted."""
    with pytest.raises(QuestionError, match=f"^[^\n]*{re.escape(said)}[^\n]*$"):
        forecast(planned(ONE), growth(), **{"today": TODAY, **more})


def test_one_growth_of_several_groups_is_refused() -> None:
    """It does not say which of them grows."""
    made = planned(ONE, group("pod-{n}", 1, "b"))
    with pytest.raises(QuestionError, match=r"the plan has 2 groups; give growth by their names: web-\{n\}, pod-\{n\}"):
        forecast(made, LinearGrowth(1), today=TODAY)


def test_a_group_without_a_number_in_its_name_cannot_grow() -> None:
    """Its second ENI would have the name of the first."""
    with pytest.raises(QuestionError, match="can have 1 ENI only"):
        forecast(planned(group("gate", 1, "a")), LinearGrowth(1), today=TODAY)


def test_ready_made_requests_do_not_grow() -> None:
    """They do not say what one more is."""
    with pytest.raises(QuestionError, match="no groups"):
        forecast(planned(), LinearGrowth(1), today=TODAY)
