"""What a plan changes in an earlier one, as ``terraform plan`` would print it: plus, tilde, minus, and what is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.planning.changes import SIGNS
from eniplan.report.change_runs import folded
from eniplan.report.findings_text import WIDTH
from eniplan.report.lettering import visible, wrapped
from eniplan.report.text_table import INDENT
from eniplan.spelling import counted

if TYPE_CHECKING:
    from eniplan.planning.plan import Plan
    from eniplan.report.change_runs import Run

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
