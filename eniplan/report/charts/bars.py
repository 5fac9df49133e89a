"""What the charts have in common: title, legend, bars of shares with their scale, changes as numbers, and notes.

A bar's whole length is 100 % of what it stands for, whatever its size, so that bars can be compared; how many it is a
share of stands beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.planning.plan import Plan
from eniplan.report.lettering import ARROW, visible
from eniplan.report.palette import theme_named
from eniplan.report.sheet import new_sheet
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matplotlib.axes import Axes

    from eniplan.capacity.answer import Answer
    from eniplan.network.inventory import Inventory
    from eniplan.report.palette import Role, ThemeName
    from eniplan.report.sheet import Sheet

LEFT = 0.3
"""Where rows begin, in inches from the left edge."""
SMALL = 7.5
_NOTE_LINE = 0.18


def head(sheet: Sheet, title: str, subject: Plan | Inventory) -> None:
    """The title, and below it what the picture is of."""
    sheet.words(LEFT, 0.45, title, size=14, bold=True)
    sheet.quiet(LEFT, 0.7, _subject_line(subject), size=9.5)


def answer_sheet(answer: Answer, title: str, size: tuple[float, float], *, theme: ThemeName, ax: Axes | None) -> Sheet:
    """A sheet for an answer: the title, and below it the answer in one sentence; ``size`` is in inches."""
    room = size[0] - 2 * LEFT
    sheet = new_sheet(*size, theme_named(theme), ax)
    sheet.fit(sheet.words(LEFT, 0.45, title, size=14, bold=True), room - LEFT)
    sheet.sentence(LEFT, 0.7, answer.headline, width=room, size=9.5)
    return sheet


def _subject_line(subject: Plan | Inventory) -> str:
    if not isinstance(subject, Plan):
        return f"{counted(len(subject.vswitches), 'VSwitch')}, {counted(len(subject.enis), 'ENI')}"
    created, placed = len(subject.requests), len(subject.enis)
    exist = f"{placed - created:,} exist already"
    said = f"{counted(created, 'ENI')} to create, {exist}, {subject.refused.enis:,} refused"
    return f"{said}; {visible(subject.region, 30) or 'region unknown'}, seed {subject.seed}"


def plan_name(plan: Plan) -> str:
    """How titles call a plan."""
    return f"Plan {visible(plan.name, 24)}"


def legend(sheet: Sheet, x: float, entries: Iterable[tuple[Role, str]], top: float = 0.88) -> float:
    """The meaning of fills and hatches, from left to right; where the next entry would begin."""
    for role, word in entries:
        sheet.box(x, top, 0.3, 0.14, role)
        sheet.frame(x, top, 0.3, 0.14)
        sheet.words(x + 0.38, top + 0.12, word, size=9)
        x += 0.75 + 0.068 * len(word)
    return x


def heads(sheet: Sheet, columns: Iterable[tuple[float, str, str]]) -> None:
    """Quiet heads of columns of numbers, two lines each: their right edges, the upper words and the lower ones."""
    for x, upper, lower in columns:
        sheet.quiet(x, 1.42, upper, side="right")
        sheet.quiet(x, 1.6, lower, side="right")


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


def share_scale(sheet: Sheet, x: float, width: float, bottom: float, label: str, *, most: int = 100) -> None:
    """0, 50, 100 % and so on below bars, with what they are a share of."""
    sheet.line((x, x + width), (bottom, bottom))
    for share in range(0, most + 1, 50):
        tick = x + width * share / most
        sheet.line((tick, tick), (bottom, bottom + 0.05))
        sheet.quiet(tick, bottom + 0.18, f"{share} %", size=SMALL, side="center")
    sheet.quiet(x + width / 2, bottom + 0.34, label, size=SMALL, side="center")


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
        sheet.quiet(x[0], y, f"{before:,} {ARROW}", size=9, side="right")


def notes(sheet: Sheet, top: float, lines: Iterable[str]) -> None:
    """Quiet lines at the end of a picture."""
    for place, line in enumerate(lines):
        sheet.quiet(LEFT, top + _NOTE_LINE * place, line, size=8)
