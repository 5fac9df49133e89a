"""The figures of the benchmark table mean what they say: growth, targets, ratios, and what a report may tell."""

from __future__ import annotations

import json
import platform
from pathlib import Path

import pytest

from tests.speed.machine import Machine, this_machine
from tests.speed.rendering import document, markdown, number, text
from tests.speed.table import Contender, Figure, Row, Table, Target, at_least, exponent, raced
from tests.speed.timing import Timing

TIME = Timing(2.0, 1.0, 3.0)
SMALL = Table(
    key="W0",
    title="a small one",
    unit="ENI",
    rows=(Row("eniplan", 1.0, TIME, "as it is"), Row("peer", 12.5, TIME, "a | b")),
    targets=(Target("T0", "peer / eniplan", 12.5, ">=", 8), Target("T1", "growth", 0.5, "<=", 0.1)),
    figures=(Figure("peak", 12.0, "MiB"),),
)
PLACE = Machine("2026-01-01", "a processor", 2, "Linux", "CPython 3.11", {"netaddr": "1.3"}, 0.5)


@pytest.mark.parametrize("power", [0.0, 0.5, 1.0, 2.0])
def test_the_exponent_of_a_power_law_is_its_power(power: float) -> None:
    """7 n^p over three sizes has the slope p, by definition."""
    assert exponent({size: 7 * size**power for size in (10, 100, 10_000)}) == pytest.approx(power)


def test_a_target_is_met_on_its_bound_and_not_beyond() -> None:
    """Both bounds include the goal."""
    assert Target("T", "", 2.0, "<=", 2.0).is_met
    assert not Target("T", "", 2.1, "<=", 2.0).is_met
    assert Target("T", "", 2.0, ">=", 2.0).is_met
    assert not Target("T", "", 1.9, ">=", 2.0).is_met


def test_a_peer_that_took_no_part_has_no_target() -> None:
    """Moto is not everywhere: its goal is left out, not failed."""
    assert [target.what for target in at_least("T", {"here": 3.0}, {"here": 2.0, "absent": 1.0})] == ["here / eniplan"]


def test_ratios_are_to_the_first_contender_and_all_take_turns() -> None:
    """A clock that a contender moves by hand: one second for ours, three for the peer, in turns."""
    now, turns = [0.0], list[str]()

    def work(name: str, seconds: float) -> None:
        turns.append(name)
        now[0] += seconds

    ours = Contender("ours", lambda: work("ours", 1), 1, "")
    peer = Contender("peer", lambda: work("peer", 3), 2, "")
    rows = raced([ours, peer], 2, lambda: now[0])
    assert [(row.ratio, row.time.median) for row in rows] == [(1.0, 1e6), (1.5, 1.5e6)]
    assert turns == ["ours", "peer"] * 3


def test_a_report_says_met_or_not_in_words_and_keeps_its_columns() -> None:
    """Each target has its verdict, in the terminal and in Markdown; a bar in a cell does not end the cell."""
    said, report = text(SMALL), markdown([SMALL], PLACE)
    assert ("T0  met" in said, "T1  NOT MET" in said, "1 of 2 targets are met." in report) == (True, True, True)
    assert r"a \| b" in report
    assert json.loads(document([SMALL], PLACE))["tables"][0]["targets"][1]["met"] is False


def test_the_machine_is_named_by_kind_only() -> None:
    """No host name and no path is told."""
    told = " ".join(this_machine().told())
    assert platform.node() not in told or len(platform.node()) < 3
    assert str(Path.home()) not in told


@pytest.mark.parametrize(
    ("value", "written"), [(70_000.4, "70,000"), (12.34, "12.3"), (1.234, "1.23"), (0.01234, "0.0123"), (-0.5, "-0.5")]
)
def test_numbers_have_three_digits_and_separated_thousands(value: float, written: str) -> None:
    """By hand."""
    assert number(value) == written
