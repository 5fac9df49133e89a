"""What each loss does to the ENIs that were there: placed again, possible in other VSwitches, or nowhere.

Every bar is all ENIs that were in the lost zone or VSwitch, so that losses of any size can be compared; how many these
are stands beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.report.answers.zones import lost_words
from eniplan.report.charts.bars import LEFT, SMALL, answer_sheet, heads, legend, notes, share_bar, share_scale
from eniplan.report.lettering import visible
from eniplan.report.ranking import lowest
from eniplan.report.sheet import LINE
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from eniplan.capacity.zones import LossRow, ZonesAnswer
    from eniplan.report.palette import ThemeName
    from eniplan.report.sheet import Sheet

MOST = 20
"""How many losses a picture shows."""

_WIDTH, _HEAD, _ROW, _FOOT = 11.0, 1.75, 0.34, 1.2
_BAR, _BAR_WIDTH, _BAR_HEIGHT = 3.75, 2.6, 0.18
_THERE, _REFUSED, _BLOCKS, _WHAT = 6.95, 7.65, 8.5, 8.7


def zones_chart(answer: ZonesAnswer, *, ax: Axes | None = None, theme: ThemeName = "light", most: int = MOST) -> Figure:
    """What becomes of the ENIs of each zone and VSwitch if it is lost.

    ``most`` says how many losses are shown: those that refuse most.
    """
    shown = lowest(answer.losses, most, key=lambda loss: (-loss.refused, -loss.there))
    rows = _ROW * len(shown)
    title = f"Plan {visible(answer.plan, 24)}: what losing a zone or a VSwitch does"
    sheet = answer_sheet(answer, title, (_WIDTH, _HEAD + rows + _FOOT), theme=theme, ax=ax)
    legend(
        sheet, _BAR, [("used", "placed again"), ("planned", "in other VSwitches"), ("refused", "nowhere in the VPC")]
    )
    _heads(sheet)
    for place, loss in enumerate(shown):
        _draw(sheet, _HEAD + _ROW * place, loss)
    share_scale(sheet, _BAR, _BAR_WIDTH, _HEAD + rows + 0.03, "share of the ENIs that were there")
    notes(sheet, _HEAD + rows + 0.7, _remarks(answer, most))
    return sheet.figure


def _heads(sheet: Sheet) -> None:
    sheet.quiet(LEFT, 1.6, "lost")
    heads(sheet, ((_THERE, "ENIs", "there"), (_REFUSED, "", "refused"), (_BLOCKS, "refused with", "blocks")))
    sheet.quiet(_WHAT, 1.6, "groups that no longer fit")


def _draw(sheet: Sheet, top: float, loss: LossRow) -> None:
    y, quiet = top + 0.21, sheet.theme.quiet
    left = LEFT if not loss.vswitch else LEFT + 0.15
    sheet.name(left, y, lost_words(loss), width=_BAR - left - 0.12, size=9, bold=not loss.vswitch, longest=60)
    placed, others = loss.there - loss.refused, loss.refused - loss.nowhere
    whole = max(loss.there, placed + others + loss.nowhere)
    share_bar(
        sheet,
        _BAR,
        top + 0.08,
        (_BAR_WIDTH, _BAR_HEIGHT),
        parts=[("used", max(placed, 0)), ("planned", max(others, 0)), ("refused", loss.nowhere)],
        whole=whole,
    )
    sheet.words(_THERE, y, f"{loss.there:,}", side="right")
    color = sheet.theme.fill["refused"] if loss.refused else quiet
    sheet.words(_REFUSED, y, f"{loss.refused:,}", bold=bool(loss.refused), color=color, side="right")
    sheet.words(_BLOCKS, y, f"{loss.refused_with_blocks:,}", side="right", color="" if loss.blocks else quiet)
    said = "; ".join(f"{group.group}: {group.refused:,} of {group.there:,}" for group in loss.groups if group.refused)
    sheet.name(_WHAT, y, said, width=_WIDTH - LEFT - _WHAT, size=SMALL, longest=LINE)


def _remarks(answer: ZonesAnswer, most: int) -> Iterator[str]:
    yield "Placed again: in VSwitches that the group still has. In other VSwitches: of the VPC, were they named."
    yield "Refused with blocks: if the blocks of the frame blocks are reserved today; a quiet number where none helps."
    if (more := len(answer.losses) - most) > 0:
        yield f"Not shown: {counted(more, 'loss')} that refuse no more."


CHARTS = {"zones": zones_chart}
