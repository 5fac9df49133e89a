"""What a plan changes in an earlier one, folded: neighbours of which the same is said are one run.

So a thousand added ENIs are one line, in a terminal as in a card. What is kept and simply stays is counted, not told.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from eniplan.planning.changes import SIGNS
from eniplan.report.findings_text import WIDTH
from eniplan.report.lettering import visible, wrapped
from eniplan.report.text_table import INDENT
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from eniplan.planning.changes import Action, Change
    from eniplan.planning.plan import Plan


WORDS: Mapping[Action, str] = {"add": "added", "change": "changed", "remove": "removed", "keep": "kept"}
"""Each action as it is told, in the order in which they are counted."""


class Run(NamedTuple):
    """Neighbours in the order of the changes of which the same is said; only their names differ."""

    first: Change
    last: Change
    enis: int

    @property
    def is_told(self) -> bool:
        """Whether there is more to say of them than that they stay."""
        return self.first.action != "keep" or bool(self.first.reason)

    @property
    def where(self) -> str:
        """The VSwitch they are in, or were."""
        return self.first.vswitch or self.first.was


class Folded(NamedTuple):
    """All changes: how many ENIs of each action, and the runs worth a line.

    Args:
        headline: ``+ 3 added, ~ 1 changed, - 2 removed, = 4 kept (existing: 1)``.
        told: the runs worth a line, in order.
    """

    headline: str
    told: list[Run]


def folded(changes: Iterable[Change]) -> Folded:
    """The changes in runs, and counted; each is looked at once, since it is worked out when it is looked at."""
    counts: Counter[Action] = Counter()
    existing, told = 0, []
    for run in _runs(changes):
        counts[run.first.action] += run.enis
        existing += run.enis if run.first.existing and run.first.action != "remove" else 0
        told += [run] if run.is_told else []
    said = ", ".join(f"{SIGNS[action]} {counts[action]:,} {word}" for action, word in WORDS.items())
    return Folded(f"{said} (existing: {existing:,})", told)


def _runs(changes: Iterable[Change]) -> Iterable[Run]:
    for _, several in groupby(changes, key=_said_of):
        run = list(several)
        yield Run(run[0], run[-1], len(run))


def _said_of(change: Change) -> tuple[object, ...]:
    """What neighbours in one run have in common."""
    return change.action, change.group, change.vswitch, change.was, change.existing, change.reason


MOST_LINES = 30
_NAME = 40


def changes_text(plan: Plan) -> list[str]:
    """The changes as lines: how many of each kind, then all but what is kept and simply stays."""
    headline, told = folded(plan.changes)
    lines = [f"Since the earlier plan: {headline}"]
    for run in told[:MOST_LINES]:
        lines += _lines(run)
    if (more := len(told) - MOST_LINES) > 0:
        lines.append(f"{INDENT}and {counted(more, 'more line')}: plan.changes and --json have all")
    return lines


def _lines(run: Run) -> list[str]:
    first = run.first
    names = visible(first.name, _NAME)
    if run.enis > 1:
        names += f" to {visible(run.last.name, _NAME)} ({run.enis:,})"
    exists = ", exists" if first.existing and "exists" not in first.reason else ""
    reason = f": {visible(first.reason)}" if first.reason else ""
    text = f"{names} in {visible(run.where)}{exists}{reason}"
    return wrapped(text, WIDTH, f"{INDENT}{SIGNS[first.action]} ", INDENT * 3)
