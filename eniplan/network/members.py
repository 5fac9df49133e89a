"""Reading the members of one JSON object, each as the type it should have.

Numbers and booleans may come as text, lists wrapped (``{"Tag": [...]}``), plain, null or missing. Whatever does not
fit is a :class:`MemberProblem`, which knows the path inside the object only; who iterates puts the rest in front.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar, cast

from eniplan.network.cidr import PREFIX_MASK, Cidr, cidr_of, parse_address, parse_cidr, split_cidr

if TYPE_CHECKING:
    from collections.abc import Callable

    from eniplan.network.cidr import Family

Row = dict[str, object]
T = TypeVar("T")

_WHOLE = re.compile(r"[0-9]{1,18}", re.ASCII)
_FLAGS = {"true": True, "false": False, "": None}
_KINDS = {bool: "true or false", int: "a number", float: "a number", str: "a text", list: "a list", dict: "an object"}


class MemberProblem(Exception):
    """A member that is not what it should be; it never leaves the package (MalformedFile does)."""

    def __init__(self, where: str, problem: str) -> None:
        self.where, self.problem = where, problem
        super().__init__(f"{where}: {problem}")

    def under(self, outer: str) -> MemberProblem:
        """The same problem, seen from outside."""
        return MemberProblem(f"{outer}.{self.where}" if self.where else outer, self.problem)


def shown(value: object) -> str:
    """A value for a message: short, printable, as JSON types go."""
    if isinstance(value, list | dict):
        return _KINDS[type(value)]
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:76]}..."


def row_of(value: object) -> Row:
    """The value as an object."""
    if isinstance(value, dict):
        return value
    raise MemberProblem("", f"{_described(value)} where an object belongs")


def text(row: Row, key: str) -> str:
    """A text member; empty where it is null or missing."""
    return _text(row.get(key), key)


def identifier(row: Row, key: str) -> str:
    """An id (also an address or a CIDR, before it is parsed): printable and not masked; empty where it is missing."""
    return _identifier(row.get(key), key)


def identifier_item(value: object) -> str:
    """An id as an item of a list."""
    return _identifier(value, "")


def required(row: Row, key: str) -> str:
    """An id that has to be there."""
    value = identifier(row, key)
    if not value:
        raise MemberProblem(key, "is missing")
    return value


def number(row: Row, key: str) -> int | None:
    """A whole number from 0, perhaps written as text; None where it is null, empty or missing."""
    value = row.get(key)
    if value is None or value == "":
        return None
    if type(value) is int and value >= 0:
        return value
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        return int(value)
    raise MemberProblem(key, f"{shown(value)} is no whole number from 0")


def flag(row: Row, key: str) -> bool | None:
    """True or false, perhaps written as text; None where it is null, empty or missing."""
    value = row.get(key)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str) and value.casefold() in _FLAGS:
        return _FLAGS[value.casefold()]
    raise MemberProblem(key, f"{shown(value)} is neither true nor false")


def address(row: Row, key: str, family: Family) -> int | None:
    """An address; None where it is null, empty or missing."""
    value = identifier(row, key)
    return _address(value, key, family) if value else None


def address_item(value: object, family: Family) -> int:
    """An address as an item of a list of texts."""
    return _address(_identifier(value, ""), "", family)


def prefix(row: Row, key: str, family: Family) -> Cidr | None:
    """A prefix of an ENI; None where it is null, empty or missing."""
    value = identifier(row, key)
    if not value:
        return None
    found = parse_cidr(value, family)
    if found is None or found.mask != PREFIX_MASK[family]:
        raise MemberProblem(key, f"{shown(value)} is no IPv{family} prefix (/{PREFIX_MASK[family]}, no host bits)")
    return found


def cidr(row: Row, key: str, family: Family) -> tuple[Cidr, bool] | None:
    """A CIDR's network, and whether it was written with host bits; None where it is null, empty or missing."""
    value = identifier(row, key)
    if not value:
        return None
    parts = split_cidr(value, family)
    if parts is None:
        raise MemberProblem(key, f"{shown(value)} is no IPv{family} CIDR (address/mask)")
    network = cidr_of(family, *parts)
    return network, network.first != parts[0]


def items(row: Row, outer: str, inner: str) -> tuple[str, list[object]]:
    """A list, wrapped or plain, and its path inside the object; an empty list where it is null or missing."""
    path, value = outer, row.get(outer)
    if isinstance(value, dict):
        path, value = f"{outer}.{inner}", value.get(inner)
    if value is None:
        return path, []
    if not isinstance(value, list):
        raise MemberProblem(path, f"{_described(value)} where a list belongs")
    return path, value


def each(row: Row, outer: str, inner: str, read: Callable[[object], T]) -> list[T]:
    """Every item of a list, read; a problem gets the item's place."""
    path, values = items(row, outer, inner)
    found = []
    for index, value in enumerate(values):
        try:
            found.append(read(value))
        except MemberProblem as problem:
            raise problem.under(f"{path}[{index}]") from None
    return found


def inside(row: Row, key: str) -> Row:
    """An object member; an empty object where it is null or missing."""
    value = row.get(key)
    if value is None or value == "":
        return {}
    if isinstance(value, dict):
        return cast("Row", value)
    raise MemberProblem(key, f"{_described(value)} where an object belongs")


def _described(value: object) -> str:
    return "null" if value is None else f"{shown(value)} is {_KINDS[type(value)]}" if _is_plain(value) else shown(value)


def _is_plain(value: object) -> bool:
    return not isinstance(value, list | dict)


def _text(value: object, key: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise MemberProblem(key, f"{_described(value)} where a text belongs")
    if not value.isascii() and any("\ud800" <= letter <= "\udfff" for letter in value):
        raise MemberProblem(key, f"{shown(value)} has half a character (a lone surrogate)")
    return value


def _identifier(value: object, key: str) -> str:
    found = _text(value, key)
    if "*" in found:
        advice = "give the real value, or leave the file out"
        raise MemberProblem(key, f"{shown(found)} is masked with *, as in documentation; {advice}")
    if not found.isprintable():
        raise MemberProblem(key, f"{shown(found)} has a control character")
    return found


def _address(value: str, key: str, family: Family) -> int:
    found = parse_address(value, family)
    if found is None:
        raise MemberProblem(key, f"{shown(value)} is no IPv{family} address")
    return found
