"""A plan for review as one CSV table: a row for each ENI, each refusal and each finding, which the first column tells.

A cell is empty where a row has nothing to say. Lines end as RFC 4180 wants it.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Final, TextIO

from eniplan.exchange.forms.review_rows import (
    ENI_HEADS,
    FINDING_HEADS,
    REFUSAL_HEADS,
    eni_rows,
    finding_rows,
    refusal_rows,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from eniplan.exchange.forms.review_rows import Cell
    from eniplan.planning.plan import Plan

HEADS: Final = ("row", *dict.fromkeys((*ENI_HEADS, *REFUSAL_HEADS, *FINDING_HEADS)))
"""Every column: ``row`` is ``eni``, ``refused`` or ``finding``; then what each kind of row has, once."""


def write_csv(plan: Plan, stream: TextIO) -> None:
    """Write the table; rows are made as they are written."""
    table = csv.writer(stream)
    table.writerow(HEADS)
    for kind, heads, rows in (
        ("eni", ENI_HEADS, eni_rows(plan)),
        ("refused", REFUSAL_HEADS, refusal_rows(plan)),
        ("finding", FINDING_HEADS, finding_rows(plan)),
    ):
        table.writerows(_placed(kind, heads, rows))


def _placed(kind: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[list[Cell]]:
    """Rows of one kind under the heads of all."""
    places = [HEADS.index(head) for head in heads]
    for row in rows:
        whole: list[Cell] = [kind, *[""] * (len(HEADS) - 1)]
        for place, cell in zip(places, row, strict=True):
            whole[place] = cell
        yield whole
