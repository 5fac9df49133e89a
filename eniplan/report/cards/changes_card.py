"""What a plan changes in an earlier one, as a card: signs with their words, neighbours on one row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.planning.changes import SIGNS
from eniplan.report.cards.element import Markup, together
from eniplan.report.cards.findings_card import LONGEST, NAME_WIDTH
from eniplan.report.cards.table import Head, card, marked, quiet, table
from eniplan.report.changes_text import WORDS, folded
from eniplan.report.lettering import cut
from eniplan.spelling import counted

if TYPE_CHECKING:
    from eniplan.planning.changes import Changes
    from eniplan.report.changes_text import Folded, Run

_CHANGE = (
    Head("change", "name"),
    Head("ENIs", "number"),
    Head("names"),
    Head("VSwitch"),
    Head("exists", optional=True),
    Head("what changed and why", "words", optional=True),
)


def changes_card(changes: Changes) -> str:
    """What becomes of the ENIs."""
    found = folded(changes)
    return card(counted(len(changes), "change"), found.headline, _table("Changes", found))


def changes_table(changes: Changes) -> Markup:
    """The changes since an earlier plan; where all is kept and stays, one line says so."""
    found = folded(changes)
    caption = f"Since the earlier plan: {found.headline}"
    return _table(caption, found) if found.told else quiet(caption)


def _table(caption: str, found: Folded) -> Markup:
    return table(caption, _CHANGE, map(_row, found.told), len(found.told), "changes")


def _row(run: Run) -> tuple[str, ...]:
    first, last = cut(run.first.name, NAME_WIDTH), cut(run.last.name, NAME_WIDTH)
    return (
        marked(SIGNS[run.first.action], WORDS[run.first.action]),
        f"{run.enis:,}",
        first if run.enis == 1 else together([first, " to ", last]),
        cut(run.where, NAME_WIDTH),
        "yes" if run.first.existing else "",
        cut(run.first.reason, LONGEST),
    )
