"""The rows of a forecast: what came of growth, group by group and limit by limit, as dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from eniplan.capacity.band import Band
from eniplan.capacity.forecast_answer import CountLevel, GroupForecast, LimitForecast
from eniplan.capacity.headroom import RULE
from eniplan.capacity.outcome import most_drawn
from eniplan.validation.room import open_pool_refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eniplan.capacity.erosion import Courses
    from eniplan.capacity.filling import Refused
    from eniplan.capacity.growth import Further
    from eniplan.capacity.growths import GroupGrowth
    from eniplan.capacity.horizon import Horizon
    from eniplan.capacity.outcome import Drawn, Outcome
    from eniplan.capacity.start import Start
    from eniplan.planning.limits import GroupLimit
    from eniplan.planning.plan import Plan, Refusal


class Made(NamedTuple):
    """All that a forecast's rows are made of.

    Args:
        plan: the plan.
        grown: the groups that grow.
        wanted: for fast, middle and slow growth, each group's further ENIs.
        start: where groups and limits stand today.
        courses: what came of the growths.
        horizon: the days.
    """

    plan: Plan
    grown: tuple[GroupGrowth, ...]
    wanted: tuple[Sequence[Further], ...]
    start: Start
    courses: Courses
    horizon: Horizon


class _Cause(NamedTuple):
    """What refuses: kind and subject of the limit, and the code."""

    kind: str = ""
    subject: str = ""
    code: str = ""


def group_rows(made: Made) -> Iterator[GroupForecast]:
    """The groups that grow, in the order of the plan."""
    for rank, (group, growth) in enumerate((each.group, each.growth) for each in made.grown):
        refused = made.horizon.band([_refused_on(rank, made, outcome) for outcome in made.courses.all])
        cause = _cause(rank, made)
        yield GroupForecast(
            group=group.name,
            count=group.count,
            growth=growth.said,
            refused=refused,
            fits=_fits(rank, made),
            kind=cause.kind,
            subject=cause.subject,
            code=cause.code,
            due=made.horizon.due(refused),
            levels=tuple(_count_levels(rank, group.count, made)),
        )


def _already(rank: int, made: Made) -> Refusal | None:
    """What the plan itself refuses of a group."""
    name = made.grown[rank].group.name
    return next((refusal for refusal in made.plan.refused if refusal.group == name), None)


def _refused_on(rank: int, made: Made, outcome: Outcome) -> int | None:
    if _already(rank, made):
        return 0
    refused = outcome.refused[rank]
    return refused.day if refused else None


def _fits(rank: int, made: Made) -> int:
    """How many ENIs a group has when it is first refused, with the middle growth, else with the fast one."""
    refused = made.courses.middle.refused[rank] or made.courses.fast.refused[rank]
    return refused.placed if refused else made.courses.middle.placed[rank]


def _cause(rank: int, made: Made) -> _Cause:
    """What refuses first: by the plan, with the middle growth, else with the fast one."""
    if already := _already(rank, made):
        return _cause_in_plan(already, made.plan)
    refused = made.courses.middle.refused[rank] or made.courses.fast.refused[rank]
    if refused is None:
        return _Cause()
    return _cause_of(refused, made)


def _cause_in_plan(refusal: Refusal, plan: Plan) -> _Cause:
    own = (limit for limit in plan.limits if limit.group == refusal.group and limit.code == refusal.code)
    full = next((limit for limit in own if not limit.fits), None)
    return _Cause(full.kind, full.subject, refusal.code) if full else _Cause(RULE, refusal.limit, refusal.code)


def _cause_of(refused: Refused, made: Made) -> _Cause:
    if refused.rule:
        return _Cause(RULE, refused.rule.says, refused.rule.code)
    limit = made.start.limits[refused.limit]
    return _Cause(limit.kind, limit.subject, _code(limit, refused.left))


def _code(limit: GroupLimit, left: int) -> str:
    """The code that refuses with so much left; that of the open pool depends on it."""
    return open_pool_refusal(left, wants_primary=True)[0] if limit.kind == "open pool" else limit.code


def _count_levels(rank: int, count: int, made: Made) -> Iterator[CountLevel]:
    fast, middle, slow = (wanted[rank] for wanted in made.wanted)
    for day in made.horizon.levels:
        band = Band(*(count + course[day] for course in (slow, middle, fast)))
        yield CountLevel(date=made.horizon.date(day), enis=band)


def limit_rows(made: Made) -> tuple[LimitForecast, ...]:
    """The limits that groups which grow draw on, the one that refuses first at the top."""
    drawn = most_drawn(made.start.growing, len(made.start.limits))
    rows = [_limit_row(place, need, made) for place, need in enumerate(drawn) if need]
    last = made.horizon.until.toordinal() + 1
    return tuple(
        sorted(rows, key=lambda row: [day.toordinal() if day else last for day in (row.refuses.p50, row.refuses.p05)])
    )


def _limit_row(place: int, need: Drawn, made: Made) -> LimitForecast:
    limit = made.start.limits[place]
    refuses = made.horizon.band([outcome.limits[place] for outcome in made.courses.all])
    at_last = made.courses.fast.left[-1][1][place]
    where = (each.vswitch for group in made.start.growing for each in group.places if each.draws_on(place))
    return LimitForecast(
        kind=limit.kind,
        subject=limit.subject,
        vswitches=tuple(dict.fromkeys(where)),
        group=made.grown[need.group].group.name,
        left=limit.left,
        needed=need.needed,
        most=limit.most,
        code=_code(limit, at_last % need.needed),
        refuses=refuses,
        due=made.horizon.due(refuses),
    )
