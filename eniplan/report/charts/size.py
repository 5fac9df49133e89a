"""How a demand fills VSwitches of each mask: single addresses, reserved blocks, and what is left, or what is missing.

Every bar is the usable addresses of one VSwitch of that mask, so what the demand takes of it doubles from mask to mask.
Where it takes more than all, the bar goes on beyond 100 %, and beyond 200 % an arrow says that it goes on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.capacity.size import chance_text
from eniplan.network.cidr import PREFIX_SIZE
from eniplan.report.answers.size import masks_words, named, near, verdict
from eniplan.report.charts.bars import LEFT, SMALL, answer_sheet, legend, notes, share_scale
from eniplan.report.lettering import ARROW
from eniplan.report.sheet import LINE
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from eniplan.capacity.size import SizeAnswer
    from eniplan.capacity.size_options import SizeOption
    from eniplan.report.palette import Role, ThemeName
    from eniplan.report.sheet import Sheet

_WIDTH, _HEAD, _ROW, _FOOT = 10.5, 1.3, 0.42, 1.35
_BAR, _WHOLE, _BAR_HEIGHT = 1.55, 1.7, 0.2
_FACTOR = 2
_SHARE, _BLOCKS, _VERDICT = _BAR + _FACTOR * _WHOLE + 0.75, 5.95, 7.0


def size_chart(answer: SizeAnswer, *, ax: Axes | None = None, theme: ThemeName = "light") -> Figure:
    """How a demand fills VSwitches of the masks around the answer."""
    shown, remarks = near(answer), list(_remarks(answer))
    rows = _ROW * len(shown)
    title = f"How large a VSwitch must be for {counted(sum(group.enis for group in answer.groups), 'ENI')}"
    sheet = answer_sheet(answer, title, (_WIDTH, _HEAD + rows + _FOOT), theme=theme, ax=ax)
    words: list[tuple[Role, str]] = [
        ("used", "single addresses"),
        ("reserved", "reserved blocks"),
        ("free", "left over"),
    ]
    legend(sheet, _BAR, [*words, ("refused", "more than there is")])
    for place, option in enumerate(shown):
        _draw(sheet, _HEAD + _ROW * place, answer, option)
    _scale(sheet, _HEAD, _HEAD + rows)
    notes(sheet, _HEAD + rows + 0.72, remarks)
    return sheet.figure


def _draw(sheet: Sheet, top: float, answer: SizeAnswer, option: SizeOption) -> None:
    y, quiet, best = top + 0.25, sheet.theme.quiet, option == answer.best
    sheet.words(LEFT, y, named(option.vswitches, option.mask), size=10, bold=best)
    sheet.quiet(_BAR - 0.1, y, f"{option.usable:,}", size=8, side="right")
    start = _BAR
    for role, length in _lengths(option):
        sheet.box(start, top + 0.1, length, _BAR_HEIGHT, role)
        start += length
    sheet.frame(_BAR, top + 0.1, _WHOLE, _BAR_HEIGHT)
    share = taken(option) / option.usable
    beyond = f" {ARROW}" if share > _FACTOR else ""
    sheet.words(_SHARE, y, f"{share * 100:,.0f} %{beyond}", size=9, side="right", bold=best)
    sheet.name(_BLOCKS, y, masks_words((*option.blocks, *option.ipv6_blocks)), width=0.95, size=SMALL, color=quiet)
    said = verdict(answer, option)
    if answer.drawn and not option.short:
        said += f" ({chance_text(option.chance)})"
    color = sheet.theme.fill["refused"] if said.startswith("too small") else ""
    sheet.name(_VERDICT, y, said, width=_WIDTH - LEFT - _VERDICT, size=8.5, color=color, bold=best, longest=LINE)


def taken(option: SizeOption) -> int:
    """Usable addresses that the demand takes of one VSwitch, those inside reserved blocks included."""
    return option.usable - option.spare


def _lengths(option: SizeOption) -> Iterator[tuple[Role, float]]:
    """The parts of a bar in inches: within the VSwitch, then beyond it as far as there is room."""
    inch = _WHOLE / option.usable
    blocks = taken(option) - option.addresses
    singles = min(option.addresses, option.usable)
    yield "used", singles * inch
    inside = min(blocks, option.usable - singles)
    yield "reserved", inside * inch
    yield "free", max(option.spare, 0) * inch
    yield "refused", min(max(-option.spare, 0), option.usable * (_FACTOR - 1)) * inch


def _scale(sheet: Sheet, top: float, bottom: float) -> None:
    """0, 100 and 200 % below the bars."""
    label = "share of the usable addresses of one VSwitch"
    share_scale(sheet, _BAR, _FACTOR * _WHOLE, bottom, label, most=100 * _FACTOR)
    sheet.quiet(_BAR - 0.1, top - 0.02, "usable", size=SMALL, side="right")
    sheet.quiet(_BLOCKS, top - 0.02, "blocks", size=SMALL)


def _remarks(answer: SizeAnswer) -> Iterator[str]:
    less = answer.less
    if less is not None:
        codes = f" ({', '.join(less.codes)})" if less.refused else ""
        where = named(answer.best.vswitches, less.mask)
        chance = (
            f"; with {answer.drawn:,} drawn before, the chance is {chance_text(less.chance)}" if answer.drawn else ""
        )
        yield f"One size less, {where}, blocks first: planning refuses {counted(less.refused, 'ENI')}{codes}{chance}."
    if answer.refused:
        yield f"Whatever the size, {counted(answer.refused, 'ENI')} break a rule: {', '.join(answer.codes)}."
    yield f"A reserved block takes {PREFIX_SIZE[4]} addresses for each of its /28 prefixes, asked for or not."


CHARTS = {"size": size_chart}
