"""``eniplan lab``: the notebook is placed, never replaced, and opened; what is wrong is one sentence."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

import pytest

import eniplan
from eniplan import lab
from eniplan.cli import main
from eniplan.errors import EniplanError, MalformedFile, OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SHIPPED = eniplan.examples / "planner.ipynb"


@pytest.fixture
def became(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that this process would have become."""
    commands: list[list[str]] = []

    def note(command: list[str]) -> int:
        commands.append(command)
        return 0

    monkeypatch.setattr(lab, "become", note)
    return commands


def test_the_notebook_is_copied(tmp_path: Path) -> None:
    """Into a folder that is made where it is missing, byte for byte."""
    placed = lab.place_notebook(tmp_path / "new" / "folder")
    assert placed == (tmp_path / "new" / "folder" / "planner.ipynb", True)
    assert SHIPPED.read_bytes() == placed.path.read_bytes()


def test_a_notebook_that_is_there_stays(tmp_path: Path) -> None:
    """Somebody's work is opened, not replaced; a link to it counts as it."""
    (tmp_path / "planner.ipynb").write_text("mine", encoding="utf-8")
    assert lab.place_notebook(tmp_path) == (tmp_path / "planner.ipynb", False)
    assert (tmp_path / "planner.ipynb").read_text(encoding="utf-8") == "mine"


def test_a_folder_that_cannot_be_had(tmp_path: Path) -> None:
    """A file where the folder should be, a folder where the notebook should be, a link to nowhere: one sentence."""
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="is a file, a folder is needed"):
        lab.place_notebook(tmp_path / "file")
    (tmp_path / "a" / "planner.ipynb").mkdir(parents=True)
    with pytest.raises(MalformedFile, match="is a folder, a file is expected"):
        lab.place_notebook(tmp_path / "a")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "planner.ipynb").symlink_to(tmp_path / "nowhere.ipynb")
    with pytest.raises(MalformedFile, match="there is no such file"):
        lab.place_notebook(tmp_path / "b")
    with pytest.raises(OutputError, match="NUL"):
        lab.place_notebook("a\0b")


def test_what_is_not_installed_is_named() -> None:
    """With the command that installs it."""
    with pytest.raises(EniplanError) as told:
        lab.check_installed(["json", "no_such_lab", "no_such_widgets"])
    assert str(told.value) == "lab needs no_such_lab and no_such_widgets, which pip install 'eniplan[lab]' brings"


def test_the_command_line_opens_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], became: list[list[str]]
) -> None:
    """Here by default; the second time it says that the notebook was there."""
    monkeypatch.chdir(tmp_path)
    assert main(["lab"]) == 0
    assert capsys.readouterr().err.startswith("eniplan: planner.ipynb is your copy")
    assert main(["lab", ".", "--port", "9000", "--no-browser"]) == 0
    assert capsys.readouterr().err.startswith("eniplan: planner.ipynb was there and is opened as it is")
    first, second = became
    assert first[:4] == [sys.executable, "-P", "-m", "jupyterlab"]
    assert f"--ServerApp.root_dir={tmp_path}" in first
    assert second == [*first, "--port=9000", "--no-browser"]


def test_without_jupyterlab_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], became: list[list[str]]
) -> None:
    """Exit status 2 and the sentence, before anything is copied or begun."""
    monkeypatch.setattr(lab, "find_spec", lambda name: None if name == "jupyterlab" else name)
    assert main(["lab", str(tmp_path / "new")]) == 2
    assert capsys.readouterr().err == "eniplan: lab needs jupyterlab, which pip install 'eniplan[lab]' brings\n"
    assert (list(tmp_path.iterdir()), became) == ([], [])


@pytest.mark.parametrize("port", ["0", "65536", "-1", "x", "", "٣", "9" * 5000])
def test_a_port_that_is_none(
    port: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], became: list[list[str]]
) -> None:
    """Refused with what would be accepted, before anything is copied."""
    with pytest.raises(SystemExit) as stop:
        main(["lab", str(tmp_path / "new"), f"--port={port}"])
    assert stop.value.code == 2
    assert "is no whole number from 1 to 65,535" in capsys.readouterr().err
    assert (list(tmp_path.iterdir()), became) == ([], [])


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is another thing there")
def test_it_runs_until_it_is_interrupted(tmp_path: Path) -> None:
    """The real JupyterLab: at another port where the one asked for is taken; Ctrl-C and a yes end it with status 0."""
    keyboard, terminal = os.openpty()
    with socket.socket() as taken, _started(tmp_path, taken, terminal) as process, _killed_after(120, process):
        port, token = _address(process)
        assert port != taken.getsockname()[1]
        assert _contents(port, token)["type"] == "notebook"
        process.send_signal(signal.SIGINT)
        os.write(keyboard, b"y\n")
        assert "Traceback" not in process.communicate()[1]
    for end in (keyboard, terminal):
        os.close(end)
    assert process.returncode == 0


def _started(folder: Path, taken: socket.socket, terminal: int) -> subprocess.Popen[str]:
    taken.bind(("127.0.0.1", 0))
    taken.listen()
    names = ("HOME", "IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
    return subprocess.Popen(  # noqa: S603 - our own command line
        [sys.executable, "-m", "eniplan", "lab", "its work", "--no-browser", f"--port={taken.getsockname()[1]}"],
        cwd=folder,
        env={**os.environ, **{name: str(folder / name.lower()) for name in names}},
        stdin=terminal,
        stderr=subprocess.PIPE,
        text=True,
    )


def _address(process: subprocess.Popen[str]) -> tuple[int, str]:
    """The port and the token of the address that leads to the notebook, once it is printed."""
    said = ""
    for line in process.stderr or ():
        said += line
        if found := re.search(r"http://127\S+:(\d+)/lab/tree/planner\.ipynb\?token=(\w+)", line):
            return int(found[1]), found[2]
    pytest.fail(f"no address was printed:\n{said}")


def _contents(port: int, token: str) -> dict[str, object]:
    """What the server says of the notebook; it prints its address a little before it listens."""
    for _ in range(100):
        with suppress(URLError):
            address = f"http://127.0.0.1:{port}/api/contents/planner.ipynb?token={token}"
            with urlopen(address, timeout=10) as answer:
                return dict(json.load(answer))
        time.sleep(0.1)
    pytest.fail("the server does not listen")


@contextmanager
def _killed_after(seconds: float, process: subprocess.Popen[str]) -> Iterator[None]:
    """Neither a test that fails nor one that waits in vain leaves a server behind."""
    watch = threading.Timer(seconds, process.kill)
    watch.start()
    try:
        yield
    finally:
        watch.cancel()
        process.kill()
