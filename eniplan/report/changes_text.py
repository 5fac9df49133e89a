"""What a plan changes in an earlier one, as ``terraform plan`` would print it: plus, tilde, minus, and what is kept.

Neighbours in the plan of which the same is said stand on one line, so that a thousand added ENIs are one.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from eniplan.planning.changes import SIGNS
from eniplan.report.findings_text import WIDTH
from eniplan.report.lettering import counted, visible, wrapped
from eniplan.report.text_table import INDENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eniplan.planning.changes import Action, Change
    from eniplan.planning.plan import Plan

MOST_LINES = 30
_NAME = 40


def changes_text(plan: Plan) -> list[str]:
    """The changes as lines: how many of each kind, then all but what is kept and simply stays."""
    counts, existing = plan.changes.counts, 0
    runs: list[list[Change]] = []
    for _, several in groupby(plan.changes, key=_said_of):
        run = list(several)
        existing += sum(change.existing for change in run if change.action != "remove")
        if run[0].action != "keep" or run[0].reason:
            runs.append(run)
    head = ", ".join(f"{SIGNS[action]} {counts[action]:,} {word}" for action, word in _WORDS.items())
    lines = [f"Since the earlier plan: {head} (existing: {existing:,})"]
    for run in runs[:MOST_LINES]:
        lines += _lines(run)
    if (more := len(runs) - MOST_LINES) > 0:
        lines.append(f"{INDENT}and {counted(more, 'more line')}: plan.changes and --json have all")
    return lines


_WORDS: dict[Action, str] = {"add": "added", "change": "changed", "remove": "removed", "keep": "kept"}


def _said_of(change: Change) -> tuple[object, ...]:
    """What neighbours on one line have in common."""
    return change.action, change.group, change.vswitch, change.was, change.existing, change.reason


def _lines(run: Sequence[Change]) -> list[str]:
    first, last = run[0], run[-1]
    names = visible(first.name, _NAME)
    if len(run) > 1:
        names += f" to {visible(last.name, _NAME)} ({len(run):,})"
    where = first.vswitch or first.was
    exists = ", exists" if first.existing and "exists" not in first.reason else ""
    reason = f": {visible(first.reason)}" if first.reason else ""
    text = f"{names} in {visible(where)}{exists}{reason}"
    return wrapped(text, WIDTH, f"{INDENT}{SIGNS[first.action]} ", INDENT * 3)
