"""The charts of each type of value, by name. A further chart is one line here; its function gives a Figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.network.inventory import Inventory
from eniplan.planning.plan import Plan
from eniplan.report.utilisation_chart import utilisation_figure
from eniplan.report.views.offers import Offers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from matplotlib.figure import Figure

_POOLS: Mapping[str, Callable[..., Figure]] = {
    "utilisation": utilisation_figure,
}

CHARTS: Offers[Figure] = Offers("chart", {Plan: _POOLS, Inventory: _POOLS})
