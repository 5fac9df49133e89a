"""Headroom, VSwitch by VSwitch: how many more ENIs fit there, what refuses the next one, and how many fit in all.

The bars of a group share one linear scale, from none to the VSwitch with most room, so that lengths can be compared
within the group. A group's heading has the number for all of its VSwitches together: often less than the sum of the
bars, since quota, VPC and security groups are shared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.capacity.headroom import RULE
from eniplan.report.answers.headroom import limit_words
from eniplan.report.charts.bars import LEFT, answer_sheet, notes
from eniplan.report.lettering import visible
from eniplan.report.ranking import lowest
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from eniplan.capacity.headroom import GroupHeadroom, HeadroomAnswer, VSwitchHeadroom
    from eniplan.report.palette import ThemeName
    from eniplan.report.sheet import Sheet

MOST = 8
"""How many groups a picture shows, and how many VSwitches of each."""

_WIDTH, _HEAD, _GROUP, _ROW, _GAP, _FOOT = 10.0, 1.0, 0.52, 0.27, 0.16, 0.6
_BAR, _BAR_WIDTH, _WHAT = 2.9, 2.6, 6.35


def headroom_chart(
    answer: HeadroomAnswer, *, ax: Axes | None = None, theme: ThemeName = "light", most: int = MOST
) -> Figure:
    """How many more ENIs of each group fit, VSwitch by VSwitch and in all.

    ``most`` says how many groups, and VSwitches of each, are shown: those with least room.
    """
    groups = lowest(answer.groups, most, key=lambda group: group.fits)
    rows = sum(_height(group, most) for group in groups)
    title = f"Headroom of plan {visible(answer.plan, 24)}: how many more ENIs fit"
    sheet = answer_sheet(answer, title, (_WIDTH, _HEAD + rows + _FOOT), theme=theme, ax=ax)
    top = _HEAD
    for group in groups:
        _draw(sheet, top, group, most)
        top += _height(group, most)
    notes(sheet, top + 0.3, _remarks(answer, groups, most))
    return sheet.figure


def _height(group: GroupHeadroom, most: int) -> float:
    return _GROUP + _ROW * min(len(group.vswitches), most) + _GAP


def _draw(sheet: Sheet, top: float, group: GroupHeadroom, most: int) -> None:
    sheet.line((LEFT, _WIDTH - LEFT), (top, top))
    sheet.name(LEFT, top + 0.23, group.group, width=_BAR - LEFT - 0.1, size=10, bold=True)
    room = _WIDTH - 2 * LEFT - _BAR
    color = "" if group.fits else sheet.theme.fill["refused"]
    sheet.words(_BAR, top + 0.23, _verdict(group), bold=True, color=color)
    sheet.sentence(_BAR, top + 0.42, _then(group), width=room)
    rows = sorted(group.vswitches, key=lambda row: row.fits)[:most]
    longest = max((row.fits for row in rows), default=0)
    for place, row in enumerate(rows):
        _draw_row(sheet, top + _GROUP + _ROW * place, row, longest)


def _verdict(group: GroupHeadroom) -> str:
    often = "at most " if group.at_most and group.fits else ""
    return f"{often}{counted(group.fits, 'more ENI')} in all" if group.fits else "no more ENI"


def _then(group: GroupHeadroom) -> str:
    if group.kind == RULE:
        return f"a rule refuses each: {group.code}; {group.subject}"
    return f"then refuses: {limit_words(group.kind, group.subject)} ({group.code})"


def _draw_row(sheet: Sheet, top: float, row: VSwitchHeadroom, longest: int) -> None:
    y = top + 0.17
    sheet.name(LEFT + 0.15, y, row.vswitch, width=_BAR - LEFT - 0.3)
    length = _BAR_WIDTH * row.fits / longest if longest else 0.0
    sheet.box(_BAR, top + 0.06, length, 0.14, "used")
    sheet.line((_BAR, _BAR), (top, top + 0.26))
    color = "" if row.fits else sheet.theme.fill["refused"]
    sheet.words(_BAR + length + 0.07, y, f"{row.fits:,}", bold=True, color=color)
    refuses = row.refuses
    said = f"then {refuses.kind}: {refuses.left:,} left, {refuses.needed:,} an ENI"
    sheet.sentence(_WHAT, y, said, width=_WIDTH - LEFT - _WHAT)


def _remarks(answer: HeadroomAnswer, shown: Sequence[GroupHeadroom], most: int) -> Iterator[str]:
    yield "A bar: more ENIs if all go to that VSwitch; its scale is the group's own. In all: shared limits count once."
    hidden = len(answer.groups) - len(shown)
    rows = sum(max(len(group.vswitches) - most, 0) for group in shown)
    if hidden or rows:
        left = " and ".join([counted(hidden, "group")] * bool(hidden) + [counted(rows, "VSwitch")] * bool(rows))
        yield f"Not shown: {left} with more room."


CHARTS = {"headroom": headroom_chart}
