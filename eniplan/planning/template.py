"""The requests of a group, written fast: everything but the ENI's own values is JSON already.

A request's canonical line is its members in the page's order, without blanks; the ClientToken is the hash of that line
without the token. A template keeps the line as literal pieces with slots between them, so one ENI costs a few joins;
which members a request with named addresses has is laid out once for each set of them.
The values it writes are those :func:`eniplan.contract.wire.canonical` would write: a test holds the two equal.
"""

from __future__ import annotations

from json.encoder import encode_basestring
from typing import TYPE_CHECKING, NamedTuple

from eniplan.contract.parameters import PARAMETERS
from eniplan.contract.wire import canonical, client_token

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eniplan.contract.wire import Value

_MADE = "ClientToken"
_NAME = "NetworkInterfaceName"
_PRIMARY = "PrimaryIpAddress"
_LISTS = ("PrivateIpAddress", "Ipv6Address", "Ipv4Prefix", "Ipv6Prefix")
_BETWEEN = '","'.join
_SLOTS = {
    _NAME: f'"{_NAME}":%({_NAME})s',
    _PRIMARY: f'"{_PRIMARY}":"%({_PRIMARY})s"',
    **{name: f'"{name}":["%({name})s"]' for name in _LISTS},
}
"""Members that ENIs have of their own. Addresses hold nothing that JSON would escape."""


class Pins(NamedTuple):
    """The addresses and prefixes a request names, as texts; empty ones are left to the cloud."""

    primary: str = ""
    secondary: Sequence[str] = ()
    ipv6: Sequence[str] = ()
    ipv4_prefixes: Sequence[str] = ()
    ipv6_prefixes: Sequence[str] = ()


NO_PINS = Pins()


class RequestTemplate:
    """The requests of ENIs that differ in name, token and named addresses only.

    Args:
        plan: the plan's name, part of every token.
        parameters: the nested parameters that all of them have.
    """

    __slots__ = ("_after", "_before", "_between", "_layouts", "_plan", "_static")

    def __init__(self, plan: str, parameters: Mapping[str, Value]) -> None:
        self._plan = plan
        self._static = {name: f'"{name}":{canonical_value(value)}' for name, value in parameters.items()}
        self._layouts: dict[tuple[bool, ...], tuple[str, str]] = {}
        unpinned = [f for f in _PAGE if f in self._static or f in (_NAME, _MADE)]
        name, token = unpinned.index(_NAME), unpinned.index(_MADE)
        self._before = "{" + "".join(self._static[f] + "," for f in unpinned[:name]) + f'"{_NAME}":'
        self._between = "".join("," + self._static[f] for f in unpinned[name + 1 : token])
        self._after = "".join("," + self._static[f] for f in unpinned[token + 1 :]) + "}"

    def line(self, name: str, pins: Pins = NO_PINS) -> str:
        """The canonical line of one ENI's request, token included."""
        head, tail = self._parts(name, pins)
        return f'{head},"{_MADE}":"{client_token(self._plan, name, head + tail)}"{tail}'

    def token(self, name: str, pins: Pins = NO_PINS) -> str:
        """The ClientToken of one ENI's request."""
        return client_token(self._plan, name, "".join(self._parts(name, pins)))

    def _parts(self, name: str, pins: Pins) -> tuple[str, str]:
        """The line without its token: what stands before it and after."""
        if pins is not NO_PINS:
            return self._pinned(name, pins)
        return self._before + encode_basestring(name) + self._between, self._after

    def _pinned(self, name: str, pins: Pins) -> tuple[str, str]:
        primary, *lists = pins
        named = tuple(map(bool, pins))
        head, tail = self._layouts.get(named) or self._lay_out(named)
        texts = zip(_LISTS, map(_BETWEEN, lists), strict=True)
        values = {_NAME: encode_basestring(name), _PRIMARY: primary, **dict(texts)}
        return head % values, tail % values

    def _lay_out(self, named: tuple[bool, ...]) -> tuple[str, str]:
        """The two parts with ``%`` slots for the name and for those of the pins that are named."""
        slots = {pin: _SLOTS[pin] for pin, there in zip((_PRIMARY, *_LISTS), named, strict=True) if there}
        static = {name: member.replace("%", "%%") for name, member in self._static.items()}
        members = {**static, **slots, _NAME: _SLOTS[_NAME]}
        before = [members[f] for f in _PAGE[:_TOKEN_PLACE] if f in members]
        after = [members[f] for f in _PAGE[_TOKEN_PLACE:] if f in members]
        parts = "{" + ",".join(before), "".join("," + member for member in after) + "}"
        return self._layouts.setdefault(named, parts)


def canonical_value(value: Value) -> str:
    """One member's value as JSON, as in a canonical line."""
    return canonical({"": value})[len('{"":') : -1]


_PAGE = [row.name for row in PARAMETERS]
_TOKEN_PLACE = _PAGE.index(_MADE)
