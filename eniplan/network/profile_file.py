"""The account's profile in a TOML file, its keys at the top level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.errors import MalformedFile, SpecError
from eniplan.network.profile import Profile
from eniplan.network.toml_text import line_of, parse_toml, read_toml_text

if TYPE_CHECKING:
    from eniplan.network.input_file import AnyPath


def read_profile(path: AnyPath) -> dict[str, object]:
    """The keys of a profile file, checked.

    Raises:
        MalformedFile: a file that is not there or no TOML (with its line), an unknown key (with the nearest one), or
            a value of the wrong kind.
    """
    text = read_toml_text(path)
    values = parse_toml(text, path)
    for key, value in values.items():
        try:
            Profile().with_values({key: value}, "")
        except SpecError as problem:
            raise MalformedFile(path, problem.problem, line=line_of(text, key), where=_shown(key)) from None
    return values


def _shown(key: str) -> str:
    return key if key.isprintable() else ascii(key)
