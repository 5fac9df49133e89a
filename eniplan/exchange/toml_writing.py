"""Values as TOML text, and what a value must be so that TOML and JSON can both say it."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from eniplan.errors import SpecError
from eniplan.exchange.quoting import CONTROLS, UNSEEN, Quoting

if TYPE_CHECKING:
    from collections.abc import Iterator

DEEPEST = 20
"""Levels of tables and lists inside one value; a request has 4."""

_LONGEST_LINE = 100
_SHOWN = 60
_WHOLE = range(-(2**63), 2**63)
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_TOML = Quoting(
    re.compile(f'["\\\\{CONTROLS}{UNSEEN}]'),
    {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"},
)


def quoted(text: str) -> str:
    """A text as a TOML string on one line; what cannot be seen is escaped."""
    return _TOML.quoted(text)


def key_text(key: str) -> str:
    """A key, quoted where it has to be."""
    return key if _BARE_KEY.fullmatch(key) else quoted(key)


def literal(value: object) -> str:
    """A plain value as TOML on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, Mapping):
        members = ", ".join(f"{key_text(key)} = {literal(member)}" for key, member in value.items())
        return f"{{ {members} }}" if members else "{}"
    if isinstance(value, Sequence):
        return f"[{', '.join(map(literal, value))}]"
    return repr(value)


def assignment(key: str, value: object) -> str:
    """``key = value`` on one line; a list that would be longer than about 100 characters has one item a line."""
    line = f"{key_text(key)} = {literal(value)}"
    if len(line) <= _LONGEST_LINE or isinstance(value, str) or not isinstance(value, Sequence):
        return line
    items = "".join(f"    {literal(item)},\n" for item in value)
    return f"{key_text(key)} = [\n{items}]"


def tables(header: str, table: Mapping[str, object]) -> Iterator[str]:
    """A table and the tables inside it, each with its own header."""
    inner = {key: value for key, value in table.items() if isinstance(value, Mapping)}
    lines = [assignment(key, value) for key, value in table.items() if key not in inner]
    yield "\n".join([f"[{header}]", *lines])
    for key, value in inner.items():
        yield from tables(f"{header}.{key_text(key)}", value)


def under(place: str, key: str) -> str:
    """The place of a key inside a table, for messages: ``group[2].count``."""
    short = key_text(key if len(key) <= _SHOWN else f"{key[:_SHOWN]}...")
    return f"{place}.{short}" if place else short


def check_plain(place: str, value: object, depth: int = 1) -> None:
    """Refuse what TOML or JSON cannot say: dates, NaN, numbers beyond 64 bits, half characters, bottomless nesting.

    Raises:
        SpecError: with the place of the value.
    """
    if depth > DEEPEST:
        raise SpecError(place, f"is nested deeper than {DEEPEST} levels")
    if isinstance(value, Mapping):
        for key, member in value.items():
            check_plain(under(place, _checked_key(place, key)), member, depth + 1)
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value, 1):
            check_plain(f"{place}[{number}]", item, depth + 1)
    elif problem := _problem(value):
        raise SpecError(place, problem)


def _checked_key(place: str, key: object) -> str:
    if not isinstance(key, str) or _problem(key):
        raise SpecError(place, f"{shown(key)} is not a key that TOML can say")
    return key


def _problem(value: object) -> str:
    if isinstance(value, str):
        return "" if _is_whole_text(value) else "has half a character (a lone surrogate), which no file can hold"
    if isinstance(value, bool):
        return ""
    if isinstance(value, int):
        return "" if value in _WHOLE else "is a number beyond 64 bits"
    if isinstance(value, float):
        return "" if math.isfinite(value) else f"{shown(value)} is not a number that a request can hold"
    return f"{shown(value)} is not a text, a number, true, false, a list or a table"


def _is_whole_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def shown(value: object) -> str:
    """A value for a message: short, on one line, as TOML writes it."""
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, str):
        text = ascii(value) if not _is_whole_text(value) else quoted(value[: _SHOWN + 1])
        return text if len(value) <= _SHOWN else f'{text[:_SHOWN]}..."'
    if isinstance(value, int):
        return literal(value) if value in _WHOLE else "a number beyond 64 bits"
    if isinstance(value, float):
        return repr(value)
    return str(value) if hasattr(value, "isoformat") else f"a value of type {type(value).__name__}"
