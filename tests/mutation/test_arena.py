"""The arena tells who kills a mutant: on a module of four functions and the tests of it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.mutation.arena import OPTIONS, Arena
from tests.mutation.children import be_silent, in_child

if TYPE_CHECKING:
    from collections.abc import Sequence

MODULE = """
def double(number):
    return number + number

def count_down(number):
    while number > 0:
        number -= 1
    return number

def unused(number):
    return number + 2

def table():
    return [1, 2]

TABLE = table()
"""
TESTS = """
from arena_example import TABLE, count_down, double

def test_double():
    assert double(2) == 4

def test_double_of_three():
    assert double(3) == 6

def test_count_down():
    assert count_down(5) == 0

def test_table():
    assert TABLE[0] == 1
"""


@dataclass(frozen=True)
class Change:
    """A change of the module: a text for another in a function."""

    path: str
    function: str
    was: str
    becomes: str

    @property
    def line(self) -> int:
        """The line of the change."""
        return MODULE[: MODULE.index(self.was)].count("\n") + 1

    @property
    def source(self) -> str:
        """The changed module."""
        return MODULE.replace(self.was, self.becomes)


CHANGES = (
    ("double", "number + number", "number * number", "test_double_of_three"),
    ("double", "number + number", "number * 2", ""),
    ("count_down", "number -= 1", "number -= 0", "limit"),
    ("unused", "number + 2", "number - 2", ""),
    ("table", "[1, 2]", "[2, 2]", None),
)


def test_verdicts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test that fails, nobody, the limit of an endless loop; what runs at import only is left to another way."""
    (tmp_path / "arena_example.py").write_text(MODULE, encoding="utf-8")
    (tmp_path / "test_arena_example.py").write_text(TESTS, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    changes = [Change(str(tmp_path / "arena_example.py"), *change[:3]) for change in CHANGES]
    verdicts = in_child(lambda: _verdicts(changes, tmp_path))
    assert verdicts == [change[3] for change in CHANGES]


def _verdicts(changes: Sequence[Change], folder: Path) -> list[str | None]:
    be_silent()
    verdicts: list[str | None] = []
    arena = Arena(changes, lambda _, verdict: verdicts.append(verdict and verdict.rpartition(":")[2]), patience=0.1)
    status = pytest.main([str(folder), "-c", os.devnull, f"--rootdir={folder}", *OPTIONS], plugins=[arena])
    assert status == pytest.ExitCode.OK
    return verdicts


def test_a_child_changes_nothing_here() -> None:
    """Its answer comes back, what it changed does not; one that dies has no answer."""
    numbers = [1]

    def act() -> int:
        numbers.append(2)
        return len(numbers)

    assert in_child(act) == 2
    assert numbers == [1]
    assert in_child(lambda: os._exit(3)) is None
