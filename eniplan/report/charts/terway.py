"""Where the IPv4 addresses of a Kubernetes node go: to pods, to the warm pool, to prefixes' empty parts, to primaries.

Each bar begins where the one above it ends, so the last end is what a node takes. Numbers stand beside the bars, for
one node and for all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from eniplan.capacity.node_demand import PODS_PER_PREFIX
from eniplan.report.charts.bars import LEFT, answer_sheet, notes
from eniplan.report.lettering import visible
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from eniplan.capacity.terway import TerwayAnswer
    from eniplan.report.palette import Role, ThemeName
    from eniplan.report.sheet import Sheet

_WIDTH, _HEAD, _ROW, _FOOT = 10.0, 1.25, 0.34, 0.75
_BAR, _BAR_WIDTH, _EACH, _ALL = 3.5, 4.2, 8.6, 9.7


class _Use(NamedTuple):
    """One use of addresses of one node."""

    what: str
    addresses: int
    role: Role


def terway_chart(answer: TerwayAnswer, *, ax: Axes | None = None, theme: ThemeName = "light") -> Figure:
    """Where the IPv4 addresses of one node go."""
    uses = [use for use in _uses(answer) if use.addresses]
    total = sum(use.addresses for use in uses)
    title = f"Addresses of one node: {visible(answer.instance_type, 30)}, {answer.mode} mode"
    sheet = answer_sheet(answer, title, (_WIDTH, _HEAD + _ROW * (len(uses) + 1) + _FOOT), theme=theme, ax=ax)
    _heads(sheet, answer.nodes)
    start = 0
    for place, use in enumerate(uses):
        _draw(sheet, _HEAD + _ROW * place, use, (start, total), answer.nodes)
        start += use.addresses
    _total(sheet, _HEAD + _ROW * len(uses), total, answer.nodes)
    notes(sheet, _HEAD + _ROW * (len(uses) + 1) + 0.3, _remarks(answer))
    return sheet.figure


def _uses(answer: TerwayAnswer) -> Iterator[_Use]:
    node = answer.node
    yield _Use("pods", node.pods, "used")
    if answer.mode == "prefix":
        inside = node.needed_prefixes * PODS_PER_PREFIX
        yield _Use("empty parts of the pods' prefixes", inside - node.pods, "illustrative")
        yield _Use("headroom, in whole prefixes", node.prefixes * PODS_PER_PREFIX - inside, "planned")
        yield _Use("primary addresses of ENIs", node.enis, "system")
    else:
        yield _Use("warm pool at its fullest", node.idle_most, "planned")
    if answer.mode == "trunk":
        yield _Use("primary address of the trunk ENI", 1, "system")


def _heads(sheet: Sheet, nodes: int) -> None:
    sheet.quiet(LEFT, _HEAD - 0.12, "used by")
    sheet.quiet(_EACH, _HEAD - 0.12, "one node", side="right")
    sheet.quiet(_ALL, _HEAD - 0.12, f"{nodes:,} nodes" if nodes > 1 else "1 node", side="right")
    sheet.line((LEFT, _WIDTH - LEFT), (_HEAD - 0.03, _HEAD - 0.03))


def _draw(sheet: Sheet, top: float, use: _Use, span: tuple[int, int], nodes: int) -> None:
    start, total = span
    y, unit = top + 0.22, _BAR_WIDTH / total
    sheet.words(LEFT, y, use.what, size=9.5)
    sheet.box(_BAR + start * unit, top + 0.08, use.addresses * unit, 0.2, use.role)
    sheet.frame(_BAR + start * unit, top + 0.08, use.addresses * unit, 0.2)
    sheet.line((_BAR + (start + use.addresses) * unit,) * 2, (top + 0.28, top + 0.08 + _ROW))
    _numbers(sheet, y, use.addresses, nodes)


def _total(sheet: Sheet, top: float, total: int, nodes: int) -> None:
    sheet.line((LEFT, _WIDTH - LEFT), (top + 0.02, top + 0.02))
    sheet.words(LEFT, top + 0.24, "addresses in all", size=9.5, bold=True)
    _numbers(sheet, top + 0.24, total, nodes, bold=True)


def _numbers(sheet: Sheet, y: float, addresses: int, nodes: int, *, bold: bool = False) -> None:
    sheet.words(_EACH, y, f"{addresses:,}", side="right", bold=bold)
    sheet.words(_ALL, y, f"{addresses * nodes:,}", side="right", bold=bold)


def _remarks(answer: TerwayAnswer) -> Iterator[str]:
    most = f"The type holds {counted(answer.most_pods_per_node, 'pod')} at most in this mode"
    yield f"{most}; a node takes {counted(answer.node.enis, 'ENI')} beside its primary one, all bars on one scale."
    if answer.prefixes:
        yield f"Prefixes come from reserved blocks: {answer.prefixes:,} /28s for all nodes; the rest from open pools."


CHARTS = {"terway": terway_chart}
