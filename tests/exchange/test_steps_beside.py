"""The steps beside a batch of requests: there where they are needed, gone where they are another plan's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from eniplan.exchange.batches import export
from eniplan.exchange.step_file import read_steps
from tests.planning.ground_kit import account, group, planned, vswitch

if TYPE_CHECKING:
    from pathlib import Path

    from eniplan.planning.plan import Plan


def plan_of(prefixes: int) -> Plan:
    """One ENI with so many prefixes: up to 10 are one call."""
    made = group("big", ipv4_prefixes=prefixes)
    return planned(made, on=account(vswitch("a", "10.0.0.0/22", "10.0.1.0/24")))


LARGE, SMALL = plan_of(11), plan_of(10)


def names(folder: Path) -> list[str]:
    """The files of a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_steps_of_an_earlier_plan_go(tmp_path: Path) -> None:
    """The batch is written over with one that needs no steps: nobody could send the earlier ones for it."""
    export(LARGE, tmp_path / "batch.jsonl")
    assert names(tmp_path) == ["batch.jsonl", "steps.jsonl"]
    export(SMALL, tmp_path / "batch.jsonl")
    assert names(tmp_path) == ["batch.jsonl"]
    assert [step.id for step in read_steps(tmp_path / "batch.jsonl")] == ["big/1"]


def test_steps_of_another_batch_stay(tmp_path: Path) -> None:
    """They belong to the file that was there; a batch under a new name says nothing of them."""
    export(LARGE, tmp_path / "first.jsonl")
    export(SMALL, tmp_path / "second.jsonl")
    assert names(tmp_path) == ["first.jsonl", "second.jsonl", "steps.jsonl"]


def test_steps_of_this_plan_stay(tmp_path: Path) -> None:
    """Whoever asked for both forms keeps both, in whatever order and however often."""
    for _ in range(2):
        export(SMALL, tmp_path / "steps.jsonl")
        export(SMALL, tmp_path / "batch.jsonl")
        assert names(tmp_path) == ["batch.jsonl", "steps.jsonl"]


@pytest.mark.parametrize("content", ["", "mine\n", '{"id":"a/1"}\n', "[1]\n", "\udcff\n"])
def test_what_somebody_else_wrote_stays(content: str, tmp_path: Path) -> None:
    """A file that has no steps is not touched, whatever it is called."""
    (tmp_path / "steps.jsonl").write_bytes(content.encode(errors="surrogateescape"))
    for _ in range(2):
        export(SMALL, tmp_path / "batch.jsonl")
    assert (tmp_path / "steps.jsonl").read_bytes() == content.encode(errors="surrogateescape")


def test_a_link_stays(tmp_path: Path) -> None:
    """It leads to a file that may be anybody's."""
    export(LARGE, tmp_path / "batch.jsonl")
    (tmp_path / "steps.jsonl").rename(tmp_path / "kept.jsonl")
    (tmp_path / "steps.jsonl").symlink_to("kept.jsonl")
    export(SMALL, tmp_path / "batch.jsonl")
    assert names(tmp_path) == ["batch.jsonl", "kept.jsonl", "steps.jsonl"]
