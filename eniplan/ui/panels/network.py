"""What exists: the VSwitches with their headline figures, and another inventory to load."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from hashlib import blake2b
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, Final

import ipywidgets as W  # noqa: N812 - as everybody calls it

from eniplan.errors import EniplanError
from eniplan.exchange.files import write_folder
from eniplan.exchange.plan_file import read_plan_file
from eniplan.ui import rows
from eniplan.ui.document import document_of
from eniplan.ui.fields import Field
from eniplan.ui.form_widget import FormWidget, Shown
from eniplan.ui.panels.acts import bare_name, row
from eniplan.ui.table_widget import TableWidget
from eniplan.ui.upload_widget import UploadWidget

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TextIO

    from eniplan.ui.acting import Part
    from eniplan.ui.panels.acts import Acts

FOLDER: Final = Field(
    path=("answers",), label="Answers", widget="text", section="Plan", hint="folder or file of API answers",
    help="a folder or a file of answers as the API and its command line print them: VSwitches, ENIs, reserved blocks",
)  # fmt: skip
"""Where another inventory stands."""
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
        self.folder = FormWidget([("Answers", "another inventory", True, [FOLDER])], self._typed)
        self.folder.add_class("eniplan-plan-keys")
        self._path = ""
        self.load = acts.button("Load", "read this folder or file of API answers", self._load)
        self.upload = UploadWidget("Upload answers", ".json,.jsonl", acts.do, self._uploaded)
        self.example = acts.button("Try the example", "the account and plan that come with eniplan", self._example)
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

    def _typed(self, key: str, typed: str, _gesture: str | None) -> None:
        """Keep what was typed. The form's messages keep their order: a button that is pressed next knows of it."""
        self._path = typed.strip()
        self.folder.show({key: Shown(typed)})

    def _load(self) -> None:
        if not self._path:
            raise EniplanError("which answers? Type the folder or the file that they stand in, then press Load")
        self._state.load_inventory(Path(self._path).expanduser())

    def _example(self) -> None:
        self._state.load_inventory(_EXAMPLES / "hangzhou")
        self._state.load_document(document_of(read_plan_file(_EXAMPLES / "web.toml")))

    def _uploaded(self, uploaded: Mapping[str, bytes]) -> None:
        """Keep what was uploaded beside the notebook, and read it; what cannot be read is not kept."""
        files = {bare_name(name, "answers.json"): content for name, content in uploaded.items()}
        folder = self._uploads / _digest(files)
        is_new = not folder.exists()
        kept = write_folder(folder, {name: partial(_write_bytes, content) for name, content in files.items()})
        try:
            self._state.load_inventory(*kept)
        except EniplanError:
            if is_new:
                rmtree(folder)
            with suppress(OSError):
                self._uploads.rmdir()  # where nothing else is kept
            raise


def _digest(files: Mapping[str, bytes]) -> str:
    """The name of a folder for these files: other files, or others of the same names, have a folder of their own."""
    digest = blake2b(digest_size=4)
    for name, content in files.items():
        digest.update(f"{name!a} {len(content)} ".encode() + content)
    return digest.hexdigest()


def _write_bytes(content: bytes, stream: TextIO) -> None:
    stream.buffer.write(content)
