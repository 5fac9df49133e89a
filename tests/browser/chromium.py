"""The Chromium that the browser tests drive: whichever is installed; without one they are skipped, in CI they fail."""

from __future__ import annotations

import os
import shutil
from typing import Final, NoReturn

import pytest

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

FLAGS: Final = (
    "--no-sandbox",  # it is often root in a container, and opens nothing but pages of this repository
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--disable-background-networking",  # it looks up its maker's hosts otherwise
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def find_chromium(names: tuple[str, ...] = NAMES) -> str | None:
    """The program to run: what ``ENIPLAN_CHROMIUM`` names, else the first that is on the path."""
    asked = os.environ.get("ENIPLAN_CHROMIUM")
    return next((found for name in ((asked,) if asked else names) if (found := shutil.which(name))), None)


def refuse_without_chromium() -> NoReturn:
    """Skip, or fail where CI=true: a test that never runs there guards nothing."""
    missing = "there is no Chromium: `make browser` installs one, ENIPLAN_CHROMIUM names one"
    if os.environ.get("CI") == "true":
        pytest.fail(missing)
    pytest.skip(missing)
