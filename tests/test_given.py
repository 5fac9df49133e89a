"""What a call is given: values of the wrong kind are one sentence that says what is expected."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

import eniplan

if TYPE_CHECKING:
    from collections.abc import Callable

PLAN = eniplan.plan(eniplan.PlanSpec(name="none", region="cn-hangzhou"))
SLIPS = [
    (lambda: eniplan.plan(eniplan.Inventory(), PLAN), "inventory: an Inventory, or a file or folder of API answers"),  # type: ignore[arg-type]
    (lambda: eniplan.plan(3), "wanted: a plan file, a PlanSpec or an iterable of requests"),  # type: ignore[arg-type]
    (lambda: eniplan.headroom(eniplan.Inventory()), "plan: a Plan"),  # type: ignore[arg-type]
    (lambda: eniplan.address_map("web.toml", "vsw-a"), "subject: a Plan or an Inventory"),  # type: ignore[arg-type]
    (lambda: eniplan.check(PLAN), "requests: a file of JSON lines or an iterable of requests"),  # type: ignore[arg-type]
]


@pytest.mark.parametrize(("call", "expected"), SLIPS, ids=range(len(SLIPS)))
def test_a_value_of_another_kind(call: Callable[[], object], expected: str) -> None:
    """Python's own words would speak of paths and of what can be iterated."""
    said = rf"^{re.escape(expected)} is expected, not a value of type \w+$"
    with pytest.raises(eniplan.EniplanError, match=said) as caught:
        call()
    assert isinstance(caught.value, TypeError)
