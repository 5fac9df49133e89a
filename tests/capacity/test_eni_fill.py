"""ENIs that fit while single addresses erode whole /28s, against a tree of every draw."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eniplan.capacity.eni_fill import draw_singly, enis_law
from eniplan.capacity.whole_blocks import draw_at_random
from tests.capacity.drawing import enis_by_tree


@given(whole=st.integers(0, 4), other=st.integers(0, 20), addresses=st.integers(1, 5), prefixes=st.integers(0, 2))
def test_the_law_is_that_of_a_tree_of_draws(whole: int, other: int, addresses: int, prefixes: int) -> None:
    """Every number of ENIs with its chance."""
    free = 16 * whole + other
    tree = enis_by_tree(whole, free, addresses, prefixes)
    found = enis_law((*(0.0,) * whole, 1.0), free, addresses=addresses, prefixes=prefixes)
    assert {count: chance for count, chance in enumerate(found) if chance > 1e-12} == pytest.approx(
        {count: float(chance) for count, chance in tree.items()}
    )


def test_both_ways_to_draw_agree() -> None:
    """Loop and numpy, over 100 draws of a /20's law."""
    start = (*(0.0,) * 254, 1.0)
    assert draw_singly(start, 4092, 100)[100:] == pytest.approx(list(draw_at_random(start, 4092, 100))[100:], abs=1e-12)


def test_enis_without_prefixes_just_divide() -> None:
    """4,092 addresses by tens: 409 ENIs for certain."""
    assert enis_law((1.0,), 4092, addresses=10, prefixes=0) == (*(0.0,) * 409, 1.0)


def test_a_20_needs_no_numpy() -> None:
    """ENIs of 4 addresses and one /28 in a fresh Python: 92.24 expected, and numpy stays out."""
    code = (
        "import sys; from eniplan.capacity.eni_fill import enis_law; "
        "law = enis_law((*(0.0,) * 254, 1.0), 4092, addresses=4, prefixes=1); "
        "print(round(sum(n * p for n, p in enumerate(law)), 4), 'numpy' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert run.stdout.split() == ["92.2397", "False"]
