"""What a form of a batch cannot say: asked before anything is written, told once for all ENIs that want it.

A form is told by its name in :data:`eniplan.exchange.batches.FORMATS`. What it cannot say is refused; who wants the
rest all the same gets it, with the findings of :func:`findings_of` beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from eniplan.contract.finding import Finding
from eniplan.contract.lint import severity
from eniplan.contract.parameters import BY_NAME
from eniplan.report.lettering import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping

    from eniplan.contract.wire import Value
    from eniplan.planning.steps import Step

CODE = "Lint.NotExpressed"


class NotSaid(NamedTuple):
    """One thing that a form cannot say of a call: the parameter (or the action), and why, after its name."""

    parameter: str
    why: str


def findings_of(
    form: str, steps: Iterable[Step], not_said: Callable[[Step], Iterable[NotSaid]], source: str
) -> Iterator[Finding]:
    """One finding for each thing that a form cannot say of some of the calls, in the order in which they come."""
    enis: dict[NotSaid, list[str]] = {}
    counts: dict[NotSaid, int] = {}
    for step in steps:
        for thing in not_said(step):
            counts[thing] = counts.get(thing, 0) + 1
            enis.setdefault(thing, [step.eni])
    for thing, (first,) in enis.items():
        more = f" and {counts[thing] - 1:,} more calls" if counts[thing] > 1 else ""
        message = f"{form} leaves it out: {thing.parameter} of {visible(first)}{more} {thing.why}"
        yield Finding(
            code=CODE, severity=severity(CODE), message=message, parameter=thing.parameter, request=first, source=source
        )


def without_words(parameters: Mapping[str, Value], words: Container[str], form: str) -> Iterator[NotSaid]:
    """The parameters of a create that a form has no word for; one that only repeats the API's default is no loss."""
    for name, value in parameters.items():
        if name not in words and not _is_default(name, value):
            yield NotSaid(name, f"has no word in {form}")


def _is_default(name: str, value: Value) -> bool:
    row = BY_NAME.get(name)
    return row is not None and row.default is not None and row.default == value


def has_text(value: object, wanted: Callable[[str], bool]) -> bool:
    """Whether some text inside a value, its members' names left out, is as asked."""
    if isinstance(value, str):
        return wanted(value)
    if isinstance(value, dict):
        return any(has_text(item, wanted) for item in value.values())
    return isinstance(value, list) and any(has_text(item, wanted) for item in value)
