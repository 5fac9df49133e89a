"""An earlier plan read back from its document, ``plan.json``: the names of its ENIs, and what each of them had.

A document is read strictly: what stands in it decides which addresses are taken, so half of it is worth nothing. Only
the ENIs are kept, each as a value when its object ends, so that a large document costs little more than its text.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NoReturn, cast, get_args

from eniplan.errors import MalformedFile
from eniplan.exchange.plan_document import FORMAT
from eniplan.network.cidr import PREFIX_MASK, address_text, parse_address, parse_cidr
from eniplan.network.input_file import read_limited, shown_path
from eniplan.planning.plan import PlannedENI, State
from eniplan.planning.previous import Previous
from eniplan.planning.spec import Addressing
from eniplan.spelling import no_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eniplan.network.cidr import Family
    from eniplan.network.input_file import AnyPath

FILE_LIMIT = 1 << 30
"""The largest document that is read, in bytes: of two million ENIs."""

_WANTED = "the document of an earlier plan is expected, as plan --json prints it and -o writes it"
_TEXTS = ("name", "group", "vswitch", "primary")
_WORDS = {"state": get_args(State), "addressing": get_args(Addressing)}
_ADDRESSES: Mapping[str, Family] = {"secondary": 4, "ipv6": 6}
_LONGEST = 60
_PREFIXES: Mapping[str, Family] = {"ipv4_prefixes": 4, "ipv6_prefixes": 6}


def read_previous(path: AnyPath, name: str) -> Previous:
    """Read an earlier plan.

    Args:
        path: the file.
        name: the plan's name; the earlier one must have the same.

    Raises:
        MalformedFile: it is no plan's document, of another format or of another plan; with the place in it.
    """
    document = _document(path)
    found = document.get("format", FORMAT)
    if found != FORMAT or not isinstance(found, int) or isinstance(found, bool):
        raise MalformedFile(shown_path(path), f"is {_shown(found)}; this version reads format {FORMAT}", where="format")
    if document.get("name") != name:
        problem = f"is {_shown(document.get('name'))}, and this plan is {_shown(name)}"
        raise MalformedFile(shown_path(path), f"{problem}; give an earlier plan of the same name", where="name")
    enis: dict[str, PlannedENI] = {}
    for place, row in enumerate(_rows(path, document), 1):
        eni = _ENIReader(shown_path(path), f"enis[{place}]", row).read()
        if enis.setdefault(eni.name, eni) is not eni:
            raise MalformedFile(shown_path(path), f"{_shown(eni.name)} is there twice", where=f"enis[{place}].name")
    return Previous(name=name, enis=enis)


def _document(path: AnyPath) -> Mapping[str, object]:
    content = read_limited(path, FILE_LIMIT)
    try:
        document = json.loads(content)
    except json.JSONDecodeError as problem:
        where = f"column {problem.colno}"
        message = f"{no_json(problem)}; {_WANTED}"
        raise MalformedFile(shown_path(path), message, line=problem.lineno, where=where) from None
    except (ValueError, RecursionError):  # no text, digits without end, nesting without end
        raise MalformedFile(shown_path(path), f"is no JSON text that can be read; {_WANTED}") from None
    if not isinstance(document, dict):
        raise MalformedFile(shown_path(path), f"is no JSON object; {_WANTED}")
    return document


def _rows(path: AnyPath, document: Mapping[str, object]) -> list[object]:
    rows = document.get("enis")
    if not isinstance(rows, list):
        raise MalformedFile(shown_path(path), f"has no list of ENIs; {_WANTED}", where="enis")
    return rows


class _ENIReader:
    """One object of ``enis``, and how to say where something is wrong with it."""

    def __init__(self, path: str, where: str, row: object) -> None:
        self._path, self._where = path, where
        if not isinstance(row, dict):
            raise MalformedFile(path, f"is no JSON object; {_WANTED}", where=where)
        self._row: Mapping[str, object] = row

    def read(self) -> PlannedENI:
        """The ENI."""
        name, group, vswitch, primary = (self._text(key) for key in _TEXTS)
        state, addressing = (self._word(key) for key in _WORDS)
        for key, text in (("name", name), ("vswitch", vswitch)):
            if not text:
                self._refuse(key, "is empty")
        if primary and parse_address(primary, 4) is None:
            self._refuse("primary", f"{_shown(primary)} is no IPv4 address")
        addresses = {key: self._listed(key, family) for key, family in _ADDRESSES.items()}
        prefixes = {key: self._listed(key, family, is_prefix=True) for key, family in _PREFIXES.items()}
        return PlannedENI(
            name=name,
            group=group,
            state=cast("State", state),
            vswitch=vswitch,
            addressing=cast("Addressing", addressing),
            illustrative=self._row.get("illustrative") is True,
            primary=primary,
            secondary=addresses["secondary"],
            ipv4_prefixes=prefixes["ipv4_prefixes"],
            ipv6=addresses["ipv6"],
            ipv6_prefixes=prefixes["ipv6_prefixes"],
            client_token=self._text("client_token") if "client_token" in self._row else "",
        )

    def _text(self, key: str) -> str:
        value = self._row.get(key)
        if not isinstance(value, str):
            self._refuse(key, f"{_shown(value)} is no text" if key in self._row else "is missing")
        if any("\ud800" <= letter <= "\udfff" for letter in value):
            self._refuse(key, f"{_shown(value)} has half a character (a lone surrogate)")
        return value

    def _word(self, key: str) -> str:
        value = self._text(key)
        if value not in _WORDS[key]:
            self._refuse(key, f"{_shown(value)} is not one of {', '.join(_WORDS[key])}")
        return value

    def _listed(self, key: str, family: Family, *, is_prefix: bool = False) -> tuple[str, ...]:
        values = self._row.get(key, [])
        if not isinstance(values, list):
            self._refuse(key, f"{_shown(values)} is no list")
        made = [_written(text, family, is_prefix=is_prefix) for text in values]
        for place, (text, known) in enumerate(zip(values, made, strict=True), 1):
            if not known:
                what = f"IPv{family} prefix (/{PREFIX_MASK[family]})" if is_prefix else f"IPv{family} address"
                self._refuse(f"{key}[{place}]", f"{_shown(text)} is no {what}")
        return tuple(made)

    def _refuse(self, key: str, problem: str) -> NoReturn:
        raise MalformedFile(self._path, f"{problem}; {_WANTED}", where=f"{self._where}.{key}")


def _written(text: object, family: Family, *, is_prefix: bool) -> str:
    """An address or a prefix as a plan writes it, however it was spelled; empty for what is none."""
    if not isinstance(text, str):
        return ""
    if not is_prefix:
        address = parse_address(text, family)
        return "" if address is None else address_text(family, address)
    block = parse_cidr(text, family)
    return str(block) if block is not None and block.mask == PREFIX_MASK[family] else ""


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=True)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."
