"""JupyterLab (with Notebook 7 beside it) and Voila as processes: a free port, a token, and a home of their own.

They read nothing of the user's settings and write nothing outside one temporary folder; what they log is kept there and
told when one does not start.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STARTS_WITHIN: Final = 120
"""Seconds; 2 to 4 on two idle cores, far more on busy ones."""

_SETTINGS: Final[dict[str, dict[str, object]]] = {
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False, "doNotDisturbMode": True},
    "apputils-extension/themes": {
        "adaptive-theme": True
    },  # light or dark as the browser says: see NotebookPage.go_dark
    "notebook-extension/tracker": {"windowingMode": "none"},  # every cell is on the page
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running server; ``root`` is the folder whose notebooks it shows."""

    port: int
    token: str
    root: Path
    log: Path

    def address(self, path: str) -> str:
        """Where a browser finds a path of the server."""
        joint = "&" if "?" in path else "?"
        return f"http://127.0.0.1:{self.port}/{path}{joint}token={self.token}"


@contextmanager
def jupyterlab(folder: Path) -> Iterator[Server]:
    """JupyterLab, and Notebook 7 under ``/notebooks``, on notebooks of ``folder/root``."""
    _write(folder / "config" / "jupyter_server_config.json", {"ServerApp": {"jpserver_extensions": _EXTENSIONS}})
    for name, values in _SETTINGS.items():
        _write(folder / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings", values)
    options = ["--LabApp.extension_manager=readonly", "--ServerApp.terminals_enabled=False"]
    options += ["--LabApp.expose_app_in_browser=True", "--JupyterNotebookApp.expose_app_in_browser=True"]
    with _running(["jupyterlab", "--allow-root", *options], folder) as server:
        yield server


_EXTENSIONS: Final = {"voila.server_extension": False, "jupyter_lsp": False}
"""Server extensions that nothing here needs and that cost time at the start."""


@contextmanager
def voila(folder: Path) -> Iterator[Server]:
    """Voila on notebooks of ``folder/root``: the outputs as a page, without cells."""
    with _running(["voila", "--ServerApp.allow_root=True"], folder) as server:
        yield server


@contextmanager
def _running(command: list[str], folder: Path) -> Iterator[Server]:
    server = Server(port=_free_port(), token=secrets.token_hex(16), root=folder / "root", log=folder / "server.log")
    server.root.mkdir(parents=True)
    options = [f"--port={server.port}", "--no-browser", "--ServerApp.ip=127.0.0.1", "--ServerApp.port_retries=0"]
    options += [f"--IdentityProvider.token={server.token}", f"--ServerApp.root_dir={server.root}"]
    with (
        server.log.open("wb") as log,
        subprocess.Popen(  # noqa: S603 - our own command line
            [sys.executable, "-m", *command, *options],
            cwd=server.root,
            env=_home(folder),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            _wait_for(server, process)
            yield server
        finally:
            _stop(process)


def _home(folder: Path) -> dict[str, str]:
    """The environment with a home of its own: every folder that Jupyter, IPython or matplotlib would write to."""
    own = {"HOME": "home", "IPYTHONDIR": "ipython", "MPLCONFIGDIR": "matplotlib", "XDG_CACHE_HOME": "cache"}
    own |= {f"JUPYTER_{name.upper()}_DIR": name for name in ("config", "data", "runtime")}
    own |= {f"JUPYTERLAB_{name.upper()}_DIR": name for name in ("settings", "workspaces")}
    (folder / "home").mkdir(exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")}
    return kept | {name: str(folder / where) for name, where in own.items()}


def _wait_for(server: Server, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + STARTS_WITHIN
    while not _answers(server):
        if process.poll() is not None or time.monotonic() > end:
            pytest.fail(f"the server did not start:\n{server.log.read_text(encoding='utf-8', errors='replace')}")
        time.sleep(0.1)


def _answers(server: Server) -> bool:
    try:
        with urlopen(server.address("api/status"), timeout=2):  # noqa: S310 - loopback
            return True
    except HTTPError:
        return True
    except OSError:
        return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Ask it to end, with its kernels; it gets ten seconds."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _write(path: Path, values: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(values), encoding="utf-8")
