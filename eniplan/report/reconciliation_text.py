"""What became of a plan, in words: one headline, and a line for each ENI that is not as it was planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.report.lettering import visible, wrapped
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eniplan.planning.reconciliation import Fate, Reconciled, Reconciliation

WIDTH = 120
MOST_LINES = 30
_NAME = 40
SIGNS: Mapping[Fate, str] = {
    "created": "=", "changed": "~", "missing": "+", "unknown": "?", "orphaned": "!", "foreign": " "
}  # fmt: skip
"""Each fate as a sign, for terminals and cards; the word stands beside it."""

_WORDS: Mapping[Fate, str] = {
    "created": "created", "changed": "changed", "missing": "missing", "unknown": "unknown", "orphaned": "orphaned",
    "foreign": "foreign, not the plan's",
}  # fmt: skip


def headline(reconciliation: Reconciliation) -> str:
    """How many ENIs of each fate, and what is left: one sentence."""
    counts = ", ".join(f"{counted(number, 'ENI')} {_WORDS[fate]}" for fate, number in reconciliation.counts.items())
    refused = f", {counted(reconciliation.refused, 'ENI')} without a place" if reconciliation.refused else ""
    left = "nothing is left" if reconciliation.ok else f"{counted(len(reconciliation.to_send), 'step')} to send"
    return f"{counts or 'no ENIs'}{refused}: {left}"


def told(reconciliation: Reconciliation) -> list[Reconciled]:
    """The ENIs that somebody should look at."""
    return [each for each in reconciliation.enis if each.fate not in {"created", "foreign"}]


def reconciliation_text(reconciliation: Reconciliation) -> str:
    """The headline, what is not as it was planned, and what could be undone."""
    lines = [f"Plan {visible(reconciliation.plan)}: {headline(reconciliation)}"]
    rows = told(reconciliation)
    for row in rows[:MOST_LINES]:
        lines += wrapped(_line(row), WIDTH, f"  {SIGNS[row.fate]} ", "      ")
    if (more := len(rows) - MOST_LINES) > 0:
        lines.append(f"  and {counted(more, 'more line')}: --json has all")
    if reconciliation.to_delete:
        lines.append(f"{counted(len(reconciliation.to_delete), 'ENI')} of the journal could be deleted: --undo FILE")
    if reconciliation.attached:
        lines.append(f"{counted(len(reconciliation.attached), 'ENI')} of the journal cannot: an instance has them")
    if reconciliation.note:
        lines += wrapped(visible(reconciliation.note), WIDTH)
    return "\n".join(lines)


def _line(row: Reconciled) -> str:
    place = f" in {visible(row.vswitch)}" if row.vswitch else ""
    what = visible(row.differs or row.evidence)
    return f"{visible(row.name, _NAME) or visible(row.eni)} {row.fate}{place}: {what}"
