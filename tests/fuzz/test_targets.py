"""A few inputs of each kind in every run of the tests; ``make fuzz`` tries a million."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.effort import examples
from tests.fuzz.guard import limited_time
from tests.fuzz.targets import TARGETS


@pytest.mark.parametrize("name", TARGETS)
@given(seed=st.integers(0, 2**64 - 1))
@settings(max_examples=examples(250), deadline=None)
def test_every_input_is_read_or_refused(name: str, seed: int) -> None:
    """No traceback, no hang, nothing that cannot be printed."""
    with limited_time():
        TARGETS[name](Random(seed))
