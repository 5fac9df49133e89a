"""The public API is what ``eniplan.__all__`` lists: sorted, importable, and cheap until it is used."""

from __future__ import annotations

import json
import pkgutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import eniplan

ROOT = Path(__file__).parent.parent
HEAVY = {"IPython", "anywidget", "ipywidgets", "matplotlib", "netaddr", "numpy", "pandas"}
CHEAP = {"eniplan", "eniplan._version"}


def printed_by(code: str) -> list[str]:
    """The list that a fresh Python prints as JSON at the end of ``code``."""
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    return [str(item) for item in json.loads(run.stdout)]


def loaded_by(statement: str) -> set[str]:
    """The modules that a fresh Python has loaded after one statement."""
    return set(printed_by(f"import json, sys\n{statement}\nprint(json.dumps(sorted(sys.modules)))"))


def listed_by_dir(statement: str) -> list[str]:
    """The public names of ``dir(eniplan)`` in a fresh Python after one statement."""
    names = "[name for name in dir(eniplan) if not name.startswith('_')]"
    return printed_by(f"import json, eniplan\n{statement}\nprint(json.dumps({names}))")


def public() -> list[str]:
    """The promised names without ``__version__`` and its like."""
    return [name for name in eniplan.__all__ if not name.startswith("_")]


def test_names_are_sorted_and_named_once() -> None:
    """A sorted list without doubles is easy to read and to merge."""
    assert sorted(set(eniplan.__all__)) == list(eniplan.__all__)


@pytest.mark.parametrize("name", eniplan.__all__)
def test_each_name_is_there(name: str) -> None:
    """Every promised name can be had."""
    assert getattr(eniplan, name) is not None


def test_a_star_import_gives_the_names() -> None:
    """``from eniplan import *`` gives what is promised; a name that is not there would make it fail."""
    names = printed_by("import json\nfrom eniplan import *\nprint(json.dumps(sorted(set(globals()) - {'json'})))")
    assert set(eniplan.__all__) <= set(names)


@pytest.mark.parametrize(
    "statement", ["", "[getattr(eniplan, name) for name in eniplan.__all__]", "import eniplan.errors"]
)
def test_nothing_else_is_public(statement: str) -> None:
    """``dir(eniplan)`` offers the promised names only, before and after they are loaded."""
    assert public() == listed_by_dir(statement)


def test_an_unknown_name_is_refused() -> None:
    """A name that is not promised is an AttributeError that names it."""
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = eniplan.no_such_name


def test_importing_loads_nothing_heavy() -> None:
    """``import eniplan`` loads no heavy package and no module of its own but the version."""
    loaded = loaded_by("import eniplan")
    assert set() == loaded & HEAVY
    assert {name for name in loaded if name.split(".")[0] == "eniplan"} <= CHEAP


def test_a_heavy_import_would_be_seen() -> None:
    """The look into a fresh Python finds a heavy package where one is loaded."""
    assert "netaddr" in loaded_by("import netaddr") & HEAVY


def test_no_name_hides_a_module() -> None:
    """Loading a module of eniplan cannot put itself in place of a promised name."""
    modules = {module.name for module in pkgutil.iter_modules(eniplan.__path__)}
    assert set() == modules & set(eniplan.__all__)


def test_types_ship() -> None:
    """The marker that makes type checkers read eniplan's annotations is there and is packaged."""
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert (ROOT / "eniplan" / "py.typed").is_file()
    assert "py.typed" in pyproject["tool"]["setuptools"]["package-data"]["eniplan"]
