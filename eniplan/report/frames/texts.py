"""Numbers to texts by whole arrays: pieces are looked up in small tables and joined, one numpy operation a piece.

A text for each of a million addresses costs one look-up and one join of two halves, as both halves come from tables:
``10.0.`` and ``3.77``. The IPv6 addresses of a VSwitch share their first half, and have at most 16 forms by which of
their four last groups are zero (RFC 5952 shortens the longest run of zeros, the first of equal ones).
"""

from __future__ import annotations

from functools import cache, reduce
from itertools import groupby
from operator import add
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from eniplan.network.cidr import address_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eniplan.planning.names import NamePattern

Texts = NDArray[np.object_]
"""Texts as an array of objects, one object a text."""
Piece = str | Texts

_SHIFTS = (48, 32, 16, 0)
"""Where the four groups of 64 bits begin."""
_OCTETS = [str(octet) for octet in range(256)]


def texts_of(values: Sequence[str]) -> Texts:
    """The texts as an array."""
    made = np.empty(len(values), dtype=object)
    made[:] = values
    return made


@cache
def _last_octets() -> Texts:
    return texts_of([f"{third}.{fourth}" for third in _OCTETS for fourth in _OCTETS])


@cache
def _groups() -> Texts:
    return texts_of([f"{group:x}" for group in range(1 << 16)])


def ipv4_texts(addresses: NDArray[np.uint32]) -> Texts:
    """IPv4 addresses in dotted notation."""
    heads = addresses >> 16
    table = np.empty(1 << 16, dtype=object)
    for head in np.flatnonzero(np.bincount(heads, minlength=1)).tolist():
        table[head] = f"{_OCTETS[head >> 8]}.{_OCTETS[head & 255]}."
    return cast("Texts", table[heads] + _last_octets()[addresses & 0xFFFF])


def ipv6_texts(high: NDArray[np.uint64], low: NDArray[np.uint64]) -> Texts:
    """IPv6 addresses, given by their upper and lower 64 bits, in their usual notation (RFC 5952)."""
    made = np.empty(len(low), dtype=object)
    for network in np.unique(high).tolist():
        rows = np.flatnonzero(high == network)
        made[rows] = _texts_of_64(network, low[rows])
    return made


def _texts_of_64(network: int, low: NDArray[np.uint64]) -> Texts:
    """The addresses of one /64."""
    if network >> 32 == 0:  # the old notations with dots live there, and no VSwitch does
        return texts_of([address_text(6, network << 64 | address) for address in low.tolist()])
    fixed = [network >> shift & 0xFFFF for shift in _SHIFTS]
    moving = [(low >> np.uint64(shift) & np.uint64(0xFFFF)).astype(np.uint16) for shift in _SHIFTS]
    forms = reduce(add, ((group == 0) * np.uint8(1 << place) for place, group in enumerate(moving)))
    made = np.empty(len(low), dtype=object)
    for form in np.unique(forms).tolist():
        rows = np.flatnonzero(forms == form)
        groups: list[Piece] = [f"{group:x}" for group in fixed]
        groups += [_groups()[group[rows]] for group in moving]
        made[rows] = _joined(groups, [not group for group in fixed] + [bool(form >> place & 1) for place in range(4)])
    return made


def _joined(groups: Sequence[Piece], zeros: Sequence[bool]) -> Piece:
    """Eight groups as one text, the longest run of two zeros or more left out."""
    runs = [list(run) for zero, run in groupby(range(8), key=lambda place: zeros[place]) if zero]
    longest = max(runs, key=len, default=[])
    if len(longest) < 2:
        return _with_colons(groups)
    head, tail = groups[: longest[0]], groups[longest[-1] + 1 :]
    return _with_colons(head) + "::" + _with_colons(tail)


def _with_colons(groups: Sequence[Piece]) -> Piece:
    pieces: list[Piece] = [piece for group in groups for piece in (":", group)][1:]
    nothing: Piece = ""
    return reduce(_plus, pieces, nothing)


def _plus(head: Piece, tail: Piece) -> Piece:
    return cast("Piece", head + tail)


def name_texts(names: NamePattern, numbers: NDArray[np.uint32]) -> Texts:
    """The names of the ENIs of these numbers: what :meth:`NamePattern.name` gives for each."""
    if not names.numbered:
        return texts_of([names.head] * len(numbers))
    thousands, rest = np.divmod(numbers, np.uint32(1000))
    most = int(thousands.max(initial=0))
    small = texts_of([names.name(number) for number in range(1000)])
    heads = texts_of([f"{names.head}{number:0{max(names.width - 3, 0)}d}" for number in range(most + 1)])
    tails = texts_of([f"{number:03d}{names.tail}" for number in range(1000)])
    return np.where(thousands == 0, small[rest], heads[thousands] + tails[rest])
