"""How far a file is written: an open stream that tells the lines that have gone through it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TextIO, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Progress = Callable[[int], None]
"""Called with the number of lines written so far; what it raises ends the writing."""

Row = TypeVar("Row")

EACH = 500
"""Lines between two calls."""


def told(stream: TextIO, progress: Progress) -> TextIO:
    """The stream, with its lines counted."""
    return cast("TextIO", _Told(stream, progress))


def told_rows(rows: Iterable[Row], stream: TextIO) -> Iterator[Row]:
    """The same rows, each counted as a line of a stream that gets them as bytes, by another way than its lines."""
    for row in rows:
        yield row
        if isinstance(stream, _Told):
            stream.count(1)


class _Told:
    """Counts the lines that are written; all else is the stream's own matter."""

    def __init__(self, stream: TextIO, progress: Progress) -> None:
        self._stream, self._progress, self._lines = stream, progress, 0

    def write(self, text: str) -> int:
        self.count(text.count("\n"))
        return self._stream.write(text)

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)

    def count(self, lines: int) -> None:
        """So many more have gone through."""
        before = self._lines
        self._lines += lines
        if self._lines // EACH > before // EACH:
            self._progress(self._lines)
