"""The file of a journal on the disk: begun whole or not at all, then only appended to and written through at once."""

from __future__ import annotations

import errno
import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from eniplan.errors import JournalError

if TYPE_CHECKING:
    from collections.abc import Callable

    from eniplan.network.input_file import AnyPath


class Tape:
    """The bytes of a journal on the disk, written through at once.

    Args:
        descriptor: of the open file.
        size: where the next byte goes.
    """

    def __init__(self, descriptor: int, size: int) -> None:
        self._descriptor, self._size = descriptor, size

    def append(self, content: bytes) -> None:
        """Write at the end, and wait until it is on the disk.

        Raises:
            OSError: it is not; the file is what it was before, as far as the system lets us. So it is where the file
                was deleted meanwhile: what nobody can open again is no journal.
        """
        if not os.fstat(self._descriptor).st_nlink:
            raise FileNotFoundError(errno.ENOENT, "it was deleted")
        try:
            self.write(content)
            self.sync()
        except OSError:
            with suppress(OSError):
                os.ftruncate(self._descriptor, self._size)
            raise
        self._size += len(content)

    def write(self, content: bytes) -> None:
        """All of the bytes, however many writes that takes."""
        os.lseek(self._descriptor, self._size, os.SEEK_SET)
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(self._descriptor, rest) :]

    def sync(self) -> None:
        """Wait until the bytes are on the disk."""
        os.fsync(self._descriptor)


def open_file(path: Path, begun: Callable[[], bytes]) -> int:
    """The descriptor of a journal's file, for reading and writing.

    Args:
        path: the file; one that is not there is made.
        begun: what a new file begins with.

    Raises:
        JournalError: it cannot be opened or made.
    """
    flags = os.O_RDWR | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    try:
        if not path.exists():
            _begin(path, begun())
        _check_regular(path)
        return os.open(path, flags)
    except OSError as problem:
        raise JournalError(path, f"cannot be opened: {problem.strerror or problem}") from None
    except ValueError:
        raise JournalError(path, "is no name of a file: it has a NUL") from None


def read_file(path: AnyPath) -> bytes:
    """All bytes of a journal.

    Raises:
        JournalError: it cannot be read.
    """
    try:
        if Path(path).exists():
            _check_regular(Path(path))
        return Path(path).read_bytes()
    except OSError as problem:
        raise JournalError(path, f"cannot be read: {problem.strerror or problem}") from None


def _check_regular(path: Path) -> None:
    """A pipe would wait for a writer, and a device keeps nothing."""
    if not path.is_file():
        raise OSError(errno.EINVAL, "a regular file is expected")


def _begin(path: Path, content: bytes) -> None:
    """Make the file, which appears whole or not at all; one that is there by now is kept."""
    with suppress(FileExistsError):
        _place(path, content)
    _sync_folder(path.parent)


def _place(path: Path, content: bytes) -> None:
    """Write beside the place, and link there. Where files cannot be linked (FAT), what is half written is refused."""
    temporary = path.with_name(f".eniplan-{secrets.token_hex(8)}.tmp")
    try:
        _write_new(temporary, content)
        os.link(temporary, path)
    except (NotImplementedError, PermissionError):
        _write_new(path, content)
    finally:
        with suppress(OSError):
            temporary.unlink()


def _write_new(path: Path, content: bytes) -> None:
    with path.open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    """The name of a new file is on the disk only when its folder is."""
    with suppress(OSError):  # no such thing on Windows
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
