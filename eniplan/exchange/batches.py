"""Batches of requests, out and in: one request a line, at flat memory however many there are."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple

from eniplan.contract.wire import canonical, flatten
from eniplan.errors import EniplanError, MalformedFile, OutputError
from eniplan.exchange.files import is_special, write_folder, write_whole
from eniplan.exchange.json_line import WANTED, LineProblem, object_on
from eniplan.exchange.progress import told
from eniplan.network.input_file import opened, shown_path
from eniplan.spelling import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import TextIO

    from eniplan.exchange.progress import Progress
    from eniplan.network.input_file import AnyPath
    from eniplan.planning.plan import Plan

LINE_LIMIT = 1024 * 1024
"""The longest line of a requests file that is read, in bytes."""

STDIN = "-"
"""The path that stands for the standard input."""

_BLANK = b" \t\r\n"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class Format(NamedTuple):
    """One way to write a batch: what it holds, for documentation, and what writes it."""

    meaning: str
    write: Callable[[Plan, TextIO], None]


def _write_jsonl(plan: Plan, stream: TextIO) -> None:
    stream.writelines(f"{line}\n" for line in plan.requests.lines())


def _write_query(plan: Plan, stream: TextIO) -> None:
    stream.writelines(f"{canonical(flatten(json.loads(line)))}\n" for line in plan.requests.lines())


def _write_steps(plan: Plan, stream: TextIO) -> None:
    stream.writelines(f"{step.json()}\n" for step in plan.steps)


FORMATS: Final[Mapping[str, Format]] = {
    "jsonl": Format("the nested parameters of one CreateNetworkInterface call a line, for the SDK", _write_jsonl),
    "steps": Format("one call a line with its id and the step it follows: creates and assign calls", _write_steps),
    "query": Format("the flattened parameters (Tag.1.Key) of one call a line, for a signed query", _write_query),
}
"""The formats by name, which is also the suffix of a file."""

STEPS_FILE: Final = "steps.jsonl"
"""Beside a batch of requests: every call, where some ENI takes more than one."""


def export(
    plan: Plan,
    path: AnyPath,
    format: str | None = None,  # noqa: A002 - what users call it
    *,
    progress: Progress | None = None,
) -> None:
    """Write the requests of a plan to a file, which appears whole or not at all.

    Args:
        plan: the plan; only accepted, new ENIs have a request.
        path: the file.
        format: a name of :data:`FORMATS`; by default the file's suffix says it, and the name ``steps.jsonl``.
        progress: called with the number of lines written so far; what it raises ends the export, and no file appears.

    A ``jsonl`` batch whose ENIs need more than their creates gets ``steps.jsonl`` beside it: both files, or neither.

    Raises:
        OutputError: a suffix that says no format, or a file that cannot be written.
        EniplanError: an unknown format.
    """
    name = _format_of(path) if format is None else format
    check_format(name)
    if has_steps_beside(plan, path, name):
        _write_with_steps(plan, Path(path), progress)
    else:
        write_whole(path, lambda stream: write_batch(plan, name, stream, progress=progress))


def has_steps_beside(plan: Plan, path: AnyPath, format: str) -> bool:  # noqa: A002 - what users call it
    """Whether a batch in that place gets ``steps.jsonl`` beside it: a file of requests that only create."""
    return format == "jsonl" and plan.needs_steps and not is_special(path)


def _write_with_steps(plan: Plan, path: Path, progress: Progress | None) -> None:
    if path.name == STEPS_FILE:
        problem = "is where the assign calls of these ENIs go; give the requests another name, or ask for steps"
        raise OutputError(shown_path(path), problem)
    formats = {path.name: "jsonl", STEPS_FILE: "steps"}
    write_folder(
        path.parent, {name: partial(write_batch, plan, form, progress=progress) for name, form in formats.items()}
    )


def check_format(name: str) -> None:
    """Refuse an unknown format before anything is done.

    Raises:
        EniplanError: with the nearest known one.
    """
    if name not in FORMATS:
        raise EniplanError(f"{name} is not a known format{did_you_mean(name, FORMATS)}")


def write_batch(
    plan: Plan,
    format: str,  # noqa: A002 - what users call it
    stream: TextIO,
    *,
    progress: Progress | None = None,
) -> None:
    """Write the requests of a plan to an open stream, in a known format; ``progress`` as for :func:`export`."""
    FORMATS[format].write(plan, stream if progress is None else told(stream, progress))


def _format_of(path: AnyPath) -> str:
    if Path(path).name == STEPS_FILE:
        return "steps"
    suffix = Path(path).suffix.removeprefix(".").lower()
    if suffix not in FORMATS:
        raise OutputError(shown_path(path), f"its suffix names no format; name one of {', '.join(FORMATS)}")
    return suffix


def read_requests(path: AnyPath) -> Iterator[tuple[int, Mapping[str, object]]]:
    """The requests of a file of JSON lines, each with its line, counted from 1; blank lines are passed over.

    Args:
        path: the file, or ``-`` for the standard input.

    Raises:
        MalformedFile: when the reading comes to a line that is not one JSON object, with that line.
    """
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
