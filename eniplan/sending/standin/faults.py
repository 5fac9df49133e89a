"""Faults on demand: which calls go wrong, and how. ``faults.toml`` is a list of them.

::

    [[fault]]
    action = "CreateNetworkInterface"
    nth = 3                       # the third call of this action, counted from 1; every = N or share = 0.1 instead
    kind = "no-answer-after"

The first fault of the file that fits a call is the one it meets. Kinds, beside every code of the error tables:

==================== ==================================================================================================
500-before           HTTP 500 InternalError, and nothing was done
500-after            HTTP 500 InternalError, although the call was carried out
no-answer-before     the connection is closed without an answer, and nothing was done
no-answer-after      likewise, although the call was carried out; ``no-answer`` is the same
empty-id             a success whose NetworkInterfaceId is empty; the ENI exists, the same token gives its id
slow                 the answer comes ``seconds`` later (1 by default)
==================== ==================================================================================================
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Final

from eniplan.contract.reading import shown
from eniplan.errors import MalformedFile, SpecError
from eniplan.network.input_file import shown_path
from eniplan.network.toml_text import parse_toml, read_toml_text
from eniplan.sending.standin.actions import ACTS
from eniplan.sending.standin.call_errors import call_errors
from eniplan.spelling import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from eniplan.network.input_file import AnyPath

BEFORE_500: Final = "500-before"
AFTER_500: Final = "500-after"
SILENT_BEFORE: Final = "no-answer-before"
SILENT_AFTER: Final = "no-answer-after"
EMPTY_ID: Final = "empty-id"
SLOW: Final = "slow"
KINDS: Final = (BEFORE_500, AFTER_500, SILENT_BEFORE, SILENT_AFTER, EMPTY_ID, SLOW)
"""The kinds that are no error code."""

_SAME = {"no-answer": SILENT_AFTER}
_KEYS = ("action", "nth", "every", "share", "kind", "seconds")
_MOST_SECONDS = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that goes wrong with certain calls of one action; just one of ``nth``, ``every``, ``share`` is given.

    Args:
        action: the API's action.
        kind: one of :data:`KINDS`, or an error code of either table.
        nth: the number of the one call that it meets, counted from 1.
        every: it meets every so-manieth call.
        share: it meets this part of the calls, from 0 to 1, drawn at random from a seed.
        seconds: how long a slow answer takes.
    """

    action: str
    kind: str
    nth: int = 0
    every: int = 0
    share: float = 0.0
    seconds: float = 1.0

    def meets(self, number: int, draw: float) -> bool:
        """Whether it meets the call of that number; ``draw`` is a random number below 1."""
        return number == self.nth or (self.every > 0 and number % self.every == 0) or draw < self.share


class FaultPlan:
    """Faults, and how many calls of each action there were.

    Args:
        faults: in their order; the first that fits a call is met.
        seed: of the draws that ``share`` needs.
    """

    def __init__(self, faults: Iterable[Fault] = (), seed: int = 0) -> None:
        self.faults = tuple(faults)
        self._calls: Counter[str] = Counter()
        self._random = Random(seed)

    def next(self, action: str) -> Fault | None:
        """The fault that the next call of an action meets."""
        self._calls[action] += 1
        number = self._calls[action]
        draws = [self._random.random() if fault.share else 1.0 for fault in self.faults]
        fitting = (
            fault
            for fault, draw in zip(self.faults, draws, strict=True)
            if fault.action == action and fault.meets(number, draw)
        )
        return next(fitting, None)


def read_faults(path: AnyPath) -> tuple[Fault, ...]:
    """Read a file of faults.

    Raises:
        MalformedFile: it cannot be read, is no TOML, or has a key or a value that means nothing.
    """
    text = read_toml_text(path)
    document = parse_toml(text, path)
    try:
        return faults_of(document)
    except SpecError as problem:
        raise MalformedFile(shown_path(path), problem.problem, where=shown(problem.key)[1:-1]) from None


def faults_of(document: Mapping[str, object]) -> tuple[Fault, ...]:
    """The faults of a document, as TOML gives it.

    >>> faults_of({"fault": [{"action": "DeleteNetworkInterface", "nth": 1, "kind": "Throttling"}]})[0].kind
    'Throttling'

    Raises:
        SpecError: a key or a value that means nothing; ``key`` is its place.
    """
    for key in document:
        if key != "fault":
            raise SpecError(key, f"is no key of a file of faults{did_you_mean(key, ['fault'])}")
    tables = document.get("fault", [])
    if not isinstance(tables, list):
        raise SpecError("fault", "is a list of tables; write [[fault]]")
    return tuple(_fault(table, f"fault[{place}]") for place, table in enumerate(tables, 1))


def _fault(table: object, where: str) -> Fault:
    if not isinstance(table, dict):
        raise SpecError(where, "is a table; write [[fault]]")
    for key in table:
        if key not in _KEYS:
            raise SpecError(f"{where}.{key}", f"is no key of a fault{did_you_mean(key, _KEYS)}")
    if sum(key in table for key in ("nth", "every", "share")) != 1:
        raise SpecError(where, "needs just one of nth, every and share to say which calls it meets")
    return Fault(
        action=_known(table, "action", tuple(ACTS), where),
        kind=_known(table, "kind", (*KINDS, *_SAME, *call_errors()), where),
        nth=_whole(table, "nth", where),
        every=_whole(table, "every", where),
        share=_number(table, "share", 1.0, where),
        seconds=_number(table, "seconds", _MOST_SECONDS, where) if "seconds" in table else 1.0,
    )


def _known(table: Mapping[str, object], key: str, known: Sequence[str], where: str) -> str:
    value = table.get(key)
    if isinstance(value, str) and value in known:
        return _SAME.get(value, value)
    if value is None:
        raise SpecError(f"{where}.{key}", f"is missing; write one such as {known[0]}")
    guess = did_you_mean(value, known) if isinstance(value, str) else ""
    near = guess if "mean" in guess else f"; write one such as {', '.join(known[:6])}"
    raise SpecError(f"{where}.{key}", f"{shown(value)} is no {key} that the stand-in knows{near}")


def _whole(table: Mapping[str, object], key: str, where: str) -> int:
    value = table.get(key, 0)
    if isinstance(value, bool) or not isinstance(value, int) or (key in table and value < 1):
        raise SpecError(f"{where}.{key}", f"{shown(value)} is not a whole number from 1")
    return value


def _number(table: Mapping[str, object], key: str, most: float, where: str) -> float:
    value = table.get(key, 0.0)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
        raise SpecError(f"{where}.{key}", f"{shown(value)} is not a number from 0 to {most:g}")
    return float(value)
