"""Long answers tell how far they are, can be ended, and are the same answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import eniplan
from eniplan.exchange.answer_document import answer_document

if TYPE_CHECKING:
    from collections.abc import Callable

HANGZHOU = eniplan.read_inventory(eniplan.examples / "hangzhou")
WEB = eniplan.plan(eniplan.examples / "web.toml", HANGZHOU)
TIGHT = eniplan.plan(eniplan.examples / "tight.toml", HANGZHOU)

LONG: dict[str, Callable[..., Any]] = {
    "reserve": lambda **more: eniplan.reserve(TIGHT, **more),
    "zones": lambda **more: eniplan.zones(TIGHT, **more),
    "pin": lambda **more: eniplan.pin(WEB, **more),
    "churn": lambda **more: eniplan.churn(WEB, steps=3, replications=4, **more),
    "burst": lambda **more: eniplan.burst(WEB, creations=3, replications=4, **more),
}
PARTS = {"pin": 64, "churn": 4, "burst": 4 * 4}
"""New ENIs; replications; those of each of the four policies."""


@pytest.mark.parametrize("name", LONG)
def test_it_counts_from_none_and_changes_nothing(name: str) -> None:
    """0, 1, 2 and so on; the answer says what the one says that nobody watched."""
    told: list[int] = []
    assert answer_document(LONG[name](progress=told.append)) == answer_document(LONG[name]())
    assert told == list(range(PARTS.get(name, len(told))))
    assert len(told) > 1


@pytest.mark.parametrize("name", LONG)
def test_what_is_raised_ends_it(name: str) -> None:
    """At once: nothing is told after it."""
    told: list[int] = []

    def end(done: int) -> None:
        told.append(done)
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        LONG[name](progress=end)
    assert told == [0, 1]
