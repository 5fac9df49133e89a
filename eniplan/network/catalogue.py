"""The dated catalogue of instance types: what public sources say of types that an inventory does not list.

``instance_types.csv`` beside this file has one row a type and source, ``instance_type_sources.csv`` says what each
source is and how old. An empty figure is one that the source does not give: it stays unknown. Nothing is read before a
type is asked for.

Where sources differ (decision), an answer recorded from the API goes before a documentation table, a table before a
documentation sample, then the newer source before the older one, and of equally old ones the smaller figure is used:
better an ENI too few than one that cannot be attached. The other figures are kept and told. A sample with placeholder
values is told too, and never used.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from eniplan.network.instance_type import InstanceType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

KINDS = ("recorded answer", "documentation table", "documentation sample")
"""The kinds of source whose figures are used, the first one first."""

PRECEDENCE = (
    "a recorded answer is used before a table, a table before a sample, then the newer one, then the smaller figure"
)
"""Which figure is used where sources differ, for messages."""

_FLAGS = {"yes": True, "no": False}


class Source(NamedTuple):
    """Where figures come from: its kind, its date as far as it is known, the place, and what to know about it."""

    kind: str
    date: str
    where: str
    note: str = ""

    @property
    def is_used(self) -> bool:
        """Whether its figures are used; those of placeholders are only told."""
        return self.kind in KINDS

    @property
    def rank(self) -> int:
        """The place of its kind; what is not used comes last."""
        return KINDS.index(self.kind) if self.is_used else len(KINDS)

    def __str__(self) -> str:
        return f"{self.kind}, {self.date}"


class Figure(NamedTuple):
    """One figure and the source that gives it."""

    value: int
    source: Source

    @property
    def text(self) -> str:
        """The figure as a message says it: a number, yes or no."""
        return ("no", "yes")[self.value] if isinstance(self.value, bool) else str(self.value)


class Difference(NamedTuple):
    """A limit on which sources differ: the figure that is used, and the others."""

    limit: str
    used: Figure
    others: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEntry:
    """One type of the catalogue.

    Args:
        limits: the figures that are used; their ``source`` begins with ``catalogue``.
        differences: the limits on which sources differ.
    """

    limits: InstanceType
    differences: tuple[Difference, ...] = ()


def instance_types() -> Mapping[str, InstanceType]:
    """The dated catalogue: the limits of 845 instance types by name, for types that DescribeInstanceTypes did not list.

    An unknown limit is None. ``source`` says the kind and date of what they come from; an inventory's own figures
    always win over them.

    >>> instance_types()["ecs.g6.large"].ipv4_per_eni
    6
    >>> instance_types()["ecs.g7.xlarge"].source
    'catalogue, recorded answer, 2025'
    """
    return _all_limits()


@cache
def _all_limits() -> Mapping[str, InstanceType]:
    return MappingProxyType({name: _entry(name, rows).limits for name, rows in _rows().items()})


@lru_cache(maxsize=1024)
def catalogued(name: str) -> CatalogueEntry | None:
    """A type of the catalogue with the differences of its sources; None where it has none of that name."""
    rows = _rows().get(name)
    return _entry(name, rows) if rows else None


def names() -> Iterable[str]:
    """The names of all types of the catalogue."""
    return _rows().keys()


def _entry(name: str, rows: Iterable[Sequence[str]]) -> CatalogueEntry:
    """One type from all that is said of it."""
    said = _figures(rows)
    ranked = {limit: best_first(figures) for limit, figures in said.items()}
    known = {limit: figures for limit, figures in ranked.items() if figures[0].source.is_used}
    sources = dict.fromkeys(str(figures[0].source) for figures in known.values())
    values = {limit: figures[0].value for limit, figures in known.items()}
    return CatalogueEntry(
        limits=replace(InstanceType(id=name, source=f"catalogue, {'; '.join(sources)}"), **values),  # type: ignore[arg-type]
        differences=tuple(_differences(known)),
    )


def best_first(figures: Iterable[Figure]) -> list[Figure]:
    """Figures of one limit by precedence: kind of source, then the newer, then the smaller."""
    ordered = sorted(figures, key=lambda figure: figure.value)
    ordered.sort(key=lambda figure: figure.source.date, reverse=True)
    ordered.sort(key=lambda figure: figure.source.rank)
    return ordered


def _differences(known: Mapping[str, Sequence[Figure]]) -> Iterator[Difference]:
    for limit, (used, *others) in known.items():
        if differing := tuple(figure for figure in others if figure.value != used.value):
            yield Difference(limit, used, differing)


def _figures(rows: Iterable[Sequence[str]]) -> Mapping[str, list[Figure]]:
    """All figures of one type's rows by limit, unknown ones left out."""
    found: dict[str, list[Figure]] = {}
    for _, key, *texts in rows:
        for limit, text in zip(_limits(), texts, strict=True):
            if text:
                value = _FLAGS[text] if text in _FLAGS else int(text)
                found.setdefault(limit, []).append(Figure(value, _sources()[key]))
    return found


@cache
def _sources() -> Mapping[str, Source]:
    return {key: Source(*rest) for key, *rest in _table("instance_type_sources.csv")[1:]}


@cache
def _rows() -> Mapping[str, list[list[str]]]:
    """The rows of each type, their figures not yet read."""
    return {name: list(rows) for name, rows in groupby(_types()[1:], itemgetter(0))}


def _limits() -> list[str]:
    """The fields of :class:`InstanceType` in the order of the table's columns."""
    return _types()[0][2:]


@cache
def _types() -> list[list[str]]:
    return _table("instance_types.csv")


def _table(name: str) -> list[list[str]]:
    return list(csv.reader(Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()))
