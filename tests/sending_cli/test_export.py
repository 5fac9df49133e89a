"""``eniplan export`` of scripts and templates: what it writes, says and refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import eniplan
from eniplan.cli import main

if TYPE_CHECKING:
    from pathlib import Path

SOURCES = [str(eniplan.examples / "web.toml"), "--inventory", str(eniplan.examples / "hangzhou")]


def exported(*options: str) -> int:
    """Run the command on the example account; its exit status."""
    return main(["export", *SOURCES, *options])


@pytest.mark.parametrize(("form", "count"), [("python", 64), ("cli", 64)])
def test_a_script_is_written_with_all_its_calls(
    form: str, count: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """64 new ENIs of one call each, and a line on standard error."""
    assert exported("--format", form, "-o", str(tmp_path / "batch")) == 0
    assert capsys.readouterr().err == f"eniplan: {count} steps written to {tmp_path / 'batch'}\n"
    beginning = {"python": '# {"id":', "cli": "create "}[form]
    lines = (tmp_path / "batch").read_text(encoding="utf-8").splitlines()
    assert sum(line.startswith(beginning) for line in lines) == count


def test_what_a_template_cannot_say_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 2, one sentence that names the parameters and both ways out, and no file."""
    assert exported("--format", "ros", "-o", str(tmp_path / "batch.yaml")) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "QueuePairNumber of rdma-1 and 5 more" in said
    assert "--leave-out" in said
    assert list(tmp_path.iterdir()) == []


def test_what_is_left_out_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A finding a line; a file of suffix .json is JSON; on standard output the same."""
    assert exported("--format", "ros", "--leave-out", "-o", str(tmp_path / "batch.json")) == 0
    said = capsys.readouterr().err.splitlines()
    assert said[0].startswith("eniplan: 64 requests written to ")
    assert [line.split()[1:4] for line in said[1:]] == [
        ["warning", "Lint.NotExpressed", "ConnectionTrackingConfiguration:"],
        ["warning", "Lint.NotExpressed", "QueuePairNumber:"],
    ]
    assert exported("--format", "ros-json", "--leave-out", "-o", "-") == 0
    assert capsys.readouterr().out == (tmp_path / "batch.json").read_text(encoding="utf-8")


def test_an_unknown_format_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Before anything is read."""
    assert exported("--format", "terrafrom", "-o", str(tmp_path / "batch.tf")) == 2
    assert capsys.readouterr().err == "eniplan: terrafrom is not a known format; did you mean terraform?\n"
