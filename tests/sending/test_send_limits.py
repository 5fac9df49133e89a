"""How a batch is sent: every number between its bounds, and one sentence for each that is not."""

from __future__ import annotations

from typing import Any

import pytest

from eniplan.errors import EniplanError
from eniplan.sending.send_limits import SendLimits


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"per_minute": -1}, "per_minute: -1 is no whole number from 0 to 1,000,000"),
        ({"per_minute": 1_000_001}, "per_minute: 1000001 is no whole number from 0"),
        ({"concurrency": 0}, "concurrency: 0 is no whole number from 1 to 64"),
        ({"concurrency": 65}, "concurrency: 65 is no whole number"),
        ({"concurrency": True}, "concurrency: True is no whole number"),
        ({"stop_after": 1.5}, "stop_after: 1.5 is no whole number from 0"),
        ({"attempts": 0}, "attempts: 0 is no whole number from 1"),
        ({"throttled": -1}, "throttled: -1 is no whole number from 0"),
        ({"minutes": -1}, "minutes: -1 is no number of minutes from 0"),
        ({"minutes": float("nan")}, "minutes: nan is no number of minutes"),
        ({"minutes": "5"}, "minutes: '5' is no number of minutes"),
    ],
)
def test_what_means_nothing_is_refused(given: dict[str, Any], told: str) -> None:
    """Named as Python names it, with what would be accepted."""
    with pytest.raises(EniplanError, match=f"^{told}"):
        SendLimits(**given)


@pytest.mark.parametrize("given", [{"per_minute": 1_000_000, "concurrency": 64}, {"concurrency": 1, "minutes": 0.5}])
def test_the_bounds_themselves_are_taken(given: dict[str, Any]) -> None:
    """Both ends count."""
    limits = SendLimits(**given)
    assert {name: getattr(limits, name) for name in given} == given
