"""``eniplan lab``: the planner's notebook, copied to where its user works and opened in JupyterLab.

The copy belongs to its user: one that is there is opened as it is, never replaced. JupyterLab takes over the process
(so that Ctrl-C, signals and the exit status are its own) and runs with the Python that runs eniplan; nothing of it is
imported here.
"""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from eniplan.errors import EniplanError
from eniplan.exchange.files import write_folder
from eniplan.network.input_file import opened, shown_path

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eniplan.network.input_file import AnyPath

NOTEBOOK: Final = "planner.ipynb"
PACKAGES: Final = ("jupyterlab", "ipywidgets", "anywidget")
"""What the extra ``lab`` brings, by the names they are imported by."""

_SHIPPED: Final = Path(__file__).parent / "examples" / NOTEBOOK


class PlacedNotebook(NamedTuple):
    """The notebook in its user's folder."""

    path: Path
    is_new: bool
    """Copied now; otherwise it was there and is as it was."""


def check_installed(packages: Iterable[str] = PACKAGES) -> None:
    """Refuse to begin without what JupyterLab and the planner need.

    Raises:
        EniplanError: a package is missing.
    """
    missing = [package for package in packages if find_spec(package) is None]
    if missing:
        raise EniplanError(f"lab needs {' and '.join(missing)}, which pip install 'eniplan[lab]' brings")


def place_notebook(folder: AnyPath) -> PlacedNotebook:
    """Copy the notebook into a folder, unless one of its name is there.

    Args:
        folder: made where it is missing.

    Raises:
        OutputError: the folder cannot be made or written to.
        MalformedFile: something of the notebook's name is there and is no file.
    """
    path = Path(folder, NOTEBOOK)
    if "\0" not in shown_path(folder) and os.path.lexists(path):
        with opened(path):
            return PlacedNotebook(path, is_new=False)
    write_folder(folder, {NOTEBOOK: lambda stream: stream.write(_SHIPPED.read_text(encoding="utf-8"))})
    return PlacedNotebook(path, is_new=True)


def lab_command(notebook: Path, *, port: int | None = None, browser: bool = True) -> list[str]:
    """The command that opens a notebook in JupyterLab.

    Args:
        notebook: its folder becomes the one that JupyterLab shows.
        port: the first to try; JupyterLab takes the next free one, from 8888 on where none is given.
        browser: open one; the address is printed in any case.

    The server listens on this machine only and asks for a token, unless the user's own settings say otherwise; so it
    may run as root, who is the only user of many a container.
    """
    folder = notebook.absolute().parent
    command = [sys.executable, "-P", "-m", "jupyterlab", "--allow-root", f"--ServerApp.root_dir={folder}"]
    command += [f"--LabApp.default_url=/lab/tree/{notebook.name}"]  # so that the address that is printed leads to it
    command += [] if port is None else [f"--port={port}"]
    return command if browser else [*command, "--no-browser"]


def become(command: list[str]) -> int:  # noqa: RET503 - execv does not return
    """Turn this process into another command.

    Returns:
        The exit status of the command; only on Windows, where a process cannot become another and waits for it.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    if sys.platform == "win32":
        return subprocess.call(command)  # noqa: S603 - our own command line
    os.execv(command[0], command)  # noqa: S606 - likewise
