"""Rows in files: whole parts, the same rows back, resumed after a kill, refused when changed, safe on a full disk."""

from __future__ import annotations

import csv
import errno
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest

import eniplan
from eniplan.capacity.sweep import Sweep, SweepSpec
from eniplan.errors import EniplanError, MalformedFile, OutputError
from eniplan.network.inventory import Inventory
from eniplan.sweeping.part_rows import part_columns
from eniplan.sweeping.part_store import part_ranges
from tests.planning.ground_kit import account, group, vswitch
from tests.sweeping.sweeps import small_plan, small_sweep

if TYPE_CHECKING:
    from eniplan.capacity.sweep_answer import SweepAnswer
    from eniplan.sweeping.part_rows import PartKind

SPEC = small_sweep()
ALONE = tuple(map(Sweep(spec=SPEC, inventory=Inventory()).row, range(80)))


def kept(folder: Path, spec: SweepSpec = SPEC, kind: PartKind = "csv") -> SweepAnswer:
    """The sweep, its rows in a folder."""
    return eniplan.sweep(spec, workers=1, into=folder, kind=kind, progress=None)


@pytest.mark.parametrize("total", [1, 16, 17, 80, 1_025, 64_000, 1_000_000])
def test_parts_are_the_rows_once_each(total: int) -> None:
    """In order, without a gap, at most 256 rows each."""
    parts = part_ranges(total)
    assert [part.start for part in parts] == [0, *(part.stop for part in parts[:-1])]
    assert parts[-1].stop == total
    assert max(map(len, parts)) <= 256


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_rows_come_back_as_they_were(tmp_path: Path, kind: PartKind) -> None:
    """All of them, one by its number, some by a slice; other programs read the same columns."""
    rows = kept(tmp_path, kind=kind).rows
    assert tuple(rows) == ALONE
    assert (rows[17], rows[-1], rows[3:5]) == (ALONE[17], ALONE[-1], list(ALONE[3:5]))
    first = sorted(tmp_path.glob(f"part-*.{kind}"))[0]
    frame = pd.read_csv(first) if kind == "csv" else pd.read_parquet(first)
    assert tuple(frame.columns) == part_columns(Sweep(spec=SPEC, inventory=Inventory()))
    assert frame["seed"].tolist() == [row.seed for row in ALONE[: len(frame)]]


def test_an_impossible_combination_comes_back_with_its_problem(tmp_path: Path) -> None:
    """A reserved block outside a smaller VSwitch: no numbers, one sentence, also from the file."""
    plan = replace(small_plan(), vswitches=(vswitch("a", "10.0.0.0/24", "10.0.0.128/26"),))
    answer = kept(tmp_path, SweepSpec(plan=plan, vary={"mask": (24, 26)}))
    good, bad = answer.rows
    assert good.consequences is not None
    assert (bad.consequences, bad.problem) == (
        None,
        "vswitch[1].reserved[1]: 10.0.0.128/26 is not a part of the VSwitch's 10.0.0.0/26",
    )
    assert answer.frame()["placed"].isna().tolist() == [False, True]
    assert answer.headline.endswith("; 1 of 2 ask for something impossible")


def test_a_changed_sweep_is_refused(tmp_path: Path) -> None:
    """Other levels, another plan, inventory, profile, kind of file: the folder stays as it is."""
    kept(tmp_path)
    before = sorted((path.name, path.stat().st_mtime_ns) for path in tmp_path.iterdir())
    other_plan = replace(small_plan(), groups=(group("web-{n}", 61),))
    for changed in (
        replace(SPEC, vary={**SPEC.vary, "density": (0.0, 0.4)}),
        replace(SPEC, seed=1),
        replace(SPEC, replications=11),
        replace(SPEC, plan=other_plan),
    ):
        with pytest.raises(OutputError, match="has the parts of another sweep"):
            kept(tmp_path, changed)
    with pytest.raises(OutputError, match="has the parts of another sweep"):
        eniplan.sweep(SPEC, account(), into=tmp_path, progress=None)
    with pytest.raises(OutputError, match=r"another sweep \(kind differ\)"):
        kept(tmp_path, kind="parquet")
    assert before == sorted((path.name, path.stat().st_mtime_ns) for path in tmp_path.iterdir())


def test_a_foreign_manifest_is_refused(tmp_path: Path) -> None:
    """A file of that name that is none of ours."""
    (tmp_path / "sweep.json").write_text("[1", encoding="utf-8")
    with pytest.raises(OutputError, match="is not what a sweep writes"):
        kept(tmp_path)


def test_a_full_disk_keeps_what_was_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The third part finds no room: one sentence, two parts, nothing half; the rest is planned when there is room."""
    synced = os.fsync
    calls = []

    def full(number: int) -> None:
        calls.append(number)
        if len(calls) == 4:  # the manifest is the first file
            raise OSError(errno.ENOSPC, "no space")
        synced(number)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match=r"part-00002\.csv: the disk is full, so nothing was written"):
        kept(tmp_path)
    monkeypatch.undo()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["part-00000.csv", "part-00001.csv", "sweep.json"]
    assert tuple(kept(tmp_path).rows) == ALONE


def test_a_part_that_was_changed_or_is_gone_is_told(tmp_path: Path) -> None:
    """When its rows are looked at: not silently other rows."""
    answer = kept(tmp_path)
    part = tmp_path / "part-00001.csv"
    lines = part.read_text(encoding="utf-8").splitlines()
    for changed in (lines[:-1], [*lines[:-1], lines[1]], [lines[0].replace("placed", "laid"), *lines[1:]]):
        part.write_text("\n".join(changed), encoding="utf-8")
        with pytest.raises(MalformedFile, match="is not the part that the sweep wrote"):
            list(answer.rows)
    part.unlink()
    with pytest.raises(EniplanError, match=r"part-00001\.csv: is gone"):
        list(answer.rows)


SCRIPT = """
import sys, eniplan
from pathlib import Path
from tests.sweeping.sweeps import small_sweep
if __name__ == "__main__":
    eniplan.sweep(small_sweep(2000), into=Path(sys.argv[1]), workers=2, progress=None)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills with SIGKILL")
def test_a_killed_sweep_goes_on_from_its_parts(tmp_path: Path) -> None:
    """SIGKILL in the middle: what is there is whole, it is not planned again, and the rows are those of one go."""
    folder, script = tmp_path / "rows", tmp_path / "run.py"
    script.write_text(SCRIPT, encoding="utf-8")
    root = str(Path(eniplan.__file__).parent.parent)
    run = subprocess.Popen([sys.executable, script, folder], env={**os.environ, "PYTHONPATH": root})  # noqa: S603
    deadline = time.monotonic() + 60
    while len(list(folder.glob("part-*.csv"))) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    run.send_signal(signal.SIGKILL)
    run.wait()
    parts = sorted(folder.glob("part-*.csv"))
    assert 2 <= len(parts) < len(part_ranges(16_000))
    for part in parts:
        with part.open(newline="") as stream:
            assert len(list(csv.reader(stream))) == 1 + 250
    ready = Sweep(spec=small_sweep(2000), inventory=Inventory())
    heard: list[int] = []

    def stop_soon(done: int, _: int) -> None:
        heard.append(done)
        if len(heard) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        eniplan.sweep(ready.spec, workers=1, into=folder, progress=stop_soon)
    assert heard == [250 * len(parts), 250 * len(parts) + 250]
