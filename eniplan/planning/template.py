"""The requests of a group, written fast: everything but the ENI's own values is JSON already.

A request's canonical line is its members in the page's order, without blanks; the ClientToken is the hash of that line
without the token. A template keeps the line as literal pieces with slots between them, so one ENI costs a few joins;
which members a request with named addresses has is laid out once for each set of them.
The values it writes are those :func:`eniplan.contract.wire.canonical` would write: a test holds the two equal.
"""

from __future__ import annotations

from itertools import chain
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, NamedTuple

from eniplan.contract.client_token import client_token
from eniplan.contract.parameters import PARAMETERS
from eniplan.contract.wire import canonical
from eniplan.planning.pins import NO_PINS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from eniplan.contract.wire import Value
    from eniplan.planning.pins import Pins

_MADE = "ClientToken"
_NAME = "NetworkInterfaceName"
_PRIMARY = "PrimaryIpAddress"
_LISTS = ("PrivateIpAddress", "Ipv6Address", "Ipv4Prefix", "Ipv6Prefix")
"""What a request names in lists, in the page's order."""
_SLOT = "\0"
"""Marks a slot while the pieces are laid out: JSON holds none, it would escape it."""

BETWEEN = '","'
"""Stands between the texts of a list, which are no more than that: addresses hold nothing that JSON would escape."""


class Layout(NamedTuple):
    """A line without its token, as literal pieces; a slot lies between two of them.

    Args:
        before: what stands before the token; the slots are the primary address, if it is named, and the name as JSON.
        after: what stands after it; the slots are the lists that are named, their texts joined by :data:`BETWEEN`.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]


class RequestTemplate:
    """The requests of ENIs that differ in name, token and named addresses only.

    Args:
        plan: the plan's name, part of every token.
        parameters: the nested parameters that all of them have.
    """

    __slots__ = ("_layouts", "_static", "plan")

    def __init__(self, plan: str, parameters: Mapping[str, Value]) -> None:
        self.plan = plan
        self._static = {name: f'"{name}":{canonical_value(value)}' for name, value in parameters.items()}
        self._layouts: dict[tuple[bool, ...], Layout] = {}

    def line(self, name: str, pins: Pins = NO_PINS) -> str:
        """The canonical line of one ENI's request, token included."""
        before, after = self._parts(name, pins)
        return f'{before},"{_MADE}":"{client_token(self.plan, name, before + after)}"{after}'

    def token(self, name: str, pins: Pins = NO_PINS) -> str:
        """The ClientToken of one ENI's request."""
        return client_token(self.plan, name, "".join(self._parts(name, pins)))

    def _parts(self, name: str, pins: Pins) -> tuple[str, str]:
        """The line without its token: what stands before it and after."""
        primary, *lists = pins
        before, after = self.layout(tuple(map(bool, pins)))
        named = encode_basestring(name)
        return (
            filled(before, (primary, named) if primary else (named,)),
            filled(after, [BETWEEN.join(texts) for texts in lists if texts]),
        )

    def layout(self, named: tuple[bool, ...]) -> Layout:
        """The pieces of a request that names the kinds for which ``named`` is true, in the order of :class:`Pins`."""
        return self._layouts.get(named) or self._layouts.setdefault(named, self._lay_out(named))

    def _lay_out(self, named: tuple[bool, ...]) -> Layout:
        primary, *lists = named
        members = {**self._static, _NAME: f'"{_NAME}":{_SLOT}'}
        if primary:
            members[_PRIMARY] = f'"{_PRIMARY}":"{_SLOT}"'
        members |= {listed: f'"{listed}":["{_SLOT}"]' for listed, there in zip(_LISTS, lists, strict=True) if there}
        before = [members[f] for f in _PAGE[:_TOKEN_PLACE] if f in members]
        after = ["", *(members[f] for f in _PAGE[_TOKEN_PLACE:] if f in members)]
        return Layout(tuple(("{" + ",".join(before)).split(_SLOT)), tuple((",".join(after) + "}").split(_SLOT)))


def filled(pieces: Sequence[str], texts: Iterable[str]) -> str:
    """Pieces with a text in each slot."""
    return "".join(chain.from_iterable(zip(pieces, texts, strict=False))) + pieces[-1]


def canonical_value(value: Value) -> str:
    """One member's value as JSON, as in a canonical line."""
    return canonical({"": value})[len('{"":') : -1]


_PAGE = [row.name for row in PARAMETERS]
_TOKEN_PLACE = _PAGE.index(_MADE)
