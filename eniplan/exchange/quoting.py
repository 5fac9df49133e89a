"""Texts in quotation marks, on one line, for languages that escape as JSON does: nothing in them stays unseen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

CONTROLS: Final = "\x00-\x1f\x7f-\x9f"
UNSEEN: Final = "\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
"""Signs that break a line, turn its direction or show nothing, as part of a pattern; not the joiners, which spell."""
JOINERS: Final = "\u200c\u200d"


class Quoting(NamedTuple):
    r"""How a language quotes.

    Args:
        escaped: what is escaped, one sign at a time.
        short: the short escape of a sign that has one; any other is written as ``\uXXXX``.
    """

    escaped: re.Pattern[str]
    short: Mapping[str, str]

    def quoted(self, text: str) -> str:
        """A text as the language reads it back."""
        return f'"{self.escaped.sub(self._escape, text)}"'

    def _escape(self, found: re.Match[str]) -> str:
        return self.short.get(found[0]) or f"\\u{ord(found[0]):04x}"
