"""Ctrl-C: the first is a wish, the second an order."""

from __future__ import annotations

import os
import signal

import pytest

from eniplan.sending_cli.interrupt import wish_to_stop


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_is_a_wish_and_the_second_leaves(
    number: signal.Signals, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first is remembered and said; the second ends the process at once, with the status of an interrupt."""
    left: list[int] = []
    monkeypatch.setattr(os, "_exit", left.append)
    before = signal.getsignal(number)
    with wish_to_stop() as wants_stop:
        assert not wants_stop()
        signal.raise_signal(number)
        assert wants_stop()
        assert left == []
        signal.raise_signal(number)
    assert left == [130]
    assert signal.getsignal(number) is before
    assert capsys.readouterr().err.count("no further call leaves") >= 1
