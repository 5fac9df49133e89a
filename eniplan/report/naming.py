"""An answer to a what-if question with names instead of VSwitch ids, for where its plan stands beside it.

Answers name VSwitches by id, since ids are what plan files and requests take; a person who looks at a planner knows
``web-h``. So a copy is made for the eye: the same rows, the same figures, and a name wherever a text has an id.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from eniplan.capacity.answer import Answer
from eniplan.planning.limits import GroupLimit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from eniplan.network.vswitch import VSwitch

Value = TypeVar("Value")

_IDS = re.compile(r"[A-Za-z0-9_-]+")


def names_of(vswitches: Iterable[VSwitch]) -> Mapping[str, str]:
    """The name of each VSwitch that has one, by id; the id follows where several have the same name."""
    known = [vswitch for vswitch in vswitches if vswitch.name]
    often = Counter(vswitch.name for vswitch in known)
    return {each.id: each.name if often[each.name] == 1 else f"{each.name} ({each.id})" for each in known}


def named(answer: Answer, names: Mapping[str, str]) -> Answer:
    """A copy of an answer that says names instead of ids."""
    return _named(answer, names) if names else answer


def _named(value: Value, names: Mapping[str, str]) -> Value:
    if isinstance(value, str):
        return _IDS.sub(lambda found: names.get(found[0], found[0]), value)  # type: ignore[return-value]
    if type(value) is tuple:
        return tuple(_named(item, names) for item in value)  # type: ignore[return-value, attr-defined]
    if is_dataclass(value) and not isinstance(value, type) and _is_of_an_answer(value):
        said = {each.name: getattr(value, each.name) for each in fields(value) if each.init}
        return replace(value, **{name: _named(member, names) for name, member in said.items()})
    return value


def _is_of_an_answer(value: object) -> bool:
    """Whether a value is an answer or one of its rows: plans and what exists in them keep their ids."""
    return isinstance(value, Answer | GroupLimit) or type(value).__module__.startswith("eniplan.capacity.")
