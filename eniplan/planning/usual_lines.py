"""The lines of a group's usual ENIs, all of them in one go: what is the same in every line is made once.

A line of a template costs two formattings and a hash; finding out what to format costs more than that. Here names and
addresses come as streams of texts, straight from the columns' integers. That the lines are those of
:meth:`eniplan.planning.template.RequestTemplate.line` is held by a test.
"""

from __future__ import annotations

from operator import add
from typing import TYPE_CHECKING, NamedTuple

from eniplan.contract.client_token import client_token
from eniplan.network.cidr import PREFIX_MASK
from eniplan.planning.template import BETWEEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from eniplan.planning.column_rows import Site
    from eniplan.planning.names import NamePattern

Counts = tuple[int, int, int, int]
_LAST = [str(octet) for octet in range(256)]


class _Upper(dict[int, str]):
    """The texts of the first three octets of IPv4 addresses, ``10.0.3.``, each made when it is first asked for."""

    def __missing__(self, upper: int) -> str:
        text = self[upper] = f"{upper >> 16}.{upper >> 8 & 255}.{upper & 255}."
        return text


class Rows(NamedTuple):
    """Usual ENIs as streams side by side.

    Args:
        numbers: their numbers.
        sites: the VSwitch of each, by its position among the sites.
        ipv4, ipv6: the integers of each, as :class:`eniplan.planning.column_rows.ColumnArrays` has them.
        prefixes4, prefixes6: where the prefixes begin in these.
    """

    numbers: Sequence[int]
    sites: Sequence[int]
    ipv4: Iterable[tuple[int, ...]]
    ipv6: Iterable[tuple[int, ...]]
    prefixes4: int
    prefixes6: int


def automatic_lines(names: NamePattern, sites: Sequence[Site], rows: Rows) -> Iterator[str]:
    """The lines of ENIs whose addresses are left to the cloud."""
    parts = []
    for site in sites:
        (start, end), (after,) = site.template.layout((False,) * 5)
        parts.append((site.template.plan, start + names.json_head, names.json_tail + end, after))
    for digits, where in zip(names.digits(rows.numbers), rows.sites, strict=True):
        plan, start, end, after = parts[where]
        before = f"{start}{digits}{end}"
        token = client_token(plan, f"{names.head}{digits}{names.tail}", before + after)
        yield f'{before},"ClientToken":"{token}"{after}'


def pinned_lines(names: NamePattern, sites: Sequence[Site], rows: Rows, counts: Counts) -> Iterator[str]:
    """The lines of ENIs that name their addresses, or the first of each kind of them.

    Args:
        names: of the ENIs.
        sites: the group's VSwitches.
        rows: the ENIs.
        counts: how many a line names beside the primary address: the lists of :class:`eniplan.planning.template.Pins`.
    """
    parts = []
    for site in sites:
        (start, middle, end), (first, *rest) = site.template.layout((True, *map(bool, counts)))
        parts.append((site.template.plan, start, middle + names.json_head, names.json_tail + end, first, rest))
    streams = zip(names.digits(rows.numbers), rows.sites, _texts(sites, rows, counts), strict=True)
    for digits, where, (primary, lists) in streams:
        plan, start, middle, end, first, rest = parts[where]
        before, after = f"{start}{primary}{middle}{digits}{end}", first + "".join(map(add, lists, rest))
        token = client_token(plan, f"{names.head}{digits}{names.tail}", before + after)
        yield f'{before},"ClientToken":"{token}"{after}'


def _texts(sites: Sequence[Site], rows: Rows, counts: Counts) -> Iterator[tuple[str, list[str]]]:
    """The primary address of each ENI, and the lists that its line names, each joined."""
    upper, last, between = _Upper(), _LAST, BETWEEN.join
    secondary, ipv6, prefixes4, prefixes6 = counts
    from4, from6 = rows.prefixes4, rows.prefixes6
    for row4, row6, site in zip(rows.ipv4, rows.ipv6, rows.sites, strict=False):
        primary, *others = [upper[address >> 8] + last[address & 255] for address in row4[: 1 + secondary]]
        texts = [between(others)] if others else []
        if ipv6:
            texts.append(between(sites[site].ipv6(row6[:ipv6])))
        if prefixes4:
            firsts = row4[from4 : from4 + prefixes4]
            texts.append(between([f"{upper[first >> 8]}{first & 255}/{PREFIX_MASK[4]}" for first in firsts]))
        if prefixes6:
            firsts6 = sites[site].ipv6(row6[from6 : from6 + prefixes6])
            texts.append(between([f"{first}/{PREFIX_MASK[6]}" for first in firsts6]))
        yield primary, texts
