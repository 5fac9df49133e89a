"""A forecast in words: what must be ordered by when, the groups, the limits and the whole /28s."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.report.answers.answer_table import AnswerTable
from eniplan.report.answers.churn import band_words
from eniplan.report.answers.headroom import limit_words
from eniplan.report.cards.table import Head
from eniplan.report.lettering import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from eniplan.capacity.forecast_answer import (
        DateBand,
        Due,
        ForecastAnswer,
        GroupForecast,
        LimitForecast,
        WholeBlocks,
    )
    from eniplan.capacity.swings import Swing

_ORDER = (
    Head("order by", "name"),
    Head("what", "words"),
    Head("for the group"),
    Head("which is refused from"),
    Head("by", "words"),
)
_GROUP = (
    Head("group", "name"),
    Head("ENIs today", "number"),
    Head("grows by", "words"),
    Head("refused from"),
    Head("p05 to p95", optional=True),
    Head("ENIs that fit", "number"),
    Head("refused by", "words"),
)
_LIMIT = (
    Head("limit", "name"),
    Head("refuses from"),
    Head("p05 to p95", optional=True),
    Head("order by"),
    Head("left of it", "number"),
    Head("an ENI takes", "number"),
    Head("group"),
)
_BLOCKS = (
    Head("VSwitch", "name"),
    Head("whole /28s now", "number"),
    Head("at the end, to expect", "number"),
    Head("at the end (p05 to p95)", "number"),
    Head("likely gone from"),
)
_SWING = (
    Head("assumption", "name"),
    Head("by"),
    Head("first refusal with less"),
    Head("with more"),
    Head("days between", "number"),
)
REMEDIES: Mapping[str, str] = {
    "open pool": "a further or a larger VSwitch",
    "IPv4 prefixes": "a further reserved IPv4 block",
    "IPv6 prefixes": "a further reserved IPv6 block",
    "ENI quota": "a higher ENI quota",
    "VPC addresses": "a further VPC",
    "basic group": "a further security group",
    "advanced group": "a further security group",
}
"""What to order so that a limit goes away, by its kind."""
_RULED = "another plan: no order helps"


def forecast_tables(answer: ForecastAnswer) -> tuple[AnswerTable, ...]:
    """The tables of a forecast; one without rows is not shown."""
    ordered = sorted(
        (group for group in answer.groups if group.due.order_by), key=lambda group: str(group.due.order_by)
    )
    return (
        AnswerTable(
            caption=f"What must be ordered by when, {answer.lead_days:,} days before it is needed",
            heads=_ORDER,
            rows=tuple(map(_order, ordered)),
            frame="forecast",
        ),
        AnswerTable(
            caption=f"Groups that grow, from {answer.today} to {answer.until}",
            heads=_GROUP,
            rows=tuple(_group(group, answer) for group in answer.groups),
            frame="forecast",
        ),
        AnswerTable(
            caption="Limits that refuse one more ENI, the first at the top",
            heads=_LIMIT,
            rows=tuple(_limit(limit, answer) for limit in answer.limits if limit.refuses.p05),
            frame="limits",
        ),
        AnswerTable(
            caption="Whole /28s, of which blocks can be reserved",
            heads=_BLOCKS,
            rows=tuple(_blocks(row, answer) for row in answer.whole_blocks),
            frame="whole_blocks",
        ),
        AnswerTable(
            caption="What moves the first refusal most, each changed by itself",
            heads=_SWING,
            rows=tuple(_swing(swing, answer) for swing in answer.swings),
            frame="swings",
        ),
    )


def due_words(due: Due) -> str:
    """``2027-02-02``, ``2026-11-01 (past)``, or nothing."""
    if due.order_by is None:
        return NOTHING
    return f"{due.order_by} (past)" if due.is_late else str(due.order_by)


def middle_words(band: DateBand, answer: ForecastAnswer) -> str:
    """The middle date: ``2027-03-04``, ``today``, or ``after 2029-11-23``."""
    return _date(band.p50, answer)


def spread_words(band: DateBand, answer: ForecastAnswer) -> str:
    """``2027-01-02 to after 2029-11-23``; empty where the date is certain."""
    return "" if band.is_certain else f"{_date(band.p05, answer)} to {_date(band.p95, answer)}"


def _date(date: object, answer: ForecastAnswer) -> str:
    if date is None:
        return f"after {answer.until}"
    return "today" if date == answer.today else str(date)


def _order(group: GroupForecast) -> tuple[str, ...]:
    what, by = REMEDIES.get(group.kind, _RULED), limit_words(group.kind, group.subject)
    return due_words(group.due), what, group.group, str(group.refused.p05), by


def _group(group: GroupForecast, answer: ForecastAnswer) -> tuple[str, ...]:
    dates = middle_words(group.refused, answer), spread_words(group.refused, answer)
    by = limit_words(group.kind, group.subject) if group.kind else NOTHING
    return group.group, f"{group.count:,}", group.growth, *dates, f"{group.fits:,}", by


def _limit(limit: LimitForecast, answer: ForecastAnswer) -> tuple[str, ...]:
    dates = middle_words(limit.refuses, answer), spread_words(limit.refuses, answer), due_words(limit.due)
    return limit_words(limit.kind, limit.subject), *dates, f"{limit.left:,}", f"{limit.needed:,}", limit.group


def _blocks(row: WholeBlocks, answer: ForecastAnswer) -> tuple[str, ...]:
    return tuple(_block_cells(row, answer))


def _swing(swing: Swing, answer: ForecastAnswer) -> tuple[str, ...]:
    dates = _date(swing.with_less, answer), _date(swing.with_more, answer)
    return swing.assumption, f"{swing.less}, {swing.more}", *dates, f"{swing.moves:,}"


def _block_cells(row: WholeBlocks, answer: ForecastAnswer) -> Iterator[str]:
    last = row.levels[-1]
    yield row.vswitch
    yield f"{row.now:,}"
    yield f"{last.mean:,.1f}"
    yield band_words(last.blocks)
    yield middle_words(row.gone, answer) + (f" ({spread})" if (spread := spread_words(row.gone, answer)) else "")
