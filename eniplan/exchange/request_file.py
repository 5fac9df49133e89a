"""Batches of requests, in: one strict JSON object a line, read as it is asked for."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from eniplan.errors import MalformedFile
from eniplan.exchange.json_line import WANTED, LineProblem, object_on
from eniplan.network.input_file import opened, shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from eniplan.network.input_file import AnyPath

LINE_LIMIT = 1024 * 1024
"""The longest line of a requests file that is read, in bytes."""

STDIN = "-"
"""The path that stands for the standard input."""

_BLANK = b" \t\r\n"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def read_requests(path: AnyPath) -> Iterator[tuple[int, Mapping[str, object]]]:
    """The requests of a file of JSON lines, each with its line, counted from 1; blank lines are passed over.

    Args:
        path: the file, or ``-`` for the standard input.

    Raises:
        MalformedFile: when the reading comes to a line that is not one JSON object, with that line; a plan file.
    """
    if str(path).endswith(".toml"):
        raise MalformedFile(shown_path(path), "is a plan file; the requests that plan -o or export wrote are expected")
    with _opened(path) as stream:
        for number, line in _lines(stream, shown_path(path)):
            try:
                value = object_on(line)
            except LineProblem as problem:
                raise MalformedFile(shown_path(path), problem.problem, line=number, where=problem.where) from None
            yield number, value


@contextmanager
def _opened(path: AnyPath) -> Iterator[BinaryIO]:
    if path == STDIN:
        yield sys.stdin.buffer
    else:
        with opened(path) as stream:
            yield stream


def _lines(stream: BinaryIO, path: str) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank. Only a line feed ends one: a text may hold every other separator."""
    number = 0
    while line := stream.readline(LINE_LIMIT + 1):
        number += 1
        if number == 1:
            _check_start(line, path)
            line = line.removeprefix(_BYTE_ORDER_MARK)
        if len(line) > LINE_LIMIT:
            problem = f"is longer than {LINE_LIMIT // 1024**2} MiB, the most that is read of one line; {WANTED}"
            raise MalformedFile(path, problem, line=number)
        if line.strip(_BLANK):
            yield number, line


def _check_start(line: bytes, path: str) -> None:
    if line.startswith(_UTF_16):
        raise MalformedFile(path, "is UTF-16 text; write it as UTF-8", line=1)
