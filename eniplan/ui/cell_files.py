"""Which file belongs to which cell of a notebook, and which planner keeps its plan in it.

Each cell has a file of its own, named by the cell's id where the front end says it, so that two planners of one
notebook never share one; a cell that runs again takes its file over from the planner that it showed before.
"""

from __future__ import annotations

import sys
from hashlib import blake2b
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol
from weakref import WeakValueDictionary

from eniplan.errors import EniplanError
from eniplan.network.input_file import shown_path

if TYPE_CHECKING:
    from eniplan.network.input_file import AnyPath

_STEM = "planner"


class Keeper(Protocol):
    """Whoever keeps something in a file, and can be closed."""

    def close(self) -> None:
        """Let go of it."""


_CLAIMED: WeakValueDictionary[tuple[str, Run], Any] = WeakValueDictionary()
"""Who keeps what in a file: by the file and the run of a cell."""


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
