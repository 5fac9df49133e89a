"""Every notebook that is kept: small, stored empty, and running from top to bottom without a warning.

New ones are found by themselves: all of ``notebooks/`` and of ``eniplan/examples/``. That they are linted, and hold no
outputs, is judged for all kept files in test_documents.py too; here each is named with what is wrong.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from tests.browser.notebook_page import write_notebook

if TYPE_CHECKING:
    from nbformat import NotebookNode

ROOT: Final = Path(__file__).parent.parent.parent
NOTEBOOKS: Final = sorted([*(ROOT / "notebooks").rglob("*.ipynb"), *(ROOT / "eniplan" / "examples").glob("*.ipynb")])
ENDS_WITHIN: Final = 60
"""Seconds, for each cell."""
LINES: Final = 5
"""A cell calls; what is longer belongs into the package."""


def problems(notebook: NotebookNode) -> list[str]:
    """What keeps a notebook from being stored as it is, one sentence each, cells counted from 1."""
    kernel = notebook.metadata.get("kernelspec", {}).get("name", "none")
    wrong = [] if kernel == "python3" else [f"its kernel is {kernel}, python3 is the one that everybody has"]
    ids = [cell.get("id", "") for cell in notebook.cells]
    if not all(ids) or len(set(ids)) < len(ids):
        wrong.append("not every cell has an id of its own, so that a change of one would change others")
    return wrong + [f"cell {number} {what}" for number, cell in enumerate(notebook.cells, 1) for what in _faults(cell)]


def _faults(cell: NotebookNode) -> list[str]:
    if cell.cell_type != "code":
        return []
    faults = {
        "has outputs": bool(cell.outputs),
        "has an execution count": cell.execution_count is not None,
        f"has more than {LINES} lines": len(cell.source.splitlines()) > LINES,
    }
    return [fault for fault, found in faults.items() if found]


def said_on_stderr(path: Path) -> str:
    """Runs a notebook in its folder from top to bottom; what its cells print to standard error: warnings, mostly."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=ENDS_WITHIN, resources={"metadata": {"path": str(path.parent)}}).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return "".join(output.text for output in outputs if output.output_type == "stream" and output.name == "stderr")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for a copy, and one in place of the user's own for what IPython and Jupyter keep."""
    for variable in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "MPLCONFIGDIR"):
        monkeypatch.setenv(variable, str(tmp_path / variable.lower()))
    return tmp_path


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_there_is_one() -> None:
    """The shipped notebook is among those that the tests below judge."""
    assert "eniplan/examples/planner.ipynb" in [_name(path) for path in NOTEBOOKS]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=_name)
def test_it_is_stored_as_it_should_be(path: Path) -> None:
    """Valid, empty, with ids that stay and cells that only call."""
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert problems(notebook) == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=_name)
def test_it_is_linted_and_formatted(path: Path) -> None:
    """The linter reads notebooks as it reads modules."""
    for judge in (["check"], ["format", "--check"]):
        run = subprocess.run(  # noqa: S603 - our own command line
            [sys.executable, "-m", "ruff", *judge, "--no-cache", str(path)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("path", NOTEBOOKS, ids=_name)
def test_it_runs_without_a_warning(path: Path, home: Path) -> None:
    """A copy of it runs from top to bottom, and nothing stands on standard error."""
    copy = home / path.name
    copy.write_bytes(path.read_bytes())
    assert said_on_stderr(copy) == ""


def test_what_is_wrong_is_told(tmp_path: Path) -> None:
    """Outputs, counts, long cells, ids that are missing or doubled, and another kernel are each found."""
    notebook = nbformat.read(write_notebook(tmp_path / "good.ipynb", "a = 1", "\n".join("abcde")), as_version=4)
    assert problems(notebook) == []
    notebook.cells[0].outputs = [nbformat.v4.new_output("stream", text="a")]
    notebook.cells[0].execution_count = 1
    notebook.cells[1].source = "\n".join("abcdef")
    notebook.cells[1].id = notebook.cells[0].id
    notebook.metadata.kernelspec.name = "julia"
    assert [sentence.partition(",")[0] for sentence in problems(notebook)] == [
        "its kernel is julia",
        "not every cell has an id of its own",
        "cell 1 has outputs",
        "cell 1 has an execution count",
        "cell 2 has more than 5 lines",
    ]


def test_a_warning_and_an_error_are_told(home: Path) -> None:
    """A warning is what the cell says on standard error; a cell that raises ends the run with its error."""
    warns = write_notebook(home / "warns.ipynb", "import warnings\nwarnings.warn('old', FutureWarning)")
    assert "FutureWarning: old" in said_on_stderr(warns)
    with pytest.raises(CellExecutionError, match="ZeroDivisionError"):
        said_on_stderr(write_notebook(home / "raises.ipynb", "1 / 0"))
