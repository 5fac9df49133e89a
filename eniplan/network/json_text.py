"""JSON text as people have it: one document, JSON lines or documents one after the other, with its limits named.

A byte-order mark is accepted, and so are UTF-16 and UTF-32 (what PowerShell's ``>`` writes). NaN and Infinity are no
JSON; Python's own limits on digits and nesting become plain sentences.
"""

from __future__ import annotations

import json
import re
from typing import NamedTuple, NoReturn

from eniplan.errors import MalformedFile
from eniplan.spelling import no_json

FILE_LIMIT = 512 * 1024 * 1024
"""The largest file that is read, in bytes."""

_BLANK = re.compile(r"[ \t\r\n\ufeff]*")


class Answer(NamedTuple):
    """One JSON value of a file; ``line`` is where it begins, None where the file holds nothing else."""

    file: str
    value: object
    line: int | None = None


def answers_in(file: str, content: bytes) -> list[Answer]:
    """The JSON values of a file, in order.

    Raises:
        MalformedFile: no JSON, with line and column; or a limit that was hit.
    """
    text = _decoded(file, content)
    decoder = json.JSONDecoder(parse_constant=lambda name: _refuse_constant(file, name))
    found: list[Answer] = []
    line, counted, position = 1, 0, _after_blanks(text, 0)
    while position < len(text):
        line, counted = line + text.count("\n", counted, position), position
        value, position = _next_value(file, decoder, text, position)
        found.append(Answer(file, value, line))
        position = _after_blanks(text, position)
    if not found:
        raise MalformedFile(file, "is empty, a JSON answer was expected; the command that wrote it may have failed")
    return [found[0]._replace(line=None)] if len(found) == 1 else found


def _decoded(file: str, content: bytes) -> str:
    encoding = json.detect_encoding(content)
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise MalformedFile(file, f"is no JSON: byte {problem.start} is not {encoding} text", line=line) from None


def _after_blanks(text: str, position: int) -> int:
    blanks = _BLANK.match(text, position)
    return position if blanks is None else blanks.end()


def _next_value(file: str, decoder: json.JSONDecoder, text: str, position: int) -> tuple[object, int]:
    try:
        return decoder.raw_decode(text, position)
    except json.JSONDecodeError as problem:
        where = f"column {problem.colno}"
        odd = problem.pos == position  # not even the beginning of a value, as in a note beside the answers
        wanted = "; an answer of the API is expected, and in a folder of them nothing else" if odd else ""
        raise MalformedFile(file, f"{no_json(problem)}{wanted}", line=problem.lineno, where=where) from None
    except RecursionError:
        raise MalformedFile(file, "is nested too deeply; an answer of the API has about 10 levels") from None
    except ValueError:  # Python refuses to convert numbers of more than 4,300 digits
        raise MalformedFile(file, "has a number with thousands of digits") from None


def _refuse_constant(file: str, name: str) -> NoReturn:
    raise MalformedFile(file, f"has {name}, which is no JSON number")
