"""The address axis of a VPC, cut into rows of one length, so that its VSwitches can be drawn to scale.

The files do not say which CIDRs a VPC has, so the axis spans its VSwitches. Rows are powers of two, at least as long as
the largest VSwitch, so that none is cut; rows without a VSwitch are left out and become gaps that say how many
addresses they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from eniplan.report.pools import VSwitchPools

MOST_ROWS = 16
"""Of one VPC."""


class Row(NamedTuple):
    """One piece of the axis: its first address, its VSwitches by address, and the empty addresses of rows before it."""

    first: int
    pools: Sequence[VSwitchPools]
    skipped: int


class Axis(NamedTuple):
    """The rows of a VPC, all of one size in addresses."""

    size: int
    rows: Sequence[Row]


def axis_of(found: Iterable[VSwitchPools]) -> Axis:
    """The rows that hold some VSwitches, at least one: as short as at most :data:`MOST_ROWS` of them allow."""
    pools = sorted(found, key=lambda each: (each.vswitch.cidr.first, each.vswitch.cidr.mask, each.vswitch.id))
    size = max(each.vswitch.cidr.size for each in pools)
    while len({each.vswitch.cidr.first // size for each in pools}) > MOST_ROWS:
        size *= 2
    rows: list[Row] = []
    for number in sorted({each.vswitch.cidr.first // size for each in pools}):
        inside = [each for each in pools if each.vswitch.cidr.first // size == number]
        after = rows[-1].first + size if rows else number * size
        rows.append(Row(number * size, inside, number * size - after))
    return Axis(size, rows)


def overlapping(axis: Axis) -> int:
    """How many VSwitches begin inside an earlier one of the same VPC: a contradiction of the files."""
    last, count = -1, 0
    for cidr in (each.vswitch.cidr for row in axis.rows for each in row.pools):
        count += cidr.first <= last
        last = max(last, cidr.last)
    return count
