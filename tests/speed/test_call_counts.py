"""The hot loops make no more calls than recorded: a guard against slow code that times nothing."""

from __future__ import annotations

import pytest

from tests.speed.call_counts import LOOPS, RECORDED, TOLERANCE, calls, measured, recorded


@pytest.mark.parametrize("name", LOOPS)
def test_a_hot_loop_makes_no_more_calls_than_recorded(name: str) -> None:
    """Calls for each unit of work stay within the tolerance; a loop that got better has its record renewed."""
    found, before = measured(LOOPS[name]), recorded()[name]
    renew = f"if that is meant: python -m tests.speed.call_counts renews {RECORDED.name}"
    assert found <= before * (1 + TOLERANCE), f"{name}: {found} calls, {before} recorded; {renew}"
    assert found >= before * (1 - 2 * TOLERANCE), f"{name}: only {found} calls, {before} recorded; {renew}"


def test_the_record_has_each_loop_once() -> None:
    """No loop is without a record, and no record without a loop."""
    assert list(recorded()) == list(LOOPS)


def test_calls_of_python_and_c_are_counted_and_comprehensions_are_not() -> None:
    """Counted by hand: one lambda, three abs in a comprehension, one len, and the end of the profile."""
    assert calls(lambda: len([abs(n) for n in (1, 2, 3)])) - calls(lambda: None) == 4
