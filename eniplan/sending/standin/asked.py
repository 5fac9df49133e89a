"""The parameters of a describing call, read one by one: texts, numbers, lists of texts and tags.

What is wrong refuses the call with InvalidParameter and the parameter's name. Parameters nobody asks for are passed
over, as the cloud does (assumed).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.contract.unflatten import unflatten
from eniplan.sending.standin.refused import missing, refuse

if TYPE_CHECKING:
    from collections.abc import Mapping

_DIGITS = 9


class Asked:
    """The parameters of one call.

    Args:
        sent: flattened, every value a text.
    """

    def __init__(self, sent: Mapping[str, str]) -> None:
        nested = unflatten(sent)
        if nested.findings:
            raise refuse("InvalidParameter", nested.findings[0].message)
        self._members = nested.members

    def text(self, name: str) -> str:
        """A parameter that is a text; empty where it is not given."""
        value = self._members.get(name, "")
        if not isinstance(value, str):
            raise refuse("InvalidParameter", f"{name} is a text, not a list or an object")
        return value

    def required(self, name: str) -> str:
        """A parameter that must be given."""
        value = self.text(name)
        if not value:
            raise missing(name)
        return value

    def texts(self, name: str) -> frozenset[str]:
        """A parameter that is a list of texts; one text without a number counts as a list of one."""
        value = self._members.get(name, [])
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(item, str) for item in listed):
            raise refuse("InvalidParameter", f"{name} is a list of texts, counted from 1 without a hole")
        return frozenset(listed)

    def number(self, name: str, most: int, default: int) -> int:
        """A whole number from 1 to ``most``."""
        value = self.text(name)
        if not value:
            return default
        if not (value.isascii() and value.isdecimal() and len(value) <= _DIGITS and 1 <= int(value) <= most):
            raise refuse("InvalidParameter", f"{name} is a whole number from 1 to {most:,}")
        return int(value)

    def tags(self) -> tuple[tuple[str, str | None], ...]:
        """The tags asked for: key, and the value or None for any."""
        listed = self._members.get("Tag", [])
        if not isinstance(listed, list) or not all(isinstance(item, dict) for item in listed):
            raise refuse("InvalidParameter", "Tag is a list of Key and Value, counted from 1 without a hole")
        return tuple((str(item.get("Key", "")), item.get("Value")) for item in listed)
