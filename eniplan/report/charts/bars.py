"""What the charts have in common: title, legend, bars of shares with their scale, changes as numbers, and notes.

A bar's whole length is 100 % of what it stands for, whatever its size, so that bars can be compared; how many it is a
share of stands beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.planning.plan import Plan
from eniplan.report.lettering import ARROW, visible
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from eniplan.network.inventory import Inventory
    from eniplan.report.palette import Role
    from eniplan.report.sheet import Sheet

LEFT = 0.3
"""Where rows begin, in inches from the left edge."""
SMALL = 7.5
_NOTE_LINE = 0.18


def head(sheet: Sheet, title: str, subject: Plan | Inventory) -> None:
    """The title, and below it what the picture is of."""
    sheet.words(LEFT, 0.45, title, size=14, bold=True)
    sheet.words(LEFT, 0.7, _subject_line(subject), size=9.5, color=sheet.theme.quiet)


def _subject_line(subject: Plan | Inventory) -> str:
    if not isinstance(subject, Plan):
        return f"{counted(len(subject.vswitches), 'VSwitch')}, {counted(len(subject.enis), 'ENI')}"
    created, placed = len(subject.requests), len(subject.enis)
    refused = sum(refusal.enis for refusal in subject.refused)
    said = f"{counted(created, 'ENI')} to create, {placed - created:,} exist already, {refused:,} refused"
    return f"{said}; {visible(subject.region, 30) or 'region unknown'}, seed {subject.seed}"


def plan_name(plan: Plan) -> str:
    """How titles call a plan."""
    return f"Plan {visible(plan.name, 24)}"


def legend(sheet: Sheet, x: float, entries: Iterable[tuple[Role, str]]) -> None:
    """The meaning of fills and hatches, from left to right."""
    for role, word in entries:
        sheet.box(x, 0.88, 0.3, 0.14, role)
        sheet.frame(x, 0.88, 0.3, 0.14)
        sheet.words(x + 0.38, 1.0, word, size=9)
        x += 0.75 + 0.068 * len(word)


def share_bar(
    sheet: Sheet,
    x: float,
    y: float,
    size: tuple[float, float],
    *,
    parts: Sequence[tuple[Role, int]],
    whole: int,
    dashed: bool = False,
) -> None:
    """Parts of a whole end to end from the left, then what is free; ``size`` is width and height in inches."""
    width, height = size
    sheet.box(x, y, width, height, "free")
    start = x
    for role, count in parts:
        length = width * count / whole if whole > 0 else 0.0
        sheet.box(start, y, length, height, role)
        start += length
    sheet.frame(x, y, width, height, dashed=dashed)


def share_scale(sheet: Sheet, x: float, width: float, bottom: float, label: str) -> None:
    """0, 50 and 100 % below bars, with what they are a share of."""
    sheet.line((x, x + width), (bottom, bottom))
    for share in (0, 50, 100):
        tick = x + width * share / 100
        sheet.line((tick, tick), (bottom, bottom + 0.05))
        sheet.words(tick, bottom + 0.18, f"{share} %", size=SMALL, color=sheet.theme.quiet, side="center")
    sheet.words(x + width / 2, bottom + 0.34, label, size=SMALL, color=sheet.theme.quiet, side="center")


def change(sheet: Sheet, x: tuple[float, float], y: float, numbers: tuple[int, int], *, is_empty: bool = False) -> None:
    """``750 → 654``, or ``654`` where nothing changes; nothing left is red, and 0 is a word of its own.

    Args:
        sheet: where.
        x: the right edges of the number before and of the number after.
        y: the line.
        numbers: before and after.
        is_empty: whether nothing is left.
    """
    before, after = numbers
    color = sheet.theme.fill["refused"] if is_empty else ""
    sheet.words(x[1], y, f"{after:,}", bold=True, color=color, side="right")
    if before != after:
        sheet.words(x[0], y, f"{before:,} {ARROW}", color=sheet.theme.quiet, side="right")


def notes(sheet: Sheet, top: float, lines: Iterable[str]) -> None:
    """Quiet lines at the end of a picture."""
    for place, line in enumerate(lines):
        sheet.words(LEFT, top + _NOTE_LINE * place, line, size=8, color=sheet.theme.quiet)
