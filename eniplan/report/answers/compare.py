"""Scenarios in words: a row for each consequence, a column pair for each scenario, and what changed in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.capacity.compare import COMPARED
from eniplan.report.answers.answer_table import answer_table
from eniplan.report.cards.table import Head
from eniplan.report.lettering import NOTHING

if TYPE_CHECKING:
    from eniplan.capacity.compare import CompareAnswer, ComparedScenario
    from eniplan.report.answers.answer_table import AnswerTable, Row

_SCENARIO = (
    Head("scenario", "name"),
    Head("what changed", "words", optional=True),
    Head("ENIs refused", "number"),
    Head("refused first by", "code", optional=True),
    Head("headroom, in ENIs", "number"),
    Head("of group"),
    Head("then refused by", "code", optional=True),
    Head("ENIs renumbered", "number"),
)
_NUMBER = (
    Head("scenario", "name"),
    Head("consequence"),
    Head("number", "number"),
    Head("difference", "number"),
)


def tables(answer: CompareAnswer) -> tuple[AnswerTable, ...]:
    """The scenarios, and every number of theirs that differs from the first one's."""
    differing = tuple(
        (one.name, COMPARED[measure].words, number_words(one, measure), difference_words(one, measure))
        for one in answer.scenarios[1:]
        for measure in COMPARED
        if one.difference[measure]
    )
    return (
        answer_table(
            "Scenarios; the others are compared with the first", _SCENARIO, map(_scenario, answer.scenarios), "compare"
        ),
        answer_table("What differs from the first", _NUMBER, differing, "differences"),
    )


def number_words(one: ComparedScenario, measure: str) -> str:
    """A number of a scenario; a dash where it has none."""
    number = one.number(measure)
    return NOTHING if number is None else f"{number:,}"


def difference_words(one: ComparedScenario, measure: str) -> str:
    """What a number is more (``+12``) or less (``-3``) than the first scenario's; ``=`` where they are equal."""
    difference = one.difference[measure]
    return NOTHING if difference is None else f"{difference:+,}" if difference else "="


def _scenario(one: ComparedScenario) -> Row:
    leads = one.consequences
    return (
        one.name,
        one.changed,
        leads.refused,
        leads.first_code,
        number_words(one, "headroom"),
        leads.scarcest,
        leads.next_code,
        one.renumbered,
    )
