"""A sheet that pictures are drawn on: inches from the upper left corner, and SVG that is the same byte for byte.

It loads matplotlib, as every module that draws does; text summaries import none of them. Words are taken literally:
letters that the drawing font does not have (Chinese, emoji) stay letters in SVG, where the reader's fonts show them; in
PNG they need a font that has them, named in matplotlib's ``font.sans-serif``. matplotlib warns about each such letter:
that warning is silenced while words are measured and drawn, and no other.
"""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import IO, TYPE_CHECKING, Literal

from matplotlib import rc_context
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.text import Text

from eniplan.report.lettering import cells, cut, visible
from eniplan.report.palette import HATCH
from eniplan.report.picture import Picture

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator, Sequence

    from matplotlib.axes import Axes
    from matplotlib.backend_bases import RendererBase
    from matplotlib.transforms import Bbox

    from eniplan.report.palette import Role, Theme


@contextmanager
def _missing_letters_allowed() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", r"Glyph \d+ .*missing from font", UserWarning)
        yield


class Words(Text):
    """Text that is never mathematics or TeX, and may have any letters."""

    def __init__(self, x: float, y: float, text: str) -> None:
        super().__init__(x, y, text, parse_math=False, usetex=False)

    def draw(self, renderer: RendererBase) -> None:
        """Draw it."""
        with _missing_letters_allowed():
            super().draw(renderer)

    def get_window_extent(self, renderer: RendererBase | None = None, dpi: float | None = None) -> Bbox:
        """Measure it."""
        with _missing_letters_allowed():
            return super().get_window_extent(renderer, dpi)


Point = tuple[float, float]
Alignment = Literal["left", "center", "right"]

LINE = 200
"""More letters than any line of a picture has room for."""
_LONGEST_NAME = 40
_SMALLEST = 7.0
"""Points; a sentence is cut before it is written smaller."""
_HINTING = 1.1
"""How much wider words may come out at a resolution other than the one they are measured at (measured, 60 to 300)."""
_MOVE, _DRAW, _CLOSE = int(Path.MOVETO), int(Path.LINETO), int(Path.CLOSEPOLY)


@dataclass(frozen=True)
class Sheet:
    """Axes without ticks whose coordinates are inches from the upper left corner, and the theme to draw in.

    Args:
        ax: the axes.
        theme: the colours.
        scale: how large an inch of the sheet is on the figure; given axes may be smaller, and words follow them.
    """

    ax: Axes
    theme: Theme
    scale: float = 1.0

    def words(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = 9,
        color: str = "",
        side: Alignment = "left",
        bold: bool = False,
    ) -> Words:
        """Write on the line ``y``; the size is in points, without a colour the words are in ink."""
        words = Words(x, y, text)
        words.set(
            fontsize=size * self.scale,
            color=color or self.theme.ink,
            horizontalalignment=side,
            verticalalignment="baseline",
            fontweight="bold" if bold else "normal",
            transform=self.ax.transData,
        )
        self.ax.add_artist(words)
        return words

    def quiet(self, x: float, y: float, text: str, *, size: float = 8.5, side: Alignment = "left") -> Words:
        """Write words of less weight."""
        return self.words(x, y, text, size=size, color=self.theme.quiet, side=side)

    @property
    def figure(self) -> Figure:
        """The figure that the axes belong to."""
        figure = self.ax.get_figure(root=True)
        if figure is None:
            raise ValueError("the axes belong to no figure")
        return figure

    def name(
        self,
        x: float,
        y: float,
        written: str,
        *,
        width: float,
        size: float = 9,
        bold: bool = False,
        color: str = "",
        longest: int = _LONGEST_NAME,
    ) -> None:
        """Write a name that others chose, cut to a width in inches and to ``longest`` letters."""
        words = self.words(x, y, visible(written, longest), size=size, bold=bold, color=color)
        room, ruler = cells(words.get_text()), _ruler(self.figure.dpi)
        most = width * self.scale * self.figure.dpi / _HINTING
        while room > 1 and words.get_window_extent(ruler).width > most:
            room -= 1
            words.set_text(visible(written, room))

    def sentence(self, x: float, y: float, said: str, *, width: float, size: float = 8) -> None:
        """Write a quiet sentence: in smaller letters where it is long, and cut where these do not suffice either."""
        words = self.words(x, y, visible(said, LINE), size=size)
        taken, room = words.get_window_extent(_ruler(self.figure.dpi)).width, width * self.scale * self.figure.dpi
        words.remove()
        fits = max(min(size, _SMALLEST), min(size, size * room / _HINTING / max(taken, 1)))
        self.name(x, y, said, width=width, size=fits, color=self.theme.quiet, longest=LINE)

    def fit(self, words: Words, width: float) -> None:
        """Cut words that are there to a width in inches of the sheet."""
        text, room, ruler = words.get_text(), cells(words.get_text()), _ruler(self.figure.dpi)
        most = width * self.scale * self.figure.dpi
        while room > 1 and (taken := words.get_window_extent(ruler).width) > most:
            room = min(room - 1, int(room * most / taken))
            words.set_text(cut(text, room))

    def box(self, x: float, y: float, width: float, height: float, role: Role) -> None:
        """A filled and hatched rectangle; ``y`` is its upper edge. Nothing is drawn where it has no width."""
        if width > 0:
            fill, hatch = self.theme.fill[role], HATCH[role]
            self.ax.add_patch(Rectangle((x, y), width, height, facecolor=fill, edgecolor="none", linewidth=0))
            if hatch:
                ink = self.theme.hatch_ink
                self.ax.add_patch(
                    Rectangle((x, y), width, height, facecolor="none", edgecolor=ink, linewidth=0, hatch=hatch)
                )

    def frame(self, x: float, y: float, width: float, height: float, *, dashed: bool = False) -> None:
        """A thin outline."""
        outline = Rectangle((x, y), width, height, facecolor="none", edgecolor=self.theme.line, linewidth=0.8)
        outline.set_linestyle("--" if dashed else "-")
        self.ax.add_patch(outline)

    def point(self, x: float, y: float, role: Role, shape: Literal["o", "D"]) -> None:
        """A small mark around a point: a circle or a diamond."""
        fill, size = self.theme.fill[role], 6 * self.scale
        self._add(Line2D([x], [y], marker=shape, markersize=size, color=fill, markeredgecolor=fill, linestyle="none"))

    def stem(self, x: tuple[float, float], y: float, role: Role) -> None:
        """The line that a point stands at the end of."""
        self._add(Line2D(x, (y, y), color=self.theme.fill[role], linewidth=1.2, solid_capstyle="butt"))

    def polygons(self, corners: Iterable[Sequence[Point]], color: str, *, edge: str = "", hatch: str = "") -> None:
        """Many closed shapes of one look, as one path: thousands of cells cost no more than one patch.

        Args:
            corners: of each shape.
            color: the fill.
            edge: the colour of a thin outline; without it there is none.
            hatch: matplotlib's hatch, drawn in the edge's colour.
        """
        vertices: list[Point] = []
        codes: list[int] = []
        for points in corners:
            vertices += (*points, points[0])
            codes += (_MOVE, *(_DRAW,) * (len(points) - 1), _CLOSE)
        if not vertices:
            return
        patch = PathPatch(Path(vertices, codes), facecolor=color, linewidth=0.5 if edge and not hatch else 0.0)
        patch.set(edgecolor=edge or "none", hatch=hatch or None)
        self.ax.add_artist(patch)  # not add_patch: it would walk through every corner to widen limits that are fixed

    def band(self, upper: Sequence[Point], lower: Sequence[Point], color: str, *, edge: str = "") -> None:
        """What lies between two lines, both from left to right."""
        self.polygons([[*upper, *reversed(lower)]], color, edge=edge)

    def stroke(self, x: Sequence[float], y: Sequence[float], color: str) -> None:
        """A thin line through points, over what is there."""
        self.ax.plot(x, y, color=color, linewidth=0.8, zorder=2.5)

    def line(self, x: tuple[float, float], y: tuple[float, float]) -> None:
        """A thin line behind everything else."""
        self._add(Line2D(x, y, color=self.theme.line, linewidth=0.6, zorder=0))

    def _add(self, line: Line2D) -> None:
        """Add a line as it is; ``plot`` would also look for new limits, units and the next colour each time."""
        line.set_transform(self.ax.transData)
        self.ax.add_artist(line)


@lru_cache(maxsize=8)
def _ruler(dpi: float) -> RendererAgg:
    """What words are measured with; without it each measurement would set up a renderer of the figure's size."""
    return RendererAgg(1, 1, dpi)  # type: ignore[no-untyped-call] # matplotlib annotates no backend


def new_sheet(width: float, height: float, theme: Theme, ax: Axes | None = None) -> Sheet:
    """A sheet of that size in inches: a figure of its own, or given axes that it is fitted into."""
    if ax is None:
        figure = Picture(figsize=(width, height), facecolor=theme.ground)
        sheet = Sheet(figure.add_axes((0.0, 0.0, 1.0, 1.0)), theme)
    else:
        sheet = Sheet(ax, theme, _fitting(ax, width, height))
        ax.add_patch(Rectangle((0, 0), width, height, facecolor=theme.ground, linewidth=0, zorder=-1))
    sheet.ax.set_axis_off()
    sheet.ax.set_xlim(0, width)
    sheet.ax.set_ylim(height, 0)
    return sheet


def _fitting(ax: Axes, width: float, height: float) -> float:
    """How much smaller or larger than the sheet the axes are."""
    box, figure = ax.get_window_extent(), ax.get_figure(root=True)
    dpi = figure.dpi if figure is not None else 100.0
    return min(box.width / dpi / width, box.height / dpi / height)


def write_svg(figure: Figure, target: IO[str] | IO[bytes] | str | os.PathLike[str], title: str) -> None:
    """Write a figure as SVG: text stays text, and the same figure gives the same bytes.

    Args:
        figure: the figure.
        target: a stream or a path.
        title: what it shows, for the file's description.
    """
    with rc_context(
        {
            "svg.fonttype": "none",
            "svg.hashsalt": "eniplan",
            "font.sans-serif": ["DejaVu Sans"],
            "hatch.linewidth": 1.0,
        }
    ):
        figure.savefig(target, format="svg", metadata={"Date": None, "Creator": "eniplan", "Title": title})
