"""A request as it leaves: nested CamelCase parameters, their canonical line, and the flattened query.

``requests.jsonl`` holds the nested form, exactly what the official SDK's ``CreateNetworkInterfaceRequest().from_map()``
takes. The flattened form (``Tag.1.Key``) is what every official client puts into the query; booleans are written
``true`` and ``false``, as the API page and the command line do.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from eniplan.contract.parameters import PARAMETERS, Parameter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from eniplan.contract.request import CreateNetworkInterface

_one_line = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
Value = str | int | bool | list["Value"] | dict[str, "Value"]


def parameters_of(request: CreateNetworkInterface) -> dict[str, Value]:
    """The nested parameters of a request, in the page's order, without absent ones and without empty lists."""
    return dict(_members(request, PARAMETERS))


def _members(value: object, rows: tuple[Parameter, ...]) -> Iterator[tuple[str, Value]]:
    for row in rows:
        member = getattr(value, row.field)
        if member is None or member == ():
            continue
        if row.many:
            yield row.name, [_nested(item, row) for item in member]
        else:
            yield row.name, _nested(member, row)


def _nested(item: object, row: Parameter) -> Value:
    if row.members:
        return dict(_members(item, row.members))
    assert isinstance(item, str | int)  # noqa: S101 - the table says so, and mypy cannot see it
    return item


def canonical(parameters: Mapping[str, object]) -> str:
    """The parameters as one line of JSON: no blanks, UTF-8 as it is, members in the given order."""
    return _one_line(parameters)


def flatten(parameters: Mapping[str, object]) -> dict[str, str]:
    """The parameters as the query carries them: ``Tag.1.Key``, lists counted from 1, every value a text."""
    return dict(_flat("", parameters))


def _flat(path: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, member in value.items():
            yield from _flat(f"{path}.{name}" if path else str(name), member)
    elif isinstance(value, list | tuple):
        for place, item in enumerate(value, 1):
            yield from _flat(f"{path}.{place}", item)
    elif isinstance(value, bool):
        yield path, "true" if value else "false"
    else:
        yield path, str(value)
