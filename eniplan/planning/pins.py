"""What a request names of its own: addresses and prefixes, as texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Pins(NamedTuple):
    """The addresses and prefixes a request names, as texts; empty ones are left to the cloud."""

    primary: str = ""
    secondary: Sequence[str] = ()
    ipv6: Sequence[str] = ()
    ipv4_prefixes: Sequence[str] = ()
    ipv6_prefixes: Sequence[str] = ()


NO_PINS = Pins()
