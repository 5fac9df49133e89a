"""Which rows a table or a picture with little room shows."""

from __future__ import annotations

from heapq import nsmallest
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Row = TypeVar("Row")


def lowest(rows: Sequence[Row], most: int, key: Callable[[Row], Any]) -> list[Row]:
    """At most so many rows, those with the lowest keys (of equal ones the first), in their own order.

    >>> lowest([5, 1, 4, 1, 3], 3, key=lambda number: number)
    [1, 1, 3]
    """
    chosen = nsmallest(most, range(len(rows)), key=lambda place: (key(rows[place]), place))
    return [rows[place] for place in sorted(chosen)]
