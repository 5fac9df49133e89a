"""What became of a plan, in words: what is as planned is counted, everything else has its line."""

from __future__ import annotations

from eniplan.planning.reconciliation import Reconciled, Reconciliation
from eniplan.report.cards.reconciliation_card import reconciliation_card
from eniplan.report.lettering import cells
from eniplan.report.reconciliation_text import MOST_LINES, WIDTH, reconciliation_text


def many(fate: str, number: int, **more: str) -> list[Reconciled]:
    """So many ENIs of a fate."""
    return [
        Reconciled(name=f"web-{n}", group="web", fate=fate, vswitch="vsw-1", **more)  # type: ignore[arg-type]
        for n in range(number)
    ]


def test_nothing_is_left() -> None:
    """One line, and it says so; foreign ENIs are counted and are nobody's fault."""
    found = Reconciliation(plan="web", enis=(*many("created", 3), *many("foreign", 1)))
    assert reconciliation_text(found) == ("Plan web: 3 ENIs created, 1 ENI foreign, not the plan's: nothing is left")


def test_each_fate_has_its_sign_and_its_word() -> None:
    """The word stands beside the sign, so that no sign has to be known."""
    rows = [*many("missing", 1), *many("unknown", 1), *many("orphaned", 1), *many("changed", 1, differs="Tag app: x")]
    lines = reconciliation_text(Reconciliation(plan="web", enis=tuple(rows), refused=2)).splitlines()
    assert "2 ENIs without a place: 0 steps to send" in lines[0]
    assert [line[2] for line in lines[1:]] == ["+", "?", "!", "~"]
    assert [line.split()[2] for line in lines[1:]] == ["missing", "unknown", "orphaned", "changed"]
    assert lines[-1].endswith("Tag app: x")


def test_long_lists_and_hostile_names_stay_in_bounds() -> None:
    """Only so many lines, each no wider than a terminal, and no escape sequence or markup of a name comes through."""
    hostile = Reconciled(name="\x1b[2J<img>", group="g", fate="orphaned", eni="eni-1", evidence="a word " * 60)
    found = Reconciliation(plan="web", enis=(hostile, *many("missing", 100)), note="\x1b]0;x\x07")
    text = reconciliation_text(found)
    assert "\x1b" not in text
    assert all(cells(line) <= WIDTH for line in text.splitlines())
    assert f"and {101 - MOST_LINES} more lines: --json has all" in text
    assert "<img>" not in reconciliation_card(found)
