"""Whole /28s lost, VSwitch by VSwitch: left to the cloud's random draw, and with pinned addresses.

All bars share one scale, from none to the VSwitch with most whole /28s; the outline is what a VSwitch has of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.report.charts.bars import LEFT, answer_sheet, notes
from eniplan.report.lettering import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from eniplan.capacity.pin import PinAnswer, PinnedVSwitch
    from eniplan.report.palette import ThemeName
    from eniplan.report.sheet import Sheet

MOST = 16
"""How many VSwitches a picture shows."""

_WIDTH, _HEAD, _ROW, _FOOT = 10.0, 1.35, 0.62, 0.7
_WORD, _BAR, _BAR_WIDTH = 2.75, 3.75, 4.0


def pin_chart(answer: PinAnswer, *, ax: Axes | None = None, theme: ThemeName = "light", most: int = MOST) -> Figure:
    """What leaving addresses random costs, against pinning.

    ``most`` says how many VSwitches are shown: those where pinning saves most.
    """
    rows = sorted(answer.vswitches, key=lambda row: -row.saved)[:most]
    title = f"Plan {visible(answer.plan.name, 24)}: whole /28s lost, at random and pinned"
    sheet = answer_sheet(answer, title, (_WIDTH, _HEAD + _ROW * max(len(rows), 1) + _FOOT), theme=theme, ax=ax)
    sheet.quiet(_BAR, 1.2, "whole /28s lost, of those before (outline)")
    longest = max((row.whole_before for row in rows), default=0)
    for place, row in enumerate(rows):
        _draw(sheet, _HEAD + _ROW * place, row, longest)
    if not rows:
        sheet.quiet(LEFT, _HEAD + 0.3, "Nothing to pin.", size=9)
    notes(sheet, _HEAD + _ROW * max(len(rows), 1) + 0.3, _remarks(answer, rows))
    return sheet.figure


def _draw(sheet: Sheet, top: float, row: PinnedVSwitch, longest: int) -> None:
    sheet.line((LEFT, _WIDTH - LEFT), (top, top))
    sheet.name(LEFT, top + 0.24, row.vswitch, width=_WORD - LEFT - 0.15, bold=True)
    said = f"{row.named:,} addresses, {row.free_in_broken:,} free in broken /28s"
    sheet.name(LEFT, top + 0.43, said, width=_WORD - LEFT - 0.05, size=7.5, color=sheet.theme.quiet, longest=80)
    whole = _BAR_WIDTH * row.whole_before / longest if longest else 0.0
    for place, (word, lost, figure) in enumerate(
        (
            ("at random", row.lost_at_random, f"{row.lost_at_random:,.2f}"),
            ("pinned", row.lost_pinned, f"{row.lost_pinned:,}"),
        )
    ):
        y = top + 0.1 + 0.24 * place
        sheet.words(_WORD, y + 0.13, word, size=8.5)
        sheet.box(
            _BAR, y, _BAR_WIDTH * lost / longest if longest else 0.0, 0.16, "refused" if place == 0 else "planned"
        )
        if whole:
            sheet.frame(_BAR, y, whole, 0.16)
        said = f"{figure} of {row.whole_before:,}" if row.whole_before else "none to lose"
        sheet.words(_BAR + whole + 0.08, y + 0.13, said, size=9, bold=place == 0)


def _remarks(answer: PinAnswer, shown: Sequence[PinnedVSwitch]) -> Iterator[str]:
    yield "At random: the exact expectation if the cloud draws uniformly. Pinned: counted."
    if hidden := len(answer.vswitches) - len(shown):
        yield f"Not shown: {hidden:,} more VSwitches where pinning saves less."
    if answer.further_calls:
        yield f"Pinning takes {answer.further_calls:,} calls more: a create call lists ten secondary addresses at most."


CHARTS = {"pin": pin_chart}
