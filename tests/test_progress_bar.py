"""Progress: a bar where a person looks, silence where none does, numbers for whoever asks."""

from __future__ import annotations

import io
import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING

import pytest

import eniplan
from eniplan.progress_bar import progress_bar
from tests.sweeping.sweeps import small_sweep

if TYPE_CHECKING:
    from pathlib import Path


class Terminal(io.StringIO):
    """A terminal that remembers."""

    def isatty(self) -> bool:
        """It is one."""
        return True


def test_a_terminal_shows_a_bar_and_a_pipe_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """On standard error: how many rows are done, and of how many."""
    for stream, shown in ((Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr(sys, "stderr", stream)
        with progress_bar("sweep", "row") as tell:
            tell(0, 80)
            tell(80, 80)
        assert ("80/80" in stream.getvalue()) is shown
        assert shown or not stream.getvalue()


class Bar:
    """What tqdm keeps: where it began, where it is, and the end."""

    initial = n = 0
    total: int | None = None

    def update(self, more: int) -> None:
        """So many more."""
        self.n += more


def test_what_was_done_before_is_no_measure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work that goes on begins where it was: its rate, which counts from there, is this run's alone."""
    bar = Bar()
    monkeypatch.setattr("tqdm.auto.tqdm", lambda **_: nullcontext(bar))
    with progress_bar("sweep", "row") as tell:
        tell(48, 80)
        tell(64, 80)
        tell(80, 80)
    assert (bar.initial, bar.n, bar.total) == (48, 80, 80)


def test_a_function_hears_every_part() -> None:
    """From none to all, each part of 16 rows."""
    heard: list[tuple[int, int]] = []
    eniplan.sweep(small_sweep(), workers=1, progress=lambda done, total: heard.append((done, total)))
    assert heard == [(done, 80) for done in (0, 16, 32, 48, 64, 80)]


def test_what_it_raises_ends_the_sweep(tmp_path: Path) -> None:
    """As it is; the part before it stays."""

    class Enough(Exception):
        pass

    def tell(done: int, _: int) -> None:
        if done:
            raise Enough

    with pytest.raises(Enough):
        eniplan.sweep(small_sweep(), workers=2, into=tmp_path, progress=tell)
    assert len(list(tmp_path.glob("part-*.csv"))) == 1
