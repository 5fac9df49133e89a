"""The single addresses and the prefixes of a plan's ENIs as columns: by whole arrays where the shape is usual."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Literal

import numpy as np

from eniplan.network.cidr import parse_address
from eniplan.report.frames.holdings import FAMILY_CODE, LOWER, Held, Holdings, joined, listed
from eniplan.report.frames.tables import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from eniplan.network.cidr import Family
    from eniplan.planning.columns import GroupColumns
    from eniplan.planning.plan import PlannedENI
    from eniplan.report.frames.placed import Placed

What = Literal["addresses", "prefixes"]


def holdings(placed: Placed, what: What) -> Holdings:
    """The addresses or prefixes of all ENIs, ENI by ENI."""
    starts = accumulate((len(columns) for columns in placed.columns), initial=0)
    return joined(
        [
            part._replace(eni=part.eni + start)
            for start, columns in zip(starts, placed.columns, strict=False)  # the last start is no group's
            for part in _parts(columns, what)
        ]
    )


def _parts(columns: GroupColumns, what: What) -> Iterator[Holdings]:
    """Those of one group, by family and then the ENIs of their own; ``eni`` is the row in the group."""
    own = columns.own()
    usual = np.ones(len(columns), dtype=np.bool_)
    usual[list(own)] = False
    rows = np.flatnonzero(usual)
    yield _usual_ipv4(columns, rows, what)
    if columns.arrays().ipv6_each:
        yield _usual_ipv6(columns, rows, what)
    if own:
        yield listed(one for row, eni in own.items() for one in _OF_ONE[what](row, eni))


def _usual_ipv4(columns: GroupColumns, rows: NDArray[np.intp], what: What) -> Holdings:
    arrays, singles = columns.arrays(), 1 + columns.group.secondary_addresses
    each = np.frombuffer(arrays.ipv4, dtype=np.uint32).reshape(-1, arrays.ipv4_each)[:, _part(what, singles)]
    low = each[rows].ravel().astype(np.uint64)
    kinds = np.full(each.shape[1], KINDS.index("secondary"), dtype=np.int8)
    kinds[:1] = KINDS.index("primary")
    return Holdings(
        eni=np.repeat(rows, each.shape[1]),
        family=np.full(len(low), FAMILY_CODE[4], dtype=np.int8),
        kind=np.tile(kinds, len(rows)),
        high=np.zeros(len(low), dtype=np.uint64),
        low=low,
    )


def _usual_ipv6(columns: GroupColumns, rows: NDArray[np.intp], what: What) -> Holdings:
    arrays = columns.arrays()
    each = np.frombuffer(arrays.ipv6, dtype=np.uint64).reshape(-1, arrays.ipv6_each)
    each = each[:, _part(what, columns.group.ipv6_addresses)]
    cidrs = [site.vswitch.ipv6_cidr for site in columns.sites]
    bases = [cidr.first if cidr else 0 for cidr in cidrs] or [0]
    sites = np.frombuffer(arrays.sites, dtype=np.uint16)[rows]
    high = np.array([base >> 64 for base in bases], dtype=np.uint64)[sites]
    low = np.array([base & LOWER for base in bases], dtype=np.uint64)[sites]
    count = len(rows) * each.shape[1]
    return Holdings(
        eni=np.repeat(rows, each.shape[1]),
        family=np.full(count, FAMILY_CODE[6], dtype=np.int8),
        kind=np.full(count, KINDS.index("ipv6"), dtype=np.int8),
        high=np.repeat(high, each.shape[1]),
        low=(each[rows] + low[:, np.newaxis]).ravel(),
    )


def _part(what: What, singles: int) -> slice:
    """An ENI's values are its single addresses, then its prefixes."""
    return slice(singles) if what == "addresses" else slice(singles, None)


def _addresses_of(row: int, eni: PlannedENI) -> Iterator[Held]:
    yield from (_held(row, text, 4, "primary") for text in (eni.primary,) if text)
    yield from (_held(row, text, 4, "secondary") for text in eni.secondary)
    yield from (_held(row, text, 6, "ipv6") for text in eni.ipv6)


def _prefixes_of(row: int, eni: PlannedENI) -> Iterator[Held]:
    yield from (_held(row, text, 4, KINDS[0]) for text in eni.ipv4_prefixes)
    yield from (_held(row, text, 6, KINDS[0]) for text in eni.ipv6_prefixes)


def _held(row: int, text: str, family: Family, kind: str) -> Held:
    return Held(row, family, kind, parse_address(text.partition("/")[0], family) or 0)


_OF_ONE = {"addresses": _addresses_of, "prefixes": _prefixes_of}
