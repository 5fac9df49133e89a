"""The charts of each type of answer, by name; the first is the one that is meant where none is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
from eniplan.report.charts.blocks import blocks_chart
from eniplan.report.charts.burst import burst_chart
from eniplan.report.charts.churn import churn_chart
from eniplan.report.charts.compare import compare_chart
from eniplan.report.charts.defragment import defragment_chart
from eniplan.report.charts.forecast import forecast_chart
from eniplan.report.charts.forecast_swings import swings_chart
from eniplan.report.charts.headroom import headroom_chart
from eniplan.report.charts.heat import heat_chart
from eniplan.report.charts.levels import levels_chart
from eniplan.report.charts.pin import pin_chart
from eniplan.report.charts.reserve import reserve_chart
from eniplan.report.charts.size import size_chart
from eniplan.report.charts.sweep import sweep_chart
from eniplan.report.charts.terway import terway_chart
from eniplan.report.charts.zones import zones_chart

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from matplotlib.figure import Figure

    from eniplan.capacity.answer import Answer

ANSWER_CHARTS: Mapping[type[Answer], Mapping[str, Callable[..., Figure]]] = {
    BlocksAnswer: {"survival": blocks_chart},
    HeadroomAnswer: {"headroom": headroom_chart},
    ReserveAnswer: {"reserve": reserve_chart},
    SizeAnswer: {"size": size_chart},
    ZonesAnswer: {"zones": zones_chart},
    TerwayAnswer: {"terway": terway_chart},
    PinAnswer: {"pin": pin_chart},
    DefragmentAnswer: {"defragment": defragment_chart},
    ChurnAnswer: {"churn": churn_chart},
    BurstAnswer: {"burst": burst_chart},
    CompareAnswer: {"compare": compare_chart},
    SweepAnswer: {"sweep": sweep_chart, "heat": heat_chart, "levels": levels_chart},
    ForecastAnswer: {"forecast": forecast_chart, "swings": swings_chart},
}
