"""The frames of VSwitches: both pools, before and after a plan, and what each reserved block still gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from eniplan.planning.plan import Plan
from eniplan.report.frames import tables
from eniplan.report.pools import pools_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from eniplan.network.cidr import Cidr
    from eniplan.network.counts import VSwitchCounts
    from eniplan.network.inventory import Inventory
    from eniplan.report.frames.column import Values

_IDENTITY = {
    "id": "id",
    "name": "name",
    "vpc": "vpc_id",
    "zone": "zone_id",
    "region": "region_id",
    "cidr": "cidr",
    "ipv6_cidr": "ipv6_cidr",
    "status": "status",
    "planned": "planned",
}
"""The columns that are a VSwitch's attributes."""


@tables.VSWITCHES.documents
def vswitches_frame(subject: Plan | Inventory) -> pd.DataFrame:
    """The VSwitches of a plan or an inventory."""
    pools = pools_of(subject)
    identity = {
        column: [_plain(getattr(row.vswitch, attribute)) for row in pools] for column, attribute in _IDENTITY.items()
    }
    return tables.VSWITCHES.frame(
        {
            **identity,
            "open_pool_ipv4": [row.open.size for row in pools],
            "prefixes_ipv4": [row.prefixes(4).size for row in pools],
            "prefixes_ipv6": [row.prefixes(6).size for row in pools],
            **_counts([row.after for row in pools]),
        }
    )


def _plain(value: str | bool | Cidr | None) -> str | bool:  # noqa: FBT001 - a value of any attribute
    """A CIDR as its text, and none as no text."""
    return value if isinstance(value, str | bool) else "" if value is None else str(value)


@tables.UTILISATION.documents
def utilisation_frame(plan: Plan) -> pd.DataFrame:
    """The counts of every VSwitch before and after a plan."""
    rows = [(row.vswitch, when, counts) for row in plan.utilisation for when, counts in _twice(row.before, row.after)]
    return tables.UTILISATION.frame(
        {
            "vswitch": [vswitch for vswitch, _, _ in rows],
            "when": [when for _, when, _ in rows],
            **_counts([counts for _, _, counts in rows]),
        }
    )


def _twice(before: VSwitchCounts, after: VSwitchCounts) -> Iterable[tuple[str, VSwitchCounts]]:
    return zip(tables.WHENS, (before, after), strict=True)


def _counts(rows: Sequence[VSwitchCounts]) -> dict[str, Values]:
    return {name: [getattr(counts, name) for counts in rows] for name in tables.COUNTED}
