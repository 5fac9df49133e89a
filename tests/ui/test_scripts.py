"""The scripts that ship are linted like the Python is, as the modules that a browser gets."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import eniplan
from eniplan.ui.map_widget import SCRIPTS, MapWidget
from eniplan.ui.picture_widget import SCRIPTS as PICTURE_SCRIPTS
from eniplan.ui.picture_widget import PictureWidget

OXLINT = Path(sys.executable).with_name("oxlint")


def lint(script: str, folder: Path) -> tuple[int, str]:
    """Exit status and words of the linter; warnings count as errors."""
    file = folder / "script.mjs"
    file.write_text(script, encoding="utf-8")
    rules = ("-D", "correctness", "-D", "suspicious", "-D", "no-var", "-D", "eqeqeq", "-D", "prefer-const")
    done = subprocess.run([OXLINT, *rules, "--deny-warnings", file], capture_output=True, text=True, check=False)  # noqa: S603
    return done.returncode, done.stdout if done.returncode else ""


UI = Path(eniplan.__file__).parent / "ui"
PARTS = {*SCRIPTS, *PICTURE_SCRIPTS}
ALONE = {path.name: path.read_text(encoding="utf-8") for path in UI.glob("*.js") if path.name not in PARTS}
WHOLE = {"map": str(MapWidget._esm), "picture": str(PictureWidget._esm), **ALONE}


@pytest.mark.parametrize("name", WHOLE)
def test_there_is_nothing_to_complain_of(name: str, tmp_path: Path) -> None:
    """No likely mistake, no variable that nobody uses; the parts of a module are judged together."""
    assert lint(WHOLE[name], tmp_path) == (0, "")


@pytest.mark.parametrize("mistake", ["var a = 1; export default a;", "const unused = 1;", "if (x == 1) x();", "let ("])
def test_a_mistake_is_found(mistake: str, tmp_path: Path) -> None:
    """The linter runs, and judges by these rules."""
    assert lint(mistake, tmp_path)[0] != 0
