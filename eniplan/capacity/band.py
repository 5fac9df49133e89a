"""A band over replications: what is between p05 and p95, and the middle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Band:
    """Three percentiles over replications; each is a value that some replication had (nearest rank)."""

    p05: int
    p50: int
    p95: int


def band_of(values: Sequence[int]) -> Band:
    """The band of at least one value.

    >>> band_of([4, 1, 3, 2])
    Band(p05=1, p50=2, p95=4)
    """
    ranked = sorted(values)
    return Band(*(ranked[-(-percent * len(ranked) // 100) - 1] for percent in (5, 50, 95)))
