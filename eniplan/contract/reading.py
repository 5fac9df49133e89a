"""From a JSON object of nested CamelCase parameters to a typed request: types are judged here, values by the rules.

A value of the wrong type, a masked one or an unknown member becomes a finding and is left out of the request; its path
goes to ``skipped``, so that no rule judges it a second time. The table decides what each member is.

Types (decision): a wrong type is always InvalidParameter; ``"3"`` for 3 and ``"true"`` for true are equal on the wire
and only warned of; null, an empty list and an empty text for an optional parameter are absent, with a note. A number
of more than 18 digits is outside every range and refused here, with the code of its range.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from eniplan.contract.finding import DECISION, PAGE, Finding
from eniplan.contract.lint import severity
from eniplan.contract.parameters import MASKABLE, PARAMETERS, SDK_EXTRAS, Kind, Parameter
from eniplan.contract.request import (
    ConnectionTracking,
    CreateNetworkInterface,
    EnhancedNetwork,
    Tag,
    TrafficConfig,
)
from eniplan.spelling import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

_STRUCTS: Final[dict[str, type]] = {
    "tags": Tag,
    "traffic_config": TrafficConfig,
    "connection_tracking": ConnectionTracking,
    "enhanced_network": EnhancedNetwork,
}
_WHOLE_NUMBER = re.compile(r"0|-?[1-9][0-9]*", re.ASCII)
_TOO_LARGE = 10**18
_BOOLEANS = {"true": True, "false": False}
_FLATTENED = re.compile(r"[A-Za-z0-9]+\.[0-9]+(\.[A-Za-z0-9]+)?|[A-Za-z0-9]+\.[A-Za-z]+", re.ASCII)
_SHOWN = 60


class ReadRequest(NamedTuple):
    """What one JSON object says: the request, the findings of reading it, and the paths no rule may judge again."""

    request: CreateNetworkInterface
    findings: tuple[Finding, ...] = ()
    skipped: frozenset[str] = frozenset()


def read_request(members: Mapping[str, object]) -> ReadRequest:
    """Read the parameters of one call.

    Args:
        members: the nested CamelCase parameters, as the official SDK's ``from_map`` takes them.

    Returns:
        The typed request with everything of the right type, and a finding for everything else.
    """
    reader = _Reader()
    request = reader.struct(CreateNetworkInterface, PARAMETERS, members, "")
    return ReadRequest(request, tuple(reader.findings), frozenset(reader.skipped))


def shown(value: object) -> str:
    """A value as a message shows it: quoted, and cut where it is long."""
    try:
        text = printable(json.dumps(value, ensure_ascii=False, default=repr))
    except (ValueError, RecursionError):  # a number of more digits than Python writes, or nesting without end
        return f"a {type(value).__name__} too large to show"
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def printable(text: str) -> str:
    """A text that any terminal and file can take: half a surrogate pair is written as its escape."""
    return text.encode(errors="backslashreplace").decode()


class _Reader:
    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.skipped: set[str] = set()

    def struct(self, value: type, rows: tuple[Parameter, ...], members: Mapping[str, object], path: str) -> Any:  # noqa: ANN401
        """The typed value of one object; ``value`` is its class and ``rows`` its part of the table."""
        given = [row for row in rows if row.name in members]
        if len(given) < len(members):
            known = {row.name: row for row in rows}
            for name in members:
                if name not in known:
                    self._unknown(name, known, path)
        fields = {
            row.field: read
            for row in given
            if (read := self._member(row, members[row.name], path + row.name)) is not None
        }
        return value(**fields)

    def _member(self, row: Parameter, raw: object, path: str) -> object:
        if _is_empty(row, raw):
            self._empty(row, raw, path)
            return None
        if not row.many:
            read = self._item(row, raw, path)
            return None if self._says_nothing(row, read, path) else read
        if not isinstance(raw, list | tuple):
            self._wrong(path, raw, f"a list of {_plural(row)}")
            return None
        return tuple(self._listed(row, item, f"{path}.{place}") for place, item in enumerate(raw, 1))

    def _says_nothing(self, row: Parameter, read: object, path: str) -> bool:
        """Whether an object holds only what is absent: then it is absent itself."""
        empty = row.kind is Kind.STRUCT and read == _STRUCTS[row.field]()
        return empty and not any(skipped.startswith(f"{path}.") for skipped in self.skipped)

    def _listed(self, row: Parameter, raw: object, path: str) -> object:
        if raw is None or (raw == "" and row.kind is Kind.ID):
            self._wrong(path, raw, f"{_a(row)}; a hole in a list has no meaning")
        elif (read := self._item(row, raw, path)) is not None:
            return read
        self.skipped.add(path)
        return Tag() if row.kind is Kind.STRUCT else ""

    def _item(self, row: Parameter, raw: object, path: str) -> object:
        if row.kind is Kind.STRUCT:
            if not isinstance(raw, dict):
                self._wrong(path, raw, "an object of " + ", ".join(member.name for member in row.members))
                return None
            return self.struct(_STRUCTS[row.field], row.members, raw, path + ".")
        if row.kind is Kind.INTEGER:
            return self._integer(row, raw, path)
        if row.kind is Kind.BOOLEAN:
            return self._boolean(raw, path)
        return self._text(row, raw, path)

    def _integer(self, row: Parameter, raw: object, path: str) -> int | None:
        number = raw
        if isinstance(raw, str) and _WHOLE_NUMBER.fullmatch(raw):
            number = int(raw) if len(raw) <= len(str(_TOO_LARGE)) else _TOO_LARGE
        if not isinstance(number, int) or isinstance(number, bool):
            self._wrong(path, raw, "a whole number")
        elif not -_TOO_LARGE < number < _TOO_LARGE:
            self._skip(row.refusal, path, f"{shown(raw)} is not a whole number of at most 18 digits")
        else:
            if isinstance(raw, str):
                self._lint("Lint.TextForNumber", path, f"{shown(raw)} is a text; write the number {raw}")
            return number
        return None

    def _boolean(self, raw: object, path: str) -> bool | None:
        if isinstance(raw, bool):
            return raw
        if isinstance(raw, str) and raw in _BOOLEANS:
            self._lint("Lint.TextForNumber", path, f"{shown(raw)} is a text; write {raw} without quotes")
            return _BOOLEANS[raw]
        self._wrong(path, raw, "true or false")
        return None

    def _text(self, row: Parameter, raw: object, path: str) -> str | None:
        if not isinstance(raw, str):
            self._wrong(path, raw, _a(row))
            return None
        if row.kind in MASKABLE and "*" in raw:
            self._skip(
                "Lint.MaskedValue", path, f"{shown(raw)} is masked as in documentation; write the real {_noun(row)}"
            )
            return None
        if not raw.isascii() and any("\ud800" <= letter <= "\udfff" for letter in raw):
            self._wrong(path, raw, "a text of whole characters (it holds half a surrogate pair)")
            return None
        return raw

    def _empty(self, row: Parameter, raw: object, path: str) -> None:
        if row.required != "always":
            self._lint("Lint.EmptyValue", path, f"{shown(raw)} is the same as leaving {path} out")

    def _wrong(self, path: str, raw: object, accepted: str) -> None:
        self._skip("InvalidParameter", path, f"{shown(raw)} is not {accepted}")

    def _skip(self, code: str, path: str, message: str) -> None:
        self.skipped.add(path)
        source = DECISION if code.startswith("Lint.") else PAGE
        self.findings.append(Finding(code=code, severity="error", parameter=path, message=message, source=source))

    def _lint(self, code: str, path: str, message: str) -> None:
        self.findings.append(
            Finding(code=code, severity=severity(code), parameter=path, message=message, source=DECISION)
        )

    def _unknown(self, name: str, known: Mapping[str, Parameter], path: str) -> None:
        full = path + name
        extra = full in SDK_EXTRAS
        if extra:
            message = f"{full} is known to the official SDK but not documented for this call"
        elif not path and _FLATTENED.fullmatch(name) and name.partition(".")[0] in known:
            message = f"{shown(full)} is the flattened spelling; write {name.partition('.')[0]} as a nested member"
        else:
            message = f"{shown(full)} is no parameter of CreateNetworkInterface{did_you_mean(name, known)}"
        self.findings.append(
            Finding(
                code="Lint.UnknownParameter",
                severity="warning" if extra else "error",
                parameter=printable(full),
                message=message,
            )
        )


def _is_empty(row: Parameter, raw: object) -> bool:
    """Whether a value is one of those that mean absent: null, an empty list, an empty text, an empty object."""
    return (
        raw is None
        or raw == []
        or (raw == "" and not row.may_be_empty)
        or (raw == {} and row.kind is Kind.STRUCT and not row.many)
    )


def _noun(row: Parameter) -> str:
    return "id" if row.kind is Kind.ID else row.kind.value


def _a(row: Parameter) -> str:
    noun = "text" if row.kind in (Kind.TEXT, Kind.ID) else _noun(row)
    return f"an {noun}" if noun[0] in "aeiouI" else f"a {noun}"


def _plural(row: Parameter) -> str:
    plurals = {
        Kind.STRUCT: "objects",
        Kind.ID: "ids",
        Kind.IPV4_PREFIX: "IPv4 prefixes",
        Kind.IPV6_PREFIX: "IPv6 prefixes",
    }
    return plurals.get(row.kind, f"{row.kind.value}es" if row.kind.value.endswith("s") else f"{row.kind.value}s")
