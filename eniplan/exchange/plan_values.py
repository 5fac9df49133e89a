"""From the values of a plan file to the values of a plan: one small reader for each kind of key.

Every reader takes the key, its value and its place, and raises SpecError with that place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from eniplan.errors import SpecError
from eniplan.exchange.plan_keys import FORMAT, Kind, PlanKey
from eniplan.exchange.toml_writing import check_plain, shown, under
from eniplan.network.cidr import cidr_of, parse_cidr, split_cidr
from eniplan.network.inventory import region_of_zone
from eniplan.network.profile import Profile
from eniplan.network.security_group import SecurityGroup
from eniplan.network.vswitch import ReservedBlock, VSwitch
from eniplan.planning.spec import Group, PlanSpec, Wish
from eniplan.spelling import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from eniplan.network.cidr import Cidr, Family

    Reader = Callable[[PlanKey, object, str], object]
    Fields = dict[str, Any]

_BOTH: tuple[Family, ...] = (4, 6)


def spec_of(keys: Iterable[PlanKey], document: Mapping[str, object]) -> PlanSpec:
    """The plan that a whole document says.

    Raises:
        SpecError: an unknown or missing key, or a value of the wrong kind, with its place.
    """
    return PlanSpec(**_fields(keys, document, ""))


def _fields(keys: Iterable[PlanKey], table: Mapping[str, object], place: str) -> Fields:
    """The attributes that a table sets, checked."""
    known = {key.name: key for key in keys}
    for name in table:
        if name not in known:
            raise SpecError(under(place, str(name)), f"there is no such key{_meant(str(name), known)}")
    return {key.field: _value(key, table, under(place, name)) for name, key in known.items() if key.field}


def _meant(name: str, known: Iterable[str]) -> str:
    """The keys of both address families where the family is what is missing, else the nearest key."""
    families = [key for key in known if key in {f"ipv4_{name}", f"ipv6_{name}"}]
    return f"; did you mean {' or '.join(families)}?" if families else did_you_mean(name, known)


def _value(key: PlanKey, table: Mapping[str, object], place: str) -> object:
    if key.name in table:
        return _READERS[key.kind](key, table[key.name], place)
    if key.required:
        raise SpecError(place, f"is missing; expected: {key.accepts}")
    return key.default


def check_format(document: Mapping[str, object]) -> None:
    """Refuse every format but the known one; asked first, since other formats may have other keys."""
    if "format" not in document:
        raise SpecError("format", f"is missing; write format = {FORMAT} at the top of the file")
    value = document["format"]
    if not isinstance(value, int) or isinstance(value, bool):
        raise SpecError("format", f"{shown(value)} is not the number {FORMAT}")
    if value != FORMAT:
        raise SpecError("format", f"format {shown(value)} is not known, this eniplan reads {FORMAT}")


def _refused(key: PlanKey, value: object, place: str) -> SpecError:
    return SpecError(place, f"{shown(value)} is not {key.accepts}")


def _text(key: PlanKey, value: object, place: str) -> str:
    if not isinstance(value, str):
        raise _refused(key, value, place)
    check_plain(place, value)
    return value


def _id(key: PlanKey, value: object, place: str) -> str:
    text = _text(key, value, place)
    if not text:
        raise SpecError(place, f"is empty; expected: {key.accepts}")
    return text


def _whole(key: PlanKey, value: object, place: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise _refused(key, value, place)
    check_plain(place, value)
    return value


def _choice(key: PlanKey, value: object, place: str) -> str:
    if not isinstance(value, str) or value not in key.choices:
        raise _refused(key, value, place)
    return value


def _texts(key: PlanKey, value: object, place: str) -> tuple[str, ...]:
    return tuple(_id(_ITEM, item, f"{place}[{number}]") for number, item in enumerate(_list(key, value, place), 1))


def _list(key: PlanKey, value: object, place: str) -> list[object] | tuple[object, ...]:
    if not isinstance(value, list | tuple):
        raise _refused(key, value, place)
    return value


def _table(key: PlanKey, value: object, place: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise _refused(key, value, place)
    return value


def _cidr(key: PlanKey, value: object, place: str) -> Cidr:
    return _block(_text(key, value, place), place, (4,) if key.kind is Kind.IPV4_CIDR else (6,))


def _block(text: str, place: str, families: tuple[Family, ...]) -> Cidr:
    """A CIDR of one of the families, without host bits."""
    for family in families:
        if (block := parse_cidr(text, family)) is not None:
            return block
        if (parts := split_cidr(text, family)) is not None:
            whole = cidr_of(family, *parts)
            raise SpecError(place, f"{text} has host bits set; the block with that mask is {whole}")
    wanted = "a CIDR" if families == _BOTH else f"an IPv{families[0]} CIDR"
    other = next((family for family in _BOTH if family not in families and split_cidr(text, family)), None)
    hint = f"; an IPv{other} CIDR belongs in {'cidr' if other == 4 else 'ipv6_cidr'}" if other else ""
    raise SpecError(place, f"{shown(text)} is not {wanted}{hint}")


def _blocks(key: PlanKey, value: object, place: str) -> tuple[ReservedBlock, ...]:
    texts = _texts(key, value, place)
    cidrs = [_block(text, f"{place}[{number}]", _BOTH) for number, text in enumerate(texts, 1)]
    return tuple(ReservedBlock(id="", cidr=cidr) for cidr in cidrs)


def _tags(key: PlanKey, value: object, place: str) -> tuple[tuple[str, str], ...]:
    table = _table(key, value, place)
    check_plain(place, table)
    return tuple((name, _text(_TAG, text, under(place, name))) for name, text in table.items())


def _parameters(key: PlanKey, value: object, place: str) -> dict[str, object]:
    table = _table(key, value, place)
    check_plain(place, table)
    return table


def _profile(key: PlanKey, value: object, place: str) -> dict[str, object]:
    table = _table(key, value, place)
    check_plain(place, table)
    Profile().with_values(table, "plan file")
    return table


def _tables(key: PlanKey, value: object, place: str) -> tuple[object, ...]:
    if isinstance(value, dict):
        raise SpecError(place, f"is one table; expected: {key.accepts}")
    items = [(f"{place}[{number}]", item) for number, item in enumerate(_list(key, value, place), 1)]
    make = _MAKERS[key.name]
    return tuple(make(_fields(key.members, _table(_ONE_TABLE, item, where), where)) for where, item in items)


def _vswitch(fields: Fields) -> VSwitch:
    return VSwitch(**fields, region_id=region_of_zone(fields["zone_id"]), planned=True)


_ITEM = PlanKey(name="", field="", kind=Kind.ID, meaning="one item of a list", accepted="a text")
_TAG = PlanKey(name="", field="", kind=Kind.TEXT, meaning="one tag's value")
_ONE_TABLE = PlanKey(name="", field="", kind=Kind.TABLES, meaning="one table of a list", accepted="a table")

_MAKERS: dict[str, Callable[[Fields], object]] = {
    "vswitch": _vswitch,
    "security_group": lambda fields: SecurityGroup(**fields),
    "group": lambda fields: Group(**fields),
    "eni": lambda fields: Wish(**fields),
}

_READERS: dict[Kind, Reader] = {
    Kind.TEXT: _text,
    Kind.ID: _id,
    Kind.WHOLE: _whole,
    Kind.CHOICE: _choice,
    Kind.TEXTS: _texts,
    Kind.IPV4_CIDR: _cidr,
    Kind.IPV6_CIDR: _cidr,
    Kind.BLOCKS: _blocks,
    Kind.TAGS: _tags,
    Kind.PARAMETERS: _parameters,
    Kind.PROFILE: _profile,
    Kind.TABLES: _tables,
}
