"""The frames of VSwitches and their reserved blocks: both pools, and what each block gives, before and after a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from eniplan.report.block_use import block_uses
from eniplan.report.frames import tables
from eniplan.report.pools import pools_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from eniplan.network.cidr import Cidr
    from eniplan.network.counts import VSwitchCounts
    from eniplan.network.inventory import Inventory
    from eniplan.planning.plan import Plan
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


@tables.BLOCKS.documents
def blocks_frame(subject: Plan | Inventory) -> pd.DataFrame:
    """The reserved blocks of a plan or an inventory, with what they give."""
    uses = block_uses(subject)
    prefixes = [use.size if use.block.is_assigned else 0 for use in uses]
    return tables.BLOCKS.frame(
        {
            "vswitch": [use.vswitch.id for use in uses],
            "block": [str(use.block.cidr) for use in uses],
            "family": [f"IPv{use.block.cidr.family}" for use in uses],
            "status": [use.block.status for use in uses],
            "id": [use.block.id for use in uses],
            "prefixes": prefixes,
            "used_before": [each - use.pool.before for each, use in zip(prefixes, uses, strict=True)],
            "used_after": [each - use.pool.after for each, use in zip(prefixes, uses, strict=True)],
            "free_before": [use.pool.before for use in uses],
            "free_after": [use.pool.after for use in uses],
        }
    )
