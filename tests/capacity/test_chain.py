"""The simulation agrees with the exact law at every level, and says how well."""

from __future__ import annotations

import pytest

from eniplan.capacity.chain import Sample, compared, simulated
from eniplan.capacity.whole_blocks import mean_and_variance

LEVELS = [4092 * step // 20 for step in range(21)]


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_means_are_within_four_standard_errors_at_every_level(seed: int) -> None:
    """A /20 from its first random address to its last, 4,000 trials."""
    found = simulated(254, 4092, LEVELS, trials=4_000, seed=seed)
    for level, sample in zip(LEVELS, found, strict=True):
        assert abs(compared(sample, *map(float, mean_and_variance(254, 4092, level))).z) < 4


def test_the_spread_is_that_of_the_law() -> None:
    """The variance of 4,000 trials is within a tenth of the exact one (its own error is about 2 %)."""
    found = simulated(254, 4092, [300], trials=4_000, seed=0)[0]
    assert found.variance == pytest.approx(float(mean_and_variance(254, 4092, 300)[1]), rel=0.1)


def test_the_same_seed_draws_the_same() -> None:
    """Seed and VSwitch decide; another of either draws differently."""
    one, two, other, elsewhere = (
        simulated(14, 252, [25], trials=500, seed=seed, vswitch=vswitch)[0].mean
        for seed, vswitch in [(1, "a"), (1, "a"), (2, "a"), (1, "b")]
    )
    assert one == two
    assert len({one, other, elsewhere}) == 3


def test_a_certain_outcome_has_no_error() -> None:
    """No draw leaves all; every address drawn leaves none: z is 0."""
    first, last = simulated(14, 252, [0, 252], trials=100, seed=0)
    assert (first.mean, last.mean) == (14.0, 0.0)
    assert compared(first, 14.0, 0.0).z == 0.0


def test_an_unlikely_outcome_that_no_trial_meets_is_measured_by_the_exact_spread() -> None:
    """All of 100 trials say 0; expected are 0.01 with variance 0.01: a tenth of a standard error."""
    assert compared(Sample(0.0, 0.0, 100), 0.01, 0.01).z == pytest.approx(-1.0 * 0.01 / 0.01)


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_a_small_pool_feels_every_address(seed: int) -> None:
    """A /26 has 60 addresses, so each draw changes the odds of the next one by a sixtieth."""
    levels = [1, 3, 5, 10]
    for level, sample in zip(levels, simulated(2, 60, levels, trials=20_000, seed=seed), strict=True):
        assert abs(compared(sample, *map(float, mean_and_variance(2, 60, level))).z) < 4
