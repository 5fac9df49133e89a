"""Where Chromium comes from, and what happens without one: never a silent skip in CI."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.browser.chromium import NAMES, find_chromium, refuse_without_chromium

SCRIPT = Path(__file__).parent / "get_chromium.sh"
TOOLS = ("sh", "mktemp", "rm", "tail", "cat")


class Machine:
    """A folder of programs that stands for a machine: nothing else can be found on it."""

    def __init__(self, folder: Path, user: int) -> None:
        self.folder = folder
        for tool in TOOLS:
            (folder / tool).symlink_to(shutil.which(tool) or "missing")
        self.install("id", f"echo {user}")

    def install(self, name: str, body: str = "exit 0") -> None:
        """Add a program."""
        (self.folder / name).write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        (self.folder / name).chmod(0o755)

    def get_chromium(self, **environment: str) -> tuple[int, str]:
        """Exit status of the script, and all that it prints."""
        run = subprocess.run(  # noqa: S603 - our own script
            [str(self.folder / "sh"), str(SCRIPT)],
            env={"PATH": str(self.folder), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return run.returncode, run.stdout


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine of a user who is not root, with nothing installed."""
    return Machine(tmp_path, user=1000)


@pytest.fixture
def container(tmp_path: Path) -> Machine:
    """A machine of root, with an apt-get that remembers what it was asked."""
    found = Machine(tmp_path, user=0)
    found.install(
        "apt-get", f'echo "$*" >> "{tmp_path}/asked"; test ! -e "{tmp_path}/broken" || {{ echo E: no; exit 100; }}'
    )
    return found


@pytest.mark.parametrize("name", NAMES)
def test_an_installed_one_is_taken(machine: Machine, name: str) -> None:
    """Every name that the tests look for is known to the script too, which then does nothing."""
    machine.install(name)
    assert machine.get_chromium(CI="true") == (0, "")


def test_root_installs_it_by_apt(container: Machine) -> None:
    """The list of packages is read anew, then Chromium and fonts are installed without asking."""
    status, said = container.get_chromium(CI="true")
    asked = (container.folder / "asked").read_text(encoding="utf-8").splitlines()
    assert (status, len(said.splitlines())) == (0, 1)
    assert asked[0] == "update -qq"
    assert {"install", "-y", "chromium", "fonts-dejavu-core"} <= set(asked[1].split())


def test_sudo_is_used_where_it_asks_for_no_password(machine: Machine) -> None:
    """And apt-get is run through it, not beside it."""
    machine.install("apt-get", "exit 1")
    machine.install("sudo", f'echo "$*" >> "{machine.folder}/asked"')
    assert machine.get_chromium()[0] == 0
    asked = (machine.folder / "asked").read_text(encoding="utf-8").splitlines()
    assert asked[:2] == ["-n true", "-n apt-get update -qq"]
    assert asked[2].startswith("-n apt-get install")


@pytest.mark.parametrize(("ci", "status"), [("true", 1), ("", 0)])
def test_without_the_right_to_it_is_said(machine: Machine, ci: str, status: int) -> None:
    """In CI that is an error; a developer is told that the browser tests are skipped."""
    assert machine.get_chromium(CI=ci)[0] == status
    assert "no apt-get" in machine.get_chromium(CI=ci)[1]
    machine.install("apt-get")
    said = machine.get_chromium(CI=ci)
    assert said[0] == status
    assert "apt-get needs root or a sudo that asks for no password" in said[1]
    assert ("will be skipped" in said[1]) == (ci == "")


def test_an_apt_that_fails_is_shown(container: Machine) -> None:
    """With its last lines."""
    (container.folder / "broken").touch()
    status, said = container.get_chromium(CI="true")
    assert status == 1
    assert "E: no" in said
    assert "apt-get could not install Chromium" in said


def test_one_that_is_named_is_taken_or_refused(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    """ENIPLAN_CHROMIUM goes first, for the script and for the tests; what it names has to be there."""
    machine.install("my-chromium")
    machine.install("chromium")
    monkeypatch.delenv("ENIPLAN_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(machine.folder))
    assert find_chromium() == str(machine.folder / "chromium")
    for name, status, found in (("my-chromium", 0, str(machine.folder / "my-chromium")), ("none", 1, None)):
        monkeypatch.setenv("ENIPLAN_CHROMIUM", name)
        assert find_chromium() == found
        assert machine.get_chromium(CI="true", ENIPLAN_CHROMIUM=name)[0] == status


@pytest.mark.parametrize(("ci", "outcome"), [("true", pytest.fail.Exception), ("", pytest.skip.Exception)])
def test_without_one_tests_are_skipped_or_fail(
    ci: str, outcome: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Skipped with a sentence on a developer's machine, failed in CI."""
    monkeypatch.setenv("CI", ci)
    with pytest.raises(outcome, match="make browser"):
        refuse_without_chromium()
