"""The package as its users get it: built, installed apart from this clone, and used from another folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parent.parent
BUILDS: Final = """import sys
from setuptools import build_meta
folder = sys.argv[1]
build_meta.build_sdist(folder)
build_meta.build_wheel(folder)"""
"""What every installer does, without an environment of its own for it."""


def ran(arguments: list[str], folder: Path, **environment: str) -> str:
    """What a program says; it ends well."""
    surroundings = {**os.environ, **environment}
    done = subprocess.run(  # noqa: S603 - our own
        arguments, cwd=folder, env=surroundings, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def shipped(names: set[str]) -> set[str]:
    """Files of the package below a root, without what Python makes of them."""
    return {
        name for name in names if name.startswith("eniplan/") and "__pycache__" not in name and not name.endswith("/")
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with sdist and wheel, built from the files that git keeps."""
    clone, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("built")
    kept = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607 - git is what developers have
        cwd=ROOT, capture_output=True, check=True,
    ).stdout.decode().split("\0")  # fmt: skip
    for name in filter(None, kept):
        if (ROOT / name).is_file():
            (clone / name).parent.mkdir(parents=True, exist_ok=True)
            (clone / name).write_bytes((ROOT / name).read_bytes())
    ran([sys.executable, "-W", "ignore", "-c", BUILDS, str(target)], clone)
    return target


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, installed where nothing else is."""
    target = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        wheel.extractall(target)  # noqa: S202 - our own
    return target


def test_the_wheel_has_every_file_of_the_package(built: Path) -> None:
    """Modules, tables, scripts, styles, examples and py.typed: what is in the source is in the wheel, and no more."""
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        found = shipped(set(wheel.namelist()))
    here = {path.relative_to(ROOT).as_posix() for path in (ROOT / "eniplan").rglob("*") if path.is_file()}
    assert found == shipped(here)
    assert "eniplan/py.typed" in found


def test_the_sdist_builds_the_same(built: Path) -> None:
    """Its package files are those of the wheel, and it says how it is built."""
    with tarfile.open(next(built.glob("*.tar.gz"))) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        assert shipped(set(wheel.namelist())) <= names
    assert {"pyproject.toml", "README.md", "LICENSE"} <= names


def test_one_version_everywhere(built: Path, installed: Path) -> None:
    """The files' names, the metadata, the module and the command agree."""
    [wheel], [sdist] = built.glob("*.whl"), built.glob("*.tar.gz")
    version = ran([sys.executable, "-m", "eniplan", "--version"], installed).split()[1]
    assert wheel.name == f"eniplan-{version}-py3-none-any.whl"
    assert sdist.name == f"eniplan-{version}.tar.gz"
    [metadata] = installed.glob("eniplan-*.dist-info/METADATA")
    assert f"\nVersion: {version}\n" in metadata.read_text(encoding="utf-8")


def test_the_installed_package_plans_and_rehearses_its_example(installed: Path, tmp_path: Path) -> None:
    """From another folder, by the installed files alone: 64 requests, each carried out by the stand-in."""
    where = "import eniplan; print(eniplan.__file__); print(eniplan.examples)"
    paths = ran([sys.executable, "-c", where], tmp_path, PYTHONPATH=str(installed)).splitlines()
    assert all(path.startswith(str(installed)) for path in paths)
    sources = [f"{paths[1]}/web.toml", "--inventory", f"{paths[1]}/hangzhou"]
    command = [sys.executable, "-m", "eniplan"]
    said = ran([*command, "rehearse", *sources, "--json"], tmp_path, PYTHONPATH=str(installed))
    assert [step["outcome"] for step in json.loads(said)["steps"]] == ["done"] * 64
    ran([*command, "plan", *sources, "-o", "out"], tmp_path, PYTHONPATH=str(installed))
    assert len((tmp_path / "out" / "requests.jsonl").read_text(encoding="utf-8").splitlines()) == 64


def test_the_installed_package_has_its_notebook_and_widgets(installed: Path, tmp_path: Path) -> None:
    """``eniplan lab``'s notebook is placed; the planner finds its scripts and styles."""
    code = (
        "import eniplan; from eniplan.lab import place_notebook; print(place_notebook('.').path)\n"
        "planner = eniplan.Planner(save=None); print(len(planner.groups.form._esm) > 1000)"
    )
    assert ran([sys.executable, "-c", code], tmp_path, PYTHONPATH=str(installed)).split() == ["planner.ipynb", "True"]
    assert (tmp_path / "planner.ipynb").is_file()
