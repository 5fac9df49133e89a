"""Charts of plans and inventories, in one table by name.

>>> import eniplan
>>> inventory = eniplan.read_inventory(eniplan.examples / "hangzhou")
>>> figure = inventory.chart("reserved-blocks", theme="dark")

A chart is a function of a subject that draws a matplotlib figure, and a title; its name is also that of its SVG file.
Every chart, those of answers too, takes ``theme`` (``light`` or ``dark``) and ``ax`` (axes to draw on, best as wide as
the figure that it makes for itself without them), and gives the figure that the axes belong to.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import IO, TYPE_CHECKING

from eniplan.network.inventory import Inventory
from eniplan.planning.plan import Plan
from eniplan.report.charts import limits, reserved_blocks, utilisation
from eniplan.report.sheet import write_svg

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping

    from matplotlib.figure import Figure

    from eniplan.report.palette import ThemeName


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One chart.

    Args:
        draw: draws it; takes the subject, and ``ax``, ``theme`` and ``most`` by name.
        title: what it is headed, for a subject.
        subjects: the types that it can be drawn of.
    """

    draw: Callable[..., Figure]
    title: Callable[..., str]
    subjects: tuple[type, ...]

    def write_svg(
        self,
        subject: Plan | Inventory,
        target: IO[str] | IO[bytes] | str | os.PathLike[str],
        *,
        theme: ThemeName = "light",
    ) -> None:
        """Write the picture as SVG to a stream or a path; the same subject gives the same bytes."""
        write_svg(self.draw(subject, theme=theme), target, self.title(subject))


CHARTS: Mapping[str, Chart] = MappingProxyType(
    {
        "utilisation": Chart(draw=utilisation.utilisation_chart, title=utilisation.title, subjects=(Plan, Inventory)),
        "reserved-blocks": Chart(
            draw=reserved_blocks.reserved_blocks_chart, title=reserved_blocks.title, subjects=(Plan, Inventory)
        ),
        "limits": Chart(draw=limits.limits_chart, title=limits.title, subjects=(Plan,)),
    }
)
"""Every chart by name."""
