"""Where mutants of function bodies are tried: a pytest session that collects once and forks for each of them.

A session first runs every test once and notes which lines it runs and how long it takes. Then a mutant is a fork of
that session in which one function gets the changed body, live; it runs the tests that run the changed line, the
quickest first, until one fails. So a mutant costs what these tests cost, and starting pytest is paid once.
"""

from __future__ import annotations

import gc
import time
from pathlib import Path
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, Protocol, TypeVar

import pytest
from _pytest.runner import runtestprotocol

from tests.mutation.children import be_silent, in_child, limited_test
from tests.mutation.lines import lines_run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tests.mutation.lines import Line

OPTIONS: Final = ("-p", "no:terminal", "-p", "no:xdist", "-p", "no:playwright", "--capture=no", "--assert=plain")
"""Of a pytest session that runs tests for mutants: nothing that costs time, prints, or minds being nested."""

_LONGEST: Final = 600
"""Seconds of processor time that all tests of one mutant may take."""

Function = tuple[str, str]
"""The file of a function and its qualified name."""


class Change(Protocol):
    """What the arena needs to know of a mutant."""

    @property
    def path(self) -> str:
        """The file of its module."""

    @property
    def line(self) -> int:
        """The line of the change, from 1."""

    @property
    def function(self) -> str:
        """The qualified name of the function that it changes."""

    @property
    def source(self) -> str:
        """The whole module, changed."""


Changed = TypeVar("Changed", bound=Change)


class Reach(NamedTuple):
    """The lines that one test runs, and the seconds of processor time that it takes."""

    lines: frozenset[Line]
    seconds: float


class Arena(Generic[Changed]):
    """The pytest plugin.

    Args:
        mutants: those to try, all with a function.
        told: called with each mutant and its verdict: the test that kills it, empty where none does, "limit" where it
            ran out of time or memory, None where no test runs its line, but the import of a module does.
        patience: the seconds that a test may take beyond ten times what it takes without a mutant.
    """

    def __init__(
        self, mutants: Sequence[Changed], told: Callable[[Changed, str | None], None], *, patience: float = 2
    ) -> None:
        self._mutants, self._told, self._patience = mutants, told, patience
        self.seconds = 0.0
        """What all tests take together, of processor time."""
        self._files = {str(Path(mutant.path).resolve()) for mutant in mutants}
        self._at_import: frozenset[Line] = frozenset()

    def pytest_configure(self, config: pytest.Config) -> None:
        """Failures are not shown: make the tracebacks that cost least."""
        config.option.tbstyle = "native"

    @pytest.hookimpl(wrapper=True)
    def pytest_collection(self) -> Iterator[None]:
        """Note what runs when the tests' modules are imported."""
        with lines_run(self._files) as lines:
            result = yield
        self._at_import = frozenset(lines)
        return result

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try all mutants instead of running the tests."""
        reaches = in_child(lambda: [_reach(item, self._files) for item in session.items])
        assert reaches is not None, "the tests fail without a mutant"
        self.seconds = sum(reach.seconds for reach in reaches)
        live = _functions(self._files)
        for mutant in self._mutants:
            file = str(Path(mutant.path).resolve())
            tests = [
                (reach.seconds, place) for place, reach in enumerate(reaches) if (file, mutant.line) in reach.lines
            ]
            chosen = [(session.items[place], self._patience + 10 * seconds) for seconds, place in sorted(tests)]
            waits = not chosen and (file, mutant.line) in self._at_import
            self._told(mutant, None if waits else _verdict(mutant, live.get((file, mutant.function), []), chosen))
        return True


def _verdict(mutant: Change, functions: list[FunctionType], tests: Sequence[tuple[pytest.Item, float]]) -> str:
    def act() -> str:
        be_silent()
        _change(mutant, functions)
        for item, seconds in tests:
            limited_test(seconds)
            if _failure(item):
                return item.nodeid
        return ""

    killed = in_child(act, seconds=_LONGEST)
    return "limit" if killed is None else killed


def _change(mutant: Change, functions: Iterable[FunctionType]) -> None:
    """Give the live functions the body that they have in the changed module."""
    whole = compile(mutant.source, mutant.path, "exec", dont_inherit=True)
    body = next(code for code in _codes(whole) if code.co_qualname == mutant.function)
    for function in functions:
        function.__code__ = body


def _codes(code: CodeType) -> Iterator[CodeType]:
    for part in code.co_consts:
        if isinstance(part, CodeType):
            yield part
            yield from _codes(part)


def _functions(files: set[str]) -> dict[Function, list[FunctionType]]:
    """The live functions of some files."""
    found: dict[Function, list[FunctionType]] = {}
    for one in gc.get_objects():
        if type(one) is FunctionType and one.__code__.co_filename in files:
            found.setdefault((one.__code__.co_filename, one.__code__.co_qualname), []).append(one)
    return found


def _reach(item: pytest.Item, files: set[str]) -> Reach:
    """What a test runs; it must pass."""
    begun = time.process_time()
    with lines_run(files) as lines:
        failed = _failure(item)
    assert not failed, f"{item.nodeid} fails without a mutant: {failed}"
    return Reach(frozenset(lines), time.process_time() - begun)


def _failure(item: pytest.Item) -> str:
    """How a test fails; empty where it passes."""
    reports = runtestprotocol(item, log=False, nextitem=None)
    return next((f"{report.when}: {report.longreprtext}" for report in reports if report.failed), "")
