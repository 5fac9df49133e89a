"""Every free slot is equally likely, in both modes of the draw and whatever was taken and released by name before."""

from __future__ import annotations

import math
from collections import Counter
from random import Random
from typing import TYPE_CHECKING

import pytest

from eniplan.allocation.slots import Slots
from eniplan.allocation.sparse_slots import SparseSlots
from tests.effort import examples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SIZE = 64
TRIALS = examples(200) * SIZE


def assert_uniform(drawn: Iterable[object], kinds: int) -> None:
    """Chi-square against the uniform law over ``kinds`` outcomes, within 4.5 standard deviations of its mean."""
    counts = Counter(drawn)
    expected = counts.total() / kinds
    assert len(counts) == kinds
    chi_square = sum((count - expected) ** 2 for count in counts.values()) / expected
    assert abs(chi_square - (kinds - 1)) < 4.5 * math.sqrt(2 * (kinds - 1))


def whole() -> Slots:
    """All slots free."""
    return Slots(SIZE, free=[(0, SIZE - 1)], usable=(0, SIZE - 1))


def fresh(_random: Random) -> tuple[Slots, int]:
    """Nothing happened yet: rejection, all free."""
    return whole(), SIZE


def named(_random: Random) -> tuple[Slots, int]:
    """Rejection after the even slots below 40 were named and 0..9 released: 20 used, 5 free again."""
    slots = whole()
    for slot in range(0, 40, 2):
        slots.take(slot)
    for slot in range(0, 10, 2):
        slots.give(slot)
    return slots, SIZE - 15


def listed(random: Random) -> tuple[Slots, int]:
    """List: 0..47 named, one drawn so that the list exists, and released."""
    slots = whole()
    for slot in range(48):
        slots.take(slot)
    slots.give(slots.draw(random))
    return slots, 16


def stale(random: Random) -> tuple[Slots, int]:
    """List with stale entries: 8 of 16 named after it was made, 3 of those released, 4 others released."""
    slots, _ = listed(random)
    for slot in range(48, 56):
        slots.take(slot)
    for slot in (48, 49, 50, 1, 2, 3, 4):
        slots.give(slot)
    return slots, 15


def after_draws(random: Random) -> tuple[Slots, int]:
    """List with entries thrown away: as stale, and 9 drawn and 6 released in another order."""
    slots, _ = stale(random)
    drawn = slots.draw_many(random, 9)
    for slot in sorted(drawn)[:6]:
        slots.give(slot)
    for slot in range(64):
        if slots.is_used(slot) and slot in (1, 2, 3, 4, 48, 49, 50, *range(56, 64)):
            slots.give(slot)
    return slots, 15


def fenced(_random: Random) -> tuple[Slots, int]:
    """Reserved blocks: 16..47 fenced, ends forbidden, a bound range unbound again."""
    slots = Slots(SIZE, free=[(1, 15), (48, 62)], usable=(1, 62))
    slots.bind(48, 55)
    slots.unbind(48, 55)
    return slots, 30


def lowest_released(random: Random) -> tuple[Slots, int]:
    """List, after the four lowest free slots were drawn lowest first and released."""
    slots, _ = listed(random)
    for slot in slots.lowest_many(4):
        slots.give(slot)
    return slots, 16


@pytest.mark.parametrize("prepare", [fresh, named, listed, stale, after_draws, lowest_released, fenced])
def test_one_draw(prepare: Callable[[Random], tuple[Slots, int]]) -> None:
    """The next slot is uniform over the free ones."""
    random = Random(20251101)
    drawn, free = [], 0
    for _ in range(TRIALS):
        slots, free = prepare(random)
        drawn.append(slots.draw_many(random, 1)[0])
    assert_uniform(drawn, free)


@pytest.mark.parametrize("used_before", [0, 3, 6])
def test_pairs(used_before: int) -> None:
    """Two draws in a row give every ordered pair equally often: across the change from rejection to list too."""
    random = Random(7)
    drawn = []
    for _ in range(examples(14000)):
        slots = Slots(10, free=[(0, 9)], usable=(0, 9))
        for slot in range(used_before):
            slots.take(slot)
        drawn.append(tuple(slots.draw_many(random, 2)))
    free = 10 - used_before
    assert_uniform(drawn, free * (free - 1))


@pytest.mark.parametrize("named_slots", [(), (1, 17, 18, 19, 40)])
def test_sparse(named_slots: tuple[int, ...]) -> None:
    """IPv6's draw: uniform over the free slots of open grains; the system's, used ones and a bound grain left out."""
    random = Random(11)
    drawn = []
    for _ in range(TRIALS):
        slots = SparseSlots(96, shift=4, free=[(1, 47), (64, 93)], usable=(1, 93))
        slots.bind(64, 79)
        for slot in named_slots:
            slots.take(slot)
        drawn.extend(slots.draw_many(random, 1))
    assert_uniform(drawn, 47 + 14 - len(named_slots))


def test_a_skewed_draw_is_noticed() -> None:
    """The bound is tight enough: one slot drawn twice as often as the others fails."""
    drawn = [slot for slot in range(SIZE) for _ in range(200)] + [3] * 200
    with pytest.raises(AssertionError):
        assert_uniform(drawn, SIZE)
