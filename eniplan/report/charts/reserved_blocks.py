"""The prefixes of each reserved block as a picture: in use before, planned, spoiled by a single address, and free.

Prefixes come from reserved blocks and from nowhere else, and a block cannot grow. So each has a bar of its own, with
how many it still gives. Blocks that are Assigning or Releasing give none: their outline is dashed, a word says why.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from eniplan.planning.plan import Plan
from eniplan.report.address_book import inventory_of
from eniplan.report.block_use import block_uses
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
from eniplan.report.lettering import visible
from eniplan.report.palette import WORD, theme_named
from eniplan.report.ranking import lowest
from eniplan.report.sheet import new_sheet
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from eniplan.network.inventory import Inventory
    from eniplan.report.block_use import BlockUse
    from eniplan.report.palette import Role, ThemeName
    from eniplan.report.sheet import Sheet

MOST = 30
"""How many blocks a picture shows."""

_WIDTH, _HEAD, _NAME, _ROW, _FOOT, _EMPTY = 12.0, 1.75, 0.4, 0.29, 1.25, 0.6
_BLOCK, _BAR, _BAR_WIDTH, _BAR_HEIGHT = 0.5, 2.85, 3.1, 0.17
_FREE, _OF = (6.75, 7.3), 7.95
_USED, _PLANNED, _SPOILED, _REMARK = 8.7, 9.4, 10.1, 10.3
_WHAT_IS_WHAT = (
    "Each bar is 100 % of its own block: its aligned /28 prefixes (IPv4) or /80 prefixes (IPv6).",
    "Spoiled: a single address of an ENI lies in the prefix, so no ENI can have the prefix.",
)


def reserved_blocks_chart(
    subject: Plan | Inventory, *, ax: Axes | None = None, theme: ThemeName = "light", most: int = MOST
) -> Figure:
    """The prefixes of each reserved block before and after a plan, or as they are in an inventory.

    Args:
        subject: a plan or an inventory.
        ax: axes to draw on, best 12 inches wide; a figure of its own if none is given.
        theme: ``light`` or ``dark``.
        most: how many blocks are shown: those that the plan touches first, those with the smallest free share.

    Returns:
        The figure that the axes belong to.
    """
    uses = block_uses(subject)
    shown = lowest(uses, most, key=_urgency)
    by_vswitch = [list(group) for _, group in groupby(shown, key=lambda use: use.vswitch.id)]
    rows = _NAME * len(by_vswitch) + _ROW * len(shown) or _EMPTY
    sheet = new_sheet(_WIDTH, _HEAD + rows + _FOOT, theme_named(theme), ax)
    head(sheet, title(subject), subject)
    _heads(sheet)
    legend(sheet, _BAR, _fills(shown))
    top = _HEAD
    for group in by_vswitch:
        top = _draw(sheet, top, group)
    if not shown:
        sheet.quiet(LEFT, top + 0.3, _NOTHING if not uses else "No block is shown.", size=9)
    bottom = _HEAD + rows + 0.08
    share_scale(sheet, _BAR, _BAR_WIDTH, bottom, "share of the block's prefixes")
    notes(sheet, bottom + 0.6, [*_WHAT_IS_WHAT, *_left_out(uses, shown), *_without(subject, uses)])
    return sheet.figure


_NOTHING = "No reserved blocks: no VSwitch can give a prefix."


def title(subject: Plan | Inventory) -> str:
    """What the chart is headed."""
    if isinstance(subject, Plan):
        return f"{plan_name(subject)}: prefixes taken from each reserved block, and left"
    return "What each reserved block has left"


def _urgency(use: BlockUse) -> tuple[bool, bool, float]:
    """Touched ones first, then those with the smallest free share."""
    return not use.touched, not use.block.is_assigned, use.free / use.size


def _fills(shown: Sequence[BlockUse]) -> Iterator[tuple[Role, str]]:
    """The fills that occur, with their meaning."""
    planned = any(use.touched for use in shown)
    yield "used", WORD["used"] if planned else "used"
    if any(use.lost for use in shown):
        yield "spoiled", WORD["spoiled"]
    if planned:
        yield "planned", WORD["planned"]
    yield "free", WORD["free"]


def _heads(sheet: Sheet) -> None:
    sheet.quiet(LEFT, 1.6, "VSwitch and its reserved blocks")
    sheet.words(_BAR, 1.42, "Prefixes of the block", bold=True)
    sheet.quiet(_BAR, 1.6, "/28 of IPv4, /80 of IPv6")
    heads(sheet, ((_OF, "free prefixes", "of all of the block"), (_USED, "", "used")))
    heads(sheet, ((_PLANNED, "", "planned"), (_SPOILED, "", "spoiled")))


def _draw(sheet: Sheet, top: float, uses: Sequence[BlockUse]) -> float:
    """One VSwitch with its blocks; where the next one begins."""
    vswitch, y = uses[0].vswitch, top + 0.28
    sheet.name(LEFT, y, vswitch.name or vswitch.id, width=_BAR - LEFT - 0.15, size=9.5, bold=True)
    beside = f"{vswitch.id}, {vswitch.cidr}" if vswitch.name else str(vswitch.cidr)
    sheet.name(_BAR, y, beside, width=_FREE[0] - _BAR, size=SMALL, color=sheet.theme.quiet)
    for place, use in enumerate(uses):
        _draw_block(sheet, top + _NAME + _ROW * place, use)
    return top + _NAME + _ROW * len(uses)


def _draw_block(sheet: Sheet, top: float, use: BlockUse) -> None:
    y, quiet, gives = top + 0.16, sheet.theme.quiet, use.block.is_assigned
    sheet.words(_BLOCK, y, str(use.block.cidr), size=9)
    size = (_BAR_WIDTH, _BAR_HEIGHT)
    share_bar(sheet, _BAR, top + 0.03, size, parts=[*_parts(use)], whole=use.size, dashed=not gives)
    pool = use.pool
    change(sheet, _FREE, y, (pool.before, pool.after), is_empty=gives and pool.after <= 0)
    sheet.quiet(_OF, y, f"of {use.size:,}", side="right")
    for x, count in ((_USED, use.used), (_PLANNED, use.planned), (_SPOILED, use.lost)):
        sheet.words(x, y, f"{count:,}", size=8.5, color="" if count else quiet, side="right")
    sheet.name(_REMARK, y, "; ".join(_remarks(use)), width=_WIDTH - LEFT - _REMARK, size=SMALL, color=quiet)


def _parts(use: BlockUse) -> Iterator[tuple[Role, int]]:
    yield "used", use.used
    yield "spoiled", use.lost
    yield "planned", use.planned


def _remarks(use: BlockUse) -> Iterator[str]:
    if not use.block.is_assigned:
        yield f"{visible(use.block.status, 16)}: gives none"
    if use.newly_spoiled:
        yield f"{use.newly_spoiled:,} spoiled by the plan"


def _left_out(uses: Sequence[BlockUse], shown: Sequence[BlockUse]) -> Iterator[str]:
    if more := len(uses) - len(shown):
        touched = sum(use.touched for use in uses) - sum(use.touched for use in shown)
        changed = f", {touched:,} of them changed by the plan" if touched else ""
        yield f"Not shown: {counted(more, 'more reserved block')}{changed}."


def _without(subject: Plan | Inventory, uses: Sequence[BlockUse]) -> Iterator[str]:
    bare = len(inventory_of(subject).vswitches) - len({use.vswitch.id for use in uses})
    if uses and bare:
        yield f"{counted(bare, 'VSwitch')} without a reserved block."
