"""All VSwitches of a VPC to scale: where its addresses went, which gaps are left, how full each pool is.

Each VSwitch is a bar on the VPC's address axis, as long as it has addresses. It is filled from below by the share of
its open pool that is used and planned; its reserved blocks stand at their own places, outlined, filled by the share of
the VSwitch's reserved prefixes. A bar that would be thinner than a line is drawn as wide as a line, and the notes say
so.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from eniplan.errors import QuestionError
from eniplan.network.cidr import BITS, address_text
from eniplan.planning.plan import Plan
from eniplan.report.charts.bars import legend
from eniplan.report.lettering import cells, changed, visible
from eniplan.report.map_glyphs import Box
from eniplan.report.map_side import outline_block
from eniplan.report.palette import HATCH, WORD, theme_named
from eniplan.report.pools import pools_of
from eniplan.report.sheet import new_sheet, write_svg
from eniplan.report.vpc_axis import axis_of, overlapping
from eniplan.spelling import counted, did_you_mean

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from eniplan.network.inventory import Inventory
    from eniplan.report.palette import Role, ThemeName
    from eniplan.report.pools import Pool, VSwitchPools
    from eniplan.report.sheet import Sheet
    from eniplan.report.vpc_axis import Axis, Row

MOST_VPCS = 4
"""How many VPCs one picture shows."""

_WIDTH, _LEFT, _AXIS, _LONG = 12.0, 0.3, 1.35, 10.35
_HEAD, _TITLE, _NOTE = 0.95, 0.76, 0.18
_SPAN = "The files do not show a VPC's own CIDRs: its axis spans its VSwitches."
_ROW, _BAR, _GAP = 0.86, 0.42, 0.26
_THINNEST, _LETTER = 0.02, 0.066


def vpc_map(
    subject: Plan | Inventory, vpc_id: str | None = None, *, theme: ThemeName = "light", ax: Axes | None = None
) -> Figure:
    """The VSwitches of a VPC as bars on its address axis, to scale, each with its two pools.

    Args:
        subject: a plan (used before, and planned) or an inventory.
        vpc_id: the VPC; without it the first four, those with most VSwitches, below each other.
        theme: ``light`` or ``dark``.
        ax: axes to draw on, best 12 inches wide; a figure of its own if none is given.

    Returns:
        The figure that the axes belong to.

    Raises:
        QuestionError: no VSwitch is in that VPC.
    """
    found = _by_vpc(subject)
    if vpc_id is not None and vpc_id not in found:
        raise QuestionError(vpc_id, f"no VSwitch is in a VPC {visible(vpc_id, 60)}{did_you_mean(vpc_id, found)}")
    order = sorted(found, key=lambda key: -len(found[key]))[:MOST_VPCS] if vpc_id is None else [vpc_id]
    axes = {key: axis_of(found[key]) for key in order}
    notes = _notes(axes, len(found) if vpc_id is None else 1)
    bottom = _HEAD + (sum(map(_height, axes.values())) if axes else 0.4)
    height = bottom + _NOTE * len(notes) + 0.3
    sheet = new_sheet(_WIDTH, height, theme_named(theme), ax)
    _head(sheet, subject, axes)
    y = _HEAD
    for key, axis in axes.items():
        _draw_vpc(sheet, y, key, axis)
        y += _height(axis)
    if not axes:
        sheet.quiet(_LEFT, y + 0.2, "No VSwitches.", size=9)
    for place, note in enumerate(notes):
        sheet.quiet(_LEFT, bottom + _NOTE * (place + 1), note, size=8)
    return sheet.figure


def write_vpc_map_svg(
    subject: Plan | Inventory, target: IO[str] | IO[bytes] | str | os.PathLike[str], *, theme: ThemeName = "light"
) -> None:
    """Write the map of all VPCs as SVG, the same byte for byte for the same plan."""
    write_svg(vpc_map(subject, theme=theme), target, _title(subject))


def _by_vpc(subject: Plan | Inventory) -> dict[str, list[VSwitchPools]]:
    found: dict[str, list[VSwitchPools]] = {}
    for pools in pools_of(subject):
        found.setdefault(pools.vswitch.vpc_id, []).append(pools)
    return found


def _height(axis: Axis) -> float:
    return _TITLE + _ROW * len(axis.rows) + _GAP * sum(row.skipped > 0 for row in axis.rows) + 0.15


def _title(subject: Plan | Inventory) -> str:
    after = f" after plan {visible(subject.name, 40)}" if isinstance(subject, Plan) else ""
    return f"VSwitches on their VPC's address axis{after}"


def _head(sheet: Sheet, subject: Plan | Inventory, axes: Mapping[str, Axis]) -> None:
    """Title, and the meaning of fills and outlines, of those that occur."""
    sheet.fit(sheet.words(_LEFT, 0.45, _title(subject), size=14, bold=True), _WIDTH - 2 * _LEFT)
    rows = [each for axis in axes.values() for row in axis.rows for each in row.pools]
    planned = any(each.touched for each in rows)
    roles: tuple[Role, ...] = ("used", "planned", "free") if planned else ("used", "free")
    words = {**WORD, "used": WORD["used"] if planned else "used"}
    x = legend(sheet, _LEFT, [(role, words[role]) for role in roles], top=0.64)
    if any(each.vswitch.blocks_of(4) for each in rows):
        outline_block(sheet, Box(x, 0.64, 0.3, 0.14), is_assigned=True)
        sheet.words(x + 0.38, 0.76, "reserved block (dashed: not Assigned)", size=9)


def _draw_vpc(sheet: Sheet, top: float, vpc_id: str, axis: Axis) -> None:
    pools = [each for row in axis.rows for each in row.pools]
    first, last = pools[0].vswitch.cidr.first, max(each.vswitch.cidr.last for each in pools)
    name = f"VPC {visible(vpc_id, 50)}" if vpc_id else "VPC unknown"
    sheet.words(_LEFT, top + 0.25, name, size=11, bold=True)
    for place, line in enumerate(_figures(pools, last - first + 1)):
        sheet.quiet(_LEFT, top + 0.44 + 0.17 * place, line)
    y = top + _TITLE
    for row in axis.rows:
        if row.skipped:
            said = f"{row.skipped:,} addresses without a VSwitch left out, {_end(row, axis)}"
            sheet.quiet(_AXIS, y + 0.14, said, size=7.5)
            y += _GAP
        _draw_row(sheet, y, row, axis)
        y += _ROW


def _figures(pools: Sequence[VSwitchPools], span: int) -> tuple[str, str]:
    """The sums that decide, each with what it is a part of."""
    open_free, open_size = sum(each.open.after for each in pools), sum(each.open.size for each in pools)
    free, size = sum(each.prefixes(4).after for each in pools), sum(each.prefixes(4).size for each in pools)
    whole = sum(each.after.whole_blocks for each in pools)
    inside = sum(each.vswitch.cidr.size for each in pools)
    parts = [
        counted(len(pools), "VSwitch"),
        f"{open_free:,} of {open_size:,} usable addresses free in open pools",
        f"{whole:,} whole /28s left to reserve",
        f"{free:,} of {size:,} prefixes free" if size else "no reserved block gives prefixes",
    ]
    return "; ".join(parts), f"{inside:,} addresses in VSwitches, {span:,} from the first to the last of them"


def _end(row: Row, axis: Axis) -> str:
    first, last = row.first - row.skipped, row.first - 1
    return f"{address_text(4, first)} to {address_text(4, last)}: {counted(row.skipped // axis.size, 'row')}"


def _draw_row(sheet: Sheet, top: float, row: Row, axis: Axis) -> None:
    y = top + 0.2
    sheet.words(_AXIS - 0.1, y + _BAR / 2 + 0.04, address_text(4, row.first), size=7.5, side="right")
    sheet.line((_AXIS, _AXIS + _LONG), (y + _BAR, y + _BAR))
    sheet.line((_AXIS, _AXIS), (y, y + _BAR + 0.05))
    sheet.line((_AXIS + _LONG, _AXIS + _LONG), (y, y + _BAR + 0.05))
    bars = [(each, _bar(each, row, axis, y)) for each in row.pools]
    parts = [part for each, bar in bars for part in _parts(each, bar)]
    sheet.polygons((bar.corners() for _, bar in bars), sheet.theme.fill["free"], edge=sheet.theme.quiet)
    roles: tuple[Role, ...] = ("free", "used", "planned")
    for layer in (False, True):
        for role in roles:
            boxes = [box.corners() for kind, box, in_block in parts if kind == role and in_block is layer]
            sheet.polygons(
                boxes, sheet.theme.fill[role], edge=sheet.theme.hatch_ink if HATCH[role] else "", hatch=HATCH[role]
            )
    for each, bar in bars:
        for block in each.vswitch.blocks_of(4):
            outline_block(sheet, _inside(bar, each, block.cidr.first, block.cidr.size), is_assigned=block.is_assigned)
        _label(sheet, bar, each)


def _bar(pools: VSwitchPools, row: Row, axis: Axis, y: float) -> Box:
    cidr, scale = pools.vswitch.cidr, _LONG / axis.size
    width = max(cidr.size * scale, _THINNEST)
    return Box(min(_AXIS + (cidr.first - row.first) * scale, _AXIS + _LONG - width), y, width, _BAR)


def _inside(bar: Box, pools: VSwitchPools, first: int, size: int) -> Box:
    """A part of a VSwitch's bar, to scale."""
    cidr = pools.vswitch.cidr
    left = (first - cidr.first) / cidr.size
    return bar.part(left, 0, left + size / cidr.size, 1)


def _parts(pools: VSwitchPools, bar: Box) -> Iterator[tuple[Role, Box, bool]]:
    """The fills of the open pool, then those of each reserved block over it."""
    yield from ((role, box, False) for role, box in _fills(pools.open, bar))
    for block in pools.vswitch.blocks_of(4):
        place = _inside(bar, pools, block.cidr.first, block.cidr.size)
        yield "free", place, True
        if block.is_assigned:
            yield from ((role, box, True) for role, box in _fills(pools.prefixes(4), place))


def _fills(pool: Pool, box: Box) -> Iterator[tuple[Role, Box]]:
    if pool.size > 0:
        used, planned = min(pool.used / pool.size, 1), pool.taken / pool.size
        if used > 0:
            yield "used", box.part(0, 1 - used, 1, 1)
        if planned > 0:
            yield "planned", box.part(0, 1 - used - planned, 1, 1 - used)


def _label(sheet: Sheet, bar: Box, pools: VSwitchPools) -> None:
    """The name above and the free addresses below, where the bar is wide enough for them."""
    name = _name(pools)
    if _fits(bar, name):
        sheet.fit(sheet.words(bar.x, bar.y - 0.05, name, size=8, bold=True), bar.width)
    free, prefixes = pools.open, pools.prefixes(4)
    texts = [f"{changed(free.before, free.after)} of {free.size:,} free", f"{free.after:,} free"]
    if prefixes.size:
        texts.insert(0, f"{texts[0]}, {prefixes.after:,} of {counted(prefixes.size, 'prefix')}")
    text = next((text for text in texts if _fits(bar, text)), "")
    sheet.quiet(bar.x, bar.y + _BAR + 0.14, text, size=7.5)


def _name(pools: VSwitchPools) -> str:
    return visible(pools.vswitch.name or pools.vswitch.id, 26)


def _fits(bar: Box, text: str) -> bool:
    return cells(text) * _LETTER * 1.15 <= bar.width


def _notes(axes: Mapping[str, Axis], vpcs: int) -> list[str]:
    """What is to scale, what is not, and what is left out."""
    bars = [(each, _bar(each, row, axis, 0)) for axis in axes.values() for row in axis.rows for each in row.pools]
    unnamed = sum(not _fits(bar, _name(each)) for each, bar in bars)
    thin = sum(each.vswitch.cidr.size * _LONG / axis.size < _THINNEST
               for axis in axes.values() for row in axis.rows for each in row.pools)  # fmt: skip
    masks = sorted({f"/{BITS[4] - axis.size.bit_length() + 1} ({axis.size:,} addresses)" for axis in axes.values()})
    overlaps = sum(map(overlapping, axes.values()))
    said = [f"To scale: a row is a {' or a '.join(masks)}; a bar is as long as it has addresses."] if axes else []
    said += [f"{thin:,} of the bars would be thinner than a line and are drawn as one."] if thin else []
    said += [f"{counted(unnamed, 'bar')} too short for the name of the VSwitch."] if unnamed else []
    said += [f"{counted(overlaps, 'VSwitch')} inside another one of the same VPC."] if overlaps else []
    said += [f"Not shown: {counted(vpcs - len(axes), 'more VPC')}."] if vpcs > len(axes) else []
    fill = "Fill from below: share of the open pool's addresses, in blocks of the VSwitch's reserved prefixes."
    return [*said, *([fill, _SPAN] if axes else [])]
