"""Where a burst goes, policy by policy: ENIs of each VSwitch on one scale, with the even share as a line.

A bar that reaches far beyond the line is skew; what is refused, and when first, stands in the heading.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.report.answers.churn import band_words
from eniplan.report.charts.bars import LEFT, answer_sheet, notes
from eniplan.report.lettering import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from eniplan.capacity.burst import BurstAnswer, PolicyOutcome, VSwitchShare
    from eniplan.report.palette import ThemeName
    from eniplan.report.sheet import Sheet

MOST = 8
"""How many VSwitches a picture shows."""

_WIDTH, _HEAD, _POLICY, _ROW, _GAP, _FOOT = 10.0, 1.0, 0.36, 0.27, 0.16, 0.75
_BAR, _BAR_WIDTH = 2.9, 5.4


def burst_chart(answer: BurstAnswer, *, ax: Axes | None = None, theme: ThemeName = "light", most: int = MOST) -> Figure:
    """Where a burst goes under each policy.

    ``most`` says how many VSwitches of each policy are shown, in the listed order.
    """
    shown = min(most, len(answer.policies[0].vswitches))
    height = _POLICY + _ROW * shown + _GAP
    title = f"Burst of {visible(answer.group, 24)}: where the ENIs go"
    sheet = answer_sheet(answer, title, (_WIDTH, _HEAD + height * len(answer.policies) + _FOOT), theme=theme, ax=ax)
    longest = max(share.placed.p95 for one in answer.policies for share in one.vswitches)
    for place, one in enumerate(answer.policies):
        _draw(sheet, _HEAD + height * place, one, shown, longest)
    notes(sheet, _HEAD + height * len(answer.policies) + 0.25, _remarks(answer, shown))
    return sheet.figure


def _draw(sheet: Sheet, top: float, one: PolicyOutcome, shown: int, longest: int) -> None:
    sheet.line((LEFT, _WIDTH - LEFT), (top, top))
    sheet.words(LEFT, top + 0.25, one.policy, size=10, bold=True)
    color = sheet.theme.fill["refused"] if one.refused.p50 else ""
    sheet.words(_BAR, top + 0.25, _verdict(one), bold=True, color=color)
    for place, share in enumerate(one.vswitches[:shown]):
        _draw_share(sheet, top + _POLICY + _ROW * place, share, longest)
    even = one.placed.p50 / len(one.vswitches)
    if longest:
        x = _BAR + _BAR_WIDTH * even / longest
        sheet.stroke((x, x), (top + _POLICY - 0.02, top + _POLICY + _ROW * shown + 0.02), sheet.theme.ink)


def _verdict(one: PolicyOutcome) -> str:
    if one.first_refusal is None:
        return f"skew {one.skew:.2f}; nothing refused"
    elsewhere = f", {one.stranded.p50:,} with room elsewhere" if one.stranded.p50 else ""
    return f"skew {one.skew:.2f}; {one.refused.p50:,} refused{elsewhere}; the first is creation {one.first_refusal:,}"


def _draw_share(sheet: Sheet, top: float, share: VSwitchShare, longest: int) -> None:
    y = top + 0.17
    sheet.name(LEFT + 0.15, y, share.vswitch, width=_BAR - LEFT - 0.3)
    unit = _BAR_WIDTH / longest if longest else 0.0
    sheet.box(_BAR, top + 0.06, share.placed.p50 * unit, 0.14, "used")
    sheet.line((_BAR, _BAR), (top, top + 0.26))
    if share.placed.p95 > share.placed.p05:
        ends = (_BAR + share.placed.p05 * unit, _BAR + share.placed.p95 * unit)
        sheet.stroke(ends, (top + 0.23, top + 0.23), sheet.theme.quiet)
    sheet.words(_WIDTH - LEFT, y, band_words(share.placed), bold=True, side="right")


def _remarks(answer: BurstAnswer, shown: int) -> Iterator[str]:
    yield "Bar: ENIs placed, the median over replications; thin line below: p05 to p95. Upright line: the even share."
    played = f"{answer.replications:,} replications of {answer.creations:,} creations"
    yield f"{played}, {answer.concurrent:,} on the same counts; skew: the busiest VSwitch over its even share."
    if hidden := len(answer.policies[0].vswitches) - shown:
        yield f"Not shown: {hidden:,} more VSwitches of each policy."


CHARTS = {"burst": burst_chart}
