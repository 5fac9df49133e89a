"""Reading an inventory from files and folders: the only place here that opens a file.

A folder's files are read by code point of their names; hidden ones, sub-folders and whatever is no regular file are
not. Nothing is read that is larger than the limit, and a pipe is never opened.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from eniplan.contract.findings import Findings
from eniplan.errors import MalformedFile
from eniplan.network.block_limits import block_limit_findings
from eniplan.network.facts import inventory_of
from eniplan.network.input_file import AnyPath, shown_path
from eniplan.network.inventory import Inventory
from eniplan.network.json_text import FILE_LIMIT, Answer, answers_in
from eniplan.network.profile import Profile
from eniplan.network.remarks import remark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from eniplan.contract.finding import Finding


class Listed(NamedTuple):
    """The files to read, in order, and notes about what is not read."""

    files: tuple[Path, ...]
    notes: tuple[Finding, ...]


def read_inventory(
    *paths: AnyPath, profile: Profile | Mapping[str, object] | AnyPath | None = None, max_bytes: int = FILE_LIMIT
) -> Inventory:
    """Read what exists from API answers as the API and its command line print them.

    Args:
        paths: files and folders; for one id, the later one wins. None at all is an empty inventory.
        profile: limits that apply last: a whole profile, some of its keys, or a TOML file with them.
        max_bytes: the largest file that is read.

    Raises:
        MalformedFile: a path that is not there, or a file that cannot be read as an answer.
        SpecError: a profile key that does not exist, or a value of the wrong kind.
    """
    listed = [_listed(path) for path in paths]
    files = [file for one in listed for file in one.files]
    inventory = inventory_of(_answers(files, max_bytes)) if files else Inventory()
    notes = tuple(chain.from_iterable(one.notes for one in listed))
    limits = _profile(inventory.profile, profile)
    many = block_limit_findings(inventory.vswitches.values(), limits)
    return replace(inventory, findings=Findings((*notes, *inventory.findings, *many)), profile=limits)


def _profile(read: Profile, given: Profile | Mapping[str, object] | AnyPath | None) -> Profile:
    if given is None:
        return read
    if isinstance(given, Profile):
        return given
    if isinstance(given, Mapping):
        return read.with_values(given, "the profile that was given")
    from eniplan.network.profile_file import read_profile  # noqa: PLC0415 - first use only

    return read.with_values(read_profile(given), f"profile file {shown_path(given)}")


def _listed(path: AnyPath) -> Listed:
    mode = _mode(path)
    if stat.S_ISDIR(mode):
        return _folder(Path(path))
    if not stat.S_ISREG(mode):
        raise MalformedFile(shown_path(path), "is neither a file nor a folder")
    return Listed((Path(path),), ())


def _folder(folder: Path) -> Listed:
    try:
        names = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as problem:
        raise _unreadable(folder, problem) from None
    files, notes = [], []
    for path in (folder / name for name in names):
        mode = _mode(path)
        if stat.S_ISREG(mode):
            files.append(path)
        else:
            notes.append(_not_read(path, mode))
    if not files:
        raise MalformedFile(shown_path(folder), "the folder holds no file; a folder of API answers was expected")
    return Listed(tuple(files), tuple(notes))


def _not_read(path: Path, mode: int) -> Finding:
    if stat.S_ISDIR(mode):
        message = f"the folder {shown_path(path)} is inside the inventory's folder and is not read; name it to read it"
        return remark("Lint.SubfolderNotRead", message, file=shown_path(path))
    return remark("Lint.UnknownShape", f"{shown_path(path)} is no regular file and is not read", file=shown_path(path))


def _answers(files: Iterable[Path], max_bytes: int) -> Iterator[Answer]:
    for file in files:
        yield from answers_in(shown_path(file), _content(file, max_bytes))


def _content(file: Path, max_bytes: int) -> bytes:
    try:
        with file.open("rb") as stream:
            is_small = os.fstat(stream.fileno()).st_size <= max_bytes
            content = stream.read(max_bytes + 1) if is_small else b""
    except OSError as problem:
        raise _unreadable(file, problem) from None
    if not is_small or len(content) > max_bytes:
        raise MalformedFile(
            shown_path(file), f"is larger than {max_bytes:,} bytes, the most that is read; split its pages"
        )
    return content


def _mode(path: AnyPath) -> int:
    try:
        return Path(path).stat().st_mode
    except (OSError, ValueError) as problem:  # ValueError: a NUL inside the name
        raise _unreadable(path, problem) from None


def _unreadable(path: AnyPath, problem: Exception) -> MalformedFile:
    if isinstance(problem, FileNotFoundError):
        return MalformedFile(shown_path(path), "there is no such file or folder")
    return MalformedFile(shown_path(path), f"cannot be read: {getattr(problem, 'strerror', None) or problem}")
