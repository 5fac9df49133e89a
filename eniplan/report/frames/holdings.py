"""Addresses or prefixes as columns of numbers: whose they are, of which family and kind; their texts come last."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from eniplan.network.cidr import PREFIX_MASK
from eniplan.report.frames.tables import KINDS
from eniplan.report.frames.texts import ipv4_texts, ipv6_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from eniplan.network.cidr import Family
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
