"""The utilisation of VSwitches as a picture: both pools of each, before and after, as bars with their numbers.

Each bar is one pool and its whole length is 100 % of that pool, whatever its size: so bars can be compared, and the
number beside each says of how many. Left the open pool (single addresses), right the reserved pool (prefixes, IPv4
above IPv6). VSwitches that the plan touches come first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eniplan.network.cidr import FAMILIES
from eniplan.planning.plan import Plan
from eniplan.report.charts.bars import (
    LEFT,
    SMALL,
    change,
    head,
    heads,
    legend,
    notes,
    plan_name,
    share_bar,
    share_scale,
)
from eniplan.report.figures import ONE_DRAW
from eniplan.report.palette import WORD, theme_named
from eniplan.report.pools import draws_illustratively, most_urgent, pools_of
from eniplan.report.sheet import new_sheet
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from eniplan.network.inventory import Inventory
    from eniplan.report.palette import Role, ThemeName
    from eniplan.report.pools import Pool, VSwitchPools
    from eniplan.report.sheet import Sheet

MOST = 20
"""How many VSwitches a picture shows."""

_WIDTH, _HEAD, _ROW, _FOOT, _EMPTY_ROW = 12.0, 1.75, 0.56, 1.25, 0.6
_BAR = 0.19
_SECOND = 0.25
"""How far the second line of a row (id, IPv6) is below the first."""
_WHAT_IS_WHAT = (
    "Each bar is 100 % of its own pool. Open pool: usable IPv4 addresses outside reserved blocks.",
    "Reserved pool: aligned /28 and /80 prefixes inside Assigned blocks; one that holds an address is used.",
)


@dataclass(frozen=True, slots=True)
class _Panel:
    """Where the bar and the numbers of one pool stand, from left to right, in inches."""

    bar: float
    width: float
    before: float
    after: float
    of: float


_OPEN = _Panel(2.75, 2.3, 5.87, 6.4, 7.06)
_WHOLE = _Panel(0, 0, 7.72, 8.22, 0)
_RESERVED = _Panel(8.75, 1.05, 10.5, 11.02, 11.7)


def utilisation_chart(
    subject: Plan | Inventory, *, ax: Axes | None = None, theme: ThemeName = "light", most: int = MOST
) -> Figure:
    """Both pools of each VSwitch before and after a plan, or as they are in an inventory.

    Args:
        subject: a plan or an inventory.
        ax: axes to draw on, best 12 inches wide; a figure of its own if none is given.
        theme: ``light`` or ``dark``.
        most: how many VSwitches are shown: touched ones first, those with least room.

    Returns:
        The figure that the axes belong to.
    """
    rows = pools_of(subject)
    shown = _shown(rows, most)
    height = _HEAD + (_ROW * len(shown) or _EMPTY_ROW) + _FOOT
    sheet = new_sheet(_WIDTH, height, theme_named(theme), ax)
    bottom = height - _FOOT
    head(sheet, title(subject), subject)
    legend(sheet, _OPEN.bar, _fills(shown))
    _heads(sheet)
    share_scale(sheet, _OPEN.bar, _OPEN.width, bottom, "share of the open pool's addresses")
    share_scale(sheet, _RESERVED.bar, _RESERVED.width, bottom, "share of the reserved prefixes")
    for place, row in enumerate(shown):
        _draw(sheet, _HEAD + _ROW * place, row, is_plan=isinstance(subject, Plan))
    if not shown:
        sheet.quiet(LEFT, _HEAD + 0.3, "No VSwitches.", size=9)
    _footnotes(sheet, bottom, rows, shown, one_draw=isinstance(subject, Plan) and draws_illustratively(subject))
    return sheet.figure


def title(subject: Plan | Inventory) -> str:
    """What the chart is headed."""
    if isinstance(subject, Plan):
        return f"{plan_name(subject)}: what it takes from each VSwitch, and what is left"
    return "What each VSwitch has left"


def _shown(rows: Sequence[VSwitchPools], most: int) -> list[VSwitchPools]:
    touched = most_urgent([row for row in rows if row.touched], most)
    return touched + most_urgent([row for row in rows if not row.touched], most - len(touched))


def _fills(shown: Sequence[VSwitchPools]) -> Iterable[tuple[Role, str]]:
    """The fills that occur, with their meaning."""
    planned = any(row.touched for row in shown)
    yield "used", WORD["used"] if planned else "used"
    if planned:
        yield "planned", WORD["planned"]
    if any(row.after.unexplained_ipv4 for row in shown):
        yield "unexplained", WORD["unexplained"]
    yield "free", WORD["free"]


def _heads(sheet: Sheet) -> None:
    sheet.quiet(LEFT, 1.6, "VSwitch")
    sheet.words(_OPEN.bar, 1.42, "Open pool", bold=True)
    sheet.quiet(_OPEN.bar, 1.6, "single addresses, outside blocks")
    heads(sheet, ((_OPEN.of, "free addresses", "of usable ones"), (_WHOLE.after, "whole /28s", "to reserve")))
    sheet.words(_RESERVED.bar, 1.42, "Reserved pool", bold=True)
    sheet.quiet(_RESERVED.bar, 1.6, "prefixes, in blocks")
    sheet.quiet(_RESERVED.of, 1.6, "free prefixes of all", side="right")


def _draw(sheet: Sheet, top: float, row: VSwitchPools, *, is_plan: bool) -> None:
    width = _OPEN.bar - LEFT - 0.15
    sheet.name(LEFT, top + 0.22, row.vswitch.name or row.vswitch.id, width=width, size=9.5, bold=True)
    if row.vswitch.name:
        sheet.name(LEFT, top + _SECOND + 0.19, row.vswitch.id, width=width, size=SMALL, color=sheet.theme.quiet)
    _bar(sheet, _OPEN, top, row.open, row.after.unexplained_ipv4)
    _numbers(sheet, _OPEN, top, row.open, is_empty=row.to_give <= 0)
    remarks = [*_unexplained(row), *(["unchanged"] if is_plan and not row.touched else [])]
    y = top + _SECOND + 0.19
    sheet.quiet(_OPEN.of, y, "; ".join(remarks), size=SMALL, side="right")
    change(sheet, (_WHOLE.before, _WHOLE.after), top + 0.22, (row.before.whole_blocks, row.after.whole_blocks))
    _reserved(sheet, top, row)


def _unexplained(row: VSwitchPools) -> Iterable[str]:
    hidden = row.after.unexplained_ipv4
    if hidden > row.after.free_open_ipv4:
        yield f"{hidden:,} unexplained, more than are free"
    elif hidden:
        yield f"{hidden:,} of the free ones unexplained"


def _reserved(sheet: Sheet, top: float, row: VSwitchPools) -> None:
    with_blocks = [family for family in FAMILIES if row.blocks(family)]
    for place, family in enumerate(with_blocks):
        y, pool = top + _SECOND * place, row.prefixes(family)
        sheet.quiet(_RESERVED.bar - 0.07, y + 0.21, f"IPv{family}", size=SMALL, side="right")
        _bar(sheet, _RESERVED, y, pool)
        _numbers(sheet, _RESERVED, y, pool, is_empty=pool.after <= 0)
    if not with_blocks:
        sheet.quiet(_RESERVED.bar + 0.05, top + 0.21, "no reserved block", size=SMALL + 1)


def _bar(sheet: Sheet, panel: _Panel, top: float, pool: Pool, unexplained: int = 0) -> None:
    """One pool; what is unexplained lies among the free addresses, so it ends with them."""
    size = (panel.width, _BAR)
    share_bar(sheet, panel.bar, top + 0.08, size, parts=[*_segments(pool, unexplained)], whole=pool.size)


def _segments(pool: Pool, unexplained: int) -> Iterable[tuple[Role, int]]:
    yield "used", pool.used
    yield "planned", pool.taken
    yield "unexplained", min(unexplained, pool.after)


def _numbers(sheet: Sheet, panel: _Panel, top: float, pool: Pool, *, is_empty: bool) -> None:
    y = top + 0.22
    change(sheet, (panel.before, panel.after), y, (pool.before, pool.after), is_empty=is_empty)
    sheet.quiet(panel.of, y, f"of {pool.size:,}", side="right")


def _footnotes(
    sheet: Sheet, bottom: float, rows: Sequence[VSwitchPools], shown: Sequence[VSwitchPools], *, one_draw: bool
) -> None:
    chosen = {row.vswitch.id for row in shown}
    left_out = [row for row in rows if row.vswitch.id not in chosen]
    lines = [*_WHAT_IS_WHAT, *([f"{ONE_DRAW}."] if one_draw else [])]
    if left_out:
        touched = sum(row.touched for row in left_out)
        changed = f", {touched:,} of them changed by the plan" if touched else ""
        lines.append(f"Not shown: {counted(len(left_out), 'more VSwitch')}{changed}.")
    notes(sheet, bottom + 0.64, lines)
