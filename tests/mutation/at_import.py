"""Mutants of what runs when a module is imported (tables, constants, decorators): tried in a fresh session each."""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from typing import TYPE_CHECKING

import pytest

from tests.mutation.arena import OPTIONS
from tests.mutation.children import be_silent, in_child

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import CodeType, ModuleType

    from tests.mutation.mutants import Mutant


class _Changed(SourceFileLoader):
    """Loads the changed source in place of the module's."""

    def __init__(self, name: str, path: str, source: str) -> None:
        super().__init__(name, path)
        self._source = source

    def get_code(self, fullname: str) -> CodeType:
        return compile(self._source, self.get_filename(fullname), "exec", dont_inherit=True)


class _Finder:
    """Finds the changed module, and no other."""

    def __init__(self, mutant: Mutant) -> None:
        self._name = mutant.path.removesuffix(".py").replace("/", ".")
        self._mutant = mutant

    def find_spec(self, name: str, path: Sequence[str] | None, _target: ModuleType | None = None) -> ModuleSpec | None:
        spec = PathFinder.find_spec(name, path) if name == self._name else None
        if spec is not None and spec.origin is not None:
            spec.loader = _Changed(name, spec.origin, self._mutant.source)
        return spec


def verdict(mutant: Mutant, tests: Sequence[str], seconds: int) -> str:
    """What kills the mutant: which of the tests, or "limit" where they take more than so many seconds; else empty.

    Args:
        mutant: a change of what runs at import.
        tests: files and folders, run one after the other, the next where the one before lets the mutant live.
        seconds: of processor time.
    """

    def act() -> str:
        assert "eniplan" not in sys.modules, "a session of its own imports everything anew"
        be_silent()
        sys.meta_path.insert(0, _Finder(mutant))
        return next((part for part in tests if pytest.main([part, *OPTIONS, "-x"]) != pytest.ExitCode.OK), "")

    killed = in_child(act, seconds=seconds)
    return "limit" if killed is None else killed
