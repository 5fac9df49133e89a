"""How far a file is written: an open stream that tells the lines that have gone through it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TextIO, cast

if TYPE_CHECKING:
    from collections.abc import Iterable

Progress = Callable[[int], None]
"""Called with the number of lines written so far; what it raises ends the writing."""

EACH = 500
"""Lines between two calls."""


def told(stream: TextIO, progress: Progress) -> TextIO:
    """The stream, with its lines counted."""
    return cast("TextIO", _Told(stream, progress))


class _Told:
    """Counts the lines that are written; all else is the stream's own matter."""

    def __init__(self, stream: TextIO, progress: Progress) -> None:
        self._stream, self._progress, self._lines = stream, progress, 0

    def write(self, text: str) -> int:
        self._count(text)
        return self._stream.write(text)

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)

    def _count(self, text: str) -> None:
        before = self._lines
        self._lines += text.count("\n")
        if self._lines // EACH > before // EACH:
            self._progress(self._lines)
