"""The ENIs of a plan as whole arrays: who they are, and how many addresses and prefixes each of them has.

Rows of a group's usual shape come from its machine integers, without looking at any of them singly. Rows of its own
(ENIs with wishes, and those that exist) are values already, and few: they are looked at one by one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

import numpy as np
import pandas as pd

from eniplan.planning.column_rows import CHOICES
from eniplan.report.frames.tables import ADDRESSINGS, STATES
from eniplan.report.frames.texts import Texts, ipv4_texts, name_texts, texts_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from eniplan.planning.columns import GroupColumns
    from eniplan.planning.plan import PlannedENI

AMOUNTS = ("secondary_addresses", "ipv4_prefixes", "ipv6_addresses", "ipv6_prefixes")
"""What an ENI has a number of, as the columns are called."""


class Placed(Protocol):
    """Whatever has placed ENIs, group by group: a plan, its ENIs, its requests."""

    @property
    def columns(self) -> Sequence[GroupColumns]:
        """The groups."""


class PlacedGroups(NamedTuple):
    """Some groups."""

    columns: tuple[GroupColumns, ...]


class ENIRows(NamedTuple):
    """One row per ENI. ``state`` and ``addressing`` are positions among their categories."""

    name: Texts
    group: Texts
    vswitch: Texts
    state: NDArray[np.int8]
    addressing: NDArray[np.int8]
    illustrative: NDArray[np.bool_]
    amounts: NDArray[np.int64]
    """A column for each of ``AMOUNTS``."""


def eni_rows(placed: Placed) -> ENIRows:
    """The ENIs of all groups, in the order of the plan."""
    groups = [_group_rows(columns) for columns in placed.columns]
    return ENIRows(*map(np.concatenate, zip(_NO_ROWS, *groups, strict=True)))


_NO_ROWS = ENIRows(
    name=np.empty(0, dtype=object),
    group=np.empty(0, dtype=object),
    vswitch=np.empty(0, dtype=object),
    state=np.empty(0, dtype=np.int8),
    addressing=np.empty(0, dtype=np.int8),
    illustrative=np.empty(0, dtype=np.bool_),
    amounts=np.empty((0, len(AMOUNTS)), dtype=np.int64),
)


def _group_rows(columns: GroupColumns) -> ENIRows:
    count, group, arrays = len(columns), columns.group, columns.arrays()
    vswitches = texts_of([site.vswitch.id for site in columns.sites] or [""])
    usual = [getattr(group, name) for name in AMOUNTS]
    rows = ENIRows(
        name=name_texts(group.names, np.frombuffer(arrays.numbers, dtype=np.uint32)),
        group=texts_of([group.name] * count),
        vswitch=vswitches[np.frombuffer(arrays.sites, dtype=np.uint16)],
        state=np.full(count, STATES.index("planned"), dtype=np.int8),
        addressing=np.full(count, ADDRESSINGS.index(group.addressing), dtype=np.int8),
        illustrative=np.full(count, not group.pinned),
        amounts=np.tile(np.array(usual, dtype=np.int64), (count, 1)),
    )
    for row, eni in columns.own().items():
        _put(rows, row, eni)
    return rows


def _put(rows: ENIRows, row: int, eni: PlannedENI) -> None:
    """Write one ENI over its row."""
    rows.name[row], rows.group[row], rows.vswitch[row] = eni.name, eni.group, eni.vswitch
    rows.state[row], rows.addressing[row] = STATES.index(eni.state), ADDRESSINGS.index(eni.addressing)
    rows.illustrative[row] = eni.illustrative
    rows.amounts[row] = [len(each) for each in (eni.secondary, eni.ipv4_prefixes, eni.ipv6, eni.ipv6_prefixes)]


def primary_texts(placed: Placed) -> Texts:
    """The primary address of each ENI; empty where an existing one shows none."""
    return np.concatenate([_NO_ROWS.name, *map(_primary_texts, placed.columns)])


def _primary_texts(columns: GroupColumns) -> Texts:
    arrays = columns.arrays()
    made = ipv4_texts(np.frombuffer(arrays.ipv4, dtype=np.uint32)[:: arrays.ipv4_each])
    for row, eni in columns.own().items():
        made[row] = eni.primary
    return made


def reason_texts(placed: Placed) -> Texts:
    """Why each ENI is in its VSwitch."""
    return np.concatenate([_NO_ROWS.name, *map(_reason_texts, placed.columns)])


def _reason_texts(columns: GroupColumns) -> Texts:
    """Each ENI's VSwitch and why: few reasons differ, so each is written once."""
    own, made = columns.own(), np.empty(len(columns), dtype=object)
    if len(own) < len(made):
        vswitches = texts_of([f"{site.vswitch.id}: " for site in columns.sites])
        made = vswitches[np.frombuffer(columns.arrays().sites, dtype=np.uint16)] + _why(columns)
    for row, eni in own.items():
        made[row] = eni.reason
    return made


def _why(columns: GroupColumns) -> Texts:
    """Why each ENI is in its VSwitch: a score, a choice and a zone settle it, so these three are numbered together."""
    arrays = columns.arrays()
    scores = pd.factorize(np.frombuffer(arrays.scores, dtype=np.float64))[0]
    choices = np.frombuffer(arrays.choices, dtype=np.uint8)
    zones = pd.factorize(texts_of([site.vswitch.zone_id for site in columns.sites]))[0]
    numbers = (scores * CHOICES + choices) * (1 + zones.max()) + zones[np.frombuffer(arrays.sites, dtype=np.uint16)]
    rows = np.full(1 + numbers.max(), -1)
    rows[numbers] = np.arange(len(numbers))
    written = np.empty(len(rows), dtype=object)
    there = np.flatnonzero(rows >= 0)
    written[there] = [columns.why(row) for row in rows[there].tolist()]
    return cast("Texts", written[numbers])


def with_prefixes(placed: Placed) -> PlacedGroups:
    """The groups whose ENIs may have prefixes."""
    return PlacedGroups(tuple(columns for columns in placed.columns if _may_have_prefixes(columns)))


def _may_have_prefixes(columns: GroupColumns) -> bool:
    own = columns.own().values()
    usual = columns.group.ipv4_prefixes + columns.group.ipv6_prefixes
    return bool(usual) or any(eni.ipv4_prefixes or eni.ipv6_prefixes for eni in own)
