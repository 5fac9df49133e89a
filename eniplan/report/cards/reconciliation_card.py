"""What became of a plan, as a card: the headline, and the ENIs that are not as they were planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.report.cards.findings_card import LONGEST, NAME_WIDTH
from eniplan.report.cards.table import Head, card, marked, table
from eniplan.report.lettering import cut
from eniplan.report.reconciliation_text import SIGNS, headline, told

if TYPE_CHECKING:
    from eniplan.planning.reconciliation import Reconciled, Reconciliation

_HEADS = (
    Head("what", "name"),
    Head("ENI"),
    Head("id", optional=True),
    Head("VSwitch"),
    Head("evidence", "words"),
    Head("what differs", "words", optional=True),
)


def reconciliation_card(reconciliation: Reconciliation) -> str:
    """What became of each ENI; what is as planned is counted only."""
    rows = told(reconciliation)
    listed = table("Not as planned", _HEADS, map(_row, rows), len(rows), "enis")
    return card(f"Plan {reconciliation.plan}", headline(reconciliation), listed)


def _row(row: Reconciled) -> tuple[str, ...]:
    return (
        marked(SIGNS[row.fate], row.fate),
        cut(row.name, NAME_WIDTH),
        cut(row.eni, NAME_WIDTH),
        cut(row.vswitch, NAME_WIDTH),
        cut(row.evidence, LONGEST),
        cut(row.differs, LONGEST),
    )
