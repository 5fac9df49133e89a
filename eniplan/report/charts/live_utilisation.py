"""The pools of VSwitches as a narrow picture that is drawn again and again while somebody drags a slider.

The artists stay and only take other lengths and words, which costs a third of a new figure. Each line is one pool: its
bar is 100 % of the pool, and the words say how many are free of how many.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.patches import Rectangle

from eniplan.network.cidr import FAMILIES
from eniplan.report.lettering import visible
from eniplan.report.palette import HATCH, WORD, theme_named
from eniplan.report.picture import png_of
from eniplan.report.pools import most_urgent
from eniplan.report.sheet import new_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eniplan.report.palette import Role, ThemeName
    from eniplan.report.pools import Pool, VSwitchPools
    from eniplan.report.sheet import Sheet, Words

MOST = 8
"""How many VSwitches the picture shows: those with least room."""

_INCH = 96
_TOP, _LINE, _FOOT, _BAR, _EDGE = 0.34, 0.36, 0.26, 0.11, 0.02
_ROLES: tuple[Role, ...] = ("used", "planned", "unexplained")


@dataclass(frozen=True, slots=True)
class PoolLine:
    """One line: which pool it is, how many are free of how many, and the lengths of its bar as counts."""

    name: str
    free: int
    size: int
    parts: tuple[int, int, int]

    @property
    def words(self) -> str:
        """``654 of 956 free``."""
        return f"{self.free:,} of {self.size:,} free"


def pool_lines(rows: Sequence[VSwitchPools]) -> list[PoolLine]:
    """The open pool of each VSwitch, and its prefixes where it has reserved blocks."""
    return [line for row in rows for line in _lines_of(row)]


def _lines_of(row: VSwitchPools) -> Iterator[PoolLine]:
    name = row.vswitch.name or row.vswitch.id
    yield _line(f"{name}, addresses", row.open, row.after.unexplained_ipv4)
    for family in FAMILIES:
        if row.blocks(family):
            kind = "prefixes" if family == 4 else "IPv6 prefixes"
            yield _line(f"{name}, {kind}", row.prefixes(family))


def _line(name: str, pool: Pool, unexplained: int = 0) -> PoolLine:
    return PoolLine(name, pool.after, pool.size, (pool.used, pool.taken, min(unexplained, pool.after)))


class LiveUtilisation:
    """The picture: made once for a width, a theme and some VSwitches, then only changed.

    Args:
        width: in CSS pixels.
        theme: ``light`` or ``dark``; the ground is the page's own.
    """

    def __init__(self, width: int, theme: ThemeName) -> None:
        self._width, self._theme = width / _INCH, theme_named(theme)
        self._shape: tuple[tuple[str, int], ...] = ()
        self._drawn: list[_Drawn] = []
        self._sheet: Sheet | None = None

    def png(self, rows: Sequence[VSwitchPools], sharpness: float = 2.0) -> tuple[bytes, str]:
        """The picture of these VSwitches, and what it says in words.

        Args:
            rows: the VSwitches with their pools; those with least room are shown.
            sharpness: pixels of the picture to a CSS pixel.
        """
        chosen = most_urgent(rows, MOST)
        lines = pool_lines(chosen)
        shape = tuple((line.name, line.size) for line in lines)
        if self._sheet is None or shape != self._shape:
            self._make(lines, len(rows) - len(chosen))
            self._shape = shape
        assert self._sheet is not None  # noqa: S101 - just made
        for drawn, line in zip(self._drawn, lines, strict=True):
            drawn.show(line)
        png = png_of(self._sheet.figure, _INCH * sharpness, transparent=True)
        return png, "; ".join(f"{visible(line.name)}: {line.words}" for line in lines) or "No VSwitches."

    def _make(self, lines: Sequence[PoolLine], left_out: int) -> None:
        height = _TOP + _LINE * max(len(lines), 1) + _FOOT
        sheet = self._sheet = new_sheet(self._width, height, self._theme)
        x = _EDGE
        for role, word in (("used", "used"), ("planned", WORD["planned"]), ("free", WORD["free"])):
            sheet.box(x, 0.06, 0.22, 0.1, role)  # type: ignore[arg-type]
            sheet.frame(x, 0.06, 0.22, 0.1)
            sheet.words(x + 0.28, 0.15, word, size=8)
            x += 0.46 + 0.075 * len(word)
        self._drawn = [_Drawn(sheet, _TOP + _LINE * place, self._width, line) for place, line in enumerate(lines)]
        more = f"; {left_out:,} more VSwitches not shown" if left_out else ""
        foot = f"Each bar is 100 % of its pool{more}." if lines else "No VSwitches yet."
        sheet.quiet(_EDGE, height - 0.08, foot, size=7.5)


class _Drawn:
    """The artists of one line."""

    def __init__(self, sheet: Sheet, top: float, width: float, line: PoolLine) -> None:
        self._width = width - 2 * _EDGE
        self._words: Words = sheet.words(width - _EDGE, top + 0.1, line.words, size=8, side="right")
        sheet.name(_EDGE, top + 0.1, line.name, width=self._width * 0.56, size=8.5, bold=True)
        sheet.box(_EDGE, top + 0.16, self._width, _BAR, "free")
        self._bars = [_bars(sheet, top + 0.16, role) for role in _ROLES]
        sheet.frame(_EDGE, top + 0.16, self._width, _BAR)

    def show(self, line: PoolLine) -> None:
        """Take other lengths and words."""
        self._words.set_text(line.words)
        x = _EDGE
        for bars, count in zip(self._bars, line.parts, strict=True):
            length = self._width * count / line.size if line.size > 0 else 0.0
            for bar in bars:
                bar.set(x=x, width=length, visible=length > 0)
            x += length


def _bars(sheet: Sheet, y: float, role: Role) -> list[Rectangle]:
    """The fill of a part, and its hatch."""
    fill = Rectangle((_EDGE, y), 0, _BAR, facecolor=sheet.theme.fill[role], edgecolor="none", linewidth=0)
    ink = sheet.theme.hatch_ink
    hatch = Rectangle((_EDGE, y), 0, _BAR, facecolor="none", edgecolor=ink, linewidth=0, hatch=HATCH[role] or None)
    made = [fill, hatch] if HATCH[role] else [fill]
    for bar in made:
        sheet.ax.add_artist(bar)
    return made
