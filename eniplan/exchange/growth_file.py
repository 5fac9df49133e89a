"""Dated counts in: a CSV file with the columns date, group and count, in any order, other columns left alone.

A row says how many ENIs of a group there were or are wanted on a date: ``2026-11-01,web-{n:03},38``. What is wrong is
one sentence with the file and the line.
"""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from eniplan.capacity.growth import DatedCounts, date_of, whole_count
from eniplan.errors import MalformedFile, QuestionError
from eniplan.network.input_file import read_limited, shown_path
from eniplan.spelling import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date

    from eniplan.network.input_file import AnyPath

    Row = tuple[int, Mapping[str, str]]
    """A line's number, and its cells by column."""

_COLUMNS = ("date", "group", "count")
FILE_LIMIT = 64 << 20
"""The largest file that is read, in bytes."""

_WANTED = "a CSV file with the columns date, group and count is expected"


def read_growth(path: AnyPath, groups: Collection[str] = ()) -> dict[str, DatedCounts]:
    """Read dated counts.

    Args:
        path: the file, UTF-8 text.
        groups: the groups that there are, by name; with them, another one is refused with its line.

    Returns:
        The counts of each group, in the order of their first rows.

    Raises:
        MalformedFile: no such file or no such columns, no rows, a date that is none, a count that is no whole number
            from 0, a date twice for a group, or an unknown group.
    """
    found: dict[str, dict[date, tuple[int, int]]] = {}
    for line, row in _rows(path):
        try:
            day, count = date_of(row["date"]), whole_count(_number(row["count"]))
        except QuestionError as error:
            raise MalformedFile(shown_path(path), str(error), line=line) from None
        name = row["group"]
        if not name or (groups and name not in groups):
            problem = f'there is no group "{name}"{did_you_mean(name, groups)}' if groups else "the group is empty"
            raise MalformedFile(shown_path(path), problem, line=line)
        known = found.setdefault(name, {}).setdefault(day, (line, count))
        if known[0] != line:
            problem = f"{day} is given twice for {name}, first in line {known[0]}; one count a date is expected"
            raise MalformedFile(shown_path(path), problem, line=line)
    if not found:
        raise MalformedFile(shown_path(path), f"has no rows; {_WANTED}")
    return {
        name: DatedCounts(tuple((day, count) for day, (_, count) in counts.items())) for name, counts in found.items()
    }


def _number(text: str) -> object:
    """A count as a number where it is written as one."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else text


def _rows(path: AnyPath) -> Iterator[Row]:
    lines = csv.reader(StringIO(_text(path), newline=""), strict=True)
    try:
        head = [cell.strip() for cell in next(lines, [])]
        if missing := [column for column in _COLUMNS if column not in head]:
            raise MalformedFile(shown_path(path), f"has no column {' and no '.join(missing)}; {_WANTED}", line=1)
        for cells in lines:
            if any(cell.strip() for cell in cells):
                if len(cells) < len(head):
                    problem = f"has {len(cells)} cells of {len(head)}; {_WANTED}"
                    raise MalformedFile(shown_path(path), problem, line=lines.line_num)
                yield lines.line_num, {name: cell.strip() for name, cell in zip(head, cells, strict=False)}
    except csv.Error as problem:
        raise MalformedFile(shown_path(path), f"is no CSV: {problem}; {_WANTED}", line=lines.line_num) from None


def _text(path: AnyPath) -> str:
    content = read_limited(path, FILE_LIMIT)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise MalformedFile(shown_path(path), f"is no UTF-8 text; {_WANTED}") from None
