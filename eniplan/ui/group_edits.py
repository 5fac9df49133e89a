"""Edits of a plan's groups and of single ENIs' wishes: a document goes in, the changed one comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.ui.document import groups_of, value_at, with_value, without

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eniplan.ui.document import Document

_MOST_NAMES = 10_000
_DIGITS = 12


def with_group(document: Document, place: int, table: Mapping[str, object]) -> Document:
    """The document with a group at a place, before the one that stands there."""
    groups = [*groups_of(document)]
    return {**document, "group": [*groups[:place], table, *groups[place:]]}


def copied(document: Document, place: int) -> Document:
    """The document with a copy of a group after it: without its wishes, which name addresses, and under a new name."""
    table = groups_of(document)[place]
    kept = {key: value for key, value in table.items() if key != "eni"}
    return with_group(document, place + 1, {**kept, "name": unused_name(document, str(table.get("name", "group-{n}")))})


def without_group(document: Document, place: int) -> Document:
    """The document without a group."""
    groups = groups_of(document)
    return {**document, "group": [*groups[:place], *groups[place + 1 :]]}


def moved(document: Document, place: int, to: int) -> Document:
    """The document with a group at another place; both are there."""
    order = list(groups_of(document))
    order.insert(to, order.pop(place))
    return {**document, "group": order}


def unused_name(document: Document, like: str) -> str:
    """A name pattern that no group has: ``web-{n}`` where that is unused, else ``web-2-{n}`` and so on."""
    names = {str(group.get("name")) for group in groups_of(document)}
    head, brace, tail = like.partition("{")
    stem = head.rstrip("0123456789-")
    numbered = (f"{stem}-{number}-{brace}{tail}" if brace else f"{stem}-{number}" for number in range(2, _MOST_NAMES))
    return like if like not in names else next(name for name in numbered if name not in names)


def wishes_of(document: Document, place: int) -> list[Mapping[str, object]]:
    """The wishes of single ENIs of a group, one table an ENI; what is no table is left out."""
    wishes = value_at(document, ("group", place, "eni"), ())
    return [each for each in wishes if isinstance(each, dict)] if isinstance(wishes, list | tuple) else []


def with_wishes(document: Document, place: int, number: int, wishes: Mapping[str, object | None]) -> Document:
    """The document with wishes of one ENI, by key; None takes a wish away, and an ENI without wishes has no table."""
    tables = [dict(table) for table in wishes_of(document, place)]
    table = next((each for each in tables if each.get("n") == number), None)
    if table is None:
        table = {"n": number}
        tables.append(table)
    for key, value in wishes.items():
        table.pop(key, None)
        if value is not None:
            table[key] = value
    left = sorted((each for each in tables if len(each) > 1), key=lambda each: str(each.get("n")).zfill(_DIGITS))
    path = ("group", place, "eni")
    return with_value(document, path, left) if left else without(document, path)
