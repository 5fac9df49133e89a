"""The frames of a forecast: groups, limits, wanted ENIs over time, and whole /28s over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.report.frames.column import Frame, Table, count, day, flag, number, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pandas import DataFrame

    from eniplan.capacity.forecast_answer import DateBand, Due, ForecastAnswer
    from eniplan.report.frames.column import Values

_MISSING = "not a time where that is after the forecast's end"
_DATES = (
    day("p05", f"with fast growth, of which 5 in 100 are faster; {_MISSING}"),
    day("p50", f"with the middle growth; {_MISSING}"),
    day("p95", f"with slow growth, of which 5 in 100 are slower; {_MISSING}"),
    day("order_by", "when to order what it takes, the lead time before p05; not a time where nothing is needed"),
    flag("is_late", "that date is past"),
)
FORECAST = Table(
    "One row per group that grows, in the order of the plan; dates are the first on which an ENI of it is refused.",
    (
        text("group", "name of the group"),
        count("count", "ENIs that the plan asks for today"),
        text("growth", "what makes it grow"),
        *_DATES,
        count("fits", "ENIs that it has then with the middle growth; in the end where none is refused"),
        text("limit", "kind of the limit that refuses; empty where nothing is refused"),
        text("subject", "id of the VSwitch, VPC or security group that has it, or a region"),
        text("code", "code that refuses"),
    ),
)
LIMITS = Table(
    "One row per limit, the one that refuses first at the top; dates are those at whose end one more is refused.",
    (
        text("limit", "kind of the limit"),
        text("subject", "id of the VSwitch, VPC or security group that has it, or a region"),
        text("group", "of the groups that draw on it and grow, the one whose ENI takes most"),
        *_DATES,
        count("left", "left of it today, in addresses, prefixes, ENIs or slots"),
        count("needed", "of these one ENI takes, in the same unit"),
        count("most", "set by the account's profile, in the same unit; 0 for a pool"),
        text("code", "code that refuses"),
    ),
)
COUNTS = Table(
    "One row per group and day, about a month apart: how many ENIs are wanted.",
    (
        text("group", "name of the group"),
        day("date", "the day"),
        count("p05", "ENIs with slow growth, of which 5 in 100 are slower"),
        count("p50", "ENIs with the middle growth"),
        count("p95", "ENIs with fast growth, of which 5 in 100 are faster"),
    ),
)
WHOLE_BLOCKS = Table(
    "One row per VSwitch and day, about a quarter apart: its whole /28s, by the exact law.",
    (
        text("vswitch", "id of the VSwitch"),
        day("date", "the day"),
        count("drawn", "single addresses that the middle growth has drawn from its open pool"),
        number("mean", "whole /28s to expect with the middle growth"),
        count("p05", "whole /28s, percentile with fast growth"),
        count("p50", "whole /28s, percentile with the middle growth"),
        count("p95", "whole /28s, percentile with slow growth"),
    ),
)

SWINGS = Table(
    "One row per assumption, changed by itself, the one that moves the first refusal most at the top.",
    (
        text("assumption", "what is changed"),
        text("less", "by how much, downwards"),
        text("more", "by how much, upwards"),
        day("with_less", f"first refusal with less of it; {_MISSING}"),
        day("with_more", f"first refusal with more of it; {_MISSING}"),
        count("moves", "days between the two"),
    ),
)


@FORECAST.documents
def forecast_frame(answer: ForecastAnswer) -> DataFrame:
    """When each group is refused."""
    dates = _dates([(each.refused, each.due) for each in answer.groups])
    return FORECAST.of(answer.groups, limit=[each.kind for each in answer.groups], **dates)


@LIMITS.documents
def limits_frame(answer: ForecastAnswer) -> DataFrame:
    """When each limit refuses."""
    dates = _dates([(each.refuses, each.due) for each in answer.limits])
    return LIMITS.of(answer.limits, limit=[each.kind for each in answer.limits], **dates)


@COUNTS.documents
def counts_frame(answer: ForecastAnswer) -> DataFrame:
    """How many ENIs are wanted over time."""
    return COUNTS.of_rows(
        [
            (each.group, level.date, level.enis.p05, level.enis.p50, level.enis.p95)
            for each in answer.groups
            for level in each.levels
        ]
    )


@WHOLE_BLOCKS.documents
def whole_blocks_frame(answer: ForecastAnswer) -> DataFrame:
    """How many /28s stay whole over time."""
    return WHOLE_BLOCKS.of_rows(
        [
            (each.vswitch, level.date, level.drawn, level.mean, level.blocks.p05, level.blocks.p50, level.blocks.p95)
            for each in answer.whole_blocks
            for level in each.levels
        ]
    )


@SWINGS.documents
def swings_frame(answer: ForecastAnswer) -> DataFrame:
    """How far each assumption moves the first refusal; empty where that was not asked for."""
    return SWINGS.of(answer.swings)


def _dates(rows: Sequence[tuple[DateBand, Due]]) -> dict[str, Values]:
    bands = {name: [getattr(band, name) for band, _ in rows] for name in ("p05", "p50", "p95")}
    return {**bands, **{name: [getattr(due, name) for _, due in rows] for name in ("order_by", "is_late")}}


FRAMES = {
    "forecast": Frame(FORECAST, forecast_frame),
    "limits": Frame(LIMITS, limits_frame),
    "counts": Frame(COUNTS, counts_frame),
    "swings": Frame(SWINGS, swings_frame),
    "whole_blocks": Frame(WHOLE_BLOCKS, whole_blocks_frame),
}
