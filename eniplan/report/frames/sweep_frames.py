"""The frames of a sweep: its rows, and its combinations with their means.

A frame has one column for each factor, named by its key, behind what says which row it is; all others are fixed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.capacity.consequences import MEASURES, TEXTS
from eniplan.capacity.sweep_answer import level_text
from eniplan.report.frames.column import Column, Table, VariedFrame, count, flag, maybe, number, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pandas import DataFrame

    from eniplan.capacity.factor import Factor, Level
    from eniplan.capacity.sweep_answer import SweepAnswer

_COMBINATION = count("combination", "number of the combination of levels, from 0")
_ROW = (
    _COMBINATION,
    count("replication", "which replication of the combination, from 1"),
    count("seed", "of the plan: the same plan file, levels and seed give the row again"),
)
_RESULTS = (
    *(maybe(name, f"{measure.meaning}; missing where there is no plan") for name, measure in MEASURES.items()),
    *(text(name, meaning) for name, meaning in TEXTS.items()),
    text("problem", "why the combination has no plan; empty where it has"),
)
_MEANS = (
    count("rows", "replications"),
    count("refusing", "replications in which some ENI is refused"),
    *(
        number(name, f"{measure.meaning}: the mean over replications; not a number where there is no plan")
        for name, measure in MEASURES.items()
    ),
    text("problem", "why the combination has no plan; empty where it has"),
)

ROWS = Table("One row per combination and replication, in this order.", (*_ROW, *_RESULTS))
COMBINATIONS = Table("One row per combination.", (_COMBINATION, *_MEANS))


def rows_table(answer: SweepAnswer) -> Table:
    """All columns of the rows of one sweep."""
    return Table(ROWS.rows, (*_ROW, *_factor_columns(answer), *_RESULTS))


def combinations_table(answer: SweepAnswer) -> Table:
    """All columns of the combinations of one sweep."""
    return Table(COMBINATIONS.rows, (_COMBINATION, *_factor_columns(answer, but=""), *_MEANS))


def _factor_columns(answer: SweepAnswer, but: str = "seed") -> tuple[Column, ...]:
    """One column for each factor; a seed that is varied is a column of the rows anyway."""
    return tuple(_factor_column(factor) for factor in answer.factors if factor.key != but)


def _factor_column(factor: Factor) -> Column:
    kinds = {type(level) for level in factor.levels}
    meaning = f"level of the factor {factor.key}"
    if kinds <= {bool}:
        return flag(factor.key, meaning)
    if kinds <= {int}:
        return count(factor.key, meaning)
    return number(factor.key, meaning) if kinds <= {int, float} else text(factor.key, f"{meaning}, as text")


def _cells(answer: SweepAnswer, levels: Sequence[Level], but: str = "seed") -> list[Level]:
    """The levels of a row, as their columns have them."""
    columns = {column.name: column.kind for column in _factor_columns(answer, but)}
    pairs = zip(answer.factors, levels, strict=True)
    shown = [(level, columns[factor.key]) for factor, level in pairs if factor.key in columns]
    return [level_text(level) if kind == "string" else level for level, kind in shown]


@ROWS.documents
def rows_frame(answer: SweepAnswer) -> DataFrame:
    """Every plan of a sweep, with one column for each factor behind the seed."""
    names = (*MEASURES, *TEXTS)
    return rows_table(answer).of_rows(
        [
            (
                row.combination,
                row.replication,
                row.seed,
                *_cells(answer, row.levels),
                *(getattr(row.consequences, name, None if name in MEASURES else "") for name in names),
                row.problem,
            )
            for row in answer.rows
        ]
    )


@COMBINATIONS.documents
def combinations_frame(answer: SweepAnswer) -> DataFrame:
    """What the replications of each combination say together, with one column for each factor behind its number."""
    return combinations_table(answer).of_rows(
        [
            (
                place,
                *_cells(answer, one.levels, but=""),
                one.rows,
                one.refusing,
                *(one.means.get(name) for name in MEASURES),
                one.problem,
            )
            for place, one in enumerate(answer.combinations())
        ]
    )


FRAMES = {
    "rows": VariedFrame(ROWS, rows_frame, rows_table),
    "combinations": VariedFrame(COMBINATIONS, combinations_frame, combinations_table),
}
