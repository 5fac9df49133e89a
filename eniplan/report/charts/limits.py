"""What limits what: how many more ENIs of each group every limit lets through after the plan, the scarcest first.

The counts reach from none to hundreds of thousands, so they stand on a logarithmic scale: a point on a line, not a bar,
since only its place can be read, never its length; the figure stands beside it. The limit that refuses next is a
diamond and says so in words, the others are circles.
"""

from __future__ import annotations

from math import ceil, log10
from typing import TYPE_CHECKING

from eniplan.report.charts.bars import LEFT, SMALL, head, notes, plan_name
from eniplan.report.limit_ranks import group_ranks, slots_taken
from eniplan.report.palette import theme_named
from eniplan.report.ranking import lowest
from eniplan.report.sheet import new_sheet
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from eniplan.network.inventory import Inventory
    from eniplan.planning.plan import Plan
    from eniplan.report.limit_ranks import GroupRanks, Rank
    from eniplan.report.palette import ThemeName
    from eniplan.report.sheet import Sheet

MOST = 12
"""How many groups a picture shows."""

_WIDTH, _HEAD, _GROUP, _ROW, _GAP, _FOOT, _EMPTY = 12.0, 1.4, 0.5, 0.25, 0.12, 1.15, 0.6
_MARK, _WHAT, _INNER, _SCALE, _SCALE_WIDTH, _FITS, _REST = 0.45, 1.45, 0.18, 4.65, 2.6, 8.2, 8.4
_THOUSANDS = ("", "k", "M", "G", "T", "P", "E")
_WHAT_IS_WHAT = (
    "Counted after the whole plan, each group as if it alone grew. Several VSwitches: an ENI goes where there is room.",
    "Logarithmic scale: each labelled step is ten times the one before, so read the figures, not the distances.",
)
_AT_MOST = '"At most": ENIs of one instance must be in one zone, so fewer may fit.'


def limits_chart(subject: Plan, *, ax: Axes | None = None, theme: ThemeName = "light", most: int = MOST) -> Figure:
    """What limits each group after a plan, ranked by how many more of its ENIs fit.

    Args:
        subject: a plan of groups; ready-made requests have no limits to show.
        ax: axes to draw on, best 12 inches wide; a figure of its own if none is given.
        theme: ``light`` or ``dark``.
        most: how many groups are shown: those with least room.

    Returns:
        The figure that the axes belong to.
    """
    groups = group_ranks(subject)
    shown = lowest(groups, most, key=lambda group: group.fits)
    rows = sum(map(_height, shown)) or _EMPTY
    sheet = new_sheet(_WIDTH, _HEAD + rows + _FOOT, theme_named(theme), ax)
    head(sheet, title(subject), subject)
    _heads(sheet)
    steps = _steps(shown)
    top = _HEAD
    for group in shown:
        _draw(sheet, top, group, subject.inventory, steps)
        top += _height(group)
    if any(group.ranks for group in shown):
        _scale(sheet, steps, top)
    if not shown:
        sheet.quiet(LEFT, top + 0.3, "No groups." if not groups else "No group is shown.", size=9)
    notes(sheet, _HEAD + rows + 0.6, _remarks(groups, shown))
    return sheet.figure


def title(subject: Plan) -> str:
    """What the chart is headed."""
    return f"{plan_name(subject)}: which limit refuses next, after how many ENIs"


def _height(group: GroupRanks) -> float:
    return _GROUP + _ROW * max(len(group.ranks), 1) + _GAP


def _heads(sheet: Sheet) -> None:
    sheet.quiet(LEFT, 1.2, "Group and its limits")
    sheet.words(_SCALE, 1.2, "More ENIs that fit", bold=True)
    sheet.quiet(_FITS, 1.2, "ENIs", side="right")
    sheet.quiet(_REST, 1.2, "what is left of the limit")


def _steps(shown: Sequence[GroupRanks]) -> int:
    """How many tenfold steps the scale has: it reaches the first power of ten that no count is above."""
    most = max((rank.fits for group in shown for rank in group.ranks), default=1)
    return max(ceil(log10(max(most, 1))), 1)


def _place(fits: int, steps: int) -> float:
    """Where a count is on the scale, in inches; 0 is at its left end, so the scale is that of 1 + count."""
    return _SCALE + _SCALE_WIDTH * log10(1 + fits) / log10(1 + 10**steps)


def _ticks(steps: int) -> list[int]:
    return [0, *(10**step for step in range(steps + 1))]


def _scale(sheet: Sheet, steps: int, bottom: float) -> None:
    sheet.line((_SCALE, _SCALE + _SCALE_WIDTH), (bottom, bottom))
    for count in _ticks(steps):
        x = _place(count, steps)
        sheet.line((x, x), (bottom, bottom + 0.05))
        sheet.quiet(x, bottom + 0.18, _short(count), size=SMALL, side="center")
    middle = _SCALE + _SCALE_WIDTH / 2
    label = "more ENIs of the group, logarithmic"
    sheet.quiet(middle, bottom + 0.34, label, size=SMALL, side="center")


def _short(count: int) -> str:
    """A power of ten in few letters: 100, 10k, 1M."""
    size = max(len(str(count)) - 1, 0) // 3
    return f"{count // 1000**size}{_THOUSANDS[size]}"


def _draw(sheet: Sheet, top: float, group: GroupRanks, inventory: Inventory, steps: int) -> None:
    sheet.line((LEFT, _WIDTH - LEFT), (top, top))
    sheet.name(LEFT, top + 0.21, group.group.name, width=_SCALE - LEFT - 0.1, size=9.5, bold=True)
    sheet.words(_SCALE, top + 0.21, _verdict(group), bold=True)
    said = [_asked(group), *slots_taken(group.group, inventory)]
    sheet.sentence(LEFT, top + 0.4, "; ".join(said), width=_WIDTH - 2 * LEFT, size=SMALL)
    for count in _ticks(steps) if group.ranks else ():
        x = _place(count, steps)
        sheet.line((x, x), (top + _GROUP, top + _GROUP + _ROW * len(group.ranks)))
    for place, rank in enumerate(group.ranks):
        _draw_rank(sheet, top + _GROUP + _ROW * place, rank, steps, is_next=place == 0)
    if not group.ranks:
        _no_limits(sheet, top + _GROUP, group)


def _verdict(group: GroupRanks) -> str:
    if not group.ranks:
        return f"none fits: {group.refused[0].code}" if group.refused else "no limits are known"
    if not group.fits:
        return f"no more fit: {group.ranks[0].code}"
    often = "at most " if group.is_most else ""
    return f"{often}{group.fits:,} more {'fit' if group.fits > 1 else 'fits'}, then {group.ranks[0].code}"


def _asked(group: GroupRanks) -> str:
    refused = sum(refusal.enis for refusal in group.refused)
    said = f"{counted(group.group.count, 'ENI')} asked for"
    return f"{said}, {refused:,} refused" if refused else said


def _draw_rank(sheet: Sheet, top: float, rank: Rank, steps: int, *, is_next: bool) -> None:
    y, x = top + 0.16, _place(rank.fits, steps)
    color = sheet.theme.fill["refused"] if is_next else ""
    if is_next:
        sheet.point(_MARK - 0.08, y - 0.045, "refused", "D")
        word = "refuses next" if rank.fits else "refuses now"
        sheet.words(_MARK + 0.05, y, word, size=8.5, bold=True, color=color)
    left = _WHAT + (_INNER if rank.inner else 0)
    size = 8.5 if rank.inner else 9
    sheet.name(left, y, rank.what, width=_SCALE - left - 0.12, size=size, bold=is_next)
    sheet.stem((_SCALE, x), y - 0.045, "refused" if is_next else "used")
    sheet.point(x, y - 0.045, "refused" if is_next else "used", "D" if is_next else "o")
    sheet.words(_FITS, y, f"{rank.fits:,}", size=size, bold=not rank.inner, color=color, side="right")
    sheet.sentence(_REST, y, rank.left, width=_WIDTH - LEFT - _REST)


def _no_limits(sheet: Sheet, top: float, group: GroupRanks) -> None:
    y = top + 0.16
    if not group.refused:
        sheet.quiet(_WHAT, y, "ready-made requests: none says what one more would take", size=9)
        return
    refusal, color = group.refused[0], sheet.theme.fill["refused"]
    sheet.point(_MARK - 0.08, y - 0.045, "refused", "D")
    sheet.words(_MARK + 0.05, y, "refuses now", size=8.5, bold=True, color=color)
    sheet.words(_WHAT, y, "a rule, whatever room there is", bold=True)
    sheet.sentence(_SCALE, y, refusal.limit, width=_WIDTH - LEFT - _SCALE)


def _remarks(groups: Sequence[GroupRanks], shown: Sequence[GroupRanks]) -> Iterator[str]:
    yield from _WHAT_IS_WHAT
    if any(group.is_most and group.fits for group in shown):
        yield _AT_MOST
    if more := len(groups) - len(shown):
        yield f"Not shown: {counted(more, 'more group')} with more room."
