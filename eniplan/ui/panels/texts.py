"""The plan as Python and as a plan file: to read, to keep, and to begin from again."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import ipywidgets as W  # noqa: N812 - as everybody calls it

from eniplan.errors import EniplanError
from eniplan.exchange.files import write_whole
from eniplan.exchange.plan_file import read_plan_file
from eniplan.ui.document import document_of
from eniplan.ui.download_widget import DownloadWidget
from eniplan.ui.panels.acts import bare_name, row, status

if TYPE_CHECKING:
    from collections.abc import Callable

    from eniplan.ui.acting import Part
    from eniplan.ui.panels.acts import Acts


class TextPanel:
    """A text of the plan, made when it is looked at: what nobody sees is not written on every step of a slider.

    Args:
        acts: acts on the state.
        name: the file that it is saved as.
        make: makes it.
    """

    def __init__(self, acts: Acts, name: str, make: Callable[[], str]) -> None:
        self._acts, self._state, self._make = acts, acts.state, make
        self.text = W.HTML()
        self.file = W.Text(value=name, description="File", continuous_update=False)
        self.write = acts.button("Write file", "write this text into the file", self._write)
        self.download = DownloadWidget("Download", lambda: acts.do(self._download))
        self.said = W.HTML()
        self.box = W.VBox([row(self.file, self.write, self.download), self.said, self.text])
        self.box.add_class("eniplan-text")
        self.is_seen = False
        self._is_old = True

    def show(self, changed: frozenset[Part]) -> None:
        """Show what has changed, once somebody looks."""
        self._is_old = self._is_old or bool(changed & {"document", "plan", "inventory"})
        if self._is_old and self.is_seen:
            self.text.value = f'<pre tabindex="0">{escape(self._now())}</pre>'
            self.said.value = ""
            self._is_old = False

    def _now(self) -> str:
        """The text, or why there is none."""
        try:
            return self._make()
        except EniplanError as error:
            return str(error)

    def _write(self) -> None:
        text, path = self._make(), self.file.value
        write_whole(path, lambda stream: stream.write(text))
        self._say(f"wrote {path}")

    def _download(self) -> None:
        self.download.deliver(bare_name(self.file.value, "plan.txt"), self._make().encode())

    def _say(self, words: str) -> None:
        self.said.value = status(words)


class PlanFile(TextPanel):
    """The plan file, which can also be opened."""

    def __init__(self, acts: Acts) -> None:
        super().__init__(acts, "plan.toml", acts.state.plan_file)
        self.open = acts.button("Open file", "plan what this plan file says instead", self._open)
        self.box.children = (row(self.file, self.write, self.download, self.open), self.said, self.text)

    def _open(self) -> None:
        self._state.load_document(document_of(read_plan_file(self.file.value)))
