"""The tables of each type of answer: what its card and its text show."""

from __future__ import annotations

from eniplan.capacity.blocks_answer import BlocksAnswer
from eniplan.capacity.burst import BurstAnswer
from eniplan.capacity.churn import ChurnAnswer
from eniplan.capacity.compare import CompareAnswer
from eniplan.capacity.defragment import DefragmentAnswer
from eniplan.capacity.forecast_answer import ForecastAnswer
from eniplan.capacity.headroom import HeadroomAnswer
from eniplan.capacity.pin import PinAnswer
from eniplan.capacity.reserve import ReserveAnswer
from eniplan.capacity.size import SizeAnswer
from eniplan.capacity.sweep_answer import SweepAnswer
from eniplan.capacity.terway import TerwayAnswer
from eniplan.capacity.zones import ZonesAnswer
from eniplan.report.answers.answer_table import AnswerTable
from eniplan.report.answers.blocks import blocks_tables
from eniplan.report.answers.burst import burst_tables
from eniplan.report.answers.churn import churn_tables
from eniplan.report.answers.compare import compare_tables
from eniplan.report.answers.defragment import defragment_tables
from eniplan.report.answers.forecast import forecast_tables
from eniplan.report.answers.headroom import headroom_tables
from eniplan.report.answers.pin import pin_tables
from eniplan.report.answers.reserve import reserve_tables
from eniplan.report.answers.size import size_tables
from eniplan.report.answers.sweep import sweep_tables
from eniplan.report.answers.terway import terway_tables
from eniplan.report.answers.zones import zones_tables
from eniplan.report.views.offers import Offers

TABLES: Offers[tuple[AnswerTable, ...]] = Offers(
    "table",
    {
        BlocksAnswer: {"tables": blocks_tables},
        HeadroomAnswer: {"tables": headroom_tables},
        ReserveAnswer: {"tables": reserve_tables},
        SizeAnswer: {"tables": size_tables},
        ZonesAnswer: {"tables": zones_tables},
        TerwayAnswer: {"tables": terway_tables},
        PinAnswer: {"tables": pin_tables},
        DefragmentAnswer: {"tables": defragment_tables},
        ChurnAnswer: {"tables": churn_tables},
        BurstAnswer: {"tables": burst_tables},
        CompareAnswer: {"tables": compare_tables},
        SweepAnswer: {"tables": sweep_tables},
        ForecastAnswer: {"tables": forecast_tables},
    },
)
