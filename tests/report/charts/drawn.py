"""Reading drawn charts back: their words, their filled boxes, their SVG as XML; and names that should do no harm."""

from __future__ import annotations

import io
from itertools import combinations
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from eniplan.report.charts import CHARTS

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from eniplan.network.inventory import Inventory
    from eniplan.planning.plan import Plan
    from eniplan.report.palette import ThemeName

SVG = "{http://www.w3.org/2000/svg}"

HOSTILE = [
    "<script>alert(1)</script>",
    "\"'&amp;]]>",
    "$x^2$",
    "$\\frac{1}{2$",
    "\u05d0\u05d1\u05d2 \u0627\u0644",
    "w" * 128,
    "\u4e2d\u6587" * 64,
    "\U0001f600\U0001f680",
    "a\x00\x1b[31m\ufffe\ud800",
]


def svg(subject: Plan | Inventory, name: str, theme: ThemeName = "light") -> str:
    """A chart as SVG."""
    stream = io.StringIO()
    CHARTS[name].write_svg(subject, stream, theme=theme)
    return stream.getvalue()


def parsed(text: str) -> ET.Element:
    """SVG as XML."""
    return ET.fromstring(text)  # noqa: S314 - our own output


def svg_words(text: str) -> list[str]:
    """The text elements of SVG, in the order of drawing."""
    return ["".join(element.itertext()).strip() for element in parsed(text).iter(f"{SVG}text")]


def words(figure: Figure) -> list[str]:
    """The words on a figure, in the order of drawing."""
    return [text.get_text() for text in figure.axes[0].texts if text.get_text()]


def boxes(figure: Figure, y: float) -> dict[str, Rectangle]:
    """The filled boxes whose upper edge is there, by their colour."""
    patches = [patch for patch in figure.axes[0].patches if isinstance(patch, Rectangle)]
    filled = [box for box in patches if box.get_facecolor() != (0.0, 0.0, 0.0, 0.0)]
    return {to_hex(box.get_facecolor()).upper(): box for box in filled if abs(box.get_y() - y) < 1e-6}


def overlapping(figure: Figure) -> list[tuple[str, str]]:
    """Pairs of words that lie on each other, and words that reach out of the figure."""
    figure.draw_without_rendering()
    placed = [(text.get_text(), text.get_window_extent()) for text in figure.axes[0].texts if text.get_text()]
    pairs = [(one, two) for (one, first), (two, second) in combinations(placed, 2) if first.overlaps(second)]
    return pairs + [(word, "") for word, box in placed if box.x0 < 0 or box.x1 > figure.bbox.x1]


def pixel(figure: Figure, x: float, y: float) -> str:
    """The colour that is really there, at inches from the upper left corner of the figure."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call] # matplotlib annotates no backend
    rows = memoryview(canvas.buffer_rgba())  # type: ignore[no-untyped-call] # likewise
    red, green, blue = (rows[round(y * figure.dpi), round(x * figure.dpi), channel] for channel in range(3))
    return f"#{red:02X}{green:02X}{blue:02X}"
