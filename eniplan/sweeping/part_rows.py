"""The rows of one part as a file, CSV or Parquet, and back.

A row's levels and seed follow from its number, so a reader takes only its consequences from the file; they stand there
all the same, for those who read it with something else.
"""

from __future__ import annotations

import csv
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Literal

from eniplan.capacity.consequences import TEXTS, Consequences
from eniplan.capacity.sweep import SweepRow
from eniplan.capacity.sweep_answer import level_text
from eniplan.errors import EniplanError, MalformedFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import TextIO

    from eniplan.capacity.sweep import Sweep

    Cells = tuple[object, ...]

PartKind = Literal["csv", "parquet"]
_NUMBERS = tuple(field.name for field in fields(Consequences) if field.name not in TEXTS)
_RESULTS = (*_NUMBERS, *TEXTS, "problem")


def part_columns(sweep: Sweep) -> tuple[str, ...]:
    """The columns of a sweep's rows: what a row is, its factors by their keys, its consequences."""
    return (
        "combination",
        "replication",
        "seed",
        *(factor.key for factor in sweep.factors if factor.key != "seed"),
        *_RESULTS,
    )


def row_cells(row: SweepRow, sweep: Sweep) -> Cells:
    """A row's values, column by column; None where it has no consequences."""
    leads = row.consequences
    numbers = (getattr(leads, name) if leads else None for name in (*_NUMBERS, *TEXTS))
    pairs = zip(sweep.factors, row.levels, strict=True)
    varied = [level for factor, level in pairs if factor.field != "seed"]
    levels = (level_text(level) if isinstance(level, tuple) else level for level in varied)
    return row.combination, row.replication, row.seed, *levels, *numbers, row.problem


def write_rows(stream: TextIO, kind: PartKind, sweep: Sweep, rows: Sequence[SweepRow]) -> None:
    """Write rows to an open file, under the names of their columns."""
    columns, cells = part_columns(sweep), [row_cells(row, sweep) for row in rows]
    if kind == "csv":
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(cells)
        return
    pyarrow, parquet = _arrow()
    types = {name: pyarrow.int64() for name in _NUMBERS} | {name: pyarrow.string() for name in (*TEXTS, "problem")}
    arrays = [
        pyarrow.array(values, types.get(name)) for name, values in zip(columns, zip(*cells, strict=True), strict=True)
    ]
    parquet.write_table(pyarrow.table(arrays, names=list(columns)), stream.buffer)


def read_rows(path: Path, kind: PartKind, sweep: Sweep, numbers: range) -> Iterator[SweepRow]:
    """The rows with these numbers, from the file that has exactly them.

    Raises:
        MalformedFile: a file that was changed since.
    """
    try:
        found = [*(_csv_rows(path) if kind == "csv" else _parquet_rows(path))]
        yield from [_row(sweep, number, cells) for number, cells in zip(numbers, found, strict=True)]
    except (OSError, ValueError, KeyError) as problem:
        raise MalformedFile(
            path, f"is not the part that the sweep wrote: {problem}; delete it to plan it again"
        ) from None


def _row(sweep: Sweep, number: int, cells: Mapping[str, object]) -> SweepRow:
    problem = str(cells["problem"] or "")
    leads = None if problem else Consequences(**{name: _result(name, cells[name]) for name in _RESULTS[:-1]})  # type: ignore[arg-type] # read by their kind
    combination, replication, levels, seed = sweep.place(number)
    if (int(str(cells["combination"])), int(str(cells["seed"]))) != (combination, seed):
        raise ValueError(f"row {number:,} is another one")
    return SweepRow(combination, replication, seed, levels, leads, problem)


def _result(name: str, cell: object) -> int | str | None:
    if name in TEXTS:
        return str(cell or "")
    return None if cell in (None, "") else int(str(cell))


def _csv_rows(path: Path) -> Iterable[Mapping[str, object]]:
    with path.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def _parquet_rows(path: Path) -> Iterable[Mapping[str, object]]:
    _, parquet = _arrow()
    found: list[Mapping[str, object]] = parquet.read_table(path, columns=["combination", "seed", *_RESULTS]).to_pylist()
    return found


def _arrow() -> tuple[Any, Any]:
    """Pyarrow and its Parquet, on first use.

    Raises:
        EniplanError: it is not installed.
    """
    try:
        import pyarrow  # noqa: PLC0415 - an extra
        from pyarrow import parquet  # noqa: PLC0415 - likewise
    except ImportError:
        raise EniplanError("Parquet needs pyarrow: pip install 'eniplan[parquet]', or write CSV") from None
    return pyarrow, parquet
