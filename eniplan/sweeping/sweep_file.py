"""Sweep files: what is varied, how often, and on what, as TOML.

::

    replications = 3                  # how often each combination is planned (default: 1)
    seed = 0                          # all seeds are derived from it (default: 0)

    [base]
    plan = "web.toml"                 # paths are meant from the folder of this file
    inventory = ["account/"]          # a file or folder, or a list of them; none: nothing exists
    profile = "limits.toml"           # the account's limits

    [vary]
    mask = [24, 23, 22]
    density = [0.0, 0.25, 0.5]
    group."pod-{n}".ipv4_prefixes = [1, 2]
    "group[2].count" = [10, 20]

``replications`` is accepted below ``[base]`` and ``[vary]`` too, where a key that stands at the end of the file belongs
for TOML.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from eniplan.capacity.factor import factor_of
from eniplan.capacity.sweep import SweepSpec
from eniplan.errors import MalformedFile, QuestionError, SpecError
from eniplan.exchange.plan_file import read_plan_file
from eniplan.exchange.toml_writing import key_text, shown
from eniplan.network.inventory import Inventory
from eniplan.network.profile_file import read_profile
from eniplan.network.reading import read_inventory
from eniplan.network.toml_text import line_of, parse_toml, read_toml_text
from eniplan.spelling import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from eniplan.capacity.factor import Level
    from eniplan.network.input_file import AnyPath

_TOP = ("base", "vary", "replications", "seed")
_BASE = ("plan", "inventory", "profile", "replications")


class SweepFile(NamedTuple):
    """What a sweep file says, with everything read that it names."""

    spec: SweepSpec
    inventory: Inventory
    profile: Mapping[str, object]


def read_sweep_file(path: AnyPath, *, reads_inventory: bool = True) -> SweepFile:
    """Read a sweep file, and what it names.

    Args:
        path: the file.
        reads_inventory: whether the inventory that it names is wanted.

    Raises:
        MalformedFile: a file that cannot be read, or is not what it should be; with its line.
    """
    text = read_toml_text(path)
    document = parse_toml(text, path)
    try:
        return _read(document, Path(path).parent, reads_inventory=reads_inventory)
    except SpecError as error:
        raise MalformedFile(path, error.problem, line=line_of(text, error.key), where=error.key) from None


def _read(document: Mapping[str, object], folder: Path, *, reads_inventory: bool) -> SweepFile:
    _check_keys("", document, _TOP)
    base, vary = _table(document, "base"), dict(_table(document, "vary"))
    _check_keys("base", base, _BASE)
    replications = [table.pop("replications") for table in (vary, base, dict(document)) if "replications" in table]
    if "plan" not in base:
        raise SpecError("base.plan", 'is missing; write plan = "FILE.toml" below [base]')
    spec = SweepSpec(
        plan=read_plan_file(folder / _text("base.plan", base["plan"])),
        vary=dict(_levels(vary)),
        replications=_whole("replications", (replications or [1])[-1]),
        seed=_whole("seed", document.get("seed", 0)),
    )
    _check_factors(spec)
    named = _texts("base.inventory", base.get("inventory", [])) if reads_inventory else []
    profile = read_profile(folder / _text("base.profile", base["profile"])) if "profile" in base else {}
    return SweepFile(spec, read_inventory(*(folder / each for each in named)), profile)


def _check_keys(place: str, table: Mapping[str, object], known: tuple[str, ...]) -> None:
    for key in table:
        if key not in known:
            raise SpecError(f"{place}.{key_text(key)}".lstrip("."), f"there is no such key{did_you_mean(key, known)}")


def _check_factors(spec: SweepSpec) -> None:
    """Judge each factor here, where its line is known."""
    for key, levels in spec.vary.items():
        try:
            factor_of(key, levels, spec.plan)
        except QuestionError as error:
            raise SpecError(f"vary.{key}", str(error).removeprefix(f"{key}: ")) from None


def _levels(table: Mapping[str, object], inside: str = "") -> Iterator[tuple[str, tuple[Level, ...]]]:
    """The factors of a table, those of the tables inside it by their places."""
    for name, value in table.items():
        key = f"{inside}.{key_text(name)}" if inside else name
        if isinstance(value, dict):
            yield from _levels(value, key)
        elif isinstance(value, list):
            yield key, tuple(_level(f"vary.{key}", level) for level in value)
        else:
            raise SpecError(f"vary.{key}", f"{shown(value)} is not a list of levels; write [{shown(value)}] for one")


def _level(place: str, value: object) -> Level:
    if isinstance(value, list):
        return tuple(_texts(place, value))
    if isinstance(value, bool | int | float | str):
        return value
    raise SpecError(place, f"{shown(value)} is not a level; a text, a number, true, false or a list of texts is one")


def _table(document: Mapping[str, object], name: str) -> dict[str, object]:
    found = document.get(name, {})
    if not isinstance(found, dict):
        raise SpecError(name, f"{shown(found)} is not a table; write [{name}]")
    return found


def _text(place: str, value: object) -> str:
    if not isinstance(value, str) or not value:
        raise SpecError(place, f"{shown(value)} is not a path")
    return value


def _texts(place: str, value: object) -> list[str]:
    """One text or a list of them."""
    items = value if isinstance(value, list) else [value]
    return [_text(place, item) for item in items]


def _whole(place: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise SpecError(place, f"{shown(value)} is not a whole number from 0")
    return value
