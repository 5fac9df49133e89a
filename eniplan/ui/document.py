"""A plan as a form holds it: the tables of its plan file, right or wrong.

What somebody types is kept as it is, also where it is no number or no address: the document is what a plan file would
say, and reading it gives the plan, or every problem with its place. Documents are never changed: an edit gives a new
one that shares what it leaves alone, so that going back is taking the earlier one.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from eniplan.errors import MalformedFile
from eniplan.exchange.plan_file import plan_spec_from
from eniplan.exchange.plan_writing import write_plan_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eniplan.planning.spec import PlanSpec

Step: TypeAlias = str | int
Path: TypeAlias = tuple[Step, ...]
"""Where a value stands: ``("group", 1, "count")``; positions are counted from 0."""
Document: TypeAlias = "Mapping[str, object]"

_MOST_PROBLEMS = 200
_PLACE = re.compile(r'\.?(?:"((?:[^"\\]|\\.)*)"|([^.\[\]"]+))|\[([0-9]+)\]')


class Problem(NamedTuple):
    """Something that no plan can say: where it stands, and one sentence."""

    path: Path
    message: str

    @property
    def group(self) -> int | None:
        """The group it belongs to, by position; None for the plan's own keys."""
        place = self.path[1] if len(self.path) > 1 and self.path[0] == "group" else None
        return place if isinstance(place, int) else None


class Reading(NamedTuple):
    """What a document says: the plan without the groups that have problems, None where it is no plan at all."""

    spec: PlanSpec | None
    problems: tuple[Problem, ...]


def document_of(spec: PlanSpec) -> Document:
    """The document of a plan."""
    return tomllib.loads(write_plan_file(spec))


def read_document(document: Document) -> Reading:
    """Every problem of a document, and the plan of what has none."""
    spec, problem = _read(document)
    if problem is None:
        return Reading(spec, ())
    problems = list(_problems(document))
    wrong = {problem.group for problem in problems}
    if None in wrong:
        return Reading(None, tuple(problems))
    groups = [group for place, group in enumerate(groups_of(document)) if place not in wrong]
    spec, again = _read({**document, "group": groups})
    return Reading(spec, (*problems, *([again] if again else [])))


def _problems(document: Document) -> list[Problem]:
    """Each problem in turn: what is wrong is taken out, and the rest is read again."""
    found: dict[Path, Problem] = {}
    places = list(range(len(groups_of(document))))  # where the groups that are left stood at first
    while len(found) < _MOST_PROBLEMS:
        problem = _read(document)[1]
        if problem is None:
            break
        moved = _moved(problem, places)
        found.setdefault(moved.path, moved)  # what was taken out may be missing next, which is no news
        rest = _taken_out(document, problem.path)
        if rest is None:
            break
        if len(groups_of(rest)) < len(groups_of(document)) and problem.group is not None:
            del places[problem.group]
        document = rest
    return list(found.values())


def _moved(problem: Problem, places: Sequence[int]) -> Problem:
    """A problem with its group's first position."""
    if problem.group is None or problem.group >= len(places):
        return problem
    return problem._replace(path=("group", places[problem.group], *problem.path[2:]))


def _read(document: Document) -> tuple[PlanSpec | None, Problem | None]:
    try:
        return plan_spec_from(document), None
    except MalformedFile as error:
        return None, Problem(path_of(error.where), error.problem)


def path_of(place: str) -> Path:
    """The path of a place as messages write it: ``group[2].count`` is ``("group", 1, "count")``."""
    return tuple(
        int(number) - 1 if number else _unquoted(quoted) if quoted else bare
        for quoted, bare, number in _PLACE.findall(place)
    )


def _unquoted(text: str) -> str:
    """A quoted key without its escapes; what is no TOML text stays as it stands."""
    try:
        return str(tomllib.loads(f'key = "{text}"')["key"])
    except tomllib.TOMLDecodeError:
        return text


def _taken_out(document: Document, path: Path) -> Document | None:
    """The document without what stands at a path; where nothing stands there, without the table that lacks it."""
    while path:
        if value_at(document, path, _ABSENT) is not _ABSENT:
            return without(document, path)
        path = path[:-1]
    return None


class _Absent:
    """Nothing stands there; None is a value that somebody could write."""


_ABSENT = _Absent()


def groups_of(document: Document) -> Sequence[Mapping[str, object]]:
    """The groups, in order."""
    groups = document.get("group", ())
    return groups if isinstance(groups, list | tuple) else ()


def value_at(document: object, path: Path, default: object = None) -> object:
    """What stands at a path, or the default."""
    for step in path:
        is_item = isinstance(document, list | tuple) and isinstance(step, int) and 0 <= step < len(document)
        if not is_item and not (isinstance(document, dict) and step in document):
            return default
        document = document[step]  # type: ignore[index]
    return document


def with_value(document: Document, path: Path, value: object) -> Document:
    """The document with a value at a path; tables on the way are made where they are missing."""
    made = _changed(document, path, value)
    assert isinstance(made, dict)  # noqa: S101 - a document is a table
    return made


def without(document: Document, path: Path) -> Document:
    """The document without what stands at a path; a table of parameters that becomes empty goes with it."""
    made = _changed(document, path, _ABSENT)
    assert isinstance(made, dict)  # noqa: S101 - a document is a table
    parent = path[:-1]
    is_inner = len(parent) > _INNER and value_at(made, parent, _ABSENT) == {}
    return without(made, parent) if is_inner else made


_INNER = 2
"""Tables below this depth are a group's own (``tags``, ``parameters``): an empty one says nothing."""


def _changed(value: object, path: Path, new: object) -> object:
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        items = list(value) if isinstance(value, list | tuple) else []
        if rest:
            items[step] = _changed(items[step], rest, new)
        elif new is _ABSENT:
            del items[step]
        else:
            items[step] = new
        return items
    table = dict(value) if isinstance(value, dict) else {}
    if rest:
        table[step] = _changed(table.get(step), rest, new)
    elif new is _ABSENT:
        table.pop(step, None)
    else:
        table[step] = new
    return table
