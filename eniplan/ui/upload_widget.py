"""A button that uploads files from the browser, in parts, so that no server refuses a large one without a word."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from eniplan.errors import MalformedFile

_HERE = Path(__file__).parent
Take = Callable[[Mapping[str, bytes]], object]


class UploadWidget(anywidget.AnyWidget):
    """The button; ``on_files`` is called with the files that were chosen together, once all of them are here.

    Args:
        label: what the button says.
        accept: the file name endings that the browser offers, with commas between.
        do: carries out what an upload leads to, and minds what that raises.
        on_files: takes the files, by their names in the browser.
    """

    _esm = _HERE / "upload.js"
    _css = _HERE / "planner.css"
    label = traitlets.Unicode().tag(sync=True)
    accept = traitlets.Unicode().tag(sync=True)

    def __init__(self, label: str, accept: str, do: Callable[[Callable[[], object]], None], on_files: Take) -> None:
        super().__init__(label=label, accept=accept)
        self._do, self._on_files = do, on_files
        self._files: dict[str, bytearray] = {}
        self.on_msg(self._received)

    def _received(self, _widget: object, content: dict[str, Any], buffers: list[memoryview]) -> None:
        if content.get("type") == "failed":
            self._do(lambda: self._failed(str(content.get("name")), str(content.get("problem"))))
        if content.get("type") == "part":
            self._do(lambda: self._part(content, buffers))
            self.send({"type": "more"})

    def _part(self, content: Mapping[str, Any], buffers: list[memoryview]) -> None:
        if content.get("begin"):
            self._files = {}
        self._files.setdefault(str(content["name"]), bytearray()).extend(buffers[0])
        if content.get("end"):
            files, self._files = self._files, {}
            self._on_files({name: bytes(parts) for name, parts in files.items()})

    def _failed(self, name: str, problem: str) -> None:
        self._files = {}
        raise MalformedFile(name, f"cannot be read by the browser ({problem}); choose it again")
