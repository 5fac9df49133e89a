"""What the tests of the sender share."""

from __future__ import annotations

import os

import pytest


@pytest.fixture
def quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """No flush to the disk waits: a reader on the same machine sees what was written either way."""
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)
