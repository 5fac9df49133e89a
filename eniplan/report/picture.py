"""A figure that a notebook shows by itself, with words for those who cannot see it.

matplotlib's own figures are shown only where ``pyplot`` keeps them, and without a description. This one shows itself as
an image of twice the screen's resolution, whose description is what stands at its head.
"""

from __future__ import annotations

import base64
import io
from html import escape

from matplotlib.figure import Figure

_PIXELS_PER_INCH = 96
_SHARPNESS = 2
_HEAD_WORDS = 8
_LONGEST = 300


class Picture(Figure):
    """A matplotlib figure for a notebook."""

    def _repr_html_(self) -> str:
        """An image with a description; it shrinks where the page is narrow."""
        image = base64.b64encode(self.png(_PIXELS_PER_INCH * _SHARPNESS)).decode()
        style = f"width: {self.get_figwidth() * _PIXELS_PER_INCH:.0f}px; max-width: 100%; height: auto"
        return f'<img alt="{escape(self.description)}" style="{style}" src="data:image/png;base64,{image}">'

    def png(self, dpi: float, *, transparent: bool = False) -> bytes:
        """The picture as PNG, with so many pixels to an inch; transparent, the page is its ground."""
        stream = io.BytesIO()
        self.savefig(stream, format="png", dpi=dpi, transparent=transparent)
        return stream.getvalue()

    @property
    def description(self) -> str:
        """The words at the head of the picture: what it shows, and its headline figures."""
        words = [text.get_text() for ax in self.axes for text in ax.texts if text.get_text()]
        said = "; ".join(words[:_HEAD_WORDS])
        return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
