"""Addresses or prefixes as columns of numbers: whose they are, of which family and kind; their texts come last.

Those of a plan come by whole arrays where the shape is usual.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from eniplan.network.cidr import PREFIX_MASK, parse_address
from eniplan.report.frames.tables import KINDS
from eniplan.report.frames.texts import ipv4_texts, ipv6_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from eniplan.network.cidr import Family
    from eniplan.planning.columns import GroupColumns
    from eniplan.planning.plan import PlannedENI
    from eniplan.report.frames.placed import Placed
    from eniplan.report.frames.texts import Texts

LOWER = (1 << 64) - 1
"""The lower 64 bits of an address."""
FAMILY_CODE: dict[Family, int] = {4: 0, 6: 1}


class Holdings(NamedTuple):
    """Many addresses, or many prefixes.

    Args:
        eni: the position of the ENI that has it.
        family, kind: positions among the categories; prefixes have no kind of their own, and 0 there.
        high, low: the (first) address as a number, its upper and lower 64 bits.
    """

    eni: NDArray[np.intp]
    family: NDArray[np.int8]
    kind: NDArray[np.int8]
    high: NDArray[np.uint64]
    low: NDArray[np.uint64]

    def texts(self) -> Texts:
        """How the addresses are written."""
        made = np.empty(len(self.eni), dtype=object)
        old = np.flatnonzero(self.family == FAMILY_CODE[4])
        made[old] = ipv4_texts(self.low[old].astype(np.uint32))
        if len(old) < len(made):
            new = np.flatnonzero(self.family == FAMILY_CODE[6])
            made[new] = ipv6_texts(self.high[new], self.low[new])
        return made

    def prefix_texts(self) -> Texts:
        """How the prefixes are written."""
        masks = np.array([f"/{PREFIX_MASK[family]}" for family in FAMILY_CODE], dtype=object)
        made: Texts = self.texts() + masks[self.family]
        return made


class Held(NamedTuple):
    """One of them."""

    eni: int
    family: Family
    kind: str
    first: int


def listed(each: Iterable[Held]) -> Holdings:
    """Columns from values."""
    rows = list(each)
    return Holdings(
        np.array([row.eni for row in rows], dtype=np.intp),
        np.array([FAMILY_CODE[row.family] for row in rows], dtype=np.int8),
        np.array([KINDS.index(row.kind) for row in rows], dtype=np.int8),
        np.array([row.first >> 64 for row in rows], dtype=np.uint64),
        np.array([row.first & LOWER for row in rows], dtype=np.uint64),
    )


def joined(parts: Sequence[Holdings]) -> Holdings:
    """All of them ENI by ENI; those of one ENI in the order of the parts."""
    whole = Holdings(*map(np.concatenate, zip(*parts, strict=True))) if parts else listed(())
    if np.all(whole.eni[:-1] <= whole.eni[1:]):
        return whole
    order = np.argsort(whole.eni, kind="stable")
    return Holdings._make(column[order] for column in whole)


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
