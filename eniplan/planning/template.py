"""The requests of a group, written fast: everything but the ENI's own values is JSON already.

A request's canonical line is its members in the page's order, without blanks; the ClientToken is the hash of that line
without the token. A template keeps the line as literal pieces with slots between them, so one ENI costs a few joins.
The values it writes are those :func:`eniplan.contract.wire.canonical` would write: a test holds the two equal.
"""

from __future__ import annotations

from json.encoder import encode_basestring
from typing import TYPE_CHECKING, NamedTuple

from eniplan.contract.parameters import PARAMETERS
from eniplan.contract.wire import canonical, client_token

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from eniplan.contract.wire import Value

_MADE = "ClientToken"
_NAME = "NetworkInterfaceName"
_PRIMARY = "PrimaryIpAddress"
_LISTS = ("PrivateIpAddress", "Ipv6Address", "Ipv4Prefix", "Ipv6Prefix")


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

    __slots__ = ("_after", "_before", "_between", "_plan", "_static")

    def __init__(self, plan: str, parameters: Mapping[str, Value]) -> None:
        self._plan = plan
        self._static = {name: f'"{name}":{canonical_value(value)}' for name, value in parameters.items()}
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
        own = {_NAME: f'"{_NAME}":{encode_basestring(name)}', **dict(_pin_members(pins))}
        members = {**self._static, **own}
        before = [members[f] for f in _PAGE[:_TOKEN_PLACE] if f in members]
        after = [members[f] for f in _PAGE[_TOKEN_PLACE:] if f in members]
        return "{" + ",".join(before), "".join("," + member for member in after) + "}"


def _pin_members(pins: Pins) -> Iterator[tuple[str, str]]:
    """The pinned members as JSON; addresses hold nothing that JSON would escape."""
    if pins.primary:
        yield _PRIMARY, f'"{_PRIMARY}":"{pins.primary}"'
    for name, texts in zip(_LISTS, (pins.secondary, pins.ipv6, pins.ipv4_prefixes, pins.ipv6_prefixes), strict=True):
        if texts:
            yield name, f'"{name}":["' + '","'.join(texts) + '"]'


def canonical_value(value: Value) -> str:
    """One member's value as JSON, as in a canonical line."""
    return canonical({"": value})[len('{"":') : -1]


_PAGE = [row.name for row in PARAMETERS]
_TOKEN_PLACE = _PAGE.index(_MADE)
