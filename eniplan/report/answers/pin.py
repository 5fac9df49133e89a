"""Pinning in words: what it saves in each VSwitch, and the addresses of each ENI."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.report.answers.answer_table import answer_table
from eniplan.report.cards.table import Head

if TYPE_CHECKING:
    from eniplan.capacity.pin import PinAnswer
    from eniplan.report.answers.answer_table import AnswerTable

_VSWITCH = (
    Head("VSwitch", "name"),
    Head("addresses named", "number"),
    Head("free in broken /28s", "number"),
    Head("whole /28s before", "number"),
    Head("lost at random, expected", "number"),
    Head("p05 to p95", "number"),
    Head("lost pinned", "number"),
)
_ENI = (
    Head("ENI", "name"),
    Head("VSwitch"),
    Head("primary address"),
    Head("secondary addresses", "words", optional=True),
)


def tables(answer: PinAnswer) -> tuple[AnswerTable, ...]:
    """What it saves, and what is named."""
    saved = tuple(
        (
            row.vswitch,
            row.named,
            row.free_in_broken,
            row.whole_before,
            f"{row.lost_at_random:,.2f}",
            f"{row.lost_p05:,} to {row.lost_p95:,}",
            row.lost_pinned,
        )
        for row in answer.vswitches
    )
    named = tuple((eni.name, eni.vswitch, eni.primary, ", ".join(eni.secondary)) for eni in answer.enis)
    return (
        answer_table("Whole /28s lost, at random and pinned", _VSWITCH, saved, "pin"),
        answer_table("Addresses that the requests name", _ENI, named, "addresses"),
    )
