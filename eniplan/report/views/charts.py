"""The charts of each type of value, by name; those of an answer are in the chart module of its question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.network.inventory import Inventory
from eniplan.planning.plan import Plan
from eniplan.report.charts import CHARTS as ALL
from eniplan.report.views.offers import Offers, charts_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

CHARTS: Offers[Figure] = Offers(
    "chart",
    {
        subject: {name: chart.draw for name, chart in ALL.items() if subject in chart.subjects}
        for subject in (Plan, Inventory)
    },
    charts_of,
)
