"""Headroom in words: the groups, their VSwitches, and the limits in the order in which they would refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.capacity.headroom import RULE
from eniplan.report.answers.answer_table import AnswerTable
from eniplan.report.cards.table import Head

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eniplan.capacity.headroom import GroupHeadroom, HeadroomAnswer, RankedLimit

_GROUP = (
    Head("group", "name"),
    Head("ENIs asked for", "number"),
    Head("refused", "number"),
    Head("more that fit", "number"),
    Head("then refuses", "words"),
    Head("code", "code"),
)
_VSWITCH = (
    Head("VSwitch", "name"),
    Head("group"),
    Head("zone", optional=True),
    Head("more ENIs, if all go there", "number"),
    Head("then refuses", "words"),
    Head("left of it", "number"),
    Head("an ENI takes", "number"),
)
_LIMIT = (
    Head("limit", "name"),
    Head("group"),
    Head("more ENIs it lets through", "number"),
    Head("left of it", "number"),
    Head("an ENI takes", "number"),
    Head("by the profile", "number", optional=True),
    Head("code", "code"),
)


def headroom_tables(answer: HeadroomAnswer) -> tuple[AnswerTable, ...]:
    """The three tables of headroom."""
    return (
        AnswerTable(
            caption="Headroom in all, in ENIs",
            heads=_GROUP,
            rows=tuple(map(_group, answer.groups)),
            frame="headroom",
        ),
        AnswerTable(
            caption="Headroom of each VSwitch",
            heads=_VSWITCH,
            rows=tuple(row for group in answer.groups for row in _vswitches(group)),
            frame="headroom",
        ),
        AnswerTable(
            caption="Limits, the one that refuses first at the top",
            heads=_LIMIT,
            rows=tuple(row for group in answer.groups for row in _limits(group)),
            frame="limits",
        ),
    )


def limit_words(kind: str, subject: str) -> str:
    """A limit in words: ``open pool of vsw-a``; a rule says itself."""
    return subject if kind == RULE else f"{kind} of {subject}"


def _group(group: GroupHeadroom) -> tuple[str, ...]:
    fits = f"at most {group.fits:,}" if group.at_most and group.fits else f"{group.fits:,}"
    what = limit_words(group.kind, group.subject)
    return group.group, f"{group.count:,}", f"{group.refused:,}", fits, what, group.code


def _vswitches(group: GroupHeadroom) -> Iterator[tuple[str, ...]]:
    for row in group.vswitches:
        refuses = row.refuses
        what = limit_words(refuses.kind, refuses.subject)
        yield row.vswitch, group.group, row.zone, f"{row.fits:,}", what, f"{refuses.left:,}", f"{refuses.needed:,}"


def _limits(group: GroupHeadroom) -> Iterator[tuple[str, ...]]:
    for limit in group.ranking:
        yield _limit(group.group, limit)


def _limit(group: str, limit: RankedLimit) -> tuple[str, ...]:
    numbers = (f"{limit.fits:,}", f"{limit.left:,}", f"{limit.needed:,}", f"{limit.most:,}" if limit.most else "")
    return limit_words(limit.kind, limit.subject), group, *numbers, limit.code
