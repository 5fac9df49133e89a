"""How far an export is, and its end."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

import eniplan
from eniplan.exchange.progress import EACH, told
from tests.planning.ground_kit import account

if TYPE_CHECKING:
    from pathlib import Path


def test_lines_are_told_as_they_go() -> None:
    """Once every 500 lines; the text is the same."""
    counts: list[int] = []
    stream = io.StringIO()
    through = told(stream, counts.append)
    through.writelines(f"{number}\n" for number in range(2 * EACH + 1))
    through.write("last\n" * EACH)
    assert counts == [EACH, 2 * EACH, 3 * EACH + 1]
    assert stream.getvalue() == "".join(f"{number}\n" for number in range(2 * EACH + 1)) + "last\n" * EACH
    assert through.getvalue() == stream.getvalue()  # type: ignore[attr-defined]


def test_what_progress_raises_leaves_no_file(tmp_path: Path) -> None:
    """A batch that is stopped half-way does not appear, and what was there before stays."""
    path = tmp_path / "requests.jsonl"
    path.write_text("before", encoding="utf-8")

    def stop(done: int) -> None:
        raise RuntimeError(str(done))

    wide = eniplan.plan(eniplan.read_plan_text(WIDE), account())
    with pytest.raises(RuntimeError) as stopped:
        eniplan.export(wide, path, progress=stop)
    assert EACH <= int(str(stopped.value)) < 2 * EACH  # lines reach the stream some hundreds at a time
    assert path.read_text(encoding="utf-8") == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_workbook_can_be_stopped_too(tmp_path: Path) -> None:
    """Its rows are told although they reach the file as bytes, at its end; nothing of it is left behind."""
    wide, counts = eniplan.plan(eniplan.read_plan_text(WIDE), account()), list[int]()
    eniplan.export(wide, tmp_path / "review.xlsx", progress=counts.append)
    assert counts == [EACH]
    whole = (tmp_path / "review.xlsx").read_bytes()

    def stop(done: int) -> None:
        raise RuntimeError(str(done))

    with pytest.raises(RuntimeError, match=str(EACH)):
        eniplan.export(wide, tmp_path / "review.xlsx", progress=stop)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == {tmp_path / "review.xlsx": whole}


WIDE = """
format = 1
name = "wide"
region = "cn-hangzhou"
[[vswitch]]
id = "vsw-wide"
vpc = "vpc-a"
zone = "cn-hangzhou-h"
cidr = "10.64.0.0/20"
[[security_group]]
id = "sg-wide"
vpc = "vpc-a"
type = "advanced"
[[group]]
name = "web-{n}"
count = 900
vswitches = ["vsw-wide"]
security_groups = ["sg-wide"]
"""
