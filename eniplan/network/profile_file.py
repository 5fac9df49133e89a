"""The account's profile in a TOML file, its keys at the top level."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

from eniplan.errors import MalformedFile, SpecError
from eniplan.network.profile import Profile

_PLACE = re.compile(r"(.*) \(at line (\d+), column (\d+)\)", re.DOTALL)
_LIMIT = 1024 * 1024


def read_profile(path: str | os.PathLike[str]) -> dict[str, object]:
    """The keys of a profile file, checked.

    Raises:
        MalformedFile: a file that is not there or no TOML (with its line), an unknown key (with the nearest one), or
            a value of the wrong kind.
    """
    text = _text(path)
    try:
        values: dict[str, object] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise _no_toml(path, text, str(problem)) from None
    except (RecursionError, ValueError):  # nested too deeply; a number of thousands of digits; an impossible date
        raise MalformedFile(path, "is no profile: a value is too long or nested too deeply") from None
    for key, value in values.items():
        try:
            Profile().with_values({key: value}, "")
        except SpecError as problem:
            raise MalformedFile(path, problem.problem, line=_line_of(key, text), where=_shown(key)) from None
    return values


def _text(path: str | os.PathLike[str]) -> str:
    try:
        if not Path(path).is_file():
            problem = "is no regular file" if Path(path).exists() else "there is no such file"
            raise MalformedFile(path, problem)
        with Path(path).open("rb") as stream:
            content = stream.read(_LIMIT + 1)
    except (OSError, ValueError) as problem:  # ValueError: a NUL inside the name
        raise MalformedFile(path, f"cannot be read: {getattr(problem, 'strerror', None) or problem}") from None
    if len(content) > _LIMIT:
        raise MalformedFile(path, f"is larger than {_LIMIT:,} bytes, the most that is read")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise MalformedFile(path, f"is no UTF-8 text: byte {problem.start}", line=line) from None


def _no_toml(path: str | os.PathLike[str], text: str, problem: str) -> MalformedFile:
    found = _PLACE.fullmatch(problem)
    if found is None:
        return MalformedFile(path, f"is no TOML: {problem}", line=text.count("\n") + 1)
    return MalformedFile(path, f"is no TOML: {found[1]}", line=int(found[2]), where=f"column {found[3]}")


def _line_of(key: str, text: str) -> int | None:
    found = re.search(rf"^[ \t]*\[?[ \t]*[\"']?{re.escape(key)}\b", text, re.MULTILINE)
    return None if found is None else text.count("\n", 0, found.start()) + 1


def _shown(key: str) -> str:
    return key if key.isprintable() else ascii(key)
