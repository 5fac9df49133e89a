"""A sweep in words: what each factor takes in turn, and each combination with the means over its replications."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.capacity.sweep_answer import level_text
from eniplan.report.answers.answer_table import answer_table
from eniplan.report.cards.table import Head
from eniplan.report.lettering import NOTHING

if TYPE_CHECKING:
    from eniplan.capacity.sweep_answer import Combination, SweepAnswer
    from eniplan.report.answers.answer_table import AnswerTable, Row

_FACTOR = (Head("factor", "name"), Head("levels", "number"), Head("which", "words"))
_MEANS = {
    "refused": "ENIs refused",
    "free_open_ipv4": "addresses free",
    "whole_blocks": "whole /28s",
    "free_prefixes_ipv4": "free prefixes",
    "headroom": "headroom, in ENIs",
}


def tables(answer: SweepAnswer) -> tuple[AnswerTable, ...]:
    """The factors, and the combinations."""
    factors = tuple(
        (factor.key, len(factor.levels), ", ".join(map(level_text, factor.levels))) for factor in answer.factors
    )
    heads = (
        *(Head(factor.key, "name" if place == 0 else "text") for place, factor in enumerate(answer.factors)),
        Head("rows that refuse", "number"),
        *(Head(words, "number") for words in _MEANS.values()),
        Head("why there is no plan", "words", optional=True),
    )
    return (
        answer_table("Factors", _FACTOR, factors),
        answer_table(
            "Combinations: means over the replications, after the plan",
            heads,
            map(_combination, answer.combinations()),
            "combinations",
        ),
    )


def mean_words(mean: float | None) -> str:
    """A mean with one decimal where it needs it; a dash where there is none."""
    if mean is None:
        return NOTHING
    return f"{mean:,.0f}" if mean == round(mean) else f"{mean:,.1f}"


def _combination(one: Combination) -> Row:
    refusing = NOTHING if one.problem else f"{one.refusing:,} of {one.rows:,}"
    return (*map(level_text, one.levels), refusing, *(mean_words(one.means.get(name)) for name in _MEANS), one.problem)
