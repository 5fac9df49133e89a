"""A table's columns and their dtypes, and the one way from values to a frame."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from eniplan.report.frames.texts import texts_of

Kind = Literal["string", "int64", "uint64", "Int64", "float64", "bool", "category", "datetime64[s]"]
Values = Sequence[object] | NDArray[Any]
"""A column's values. For a category also positions among its categories, as an array of integers."""

Builder = TypeVar("Builder", bound=Callable[..., pd.DataFrame])


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table.

    Args:
        name: its name.
        kind: its dtype, by pandas' name; ``Int64`` is a whole number, ``datetime64[s]`` a date that may be missing.
        meaning: what it says, with its unit.
        categories: the values that a category may have; the order is theirs where ``ordered``.
    """

    name: str
    kind: Kind
    meaning: str
    categories: tuple[str, ...] = ()
    ordered: bool = False

    @property
    def dtype(self) -> Any:  # noqa: ANN401 - pandas has no common type for dtypes
        """Its dtype in pandas."""
        if self.kind == "category":
            return pd.CategoricalDtype(pd.Index(self.categories, dtype="string"), ordered=self.ordered)
        return pd.array([], dtype=self.kind).dtype

    def array(self, values: Values) -> Any:  # noqa: ANN401
        """Values in its dtype."""
        if self.kind == "string" and not isinstance(values, np.ndarray):
            return pd.array(texts_of(values), dtype=self.dtype)  # type: ignore[arg-type] # texts; pandas takes texts from an array fastest
        if self.kind != "category":
            return pd.array(values, dtype=self.dtype)
        if isinstance(values, np.ndarray) and values.dtype.kind in "iu":
            return pd.Categorical.from_codes(values, dtype=self.dtype)
        codes: dict[object, int] = {category: code for code, category in enumerate(self.categories)}
        places = np.fromiter((codes[value] for value in values), dtype=np.int8, count=len(values))
        return pd.Categorical.from_codes(places, dtype=self.dtype)

    def described(self) -> str:
        """One line: name, dtype, meaning."""
        choice = f" of {', '.join(self.categories)}" if self.categories else ""
        return f"{self.name} ({self.kind}{choice}): {self.meaning}"


def text(name: str, meaning: str) -> Column:
    """A column of texts."""
    return Column(name=name, kind="string", meaning=meaning)


def count(name: str, meaning: str) -> Column:
    """A column of whole numbers."""
    return Column(name=name, kind="int64", meaning=meaning)


def maybe(name: str, meaning: str) -> Column:
    """A column of whole numbers that may be missing."""
    return Column(name=name, kind="Int64", meaning=meaning)


def number(name: str, meaning: str) -> Column:
    """A column of numbers with a fraction; not a number where one is missing."""
    return Column(name=name, kind="float64", meaning=meaning)


def flag(name: str, meaning: str) -> Column:
    """A column of yes and no."""
    return Column(name=name, kind="bool", meaning=meaning)


def day(name: str, meaning: str) -> Column:
    """A column of dates; not a time where one is missing."""
    return Column(name=name, kind="datetime64[s]", meaning=meaning)


def choice(name: str, categories: tuple[str, ...], meaning: str, *, ordered: bool = False) -> Column:
    """A column of few values."""
    return Column(name=name, kind="category", meaning=meaning, categories=categories, ordered=ordered)


@dataclass(frozen=True, slots=True)
class Table:
    """What one frame has: always the same columns in the same dtypes, however many rows. The index counts from 0.

    Args:
        rows: what one row is, and in which order rows come.
        columns: its columns in order.
    """

    rows: str
    columns: tuple[Column, ...]

    def frame(self, values: Mapping[str, Values]) -> pd.DataFrame:
        """The frame of these values, a sequence or array for each column.

        Raises:
            ValueError: other columns than the table's; the builder's mistake.
        """
        names = [column.name for column in self.columns]
        if sorted(values) != sorted(names):
            raise ValueError(f"{sorted(values)} are not the columns {sorted(names)}")
        return pd.DataFrame({column.name: column.array(values[column.name]) for column in self.columns}, copy=False)

    def of(self, values: Sequence[object], **others: Values) -> pd.DataFrame:
        """The frame of values, a row each: what they call as the columns are called, but for columns that are given."""
        named = (column.name for column in self.columns if column.name not in others)
        return self.frame({**{name: [getattr(value, name) for value in values] for name in named}, **others})

    def of_rows(self, rows: Sequence[Sequence[object]]) -> pd.DataFrame:
        """The frame of these rows, each with a value for each column in order."""
        columns = zip(*rows, strict=True) if rows else ((),) * len(self.columns)
        return self.frame({column.name: list(values) for column, values in zip(self.columns, columns, strict=True)})

    def documents(self, builder: Builder) -> Builder:
        """A decorator: the builder's documentation ends with the table's rows and columns."""
        lines = [f"{self.rows} The index counts from 0.", "", "Columns:"]
        lines += [f"    {column.described()}" for column in self.columns]
        builder.__doc__ = "\n    ".join([f"{builder.__doc__ or ''}\n", *lines]).rstrip()
        return builder


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame of a value: what it has, and what builds it."""

    table: Table
    build: Callable[..., pd.DataFrame]

    def __call__(self, value: object) -> pd.DataFrame:
        """Build it."""
        return self.build(value)

    def table_of(self, value: object) -> Table:  # noqa: ARG002 - for those below
        """What it has for one value; the same for all of them here."""
        return self.table


@dataclass(frozen=True, slots=True)
class VariedFrame(Frame):
    """A frame with further columns that each value has its own of; ``table`` has those of all values."""

    varied: Callable[..., Table]

    def table_of(self, value: object) -> Table:
        """All its columns for one value."""
        return self.varied(value)
