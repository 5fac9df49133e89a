"""A rehearsal as a card: what was not done and why, equal reasons on one row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.report.cards.findings_card import LONGEST, NAME_WIDTH
from eniplan.report.cards.table import Head, card, table
from eniplan.report.lettering import cut
from eniplan.report.rehearsal_text import SAID, headline, reasons_of, why

if TYPE_CHECKING:
    from eniplan.planning.rehearsal import Rehearsal
    from eniplan.report.rehearsal_text import Reason

_NOT_DONE = (
    Head("first step", "name"),
    Head("steps", "number"),
    Head("VSwitch"),
    Head("status", "number", optional=True),
    Head("code", "code", optional=True),
    Head("why", "words"),
    Head("nearest fix", "words", optional=True),
)


def rehearsal_card(rehearsal: Rehearsal) -> str:
    """What the stand-in answered."""
    reasons = reasons_of(rehearsal)
    rows = table("Not done", _NOT_DONE, map(_row, reasons), len(reasons), "steps")
    return card(f"Rehearsal of {cut(rehearsal.plan, NAME_WIDTH)}", headline(rehearsal), rows)


def _row(reason: Reason) -> tuple[str, ...]:
    step = reason.first
    return (
        cut(step.id, NAME_WIDTH),
        f"{reason.steps:,}",
        cut(step.vswitch, NAME_WIDTH),
        str(step.status or ""),
        step.code,
        cut(why(step) or SAID[step.outcome], LONGEST),
        cut(step.fix, LONGEST),
    )
