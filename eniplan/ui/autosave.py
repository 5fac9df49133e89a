"""What the planner keeps beside the notebook, so that a restarted kernel begins where it was.

The document is kept as the form holds it, wrong values included. The file is written whole, and one that is no such
file is never written over: somebody else's name was chosen by mistake.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from eniplan.errors import MalformedFile
from eniplan.exchange.files import write_whole
from eniplan.network.input_file import opened, shown_path

if TYPE_CHECKING:
    from typing import TextIO

    from eniplan.network.input_file import AnyPath
    from eniplan.ui.document import Document
    from eniplan.ui.state import PlannerState

FORMAT = 1
_WANTED = "a file that the planner saved is expected"


class Saved(NamedTuple):
    """What a file brings back."""

    document: Document
    reserved: tuple[tuple[str, str], ...]
    group: int
    vswitch: str


def save(state: PlannerState, path: AnyPath) -> None:
    """Write what the planner holds.

    Raises:
        OutputError: the file cannot be written.
    """
    kept = {
        "planner": FORMAT,
        "document": state.document,
        "reserved": [list(block) for block in state.reserved],
        "group": state.group,
        "vswitch": state.vswitch,
    }
    text = json.dumps(kept, ensure_ascii=False, indent=1) + "\n"

    def write(stream: TextIO) -> None:
        stream.write(text)

    write_whole(path, write)


def load(path: AnyPath) -> Saved | None:
    """What was saved, or None where there is no file yet.

    Raises:
        MalformedFile: a file that the planner did not write.
    """
    if not Path(path).exists():
        return None
    with opened(path) as stream:
        content = stream.read()
    try:
        kept = json.loads(content)
    except (ValueError, RecursionError):
        raise MalformedFile(shown_path(path), f"is no JSON; {_WANTED}") from None
    if not isinstance(kept, dict) or kept.get("planner") != FORMAT or not isinstance(kept.get("document"), dict):
        raise MalformedFile(shown_path(path), f"is something else; {_WANTED}, so choose another name")
    group, vswitch = kept.get("group"), kept.get("vswitch")
    return Saved(
        document=kept["document"],
        reserved=tuple(_blocks(kept.get("reserved"))),
        group=group if isinstance(group, int) and group >= 0 else 0,
        vswitch=vswitch if isinstance(vswitch, str) else "",
    )


def _blocks(value: object) -> list[tuple[str, str]]:
    rows = value if isinstance(value, list) else []
    return [(row[0], row[1]) for row in rows if isinstance(row, list) and [type(item) for item in row] == [str, str]]


def restore(state: PlannerState, saved: Saved) -> None:
    """Bring back what was saved; a selection that is no longer there is left out."""
    state.bring_back(saved.document, saved.reserved)
    state.select_group(saved.group)
    if saved.vswitch in state.inventory.vswitches:
        state.select_vswitch(saved.vswitch)
