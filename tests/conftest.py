"""What all tests share: how many examples the property tests try.

``HYPOTHESIS_PROFILE`` names one of three profiles:

* ``ci`` (the default): the same examples each time, so that a red test is red for everybody;
* ``fuzz`` (``make fuzz``): new examples each time, and ten times as many; what fails is remembered and tried again;
* ``mutants`` (``make mutants``): few examples, the same each time, since each of many mutants is tried on them.

A test that wants another number says so by :func:`tests.effort.examples`, which grows with the profile.
"""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import HealthCheck, Phase, settings
from xdist.scheduler import LoadScopeScheduling

from tests.effort import USUAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xdist.remote import Producer

BROWSER: Final = "tests/browser/"

settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True, max_examples=USUAL)
settings.register_profile(
    "fuzz",
    derandomize=False,
    deadline=None,
    print_blob=True,
    max_examples=10 * USUAL,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "mutants",
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=USUAL // 4,
    phases=[Phase.explicit, Phase.generate],  # a mutant is dead at the first failure, however long the example
)


class OneBrowser(LoadScopeScheduling):  # type: ignore[misc] # it has no types
    """Gives every test to the next idle worker, but all browser tests to one: a server and a browser are dear.

    (``--dist=loadgroup`` says the same by markers, which pytest-xdist 3.8 writes where pytest 9.2 does not look.)
    """

    def _split_scope(self, nodeid: str) -> str:
        return BROWSER if nodeid.startswith(BROWSER) else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> OneBrowser:
    """How tests are shared among workers, where there are several."""
    return OneBrowser(config, log)


settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(autouse=True)
def no_event_loop(request: pytest.FixtureRequest) -> Iterator[None]:
    """No event loop runs where a test without a browser begins.

    Playwright leaves one running in its worker; code that looks for a loop would otherwise find it in whatever test
    comes after the browser's.
    """
    if request.node.get_closest_marker("browser"):
        yield
        return
    running = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(running)
