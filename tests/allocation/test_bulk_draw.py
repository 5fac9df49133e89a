"""Draws made together with numpy are the draws one by one: the same slots, and the same random numbers used up."""

from __future__ import annotations

import sys
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING, Any

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings

from eniplan.allocation import bulk_draw
from eniplan.allocation.slots import Slots
from tests.effort import examples

if TYPE_CHECKING:
    from collections.abc import Iterator

assert np.__version__  # loaded: only then anything is drawn together


class NoRandom(Random):
    """Random numbers that nobody may ask for by another way than ``random()``."""

    def getstate(self) -> Any:  # noqa: ANN401 - never given
        raise AssertionError("the state of another kind of generator means nothing to numpy")


@pytest.fixture
def always() -> Iterator[None]:
    """Few draws are made together too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bulk_draw, "WORTH", 1)
        yield


def walk(size: int, counts: list[int], marks: set[int], seed: int, *, together: bool) -> list[object]:
    """Everything that draws, taking by number and giving back leave behind."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bulk_draw, "WORTH", 1 if together else sys.maxsize)
        slots, random, seen = Slots(size, free=[(1, size - 4)], usable=(1, size - 4)), Random(seed), list[object]()
        for slot in marks:
            slots.hold(slot) if slot % 5 == 0 else slots.take(slot)
        for count in counts:
            drawn = slots.draw_many(random, min(count, slots.free))
            seen += [drawn, random.random(), slots.free, slots.used]
            for slot in drawn[:: 3 if count % 2 else 40]:
                slots.give(slot)
            if count % 3 == 0 and slots.free:
                slots.take(next(slots.free_slots(), None) or slots.draw(random))
    return seen


@settings(max_examples=examples(60))
@given(
    st.integers(5, 10),
    st.lists(st.integers(0, 700), min_size=1, max_size=6),
    st.sets(st.integers(1, 28), max_size=20),
    st.integers(0, 2**32),
)
def test_together_is_one_by_one(bits: int, counts: list[int], marks: set[int], seed: int) -> None:
    """At any fill, in both modes, with held, taken and returned slots: nobody can tell how slots were drawn."""
    size = 2**bits
    one_by_one, together = (walk(size, counts, marks, seed, together=way) for way in (False, True))
    assert together == one_by_one


def test_many_batches_of_words() -> None:
    """A draw that takes several batches of doubles, and the list after it, of a whole /16."""
    assert walk(65_536, [30_000, 13_000, 22_000], set(), 7, together=True) == walk(
        65_536, [30_000, 13_000, 22_000], set(), 7, together=False
    )


@pytest.mark.usefixtures("always")
def test_every_slot_is_as_likely() -> None:
    """Half of 64 slots, 800 times: each slot comes 400 times, give or take five standard deviations of 14.1."""
    seen = [0] * 64
    for seed in range(800):
        for slot in Slots(64, free=[(0, 63)], usable=(0, 63)).draw_many(Random(seed), 32):
            seen[slot] += 1
    assert all(abs(times - 400) < 5 * 14.1 for times in seen)


@pytest.mark.usefixtures("always")
def test_another_kind_of_generator_is_only_asked_for_random() -> None:
    """The library cannot go on for a generator that makes its doubles in its own way."""
    drawn = Slots(64, free=[(0, 63)], usable=(0, 63)).draw_many(NoRandom(3), 60)
    assert len({*drawn}) == 60


def test_without_numpy_nothing_is_drawn_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is never loaded for it."""
    assert bulk_draw.can_draw(Random(1))
    monkeypatch.delitem(sys.modules, "numpy")
    assert not bulk_draw.can_draw(Random(1))


@pytest.mark.usefixtures("always")
def test_threads_do_not_mix_their_numbers() -> None:
    """Two pools drawn in turns by two generators give what each gives by itself."""
    pools = [Slots(512, free=[(0, 511)], usable=(0, 511)) for _ in range(2)]
    randoms = [Random(1), Random(2)]
    turns = [[pool.draw_many(random, 50) for pool, random in zip(pools, randoms, strict=True)] for _ in range(8)]
    alone = Slots(512, free=[(0, 511)], usable=(0, 511)).draw_many(Random(2), 400)
    assert [slot for turn in turns for slot in turn[1]] == alone
    assert all(one != other for one, other in pairwise(turns[0]))
