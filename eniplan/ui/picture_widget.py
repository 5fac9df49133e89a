"""A picture that the kernel draws, as a widget: with a description, and in the theme and the width of its page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import anywidget
import traitlets

if TYPE_CHECKING:
    from eniplan.report.palette import ThemeName

_HERE = Path(__file__).parent
_NARROWEST, _WIDEST, _SHARPEST = 200, 4_000, 4.0


SCRIPTS = ("theme.js", "picture.js")
"""Parts of the one module that the browser gets."""


class Frame(NamedTuple):
    """Where a picture is shown: theme, width in CSS pixels, and the screen's pixels to one of them."""

    theme: ThemeName = "light"
    width: int = 320
    sharpness: float = 2.0


class PictureWidget(anywidget.AnyWidget):
    """A picture; ``on_frame`` is called when the page says how wide it is and whether it is dark.

    Traits:
        png: the picture.
        words: what it shows, for those who cannot see it.
        frame: where it is shown; see :class:`Frame`.
    """

    _esm = "\n".join((_HERE / name).read_text(encoding="utf-8") for name in SCRIPTS)
    png = traitlets.Bytes().tag(sync=True)
    words = traitlets.Unicode().tag(sync=True)
    revision = traitlets.Int(0).tag(sync=True)

    def __init__(self, on_frame: Callable[[Frame], None]) -> None:
        super().__init__()
        self._on_frame = on_frame
        self.on_msg(self._received)

    def show(self, png: bytes, words: str) -> None:
        """Show a picture."""
        with self.hold_sync():
            self.png, self.words = png, words
            self.revision += 1

    def _received(self, _widget: object, content: dict[str, Any], _buffers: object) -> None:
        if content.get("type") == "frame":
            width, sharpness = content.get("width"), content.get("sharpness")
            if isinstance(width, int | float) and isinstance(sharpness, int | float):
                wide = int(min(max(width, _NARROWEST), _WIDEST))
                sharp = float(min(max(sharpness, 1), _SHARPEST))
                self._on_frame(Frame("dark" if content.get("dark") else "light", wide, sharp))
