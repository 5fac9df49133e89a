"""A Kubernetes cluster's demand in words: the sum term by term, and the groups for a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.report.answers.answer_table import answer_table
from eniplan.report.cards.table import Head

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eniplan.capacity.terway import TerwayAnswer
    from eniplan.report.answers.answer_table import AnswerTable

_TERM = (
    Head("what", "name"),
    Head("how many", "number"),
    Head("of what"),
    Head("why", "words"),
    Head("source", "words", optional=True),
)
_GROUP = (
    Head("group", "name"),
    Head("ENIs", "number"),
    Head("ENIs a node", "number"),
    Head("secondary addresses an ENI", "number"),
    Head("prefixes an ENI", "number"),
)
_CAPTIONS = {
    "node": "One node",
    "cluster": "All nodes together",
    "VSwitch": "One VSwitch, empty, for this demand alone",
}


def tables(answer: TerwayAnswer) -> tuple[AnswerTable, ...]:
    """The terms of one node, of the cluster and of the VSwitch, then the groups."""
    return (*_term_tables(answer), _group_table(answer))


def _term_tables(answer: TerwayAnswer) -> Iterator[AnswerTable]:
    for scope, caption in _CAPTIONS.items():
        rows = tuple(
            (term.what, term.count, term.unit, term.why, term.source) for term in answer.terms if term.scope == scope
        )
        yield answer_table(caption, _TERM, rows, "terms")


def _group_table(answer: TerwayAnswer) -> AnswerTable:
    rows = tuple((g.name, g.count, g.enis_per_instance, g.secondary_addresses, g.ipv4_prefixes) for g in answer.groups)
    return answer_table("Groups for a plan", _GROUP, rows, "groups")
