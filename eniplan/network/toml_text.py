"""TOML files as people have them: read whole, parsed with the standard library, with the line of what is wrong."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from typing import TYPE_CHECKING

from eniplan.errors import MalformedFile
from eniplan.network.input_file import read_limited

if TYPE_CHECKING:
    import os

FILE_LIMIT = 64 * 1024 * 1024
"""The largest TOML file that is read, in bytes."""

_LINES_LOOKED_FOR = 256 * 1024
"""In longer texts the line of a key is left out: finding it parses parts of the text again and again."""

_PLACE = re.compile(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)
_TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}'  # the longest strings first: they may hold everything below
    r"|'''.*?'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*"
    r"|[\[\]{}\n]",
    re.DOTALL,
)
_DEPTH = {"[": 1, "{": 1, "]": -1, "}": -1}
_MISSING = object()
_STEP = re.compile(r'\[(\d+)\]|("(?:[^"\\]|\\.)*")|([^.\[\]"]+)')


def read_toml_text(path: str | os.PathLike[str]) -> str:
    """The text of a TOML file; a byte-order mark is accepted.

    Raises:
        MalformedFile: a file that is not there, too large or no UTF-8.
    """
    content = read_limited(path, FILE_LIMIT)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise MalformedFile(path, f"is no UTF-8 text: byte {problem.start}", line=line) from None


def parse_toml(text: str, path: object) -> dict[str, object]:
    """The table that a TOML text says.

    Raises:
        MalformedFile: no TOML, with line and column where they are known.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise _no_toml(text, path, str(problem)) from None
    except RecursionError:
        raise MalformedFile(path, "is nested too deeply; such a file has about 4 levels") from None
    except ValueError:  # Python refuses to convert numbers of more than 4,300 digits
        raise MalformedFile(path, "has a number with thousands of digits") from None


def _no_toml(text: str, path: object, problem: str) -> MalformedFile:
    found = _PLACE.fullmatch(problem)
    if found is None:
        return MalformedFile(path, f"is no TOML: {problem}")
    if found[2] is None:
        return MalformedFile(path, f"is no TOML: {found[1]}, at its end", line=text.count("\n") + 1)
    return MalformedFile(path, f"is no TOML: {found[1]}", line=int(found[2]), where=f"column {found[3]}")


def line_of(text: str, place: str) -> int | None:
    """The line on which the statement begins that says a place (``group[2].count``) in a valid TOML text.

    Where the place itself is not there (a key is missing), the table that should have it; None where that is the whole
    file, or the text is long. The shortest beginning of the text that has the place ends with the statement.
    """
    if len(text) > _LINES_LOOKED_FOR:
        return None
    document, steps = tomllib.loads(text), [_step(found) for found in _STEP.finditer(place)]
    while steps and not _has(document, steps):
        steps.pop()
    if not steps:
        return None
    starts = _statement_starts(text)
    ends = [*starts[1:], len(text)]
    index = bisect_left(ends, True, key=lambda end: _has(tomllib.loads(text[:end]), steps))  # noqa: FBT003 - a value
    return text.count("\n", 0, starts[index]) + 1


def _step(found: re.Match[str]) -> str | int:
    """One step of a place: ``group[2].count`` is ``"group"``, 1, ``"count"``."""
    if found[1]:
        return int(found[1]) - 1
    return str(tomllib.loads(f"key = {found[2]}")["key"]) if found[2] else found[3]


def _has(value: object, steps: list[str | int]) -> bool:
    for step in steps:
        if isinstance(value, dict):
            value = value.get(step, _MISSING)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return False
    return value is not _MISSING


def _statement_starts(text: str) -> list[int]:
    """Where the statements of a valid TOML text begin: behind each line end outside strings, lists and tables."""
    starts, depth = [0], 0
    for token in _TOKEN.finditer(text):
        depth += _DEPTH.get(token[0], 0)
        if token[0] == "\n" and not depth:
            starts.append(token.end())
    return starts
