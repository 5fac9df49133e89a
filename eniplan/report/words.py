"""Words in a picture, taken literally.

Letters that the drawing font does not have (Chinese, emoji) stay letters in SVG, where the reader's fonts show them; in
PNG they need a font that has them, named in matplotlib's ``font.sans-serif``. matplotlib warns about each such letter:
that warning is silenced here, while words are measured and drawn, and no other.
"""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING

from matplotlib.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.backend_bases import RendererBase
    from matplotlib.transforms import Bbox


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
