"""Writing files whole or not at all.

A file is written beside its place under another name, flushed to the disk and renamed, so that nobody ever sees half
of it. A link is followed, the permissions are those that ``open()`` would give, and what is no regular file (a pipe,
``/dev/stdout``) is written directly.
"""

from __future__ import annotations

import errno
import os
import secrets
import stat
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TextIO

from eniplan.errors import OutputError
from eniplan.network.input_file import AnyPath, shown_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Writer = Callable[[TextIO], object]
    """Writes a whole file to the stream; what it returns says nothing."""

_WRITE_PROBLEMS = {
    errno.ENOENT: "its folder does not exist",
    errno.ENOTDIR: "its folder is no folder",
    errno.EEXIST: "is a file, a folder is needed",
    errno.EISDIR: "is a folder, a file name is needed",
    errno.EACCES: "may not be written to",
    errno.EPERM: "may not be written",
    errno.EROFS: "may not be written, the file system is read-only",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EFBIG: "is larger than the file system allows",
    errno.ENAMETOOLONG: "the name is too long",
}


def write_whole(path: AnyPath, write: Writer) -> None:
    """Write a text file so that it appears whole, or not at all.

    Args:
        path: the file; an older one is replaced.
        write: writes the text to the open file (UTF-8, line ends as they are; its ``buffer`` takes bytes).

    Raises:
        OutputError: it cannot be written; what was there before is untouched.
    """
    with _telling(path):
        if is_special(path):
            with _open(Path(path), "w") as stream:
                write(stream)
        else:
            target = Path(os.path.realpath(path))
            with _begun(target, write) as temporary:
                temporary.replace(target)


def write_folder(folder: AnyPath, writers: Mapping[str, Writer]) -> list[Path]:
    """Write several files into a folder, which is made where it is missing: all of them, or none.

    Args:
        folder: the folder.
        writers: what writes each file, by file name.

    Returns:
        The files, in order.

    Raises:
        OutputError: one of them cannot be written; what was there before is untouched.
    """
    with _telling(folder), ExitStack() as stack:
        stack.enter_context(_made(Path(folder)))
        begun: dict[Path, Path] = {}
        for name, write in writers.items():
            with _telling(Path(folder, name)):
                target = _inside(folder, name)
                begun[target] = stack.enter_context(_begun(target, write))
        for target, temporary in begun.items():
            temporary.replace(target)
    return [Path(folder, name) for name in writers]


def _inside(folder: AnyPath, name: str) -> Path:
    if Path(name).name != name or name in {"", ".."}:
        raise OutputError(shown_path(name), "is no file name, so nothing was written")
    return Path(os.path.realpath(Path(folder, name)))


@contextmanager
def _telling(path: AnyPath) -> Iterator[None]:
    """What goes wrong with a file, as one sentence."""
    if "\0" in shown_path(path):
        raise OutputError(shown_path(path), "has a NUL character in it, so nothing was written")
    try:
        yield
    except UnicodeEncodeError as problem:
        letter = ascii(problem.object[problem.start])
        problem_text = f"a text has half a character in it, {letter}, so nothing was written"
        raise OutputError(shown_path(path), problem_text) from None
    except OSError as problem:
        reason = _WRITE_PROBLEMS.get(problem.errno or 0) or problem.strerror or str(problem)
        raise OutputError(shown_path(path), f"{reason}, so nothing was written") from None


@contextmanager
def _begun(target: Path, write: Writer) -> Iterator[Path]:
    """The whole file under a temporary name beside its place; removed at the end unless it was renamed."""
    _check_writable(target)
    temporary = target.with_name(f".eniplan-{secrets.token_hex(8)}.tmp")
    try:
        with _open(temporary, "x") as stream:
            with suppress(FileNotFoundError):
                temporary.chmod(stat.S_IMODE(target.stat().st_mode))
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        yield temporary
    finally:
        with suppress(OSError):
            temporary.unlink()


def _check_writable(target: Path) -> None:
    """Refuse what ``open()`` would refuse, though a rename would not."""
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """The folder is there; if it was made here and the rest fails, it is removed."""
    was_there = folder.is_dir()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        with suppress(OSError):
            if not was_there:
                folder.rmdir()
        raise


def is_special(path: AnyPath) -> bool:
    """Whether the path is a pipe or a device."""
    target = Path(path)
    return target.exists() and not (target.is_file() or target.is_dir())


def _open(path: Path, mode: Literal["w", "x"]) -> TextIO:
    return path.open(mode, encoding="utf-8", newline="\n")
