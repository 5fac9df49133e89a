"""``python -m tests.mutation``: change one thing at a time in the rules and the pools, and see whether a test fails.

``python -m tests.mutation allocation`` tries one folder, ``... allocation slots`` one module of it; ``MUTANTS=all``
tells of every mutant what kills it. Ends with 1 where one survives that ``equivalent.toml`` does not explain.
"""

from __future__ import annotations

import os
import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import Final, NamedTuple

import hypothesis  # noqa: F401 - imported once here, and not again by each mutant
import netaddr  # noqa: F401 - likewise
import pytest

from tests.mutation import at_import
from tests.mutation.arena import OPTIONS, Arena
from tests.mutation.children import in_child
from tests.mutation.mutants import Mutant, mutants_of

FOLDERS: Final[dict[str, list[str]]] = {
    "allocation": [f"tests/allocation/{name}" for name in ("test_ipv4_pool.py", "test_ipv6_pool.py", "")],
    "validation": ["tests/validation/test_coverage.py", "tests/validation"],
}
"""Each folder with the tests that its mutants are tried on, first those that tell most."""


class Tried(NamedTuple):
    """A mutant with its verdict: what kills it, empty for nothing; None while it was not tried."""

    mutant: Mutant
    verdict: str | None


class Bodies(NamedTuple):
    """How the mutants of function bodies went, and the seconds that all tests take together."""

    tried: list[Tried]
    seconds: float


def main() -> int:
    """Try them all, say which survive, and the score of each module."""
    os.environ.setdefault("HYPOTHESIS_PROFILE", "mutants")
    wanted, tried = sys.argv[1:], list[Tried]()
    for folder in [name for name in FOLDERS if not wanted or name in wanted]:
        modules = sorted(Path("eniplan", folder).glob("*.py"))
        chosen = [path for path in modules if path.stem in wanted] or modules
        tried += folder_tried(FOLDERS[folder], [mutant for path in chosen for mutant in mutants_of(str(path))])
    return _scores(tried)


def folder_tried(tests: list[str], mutants: list[Mutant]) -> list[Tried]:
    """Try mutants: those of function bodies in one session, those of what runs at import in a fresh one each."""
    bodies = in_child(lambda: _bodies([mutant for mutant in mutants if mutant.function], tests))
    if bodies is None:
        sys.exit("mutants: the tests cannot be run, see above")
    late = [mutant for mutant, verdict in bodies.tried if verdict is None]
    tried = [one for one in bodies.tried if one.verdict is not None]
    for mutant in [*late, *(mutant for mutant in mutants if not mutant.function)]:
        verdict = at_import.verdict(mutant, tests, int(10 + 5 * bodies.seconds))
        tried.append(_said(mutant, verdict))
    return tried


def _bodies(mutants: list[Mutant], tests: list[str]) -> Bodies:
    tried: list[Tried] = []
    arena = Arena(mutants, lambda mutant, verdict: tried.append(_said(mutant, verdict)))
    status = pytest.main([*tests, *OPTIONS], plugins=[arena])
    assert status == pytest.ExitCode.OK, status
    return Bodies(tried, arena.seconds)


def _said(mutant: Mutant, verdict: str | None) -> Tried:
    """A mutant with its verdict; a survivor is told at once."""
    if verdict == "" or (verdict and os.environ.get("MUTANTS") == "all"):
        print(f"{verdict or 'survived'}: {mutant}", flush=True)
    return Tried(mutant, verdict)


def explained() -> set[tuple[str, str, str]]:
    """The survivors that ``equivalent.toml`` explains: module, line, changed line (empty where any change is one)."""
    text = Path(__file__).with_name("equivalent.toml").read_text(encoding="utf-8")
    reasons = tomllib.loads(text)["reason"]
    pairs = [(reason["module"], *pair) for reason in reasons for pair in reason.get("mutants", ())]
    return {*pairs, *((reason["module"], line, "") for reason in reasons for line in reason.get("lines", ()))}


def _scores(tried: list[Tried]) -> int:
    """Print the score of each module: killed of those that are not equivalent. 1 where one is left unexplained."""
    known, counts = explained(), Counter[tuple[str, str]]()
    for mutant, verdict in tried:
        same = not known.isdisjoint({(mutant.path, mutant.was, mutant.becomes), (mutant.path, mutant.was, "")})
        kind = "killed" if verdict else "equivalent" if same else "left"
        counts.update([(mutant.path, kind), ("in all", kind)])
    for path in [*dict.fromkeys(mutant.path for mutant, _ in tried), "in all"]:
        killed, equivalent, left = (counts[path, kind] for kind in ("killed", "equivalent", "left"))
        score = f"{killed / (killed + left):.1%}" if killed + left else "none"
        print(f"{path:40} {killed:6,} killed {equivalent:5,} equivalent {left:5,} left  {score:>7}")
    for line in _stale(tried, known):
        print(f"explained, and yet killed or gone: {line}")
    return int(counts["in all", "left"] > 0)


def _stale(tried: list[Tried], known: set[tuple[str, str, str]]) -> list[str]:
    """The explained mutants of the modules tried that a test kills, or that are made no more."""
    modules = {mutant.path for mutant, _ in tried}
    living = {(mutant.path, mutant.was, mutant.becomes) for mutant, verdict in tried if not verdict}
    return [f"{one[0]}: {one[1]}  ->  {one[2]}" for one in sorted(known - living) if one[2] and one[0] in modules]


if __name__ == "__main__":
    sys.exit(main())
