"""The catalogue of instance types: what stands in the tables, and which figure is used where sources differ."""

from __future__ import annotations

import csv
import tomllib
from collections import Counter
from dataclasses import fields
from fnmatch import fnmatch
from pathlib import Path
from time import perf_counter

import pytest

import eniplan
from eniplan.network import catalogue
from eniplan.network.catalogue import KINDS, Figure, Source, best_first, catalogued, instance_types
from eniplan.network.instance_type import InstanceType

NETWORK = Path(catalogue.__file__).parent
ROWS = list(csv.DictReader((NETWORK / "instance_types.csv").read_text(encoding="utf-8").splitlines()))
SOURCES = list(csv.DictReader((NETWORK / "instance_type_sources.csv").read_text(encoding="utf-8").splitlines()))
UNSAID = {"id", "source", "eni_total_quantity"}
"""What no row gives: ENIs with their trunk's members are in DescribeInstanceTypes alone."""
LIMITS = [field.name for field in fields(InstanceType) if field.name not in UNSAID]

SIZES = {
    ("large", "g7 c7 r7"): (2, 3, 6), ("large", "g6 c6 r6"): (2, 2, 6), ("large", "g6e c6e r6e"): (2, 3, 6),
    ("large", "g5"): (2, 2, 6), ("large", "g7ne"): (2, 3, 10), ("large", "hfg7"): (2, 2, 6),
    ("xlarge", "g7 c7 r7"): (4, 4, 15), ("xlarge", "g6 c6 r6"): (4, 3, 10), ("xlarge", "g6e c6e r6e"): (4, 4, 15),
    ("xlarge", "g5"): (2, 3, 10), ("xlarge", "g7ne"): (4, 4, 15), ("xlarge", "hfg7"): (4, 3, 15),
    ("2xlarge", "g7 c7 r7"): (8, 4, 15), ("2xlarge", "g6 c6 r6"): (8, 4, 10), ("2xlarge", "g7ne"): (8, 6, 15),
    ("3xlarge", "g7 c7 r7"): (8, 8, 15), ("3xlarge", "g6 c6 r6"): (8, 6, 10), ("3xlarge", "g5"): (4, 6, 10),
    ("4xlarge", "g7 c7 r7"): (8, 8, 30), ("4xlarge", "g6 c6 r6"): (8, 8, 20), ("4xlarge", "g7ne"): (16, 8, 30),
    ("6xlarge", "g7 c7 r7"): (12, 8, 30), ("6xlarge", "g6 c6 r6"): (12, 8, 20), ("6xlarge", "g5"): (6, 8, 20),
    ("8xlarge", "g7 c7 r7"): (16, 8, 30), ("8xlarge", "g6 c6 r6"): (16, 8, 20), ("8xlarge", "hfg7"): (16, 8, 30),
    ("12xlarge", "g7ne"): (32, 8, 30), ("12xlarge", "hfg7"): (24, 8, 30),
    ("13xlarge", "g6 c6 r6"): (32, 7, 20), ("13xlarge", "g6e c6e r6e"): (32, 7, 30),
    ("16xlarge", "g7 c7 r7"): (32, 8, 30), ("16xlarge", "g5"): (16, 8, 20),
    ("24xlarge", "g7ne"): (32, 15, 50), ("24xlarge", "hfg7"): (32, 15, 30),
    ("26xlarge", "g6 c6 r6"): (32, 15, 20), ("26xlarge", "g6e c6e r6e"): (32, 15, 30),
    ("32xlarge", "g7 c7 r7"): (32, 15, 30),
}  # fmt: skip
"""Queues, ENIs and IPv4 addresses per ENI, copied by hand from the instance family pages of July 2021."""


def limits(name: str) -> InstanceType:
    """The limits of a type that the catalogue has."""
    return instance_types()[name]


def test_it_has_845_types() -> None:
    """In 954 rows: what each source says stands by itself."""
    assert len(instance_types()) == len({row["instance_type"] for row in ROWS}) == 845
    assert len(ROWS) == 954


@pytest.mark.parametrize("families", sorted({families for _, families in SIZES}))
def test_documented_sizes(families: str) -> None:
    """Each size of the families has the figures of the documentation."""
    for family in families.split():
        for size in (size for size, names in SIZES if names == families):
            found = limits(f"ecs.{family}.{size}")
            figures = (found.primary_queues, found.eni_quantity, found.ipv4_per_eni)
            assert (found.id, figures) == (f"ecs.{family}.{size}", SIZES[size, families])


@pytest.mark.parametrize(
    ("name", "figures"),
    [
        ("ecs.g7.xlarge", (4, 15, 15, True, 0, 4, 4, 4, 16, None)),
        ("ecs.g6.large", (2, 6, 1, False, None, 2, 2, 2, 4, None)),
        ("ecs.g6.16xlarge", (8, 20, 1, True, None, None, 32, 32, 256, None)),
        ("ecs.ebmre7p.32xlarge", (32, 15, 1, True, 0, None, 32, 16, 528, None)),
        ("ecs.t1.xsmall", (1, 1, 0, False, 0, None, 1, 1, 1, None)),
        ("ecs.g7.large", (3, 6, 6, None, None, None, 2, None, None, None)),
        ("ecs.t1.small", (1, None, None, None, None, None, None, None, None, None)),
    ],
)
def test_recorded_answers_and_samples(name: str, figures: tuple[int | None, ...]) -> None:
    """Every limit of the types of which an answer or a sample is public; what none of them gives is None."""
    found = limits(name)
    assert tuple(getattr(found, limit) for limit in LIMITS) == figures
    assert [type(value) for value in figures] == [type(getattr(found, limit)) for limit in LIMITS]


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("ecs.g7.xlarge", "catalogue, recorded answer, 2025"),
        ("ecs.g9i.xlarge", "catalogue, documentation table, 2025"),
        ("ecs.c6.large", "catalogue, documentation table, 2021-07-19 or earlier"),
        ("ecs.t1.small", "catalogue, documentation sample, 2019-05-21"),
        ("ecs.g6.large", "catalogue, documentation table, 2025; documentation sample, 2021-04-19"),
    ],
)
def test_the_source_says_kind_and_date(name: str, source: str) -> None:
    """Of every source that a figure comes from."""
    assert limits(name).source == source


def test_what_no_row_says_is_unknown() -> None:
    """A limit is None exactly where every row of the type leaves it empty, or only a placeholder has it."""
    kinds = {source["key"]: source["kind"] for source in SOURCES}
    given: dict[str, set[str]] = {}
    for row in ROWS:
        if kinds[row["source"]] in KINDS:
            given.setdefault(row["instance_type"], set()).update(limit for limit in LIMITS if row[limit])
    for name, found in instance_types().items():
        assert {limit for limit in LIMITS if getattr(found, limit) is not None} == given[name]


def test_a_used_figure_stands_in_a_row() -> None:
    """No figure is made up: it is what some row of the type says."""
    said: dict[str, dict[str, set[str]]] = {}
    for row in ROWS:
        for limit in LIMITS:
            said.setdefault(row["instance_type"], {}).setdefault(limit, set()).add(row[limit])
    words = {True: "yes", False: "no"}
    for name, found in instance_types().items():
        for limit in LIMITS:
            value = getattr(found, limit)
            text = words[value] if isinstance(value, bool) else "" if value is None else str(value)
            assert not text or text in said[name][limit]


def differences(name: str) -> dict[str, tuple[int, list[int]]]:
    """The figure that is used and the others, of each limit on which the sources of a type differ."""
    entry = catalogued(name)
    assert entry is not None
    return {limit: (used.value, [other.value for other in others]) for limit, used, others in entry.differences}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ecs.g6r.16xlarge", {"eni_quantity": (8, [7])}),
        ("ecs.re4.20xlarge", {"eni_quantity": (2, [8]), "ipv4_per_eni": (10, [20])}),
        ("ecs.u1-c1m4.xlarge", {"ipv6_per_eni": (1, [2])}),
        ("ecs.i3.4xlarge", {"ipv4_per_eni": (30, [300])}),
        ("ecs.t5-lc1m1.small", {"eni_quantity": (1, [2])}),
        ("ecs.gn6i-c8g1.2xlarge", {"eni_quantity": (2, [4]), "primary_queues": (2, [3])}),
        ("ecs.ce4.xlarge", {"eni_quantity": (1, [2, 3, 8]), "ipv4_per_eni": (2, [6, 6])}),
        ("ecs.g7.xlarge", {}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_differences_are_kept(name: str, expected: dict[str, tuple[int, list[int]]]) -> None:
    """The newer table, the recorded answer and the smaller figure win; what the others say is kept."""
    assert differences(name) == expected


def test_a_placeholder_is_told_and_never_used() -> None:
    """A sample of g6.large shows another size: it differs from all others, and its 22 queue pairs are nobody's."""
    told = differences("ecs.g6.large")
    assert told["eni_quantity"] == (2, [3])
    assert told["total_queues"] == (4, [12])
    assert limits("ecs.g6.large").queue_pairs is None


def test_every_disagreement_of_the_rows_is_told() -> None:
    """38 types have two figures for one limit, by the rows themselves, and exactly those have differences."""
    figures: dict[tuple[str, str], set[str]] = {}
    for row in ROWS:
        for limit in LIMITS:
            figures.setdefault((row["instance_type"], limit), set()).add(row[limit])
    expected = {key for key, texts in figures.items() if len(texts - {""}) > 1}
    found = {(name, limit) for name in instance_types() for limit in differences(name)}
    assert found == expected
    assert len({name for name, _ in expected}) == 38


def figure(value: int, kind: str, date: str) -> Figure:
    """A figure of some source."""
    return Figure(value, Source(kind, date, "somewhere"))


def test_precedence() -> None:
    """A recorded answer, then tables, then samples, placeholders last; the newer first, then the smaller."""
    ordered = [
        figure(9, "recorded answer", "2022"),
        figure(8, "documentation table", "2025"),
        figure(1, "documentation table", "2021-07-19 or earlier"),
        figure(7, "documentation table", "2021-07-19 or earlier"),
        figure(2, "documentation sample", "2024"),
        figure(0, "placeholder sample", "2026"),
    ]
    assert best_first(reversed(ordered)) == ordered
    assert best_first(ordered[1:] + ordered[:1]) == ordered


def test_a_type_that_it_does_not_have() -> None:
    """None, and names are to the letter."""
    assert catalogued("ecs.none") is None
    assert catalogued("ECS.G7.XLARGE") is None


def test_the_tables_are_in_order() -> None:
    """Types by name and then by the order of the sources, so that a change is one line; every source is used."""
    places = {source["key"]: place for place, source in enumerate(SOURCES)}
    order = [(row["instance_type"], places[row["source"]]) for row in ROWS]
    assert order == sorted(order)
    assert {row["source"] for row in ROWS} == places.keys()
    assert Counter(tuple(row.values()) for row in ROWS).most_common(1)[0][1] == 1
    ranked = [Source(s["kind"], s["date"], s["where"]) for s in SOURCES]
    assert [source.rank for source in ranked] == sorted(source.rank for source in ranked)


def test_every_source_says_what_and_when() -> None:
    """A known kind, a date and a place; only placeholders are not used, and say why."""
    for source in SOURCES:
        assert source["kind"] in {*KINDS, "placeholder sample"}
        assert source["date"][:4].isdigit()
        assert source["where"]
        assert source["note"] or source["kind"] in KINDS


def test_the_columns_are_the_limits() -> None:
    """Each limit of InstanceType has a column of its name, and each column is one."""
    assert list(ROWS[0]) == ["instance_type", "source", *LIMITS]


def test_the_tables_ship() -> None:
    """They are package data."""
    pyproject = tomllib.loads((Path(eniplan.__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = pyproject["tool"]["setuptools"]["package-data"]["eniplan"]
    for name in ("instance_types.csv", "instance_type_sources.csv"):
        assert any(fnmatch(f"network/{name}", pattern) for pattern in patterns)
        assert (NETWORK / name).stat().st_size < 60_000


def test_reading_it_costs_little() -> None:
    """The first type that is asked for: about 1 ms, at most 50 on a busy machine (the best of five tries)."""
    assert min(_first_use() for _ in range(5)) < 0.05


def _first_use() -> float:
    for cached in (catalogue._types, catalogue._rows, catalogue._sources):
        cached.cache_clear()
    catalogued.cache_clear()
    start = perf_counter()
    assert catalogued("ecs.g7.xlarge") is not None
    return perf_counter() - start
