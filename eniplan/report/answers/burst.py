"""A burst in words: policy by policy, and where the ENIs go under each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.report.answers.answer_table import answer_table
from eniplan.report.answers.churn import band_words
from eniplan.report.cards.table import Head
from eniplan.report.lettering import NOTHING

if TYPE_CHECKING:
    from eniplan.capacity.burst import BurstAnswer, PolicyOutcome
    from eniplan.report.answers.answer_table import AnswerTable, Row

_POLICY = (
    Head("policy", "name"),
    Head("ENIs placed", "number"),
    Head("refused", "number"),
    Head("first refused creation", "number"),
    Head("refused with room elsewhere", "number"),
    Head("skew (1 is even)", "number"),
    Head("whole /28s spoilt", "number"),
)
_SHARE = (Head("VSwitch", "name"), Head("policy"), Head("ENIs placed", "number"))


def tables(answer: BurstAnswer) -> tuple[AnswerTable, ...]:
    """The policies, and their VSwitches."""
    shares = tuple(
        (share.vswitch, one.policy, band_words(share.placed)) for one in answer.policies for share in one.vswitches
    )
    return (
        answer_table(
            "Policies: medians over the replications, with p05 to p95 where they differ",
            _POLICY,
            map(_policy, answer.policies),
            "burst",
        ),
        answer_table("Where the ENIs go", _SHARE, shares, "shares"),
    )


def _policy(one: PolicyOutcome) -> Row:
    first = NOTHING if one.first_refusal is None else one.first_refusal
    counts = map(band_words, (one.placed, one.refused))
    return one.policy, *counts, first, band_words(one.stranded), f"{one.skew:.2f}", band_words(one.whole_lost)
