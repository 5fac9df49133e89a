"""The guard itself: what hangs and what blows up fails, and the next input is not held responsible."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from tests.fuzz import guard


def test_a_hang_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even in code that takes every exception; afterwards no bell rings."""
    monkeypatch.setattr(guard, "SECONDS", 0.05)
    with pytest.raises(guard.Hang), guard.limited_time():
        _sleeps_through_everything()
    with guard.limited_time():
        pass
    time.sleep(0.06)


def _sleeps_through_everything() -> None:
    try:
        while True:
            time.sleep(0.01)
    except Exception:  # noqa: S110 - what the guard has to get past
        pass


def test_a_blow_up_is_a_memory_error() -> None:
    """In a process with the limit: half of it can be had, twice as much cannot."""
    program = (
        "from tests.fuzz.guard import MOST_MEMORY, limit_memory\n"
        "limit_memory()\n"
        "bytearray(MOST_MEMORY // 2)\n"
        "try:\n    bytearray(MOST_MEMORY * 2)\n"
        "except MemoryError:\n    print('refused')\n"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603 - our own
    assert done.stdout == "refused\n", done.stderr
