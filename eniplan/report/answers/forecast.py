"""A forecast in words: what must be ordered by when, the groups, the limits and the whole /28s."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.report.answers.answer_table import answer_table
from eniplan.report.answers.churn import band_words
from eniplan.report.answers.headroom import limit_words
from eniplan.report.cards.table import Head
from eniplan.report.lettering import NOTHING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eniplan.capacity.forecast_answer import (
        DateBand,
        Due,
        ForecastAnswer,
        GroupForecast,
        LimitForecast,
        WholeBlocks,
    )
    from eniplan.capacity.swings import Swing
    from eniplan.report.answers.answer_table import AnswerTable, Row

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


def tables(answer: ForecastAnswer) -> tuple[AnswerTable, ...]:
    """The tables of a forecast; one without rows is not shown."""
    ordered = sorted(
        (group for group in answer.groups if group.due.order_by), key=lambda group: str(group.due.order_by)
    )
    return (
        answer_table(
            f"What must be ordered by when, {answer.lead_days:,} days before it is needed",
            _ORDER,
            map(_order, ordered),
            "forecast",
        ),
        answer_table(
            f"Groups that grow, from {answer.today} to {answer.until}",
            _GROUP,
            (_group(group, answer) for group in answer.groups),
            "forecast",
        ),
        answer_table(
            "Limits that refuse one more ENI, the first at the top",
            _LIMIT,
            (_limit(limit, answer) for limit in answer.limits if limit.refuses.p05),
            "limits",
        ),
        answer_table(
            "Whole /28s, of which blocks can be reserved",
            _BLOCKS,
            (_blocks(row, answer) for row in answer.whole_blocks),
            "whole_blocks",
        ),
        answer_table(
            "What moves the first refusal most, each changed by itself",
            _SWING,
            (_swing(swing, answer) for swing in answer.swings),
            "swings",
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


def _order(group: GroupForecast) -> Row:
    what, by = REMEDIES.get(group.kind, _RULED), limit_words(group.kind, group.subject)
    return due_words(group.due), what, group.group, str(group.refused.p05), by


def _group(group: GroupForecast, answer: ForecastAnswer) -> Row:
    dates = middle_words(group.refused, answer), spread_words(group.refused, answer)
    by = limit_words(group.kind, group.subject) if group.kind else NOTHING
    return group.group, group.count, group.growth, *dates, group.fits, by


def _limit(limit: LimitForecast, answer: ForecastAnswer) -> Row:
    dates = middle_words(limit.refuses, answer), spread_words(limit.refuses, answer), due_words(limit.due)
    return limit_words(limit.kind, limit.subject), *dates, limit.left, limit.needed, limit.group


def _blocks(row: WholeBlocks, answer: ForecastAnswer) -> Row:
    last, gone, spread = row.levels[-1], middle_words(row.gone, answer), spread_words(row.gone, answer)
    until = f"{gone} ({spread})" if spread else gone
    return row.vswitch, row.now, f"{last.mean:,.1f}", band_words(last.blocks), until


def _swing(swing: Swing, answer: ForecastAnswer) -> Row:
    dates = _date(swing.with_less, answer), _date(swing.with_more, answer)
    return swing.assumption, f"{swing.less}, {swing.more}", *dates, swing.moves
