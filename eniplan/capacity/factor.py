"""Factors: what a sweep varies. A key names it, its levels are the values that it takes in turn.

Keys are those of a plan file by their place (``seed``, ``group.count``, ``group[2].ipv4_prefixes``,
``group."web-{n}".placement``, ``vswitch.mask``, ``profile.eni_quota``), and three that a plan file does not have:
``density``, ``growth`` and the shorter names of :data:`SHORT`. What each accepts stands in one table; a key that is not
in it is refused with the nearest one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, get_args

from eniplan.errors import QuestionError, SpecError
from eniplan.network.profile import KEYS, Profile
from eniplan.planning.spec import Addressing, Draw, Placement
from eniplan.spelling import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eniplan.planning.spec import PlanSpec

Level = bool | int | float | str | tuple[str, ...]
"""One value that a factor takes."""

SHORT: Mapping[str, str] = {
    "mask": "vswitch.mask",
    "instance_type": "group.instance_type",
    "placement": "group.placement",
    "prefixes_per_eni": "group.ipv4_prefixes",
}
"""Shorter names, for all groups or all VSwitches of the plan file."""


class Accepts(NamedTuple):
    """What the levels of a factor may be, in words and as a test."""

    words: str
    fits: Callable[[Level], bool]


def _whole(level: Level) -> bool:
    return isinstance(level, int) and not isinstance(level, bool)


def _number(level: Level) -> bool:
    return isinstance(level, int | float) and not isinstance(level, bool)


def _one_of(choices: tuple[str, ...]) -> Accepts:
    return Accepts(f"one of {', '.join(choices)}", lambda level: level in choices)


_WHOLE = Accepts("a whole number from 0", lambda level: _whole(level) and 0 <= level < 2**63)  # type: ignore[operator] # whole
_MASK = Accepts("a mask from 16 to 29", lambda level: _whole(level) and 16 <= level <= 29)  # type: ignore[operator] # likewise
_SHARE = Accepts("a share from 0 to 1", lambda level: _number(level) and 0 <= level <= 1)  # type: ignore[operator] # likewise
_GROWTH = Accepts("a share from 0, 0.5 for half as many again", lambda level: _number(level) and 0 <= level < 10**6)  # type: ignore[operator] # likewise
_TEXT = Accepts("a text", lambda level: isinstance(level, str))
_TEXTS = Accepts("a list of texts", lambda level: isinstance(level, tuple))
_PROFILE = Accepts("a value of that key of the profile", lambda _: True)

GROUP_FACTORS: Mapping[str, Accepts] = {
    "count": _WHOLE,
    "vswitches": _TEXTS,
    "zone": _TEXT,
    "placement": _one_of(get_args(Placement)),
    "security_groups": _TEXTS,
    "addressing": _one_of(get_args(Addressing)),
    "draw": _one_of(get_args(Draw)),
    "secondary_addresses": _WHOLE,
    "ipv4_prefixes": _WHOLE,
    "ipv6_addresses": _WHOLE,
    "ipv6_prefixes": _WHOLE,
    "instance_type": _TEXT,
    "enis_per_instance": _WHOLE,
}
"""The keys of a group that a sweep varies, each with what it accepts; they are attributes of a group too."""

PLAIN_FACTORS: Mapping[str, Accepts] = {"seed": _WHOLE, "density": _SHARE, "growth": _GROWTH}
_STEP = re.compile(r'(?:^|\.)([^.\[\]"]+)|\[(\d+)\]|\.?"((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """One factor of a sweep.

    Args:
        key: as it was written.
        field: what it sets: ``seed``, ``density``, ``growth``, ``mask``, an attribute of a group, or a profile's key.
        table: ``group``, ``vswitch``, ``profile``, or empty for the whole plan.
        places: which groups or VSwitches of the plan, counted from 0.
        levels: what it takes in turn.
    """

    key: str
    field: str
    table: str
    places: tuple[int, ...]
    levels: tuple[Level, ...]


def known_keys() -> list[str]:
    """Every key that a sweep can vary, for messages."""
    groups = (f"group.{name}" for name in GROUP_FACTORS)
    return [*PLAIN_FACTORS, *SHORT, *groups, "vswitch.mask", *(f"profile.{name}" for name in KEYS)]


def factor_of(key: str, levels: Sequence[Level], spec: PlanSpec) -> Factor:
    """A factor of a plan, checked.

    Args:
        key: its place, as :data:`known_keys` has it; a table may be one of several, by number or by name.
        levels: what it takes in turn, without doubles.
        spec: the plan.

    Raises:
        QuestionError: an unknown key with the nearest one, no levels, or one that the key does not accept.
    """
    table, chosen, field = _parts(key)
    accepts = _accepted(table, field)
    if accepts is None:
        raise QuestionError(key, f"{key}: there is no such factor{did_you_mean(key, known_keys())}")
    if not levels:
        raise QuestionError(key, f"{key}: has no levels; at least one is expected")
    for place, level in enumerate(levels):
        if not accepts.fits(level):
            raise QuestionError(key, f"{key}: {level!r} is not {accepts.words}")
        if level in levels[:place]:
            raise QuestionError(key, f"{key}: {level!r} stands there twice")
        if table == "profile":
            _check_profile(key, field, level)
    return Factor(key=key, field=field, table=table, places=_places(key, table, chosen, spec), levels=tuple(levels))


def _parts(key: str) -> tuple[str, int | str | None, str]:
    """Table, which of them (number from 1, name, None for all) and field of a key."""
    steps = [(bare, number, quoted) for bare, number, quoted in _STEP.findall(SHORT.get(key, key))]
    match steps:
        case [(field, "", "")]:
            return "", None, field
        case [(table, "", ""), (field, "", "")]:
            return table, None, field
        case [(table, "", ""), ("", number, quoted), (field, "", "")]:
            return table, int(number) if number else _unquoted(quoted), field
        case [(table, "", ""), (bare, "", ""), (field, "", "")]:
            return table, bare, field
    return "", None, key


def _unquoted(quoted: str) -> str:
    """What stands between the quotes of a TOML text."""
    return str(tomllib.loads(f'name = "{quoted}"')["name"])


def _accepted(table: str, field: str) -> Accepts | None:
    if table == "":
        return PLAIN_FACTORS.get(field)
    if table == "group":
        return GROUP_FACTORS.get(field)
    if table == "vswitch":
        return _MASK if field == "mask" else None
    return _PROFILE if table == "profile" and field in KEYS else None


def _check_profile(key: str, field: str, level: Level) -> None:
    try:
        Profile().with_values({field: level}, "sweep")
    except SpecError as error:
        raise QuestionError(key, str(error)) from None


def _places(key: str, table: str, chosen: int | str | None, spec: PlanSpec) -> tuple[int, ...]:
    """Which groups or VSwitches of the plan a key means."""
    if table not in {"group", "vswitch"}:
        return ()
    names = [each.name for each in spec.groups] if table == "group" else [each.id for each in spec.vswitches]
    if not names:
        raise QuestionError(key, f"{key}: the plan file has no [[{table}]] table that it could vary")
    if chosen is None:
        return tuple(range(len(names)))
    if isinstance(chosen, int) and 1 <= chosen <= len(names):
        return (chosen - 1,)
    if chosen in names:
        return (names.index(str(chosen)),)
    has = f"has {len(names):,}, counted from 1" if isinstance(chosen, int) else "has none of that name"
    near = did_you_mean(str(chosen), names) if isinstance(chosen, str) else ""
    raise QuestionError(key, f"{key}: the plan {has}{near}")
