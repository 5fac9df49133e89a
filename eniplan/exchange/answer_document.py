"""The JSON document of an answer to a what-if question: ``{"question", "answer": {...}, "assumptions": [...]}``.

The answer's members are its fields, in their order and by their names, then the properties that it names as
``derived``: so the value and its document cannot say different things. Left out are fields that say ``document=False``
in their metadata: a whole plan has a document of its own. Numbers are not rounded; one that is not finite is null. A
CIDR is its text, a date is ``2026-11-20``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import fields, is_dataclass
from datetime import date
from math import isfinite
from typing import TYPE_CHECKING

from eniplan.network.cidr import Cidr

if TYPE_CHECKING:
    from eniplan.capacity.answer import Answer

    Members = dict[str, object]


def answer_document(answer: Answer) -> Members:
    """The document of any answer, made of what JSON has."""
    members = _members(answer)
    assumptions = members.pop("assumptions")
    return {"question": answer.question, "answer": members, "assumptions": assumptions}


def _members(value: object) -> Members:
    kept = (field for field in fields(value) if field.metadata.get("document", True))  # type: ignore[arg-type] # asked for dataclasses only
    names = [field.name for field in kept]
    return {name: _plain(getattr(value, name)) for name in (*names, *getattr(value, "derived", ()))}


def _plain(value: object) -> object:
    """A value as JSON has it."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, date | Cidr):
        return str(value)
    if is_dataclass(value):
        return _members(value)
    if isinstance(value, Mapping):
        return {str(_plain(key)): _plain(item) for key, item in value.items()}
    if isinstance(value, Sequence | Set):
        return [_plain(item) for item in value]
    raise TypeError(f"{type(value).__name__} has no place in a document")
