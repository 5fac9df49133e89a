"""One line of a requests file as a JSON object, strictly: what could mean two things is refused.

Refused are members that are there twice, NaN and Infinity (also as ``1e999``), numbers of thousands of digits, half
characters and bottomless nesting. Python's own limits become plain sentences.
"""

from __future__ import annotations

import json
import math
from typing import NoReturn

from eniplan.spelling import no_json

DEEPEST = 20
"""Levels of objects and lists inside one request; the API's have 4."""

WANTED = "one request is expected on each line, as one JSON object"

_SHOWN = 40


class LineProblem(Exception):
    """Why a line is refused, and the column where it is known; it never leaves the package (MalformedFile does)."""

    def __init__(self, problem: str, where: str = "") -> None:
        self.problem, self.where = problem, where
        super().__init__(problem)


def object_on(line: bytes) -> dict[str, object]:
    """The JSON object on a line.

    Raises:
        LineProblem: the line is anything else.
    """
    text = _decoded(line)
    if text.lstrip().startswith("["):
        raise LineProblem(f"is a JSON list; {WANTED}")
    value = _value(text)
    if not isinstance(value, dict):
        raise LineProblem(f"is no JSON object; {WANTED}")
    if text.count("{") + text.count("[") > DEEPEST and _is_deeper(value, DEEPEST):
        raise _too_deep()
    if "\\ud" in text.lower():
        _check_characters(value)
    return value


def _decoded(line: bytes) -> str:
    try:
        return line.rstrip(b"\r\n").decode()
    except UnicodeDecodeError as problem:
        raise LineProblem(f"is no UTF-8 text: byte {problem.start} of the line") from None


def _value(text: str) -> object:
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError as problem:
        raise LineProblem(f"{no_json(problem)}; {WANTED}", f"column {problem.colno}") from None
    except RecursionError:
        raise _too_deep() from None
    except ValueError:  # Python refuses to convert numbers of more than 4,300 digits
        raise LineProblem("has a number with thousands of digits") from None


def _too_deep() -> LineProblem:
    return LineProblem(f"is nested deeper than {DEEPEST} levels")


def _is_deeper(value: object, levels: int) -> bool:
    """Whether a value nests more levels of objects and lists than that."""
    if isinstance(value, dict):
        return levels == 0 or any(_is_deeper(item, levels - 1) for item in value.values())
    if isinstance(value, list):
        return levels == 0 or any(_is_deeper(item, levels - 1) for item in value)
    return False


def _check_characters(value: object) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise LineProblem("has half a character (a lone surrogate), which no request can hold") from None


def _each_once(members: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in members:
        if name in found:
            raise LineProblem(f"has the member {json.dumps(name)} twice in one object")
        found[name] = value
    return found


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise LineProblem(f"has the number {text[:_SHOWN]}, which is too large")
    return number


def _no_constant(name: str) -> NoReturn:
    raise LineProblem(f"has {name}, which is no JSON number")


_DECODER = json.JSONDecoder(object_pairs_hook=_each_once, parse_float=_finite, parse_constant=_no_constant)
