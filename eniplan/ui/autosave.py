"""What the planner keeps beside the notebook, so that a restarted kernel begins where it was.

The document is kept as the form holds it, wrong values included. The file is written whole, and one that is no such
file is never written over: somebody else's name was chosen by mistake. Whose file it is says
:mod:`eniplan.ui.cell_files`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from eniplan.errors import EniplanError, MalformedFile
from eniplan.exchange.files import write_whole
from eniplan.network.input_file import opened, shown_path

if TYPE_CHECKING:
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
    begun: Document | None = None
    """The plan that it began with, as it was given."""
    sources: tuple[str, ...] = ()
    """Where another inventory was loaded from."""


def save(state: PlannerState, path: AnyPath, *, begun: Document | None = None) -> None:
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
        "begun": begun,
        "loaded": list(state.loaded),
    }
    text = json.dumps(kept, indent=1) + "\n"  # plain ASCII: half a character that somebody typed is kept, too
    write_whole(path, lambda stream: stream.write(text))


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
    group, vswitch, begun, loaded = (kept.get(key) for key in ("group", "vswitch", "begun", "loaded"))
    return Saved(
        document=kept["document"],
        reserved=tuple(_blocks(kept.get("reserved"))),
        group=group if isinstance(group, int) and group >= 0 else 0,
        vswitch=vswitch if isinstance(vswitch, str) else "",
        begun=begun if isinstance(begun, dict) else None,
        sources=tuple(each for each in loaded if isinstance(each, str)) if isinstance(loaded, list) else (),
    )


def _blocks(value: object) -> list[tuple[str, str]]:
    rows = value if isinstance(value, list) else []
    return [(row[0], row[1]) for row in rows if isinstance(row, list) and [type(item) for item in row] == [str, str]]


def restore(state: PlannerState, saved: Saved) -> None:
    """Bring back what was saved; what is no longer there is left out, and told where it matters."""
    if saved.sources:
        try:
            state.load_inventory(*saved.sources)
        except EniplanError as error:
            state.troubles.add(error, f"the inventory that was loaded is not there any more: {error}")
    state.bring_back(saved.document, saved.reserved)
    state.select_group(saved.group)
    if saved.vswitch in state.subject_vswitches:
        state.select_vswitch(saved.vswitch)
