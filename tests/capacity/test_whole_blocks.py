"""Moments and laws of whole blocks, against every way to draw the addresses."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eniplan.capacity.whole_blocks import draws_until, laws, mean_and_variance, percentile, some_whole
from tests.capacity.drawing import law_by_enumeration, law_by_inclusion
from tests.effort import examples


@st.composite
def small_pools(draw: st.DrawFn) -> tuple[int, int, int, int]:
    """Whole blocks, free addresses, draws and a block size that can be enumerated."""
    size = draw(st.sampled_from([1, 2, 4, 16]))
    whole = draw(st.integers(0, 3 if size < 16 else 1))
    free = whole * size + draw(st.integers(0, 5))
    return whole, free, draw(st.integers(0, min(free, 4))), size


@given(small_pools())
def test_the_moments_are_those_of_every_way_to_draw(pool: tuple[int, int, int, int]) -> None:
    """Mean and variance, as fractions, without any rounding."""
    law = law_by_enumeration(*pool)
    mean = sum(blocks * chance for blocks, chance in law.items())
    assert mean_and_variance(*pool) == (mean, sum((blocks - mean) ** 2 * chance for blocks, chance in law.items()))


@given(small_pools())
def test_the_law_is_that_of_every_way_to_draw(pool: tuple[int, int, int, int]) -> None:
    """Each number of blocks with its chance, and the chance of one at least."""
    whole, free, drawn, size = pool
    law = law_by_enumeration(whole, free, drawn, size)
    found = laws(whole, free, [drawn], size)[drawn]
    assert found == pytest.approx([float(law.get(blocks, 0)) for blocks in range(whole + 1)], abs=1e-12)
    assert some_whole(whole, free, drawn, size) == pytest.approx(1 - float(law.get(0, 0)), abs=1e-12)


@pytest.mark.parametrize(("whole", "free", "drawn"), [(14, 252, 25), (11, 200, 40), (30, 600, 90), (62, 1020, 77)])
def test_longer_draws_follow_inclusion_and_exclusion(whole: int, free: int, drawn: int) -> None:
    """Up to a /22, also from a part that is in use: the whole law within 1e-12."""
    exact = [float(chance) for chance in law_by_inclusion(whole, free, drawn)]
    assert laws(whole, free, [drawn])[drawn] == pytest.approx(exact, abs=1e-12)


def test_a_tenth_of_a_24_leaves_less_than_a_fifth() -> None:
    """25 of 252 random addresses leave 17 % of 14 whole /28s: 14 C(236, 25) / C(252, 25)."""
    mean, _ = mean_and_variance(14, 252, 25)
    product = Fraction(1)
    for place in range(25):
        product *= Fraction(236 - place, 252 - place)
    assert mean == 14 * product
    assert float(mean) / 14 == pytest.approx(0.17, abs=0.01)


def test_the_mean_of_a_20_is_that_of_the_closed_form_at_20_levels() -> None:
    """Within 1e-9 from the first address to the last, and the variance with it."""
    levels = [4092 * step // 20 for step in range(21)]
    for level, law in laws(254, 4092, levels).items():
        mean, variance = map(float, mean_and_variance(254, 4092, level))
        found = sum(blocks * chance for blocks, chance in enumerate(law))
        assert found == pytest.approx(mean, abs=1e-9)
        assert sum((blocks - found) ** 2 * chance for blocks, chance in enumerate(law)) == pytest.approx(
            variance, abs=1e-9
        )


@given(
    whole=st.integers(0, 12),
    other=st.integers(0, 60),
    size=st.sampled_from([2, 16]),
    chance=st.sampled_from([0.001, 0.05, 0.5, 0.9, 0.999]),
)
@settings(max_examples=examples(40))
def test_the_number_of_draws_is_the_first_below_the_chance(whole: int, other: int, size: int, chance: float) -> None:
    """One draw less and a block is still that likely; by inclusion and exclusion in whole numbers."""
    free = whole * size + other
    found = draws_until(whole, free, chance, size)
    below = [
        1 - law_by_inclusion(whole, free, drawn, size)[0] < Fraction(chance) for drawn in (found, max(found - 1, 0))
    ]
    assert below[0]
    assert found == 0 or not below[1]


def test_percentiles_count_a_tie_as_reached() -> None:
    """Twenty equal chances: 5 % are reached by the first, 95 % by the nineteenth, however the sum is rounded."""
    law = [0.05] * 20
    assert [percentile(law, share) for share in (0.05, 0.5, 0.95, 1.0)] == [0, 9, 18, 19]


def test_nothing_to_draw_from() -> None:
    """A pool without addresses has no whole block, and one without blocks never has one."""
    assert laws(0, 0, [0]) == {0: (1.0,)}
    assert draws_until(0, 12, 0.05) == 0
    assert mean_and_variance(0, 0, 0) == (Fraction(0), Fraction(0))
