"""What the planner keeps beside the notebook, so that a restarted kernel begins where it was.

The document is kept as the form holds it, wrong values included. The file is written whole, and one that is no such
file is never written over: somebody else's name was chosen by mistake. Each cell has a file of its own, named by the
cell's id where the front end says it, so that two planners of one notebook never share one; a cell that runs again
takes its file over from the planner that it showed before.
"""

from __future__ import annotations

import json
import sys
from hashlib import blake2b
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol
from weakref import WeakValueDictionary

from eniplan.errors import EniplanError, MalformedFile
from eniplan.exchange.files import write_whole
from eniplan.network.input_file import opened, shown_path

if TYPE_CHECKING:
    from eniplan.network.input_file import AnyPath
    from eniplan.ui.document import Document
    from eniplan.ui.state import PlannerState

FORMAT = 1
_WANTED = "a file that the planner saved is expected"
_STEM = "planner"


class Keeper(Protocol):
    """Whoever keeps something in a file, and can be closed."""

    def close(self) -> None:
        """Let go of it."""


_CLAIMED: WeakValueDictionary[tuple[str, Run], Any] = WeakValueDictionary()
"""Who keeps what in a file: by the file and the run of a cell."""


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


class Run(NamedTuple):
    """A run of a notebook's cell: which cell it is, and which of its runs; empty where nobody says it."""

    cell: str
    message: str


def this_run() -> Run:
    """The run that goes on now."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    parent: object = getattr(shell, "get_parent", dict)()
    cell, message = (_text(parent, *path) for path in (("metadata", "cellId"), ("header", "msg_id")))
    return Run(cell, message if cell else "")


def _text(table: object, *path: str) -> str:
    """The text that stands at a path of nested tables; empty where there is none."""
    for step in path:
        table = table.get(step) if isinstance(table, dict) else None
    return table if isinstance(table, str) else ""


def file_of_cell() -> Path:
    """The file of the cell that runs now: ``planner-1a2b3c4d.json``; a second planner of one run has ``...-2.json``.

    Where no front end says which cell it is (Voila, a plain shell), planners are counted: ``planner.json`` is the first
    one's, ``planner-2.json`` the second one's.
    """
    run = this_run()
    stem = f"{_STEM}-{blake2b(run.cell.encode(), digest_size=4).hexdigest()}" if run.cell else _STEM
    taken = {path for path, other in _CLAIMED if other == run}
    names = (Path(f"{stem}{f'-{number}' if number > 1 else ''}.json") for number in count(1))
    return next(path for path in names if str(path.absolute()) not in taken)


def claim(keeper: Keeper, path: AnyPath | None) -> Path | None:
    """Take a file for a planner; the planner that an earlier run of the same cell showed is closed.

    Raises:
        EniplanError: a planner of another cell, or another one of this run, keeps its plan in this file.
    """
    if path is None:
        return None
    name, run = str(Path(path).absolute()), this_run()
    for (taken, other), earlier in list(_CLAIMED.items()):
        if taken == name and (other.cell != run.cell or (run.cell and other == run)):
            problem = "keeps the plan of another planner of this notebook; give each a name of its own with save="
            raise EniplanError(f"{shown_path(path)} {problem}")
        if taken == name and run.cell:
            earlier.close()
            del _CLAIMED[taken, other]
    _CLAIMED[name, run] = keeper
    return Path(path)


def uploads_beside(path: Path | None) -> Path:
    """The folder for answers that are uploaded: beside the saved plan, so that a restart finds them again."""
    kept = path or Path(f"{_STEM}.json")
    return kept.with_name(f"{kept.stem}-answers")


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
