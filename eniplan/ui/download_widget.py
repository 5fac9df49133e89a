"""A button that saves a file from the browser: the kernel makes it once it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
import traitlets

_HERE = Path(__file__).parent


class DownloadWidget(anywidget.AnyWidget):
    """The button; ``on_wanted`` is called when it is pressed, and :meth:`deliver` hands the file over."""

    _esm = _HERE / "download.js"
    _css = _HERE / "planner.css"
    label = traitlets.Unicode("Download").tag(sync=True)
    enabled = traitlets.Bool(default_value=True).tag(sync=True)

    def __init__(self, label: str, on_wanted: Callable[[], None]) -> None:
        super().__init__(label=label)
        self._on_wanted = on_wanted
        self.on_msg(self._received)

    def deliver(self, name: str, content: bytes) -> None:
        """Let the browser save a file."""
        self.send({"type": "file", "name": name}, [content])

    def _received(self, _widget: object, content: dict[str, Any], _buffers: object) -> None:
        if content.get("type") == "wanted":
            self._on_wanted()
