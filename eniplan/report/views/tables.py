"""The tables of each type of answer: what its card and its text show."""

from __future__ import annotations

from eniplan.capacity.blocks_answer import BlocksAnswer
from eniplan.capacity.headroom import HeadroomAnswer
from eniplan.report.answers.answer_table import AnswerTable
from eniplan.report.answers.blocks import blocks_tables
from eniplan.report.answers.headroom import headroom_tables
from eniplan.report.views.offers import Offers

TABLES: Offers[tuple[AnswerTable, ...]] = Offers(
    "table",
    {
        BlocksAnswer: {"tables": blocks_tables},
        HeadroomAnswer: {"tables": headroom_tables},
    },
)
