"""Plan files out: a PlanSpec as canonical TOML. Keys in the table's order, defaults left out, comments are lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from eniplan.errors import SpecError
from eniplan.exchange.files import write_whole
from eniplan.exchange.plan_keys import FORMAT, PLAN_KEYS, Kind
from eniplan.exchange.toml_writing import assignment, check_plain, tables, under

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from eniplan.exchange.plan_keys import PlanKey
    from eniplan.network.input_file import AnyPath
    from eniplan.planning.spec import PlanSpec

_OWN_HEADER = frozenset({Kind.PARAMETERS, Kind.PROFILE, Kind.TABLES})


def write_plan_file(spec: PlanSpec) -> str:
    """The canonical text of a plan: reading it gives the plan again.

    What a plan file has no key for (a VSwitch's name, the id of a reserved block) is left out.

    Raises:
        SpecError: a value that TOML cannot say, with its place.
    """
    return "\n\n".join(_table(PLAN_KEYS, spec, header="", place="")) + "\n"


def save_plan_file(spec: PlanSpec, path: AnyPath) -> None:
    """Write the canonical text of a plan into a file, whole or not at all.

    Raises:
        SpecError: a value that TOML cannot say, with its place.
        OutputError: the file cannot be written.
    """
    text = write_plan_file(spec)
    write_whole(path, lambda stream: stream.write(text))


def _table(keys: tuple[PlanKey, ...], value: object, *, header: str, place: str) -> Iterator[str]:
    """One table, then the tables inside it, each as its own paragraph."""
    head = [f"[[{header}]]"] if header else []
    yield "\n".join([*head, *_lines(keys, value, place)])
    for key in keys:
        if key.kind in _OWN_HEADER:
            inner = f"{header}.{key.name}" if header else key.name
            yield from _inner(key, getattr(value, key.field), header=inner, place=under(place, key.name))


def _lines(keys: tuple[PlanKey, ...], value: object, place: str) -> Iterator[str]:
    for key in keys:
        attribute = getattr(value, key.field) if key.field else FORMAT
        if key.kind not in _OWN_HEADER and (key.required or attribute != key.default):
            where = under(place, key.name)
            plain = _PLAIN[key.kind](attribute, where) if key.kind in _PLAIN else attribute
            check_plain(where, plain)
            yield assignment(key.name, plain)


def _inner(key: PlanKey, value: Any, *, header: str, place: str) -> Iterator[str]:  # noqa: ANN401 - the table's field
    if key.kind is Kind.TABLES:
        for number, item in enumerate(value, 1):
            yield from _table(key.members, item, header=header, place=f"{place}[{number}]")
    elif value:
        check_plain(place, value)
        yield from tables(header, value)


def _tags(pairs: tuple[tuple[str, str], ...], place: str) -> dict[str, str]:
    table = dict(pairs)
    if len(table) < len(pairs):
        raise SpecError(place, "name a key twice, which a table cannot say")
    return table


_PLAIN: dict[Kind, Callable[[Any, str], object]] = {
    Kind.IPV4_CIDR: lambda cidr, _: str(cidr),
    Kind.IPV6_CIDR: lambda cidr, _: str(cidr),
    Kind.BLOCKS: lambda blocks, _: [str(block.cidr) for block in blocks],
    Kind.TAGS: _tags,
}
"""How an attribute becomes a plain value, for kinds whose attribute is none."""
