"""Which lines of some files run: what a test must run to have a chance of noticing a change."""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Set
    from types import CodeType, FrameType

    from _typeshed import TraceFunction

Line = tuple[str, int]
"""A file and the number of a line in it, from 1."""

_OFTEN: Final = 200
"""What is called more often is followed no further: all of its lines count as run, which is never too few."""


@contextmanager
def lines_run(files: Set[str]) -> Iterator[set[Line]]:
    """The lines of some files that run meanwhile; complete at the end."""
    notes = _Notes(files)
    before = sys.gettrace()
    sys.settrace(notes.called)
    try:
        yield notes.lines
    finally:
        sys.settrace(before)


class _Notes:
    def __init__(self, files: Set[str]) -> None:
        self.lines: set[Line] = set()
        self._files = files
        self._calls: Counter[CodeType] = Counter()

    def called(self, frame: FrameType, _event: str, _argument: Any) -> TraceFunction | None:  # noqa: ANN401 - as a trace function is called
        """A function is called: follow its lines, where it stands in one of the files."""
        code = frame.f_code
        if code.co_filename not in self._files:
            return None
        self._calls[code] += 1
        if self._calls[code] <= _OFTEN:
            return self._line
        if self._calls[code] == _OFTEN + 1:
            self.lines.update((code.co_filename, line) for _, _, line in code.co_lines() if line is not None)
        return None

    def _line(self, frame: FrameType, event: str, _argument: Any) -> TraceFunction:  # noqa: ANN401 - likewise
        if event == "line":
            self.lines.add((frame.f_code.co_filename, frame.f_lineno))
        return self._line
