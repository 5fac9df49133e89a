"""What exists: the VSwitches with their headline figures, and another inventory to load."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import ipywidgets as W  # noqa: N812 - as everybody calls it

from eniplan.exchange.files import write_folder
from eniplan.exchange.plan_file import read_plan_file
from eniplan.ui import rows
from eniplan.ui.document import document_of
from eniplan.ui.panels.acts import bare_name, row
from eniplan.ui.table_widget import TableWidget

if TYPE_CHECKING:
    from typing import TextIO

    from eniplan.ui.acting import Part
    from eniplan.ui.panels.acts import Acts

_EXAMPLES = Path(__file__).parents[2] / "examples"


class Network:
    """The table of VSwitches; a folder, files, or the example to load.

    Args:
        acts: acts on the state.
        uploads: the folder that uploaded answers are kept in, so that code and a restart find them again.
    """

    def __init__(self, acts: Acts, uploads: Path) -> None:
        self._acts, self._state, self._uploads = acts, acts.state, uploads
        self.table = TableWidget(
            "Free in each VSwitch after the plan",
            rows.VSWITCH_COLUMNS,
            self._choose,
            "No VSwitches yet: load answers, or try the example.",
        )
        self.folder = W.Text(
            placeholder="folder or file of API answers",
            description="Answers",
            layout=W.Layout(width="auto"),
            continuous_update=False,
        )
        self.load = acts.button("Load", "read this folder or file of API answers", self._load)
        self.upload = W.FileUpload(
            accept=".json,.jsonl", multiple=True, description="Upload answers", layout=W.Layout(width="auto")
        )
        self.example = acts.button("Try the example", "the account and plan that come with eniplan", self._example)
        acts.on_value(self.upload, self._uploaded)
        self.source = W.HTML()
        inputs = row(self.folder, self.load, self.upload, self.example)
        self.box = W.VBox([self.table, self.source, inputs])
        self.box.add_class("eniplan-network")

    def show(self, changed: frozenset[Part]) -> None:
        """Show what has changed."""
        state = self._state
        ids = list(state.subject_vswitches)
        chosen = ids.index(state.vswitch) if state.vswitch in ids else -1
        self.table.show(rows.vswitch_rows(state), chosen)
        if "inventory" in changed:
            self.example.layout.display = "none" if state.inventory.vswitches else ""

    def _choose(self, index: int) -> None:
        self._acts.do(lambda: self._state.select_vswitch(list(self._state.subject_vswitches)[index]))

    def _load(self) -> None:
        self._state.load_inventory(self.folder.value)

    def _example(self) -> None:
        self._state.load_inventory(_EXAMPLES / "hangzhou")
        self._state.load_document(document_of(read_plan_file(_EXAMPLES / "web.toml")))

    def _uploaded(self) -> None:
        """Keep what was uploaded beside the notebook, and read it; several uploads come together."""
        files = {bare_name(str(each["name"]), "answers.json"): bytes(each["content"]) for each in self.upload.value}
        if files:
            self.upload.value = ()
            write_folder(self._uploads, {name: partial(_write_bytes, content) for name, content in files.items()})
            self._state.load_inventory(*(self._uploads / name for name in files))


def _write_bytes(content: bytes, stream: TextIO) -> None:
    stream.buffer.write(content)
