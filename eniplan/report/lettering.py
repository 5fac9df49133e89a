r"""How words and numbers are written wherever a person reads them: in a terminal, in a table, in a picture.

Names and tags come from files that others wrote. None of them may drive a terminal, turn the reading direction of what
follows, break a line or push a table apart: such characters are shown as escapes (``\x1b``), text that is written
from right to left stands between isolates (U+2068, U+2069), and what is too long is cut with an ellipsis.
"""

from __future__ import annotations

import unicodedata
from typing import Literal

ARROW = "→"
ELLIPSIS = "…"
TIMES = "\N{MULTIPLICATION SIGN}"
NOTHING = "\N{EN DASH}"
"""Stands where a number would say something about a thing that is not there."""

_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_JOINERS = frozenset({"\u200c", "\u200d"})
"""Format characters that spell words and emoji; they change no direction."""


def visible(text: str, width: int | None = None) -> str:
    """A text that others wrote, safe to print: escaped, cut to a width in terminal cells, isolated where needed."""
    shown = cut("".join(_shown(character) for character in text), width)
    if any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in shown):
        return f"{_ISOLATE}{shown}{_END_ISOLATE}"
    return shown


def _shown(character: str) -> str:
    if character in _JOINERS or unicodedata.category(character) not in _UNSEEN:
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def cells(text: str) -> int:
    """How many terminal cells a text takes: wide letters (Chinese, emoji) two, marks and format characters none."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def _cells(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def cut(text: str, width: int | None) -> str:
    """The text if it fits into a width, else its beginning and an ellipsis."""
    if width is None or cells(text) <= width:
        return text
    kept, room = "", width - 1
    for character in text:
        room -= _cells(character)
        if room < 0:
            break
        kept += character
    return kept + ELLIPSIS


Side = Literal["left", "right"]


def padded(text: str, width: int, side: Side = "left") -> str:
    """The text filled up with blanks to a width in terminal cells; numbers stand at the right."""
    blanks = " " * max(width - cells(text), 0)
    return text + blanks if side == "left" else blanks + text


def wrapped(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """Lines of at most a width in cells, broken at blanks; a word that is longer stands alone and unbroken."""
    lines, line, empty = [], first, True
    for word in text.split(" "):
        if not empty and cells(line) + 1 + cells(word) > width:
            lines.append(line)
            line, empty = rest, True
        line += word if empty else f" {word}"
        empty = False
    return [*lines, line]


def changed(before: int, after: int) -> str:
    """``750 → 654``, or ``654`` where nothing changes."""
    return f"{after:,}" if before == after else f"{before:,} {ARROW} {after:,}"
