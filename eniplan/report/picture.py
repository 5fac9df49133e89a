"""Figures as PNG, and one that a notebook shows by itself, with words for those who cannot see it.

matplotlib's own figures are shown only where ``pyplot`` keeps them, and without a description. This one shows itself as
an image of twice the screen's resolution, whose description is what stands at its head.
"""

from __future__ import annotations

import base64
import io
from html import escape
from typing import TYPE_CHECKING, cast

from matplotlib.figure import Figure

if TYPE_CHECKING:
    from eniplan.capacity.answer import Answer
    from eniplan.report.palette import ThemeName

_PIXELS_PER_INCH = 96
_SHARPNESS = 2
_HEAD_WORDS = 8
_LONGEST = 300


class Picture(Figure):
    """A matplotlib figure for a notebook."""

    def _repr_html_(self) -> str:
        """An image with a description; it shrinks where the page is narrow."""
        image = png_url(self, _PIXELS_PER_INCH * _SHARPNESS)
        style = f"width: {self.get_figwidth() * _PIXELS_PER_INCH:.0f}px; max-width: 100%; height: auto"
        return f'<img alt="{escape(self.description)}" style="{style}" src="{image}">'

    @property
    def description(self) -> str:
        """The words at the head of the picture: what it shows, and its headline figures."""
        words = [text.get_text() for ax in self.axes for text in ax.texts if text.get_text()]
        said = "; ".join(words[:_HEAD_WORDS])
        return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"


def png_of(figure: Figure, dpi: float, *, transparent: bool = False) -> bytes:
    """A figure as PNG, with so many pixels to an inch; transparent, the page is its ground."""
    stream = io.BytesIO()
    figure.savefig(stream, format="png", dpi=dpi, transparent=transparent, metadata={"Software": "eniplan"})
    return stream.getvalue()


def png_url(figure: Figure, dpi: float) -> str:
    """The same inside an address, for a page that loads nothing."""
    return f"data:image/png;base64,{base64.b64encode(png_of(figure, dpi)).decode()}"


def answer_picture(answer: Answer, *, theme: ThemeName, width: int, sharpness: float = 2.0) -> tuple[bytes, str]:
    """The first chart of an answer as PNG, and what it says in words.

    Args:
        answer: the answer.
        theme: ``light`` or ``dark``; the ground is the page's own.
        width: in CSS pixels.
        sharpness: pixels of the picture to a CSS pixel.
    """
    figure = cast("Picture", answer.chart(theme=theme))  # a chart on a sheet of its own is one
    return png_of(figure, width * sharpness / figure.get_figwidth(), transparent=True), figure.description
