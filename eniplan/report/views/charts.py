"""The charts of each type of value, by name; those of plans are in :data:`eniplan.report.charts.CHARTS`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.network.inventory import Inventory
from eniplan.planning.plan import Plan
from eniplan.report.charts import CHARTS as ALL
from eniplan.report.views.answer_charts import ANSWER_CHARTS
from eniplan.report.views.offers import Offers

if TYPE_CHECKING:
    from matplotlib.figure import Figure

CHARTS: Offers[Figure] = Offers(
    "chart",
    {
        **{
            subject: {name: chart.draw for name, chart in ALL.items() if subject in chart.subjects}
            for subject in (Plan, Inventory)
        },
        **ANSWER_CHARTS,
    },
)
