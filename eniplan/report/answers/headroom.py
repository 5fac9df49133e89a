"""Headroom in words: the groups, their VSwitches, and the limits in the order in which they would refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.capacity.headroom import RULE
from eniplan.report.answers.answer_table import answer_table
from eniplan.report.cards.table import Head

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eniplan.capacity.headroom import GroupHeadroom, HeadroomAnswer
    from eniplan.report.answers.answer_table import AnswerTable, Row

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


def tables(answer: HeadroomAnswer) -> tuple[AnswerTable, ...]:
    """The three tables of headroom."""
    return (
        answer_table("Headroom in all, in ENIs", _GROUP, map(_group, answer.groups), "headroom"),
        answer_table(
            "Headroom of each VSwitch",
            _VSWITCH,
            (row for group in answer.groups for row in _vswitches(group)),
            "headroom",
        ),
        answer_table(
            "Limits, the one that refuses first at the top",
            _LIMIT,
            (row for group in answer.groups for row in _limits(group)),
            "limits",
        ),
    )


def limit_words(kind: str, subject: str) -> str:
    """A limit in words: ``open pool of vsw-a``; a rule says itself."""
    return subject if kind == RULE else f"{kind} of {subject}"


def _group(group: GroupHeadroom) -> Row:
    fits = f"at most {group.fits:,}" if group.at_most and group.fits else group.fits
    what = limit_words(group.kind, group.subject)
    return group.group, group.count, group.refused, fits, what, group.code


def _vswitches(group: GroupHeadroom) -> Iterator[Row]:
    for row in group.vswitches:
        refuses = row.refuses
        what = limit_words(refuses.kind, refuses.subject)
        yield row.vswitch, group.group, row.zone, row.fits, what, refuses.left, refuses.needed


def _limits(group: GroupHeadroom) -> Iterator[Row]:
    for limit in group.ranking:
        numbers = (limit.fits, limit.left, limit.needed, limit.most or "")
        yield limit_words(limit.kind, limit.subject), group.group, *numbers, limit.code
