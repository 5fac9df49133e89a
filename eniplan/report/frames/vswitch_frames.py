"""The frames of VSwitches: both pools, before and after a plan, and what each reserved block still gives."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from eniplan.network.cidr import PREFIX_MASK, PREFIX_SIZE
from eniplan.planning.plan import Plan
from eniplan.report.frames import tables
from eniplan.report.frames.holdings import FAMILY_CODE
from eniplan.report.frames.placed import eni_rows
from eniplan.report.frames.placed_holdings import holdings
from eniplan.report.pools import pools_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from eniplan.network.cidr import Cidr, Family
    from eniplan.network.counts import VSwitchCounts
    from eniplan.network.eni import ENI
    from eniplan.network.inventory import Inventory
    from eniplan.network.vswitch import ReservedBlock
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


Prefixes = frozenset[tuple["Family", int]]
"""Prefixes that cannot be given, by family and first address."""


@tables.BLOCKS.documents
def blocks_frame(subject: Plan | Inventory) -> pd.DataFrame:
    """The reserved blocks of a plan or an inventory, with what they give."""
    inventory = subject.inventory if isinstance(subject, Plan) else subject
    blocks = [(vswitch, block) for vswitch in inventory.vswitches.values() for block in vswitch.blocks]
    sizes = [_prefixes_in(block) for _, block in blocks]
    there = {key: _spoiled(inventory.holders_by_vswitch.get(key, ())) for key in inventory.vswitches}
    planned = _planned(subject) if blocks and isinstance(subject, Plan) else {}
    before = [_used(block, there[vswitch.id]) for vswitch, block in blocks]
    after = [_used(block, there[vswitch.id] | planned.get(vswitch.id, frozenset())) for vswitch, block in blocks]
    return tables.BLOCKS.frame(
        {
            "vswitch": [vswitch.id for vswitch, _ in blocks],
            "block": [str(block.cidr) for _, block in blocks],
            "family": np.array([FAMILY_CODE[block.cidr.family] for _, block in blocks], dtype=np.int8),
            "status": [block.status for _, block in blocks],
            "id": [block.id for _, block in blocks],
            "prefixes": sizes,
            "used_before": before,
            "used_after": after,
            "free_before": [size - used for size, used in zip(sizes, before, strict=True)],
            "free_after": [size - used for size, used in zip(sizes, after, strict=True)],
        }
    )


def _prefixes_in(block: ReservedBlock) -> int:
    """How many prefixes a block gives; only an Assigned one gives any."""
    return 1 << (PREFIX_MASK[block.cidr.family] - block.cidr.mask) if block.is_assigned else 0


def _used(block: ReservedBlock, spoiled: Prefixes) -> int:
    family, cidr = block.cidr.family, block.cidr
    return sum(of == family and first in cidr for of, first in spoiled) if block.is_assigned else 0


def _spoiled(holders: Iterable[ENI]) -> Prefixes:
    """The prefixes that what exists overlaps."""
    found: set[tuple[Family, int]] = set()
    for eni in holders:
        found.update((4, address // PREFIX_SIZE[4] * PREFIX_SIZE[4]) for address in eni.ipv4)
        found.update((6, address // PREFIX_SIZE[6] * PREFIX_SIZE[6]) for address in eni.ipv6)
        found.update((prefix.family, prefix.first) for prefix in (*eni.ipv4_prefixes, *eni.ipv6_prefixes))
    return frozenset(found)


def _planned(plan: Plan) -> Mapping[str, Prefixes]:
    """The prefixes that new ENIs of a plan overlap, by VSwitch id; each once, found by whole arrays."""
    rows = eni_rows(plan)
    parts = [holdings(plan, "addresses"), holdings(plan, "prefixes")]
    enis, family, high, low = (
        np.concatenate([getattr(part, name) for part in parts]) for name in ("eni", "family", "high", "low")
    )
    bits = np.where(family == FAMILY_CODE[6], 48, 4).astype(np.uint64)
    frame = pd.DataFrame({"vswitch": pd.factorize(rows.vswitch)[0][enis], "high": high, "low": low >> bits << bits})
    found: defaultdict[str, set[tuple[Family, int]]] = defaultdict(set)
    new = frame[rows.state[enis] == tables.STATES.index("planned")].drop_duplicates()
    keys = list(dict.fromkeys(rows.vswitch.tolist()))
    for vswitch, upper, lower in new.itertuples(index=False):
        found[keys[vswitch]].add((6 if upper else 4, upper << 64 | lower))
    return {key: frozenset(prefixes) for key, prefixes in found.items()}
