"""Opening input files: whatever keeps one from being read is one sentence with its name."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from eniplan.errors import MalformedFile

if TYPE_CHECKING:
    from collections.abc import Iterator

AnyPath = str | os.PathLike[str]
_PIECE = 1 << 20


@contextmanager
def opened(path: AnyPath) -> Iterator[BinaryIO]:
    """An input file, for reading bytes.

    Raises:
        MalformedFile: it is not there, a folder, or cannot be read.
    """
    if "\0" in shown_path(path):
        raise MalformedFile(shown_path(path), "cannot be read: its name has a NUL character in it")
    try:
        with Path(path).open("rb") as stream:
            yield stream
    except FileNotFoundError:
        raise MalformedFile(shown_path(path), "there is no such file") from None
    except IsADirectoryError:
        raise MalformedFile(shown_path(path), "is a folder, a file is expected") from None
    except OSError as problem:
        raise MalformedFile(shown_path(path), f"cannot be read: {problem.strerror or problem}") from None


def read_limited(path: AnyPath, most: int) -> bytes:
    """All of an input file that is not larger than some bytes; nothing beyond them is read of one that is.

    Raises:
        MalformedFile: it is larger, or as for :func:`opened`.
    """
    parts, size = [], 0
    with opened(path) as stream:
        while part := stream.read(_PIECE):
            size += len(part)
            if size > most:
                raise MalformedFile(shown_path(path), f"is larger than {most // 1024**2:,} MiB, the most that is read")
            parts.append(part)
    return b"".join(parts)


def shown_path(path: AnyPath) -> str:
    """The path as it can be shown: file names may hold bytes that are no text."""
    return os.fspath(path).encode("utf-8", "backslashreplace").decode("utf-8")
