"""Slots by themselves: streams, holds, errors, and what a draw costs at any size and fill."""

from __future__ import annotations

from random import Random

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from eniplan.allocation.slots import Slots
from eniplan.allocation.sparse_slots import SparseSlots
from tests.effort import examples


class CountingRandom(Random):
    """Random numbers, counted; any other source of randomness is refused."""

    calls = 0

    def random(self) -> float:
        self.calls += 1
        return super().random()

    def getrandbits(self, k: int, /) -> int:
        raise AssertionError(f"only random() may be used, not {k} bits")


def whole(size: int) -> Slots:
    """All slots free."""
    return Slots(size, free=[(0, size - 1)], usable=(0, size - 1))


def test_same_seed_same_slots() -> None:
    """The stream is pinned: a change of it renumbers everybody's plans."""
    assert whole(256).draw_many(Random(42), 12) == [163, 6, 70, 57, 188, 173, 228, 22, 108, 7, 55, 129]


def test_same_seed_same_slots_from_the_list() -> None:
    """The stream of the list is pinned too."""
    slots = whole(64)
    for slot in range(52):
        slots.take(slot)
    drawn = slots.draw_many(Random(42), 12)
    assert drawn == [59, 52, 54, 61, 57, 56, 63, 62, 53, 58, 60, 55]


@pytest.mark.parametrize("chunk", [1, 3, 10, 65536])
def test_one_by_one_or_together(chunk: int) -> None:
    """Drawing in chunks of any size gives the same slots in the same order."""
    together = whole(1024).draw_many(Random(5), 1024)
    slots, random, drawn = whole(1024), Random(5), list[int]()
    while slots.free:
        drawn += slots.draw_many(random, min(chunk, slots.free))
    assert drawn == together
    assert sorted(drawn) == list(range(1024))


def test_single_draws_are_the_same() -> None:
    """``draw`` follows the stream of ``draw_many``."""
    slots, together, random = whole(300), whole(300), Random(5)
    for slot in range(40):
        slots.hold(slot)
        together.hold(slot)
    assert [slots.draw(random) for _ in range(300)] == together.draw_many(Random(5), 300)
    assert (slots.used, slots.free) == (together.used, together.free) == (300, 0)


def test_single_draws_are_the_same_between_the_modes() -> None:
    """Between a third and a half free, where the list stays after releases, ``draw`` takes from it too."""
    streams = []
    for slots, random in ((whole(60), Random(5)), (whole(60), Random(5))):
        for slot in slots.draw_many(random, 45)[:12]:
            slots.give(slot)
        assert slots.free == 27
        streams.append((slots, random))
    (slots, random), (others, other_random) = streams
    assert [slots.draw(random) for _ in range(12)] == others.draw_many(other_random, 12)


def test_bound_are_all_or_none() -> None:
    """A range is bound where each of its slots is that can be in use, and one can."""
    slots = Slots(16, free=[(1, 12)], usable=(1, 12))
    slots.bind(0, 6)
    assert [slots.is_bound(*span) for span in ((0, 6), (3, 3), (0, 7), (7, 7), (0, 0), (13, 15))] == [
        *(True, True),
        *(False, False, False, False),
    ]


@pytest.mark.parametrize("size", [256, 4096, 65536])
def test_draws_per_slot_while_filling(size: int) -> None:
    """From empty to full no tenth costs more than three random numbers per slot, the expectation at a third free."""
    slots, random = whole(size), CountingRandom(1)
    for _ in range(10):
        before, count = random.calls, min(slots.free, -(-size // 10))
        slots.draw_many(random, count)
        assert random.calls - before <= 3 * count * 1.1


@pytest.mark.parametrize("size", [256, 4096, 65536])
@pytest.mark.parametrize("percent", [10, 33, 50, 60, 66, 67, 75, 90, 95, 99])
def test_draws_per_slot_in_churn(size: int, percent: int) -> None:
    """At every fill, releasing one and drawing one costs at most three random numbers on average."""
    slots, random, rounds = whole(size), CountingRandom(percent), 3000
    used = slots.draw_many(random, size * percent // 100)
    random.calls = 0
    for turn in range(rounds):
        slots.give(used[turn % len(used)])
        used[turn % len(used)] = slots.draw(random)
    assert random.calls <= 3 * rounds * 1.1


def test_stale_entries_are_thrown_away_once() -> None:
    """Naming nearly everything in the list costs one extra random number per named slot, ever."""
    size = 4096
    slots, random = whole(size), CountingRandom(3)
    slots.draw_many(random, size * 3 // 4)
    named = [slot for slot in range(size) if slots.is_free(slot)][:-24]
    for slot in named:
        slots.take(slot)
    random.calls = 0
    slots.draw_many(random, 24)
    assert random.calls <= len(named) + 24


def test_churn_makes_the_list_rarely() -> None:
    """Around the change of mode the list is not made again and again: size/6 releases lie between."""
    slots, random, made = whole(3000), Random(1), 0
    slots.draw_many(random, 2000)
    for _ in range(500):
        before = slots._entries
        slots.give(slots.draw(random))
        made += slots._entries is not before
    assert made == 1


def test_list_is_dropped_when_half_is_free() -> None:
    """More than half free again: rejection, and the list's memory is gone."""
    slots, random = whole(100), Random(1)
    used = slots.draw_many(random, 90)
    for slot in used[:40]:
        slots.give(slot)
    before = slots._entries
    slots.give(used[40])
    assert (before is None, slots._entries is None) == (False, True)
    assert sorted(slots.draw_many(random, 51)) == sorted(set(range(100)) - set(used[41:]))


def test_held_are_drawn_last_and_lowest_first() -> None:
    """Held slots count as free, come last, in order, whatever the seed."""
    for seed in range(5):
        slots = whole(40)
        for slot in (31, 7, 19):
            slots.hold(slot)
        assert slots.free == 40
        drawn = slots.draw_many(Random(seed), 40)
        assert drawn[37:] == [7, 19, 31]


def test_sparse_held_are_drawn_last_too() -> None:
    """The same of IPv6's slots, one by one and together, down to the last."""
    for seed in range(5):
        slots = SparseSlots(32, shift=4, free=[(0, 31)], usable=(0, 31))
        for slot in (31, 7, 19):
            slots.hold(slot)
        random = Random(seed)
        drawn = [slots.draw(random), *slots.draw_many(random, 30), slots.draw(random)]
        assert drawn[29:] == [7, 19, 31]
        assert (sorted(drawn), slots.free, slots.used) == (list(range(32)), 0, 32)


def test_held_are_the_last_of_the_lowest_draw() -> None:
    """Lowest first leaves out held slots until nothing else is left."""
    slots = whole(6)
    slots.hold(0)
    slots.hold(3)
    assert slots.lowest_many(6) == [1, 2, 4, 5, 0, 3]


@pytest.mark.parametrize("seed", range(8))
def test_hold_after_the_list_was_made(seed: int) -> None:
    """A slot held while the list exists is not drawn from it, and stays held."""
    slots, random = whole(30), Random(seed)
    drawn = slots.draw_many(random, 25)
    held = min(set(range(30)) - set(drawn))
    slots.hold(held)
    assert held not in slots.draw_many(random, 4)
    assert slots.draw_many(random, 1) == [held]


def test_held_taken_and_given_is_plain() -> None:
    """A hold ends with the request that named the slot."""
    slots = whole(3)
    slots.hold(0)
    slots.take(0)
    slots.give(0)
    assert slots.lowest_many(2) == [0, 1]


def test_fenced_only_by_name() -> None:
    """Fenced slots are never drawn, but may be taken and given; forbidden ones not even that."""
    slots = Slots(10, free=[(1, 3)], usable=(1, 8))
    assert sorted(slots.draw_many(Random(1), 3)) == [1, 2, 3]
    slots.take(5)
    assert (slots.used, slots.free) == (4, 0)
    slots.give(5)
    assert (slots.used, slots.free) == (3, 0)
    for slot in (0, 9):
        with pytest.raises(ValueError, match="cannot be taken"):
            slots.take(slot)


def test_fenced_stays_fenced() -> None:
    """Taken by number, bound, or both; other slots are not, whatever becomes of them."""
    slots = Slots(10, free=[(1, 3)], usable=(1, 8))
    slots.take(5)
    slots.take(2)
    slots.bind(5, 6)
    slots.bind(2, 3)
    assert [slot for slot in range(10) if slots.is_fenced(slot)] == [4, 5, 6, 7, 8]


def test_binding_fenced_slots_keeps_the_list() -> None:
    """Only what is drawn from it concerns it."""
    slots = Slots(40, free=[(0, 29)], usable=(0, 39))
    slots.draw_many(Random(1), 25)
    entries = slots._entries
    assert entries is not None
    slots.bind(30, 39)
    slots.unbind(30, 39)
    assert slots._entries is entries


def test_lowest_free_takes_nothing() -> None:
    """As many as are asked for or all there are, from the first slot on; held ones are left out."""
    slots = whole(8)
    slots.hold(1)
    assert (slots.lowest_free(3), slots.lowest_free(9)) == ([0, 2, 3], [0, 2, 3, 4, 5, 6, 7])
    assert (slots.lowest_many(2), slots.lowest_free(2)) == ([0, 2], [3, 4])
    slots.give(0)
    assert slots.lowest_free(2) == [0, 3]


def test_twice_is_refused() -> None:
    """Taking what is taken and giving what is not are mistakes of the caller, and change nothing."""
    for slots in (whole(16), SparseSlots(32, shift=4, free=[(0, 31)], usable=(0, 31))):
        free = slots.free
        slots.take(2)
        with pytest.raises(ValueError, match="slot 2 cannot be taken"):
            slots.take(2)
        with pytest.raises(ValueError, match="slot 3 is not taken"):
            slots.give(3)
        assert (slots.used, slots.free) == (1, free - 1)


def test_lowest_after_release() -> None:
    """What is given back below the last place is found again."""
    slots = whole(100)
    assert slots.lowest_many(50) == list(range(50))
    slots.give(20)
    slots.give(10)
    assert slots.lowest_many(3) == [10, 20, 50]


def test_unbound_while_the_list_exists() -> None:
    """Slots unbound after the list was made are drawn like the others."""
    slots, random = whole(64), Random(4)
    slots.bind(0, 15)
    drawn = slots.draw_many(random, 40)
    slots.unbind(0, 15)
    drawn += slots.draw_many(random, 24)
    assert sorted(drawn) == list(range(64))


def test_released_into_a_second_list() -> None:
    """A slot named while one list existed and released while the next does is drawn again."""
    slots, random = whole(60), Random(4)
    drawn = slots.draw_many(random, 50)
    named, held = sorted(set(range(60)) - set(drawn))[:2]
    slots.take(named)
    slots.hold(held)
    drawn += slots.draw_many(random, 1)
    slots.give(named)
    drawn += slots.draw_many(random, 9)
    assert sorted(drawn) == list(range(60))


def test_binding_forgets_holds() -> None:
    """A held slot that was part of a prefix in use is plain free after its release."""
    for slots in (whole(32), SparseSlots(32, shift=4, free=[(0, 31)], usable=(0, 31))):
        slots.hold(3)
        slots.bind(0, 15)
        assert (slots.used, slots.free) == (16, 16)
        slots.unbind(0, 15)
        assert (slots.used, slots.free) == (0, 32)
        assert slots.lowest_many(5) == [0, 1, 2, 3, 4]


def test_sparse_unbound_is_drawn_again() -> None:
    """A grain that was bound when the open grains were listed is drawn from after its release."""
    slots, random = SparseSlots(32, shift=4, free=[(0, 31)], usable=(0, 31)), Random(1)
    slots.bind(0, 15)
    drawn = slots.draw_many(random, 1)
    slots.unbind(0, 15)
    drawn += slots.draw_many(random, 31)
    assert sorted(drawn) == list(range(32))


@pytest.mark.parametrize(("span", "grain"), [((0, 20), 0), ((5, 31), 16), ((10, 40), 16)])
def test_sparse_partly_open_grain_is_closed(span: tuple[int, int], grain: int) -> None:
    """Only grains that lie wholly in an open range are drawn from."""
    slots = SparseSlots(48, shift=4, free=[span], usable=(0, 47))
    assert slots.free == 16
    assert sorted(slots.draw_many(Random(1), 16)) == list(range(grain, grain + 16))


def test_sparse_open_range_inside_one_grain() -> None:
    """It opens no grain: nothing of it is free, beside another range or alone."""
    beside = SparseSlots(48, shift=4, free=[(18, 25), (32, 47)], usable=(0, 47))
    assert (beside.free, beside.lowest_many(16)) == (16, list(range(32, 48)))
    alone = SparseSlots(48, shift=4, free=[(18, 25)], usable=(0, 47))
    assert (alone.free, alone.is_free(20)) == (0, False)


def test_sparse_lowest_after_release_and_unbinding() -> None:
    """What was given back first is the lowest, though the search begins anew above it."""
    slots = SparseSlots(48, shift=4, free=[(0, 47)], usable=(0, 47))
    assert slots.lowest_many(48) == list(range(48))
    slots.give(5)
    slots.give(40)
    slots.bind(16, 31)
    slots.unbind(16, 31)
    assert slots.lowest_many(2) == [5, 40]


def test_the_systems_slots_of_a_bound_grain_are_not_used() -> None:
    """A range of them has nothing in use, in both ways to keep addresses."""
    for slots in (Slots(48, free=[], usable=(2, 40)), SparseSlots(48, shift=4, free=[], usable=(2, 40))):
        slots.bind(0, 47)
        assert [slots.used_between(*span) for span in ((0, 0), (0, 1), (0, 2), (43, 47), (40, 47))] == [0, 0, 1, 0, 1]


STEPS = st.lists(st.tuples(st.sampled_from("tgdlhbu"), st.integers(0, 95)), min_size=15, max_size=60)


@settings(max_examples=examples(300), deadline=None)
@given(STEPS, st.integers(0, 99))
def test_sparse_and_dense_agree(steps: list[tuple[str, int]], seed: int) -> None:
    """Both ways to keep addresses answer alike: counts, states, and lowest draws, with grains of 16."""
    free, usable = [(1, 31), (64, 90)], (1, 90)
    dense = Slots(96, free=free, usable=usable)
    sparse = SparseSlots(96, shift=4, free=free, usable=usable)
    random = Random(seed)
    for does, slot in steps:
        _step_both(dense, sparse, does, slot, random)
        assert (dense.used, dense.free) == (sparse.used, sparse.free)
    assert [dense.is_used(slot) for slot in range(96)] == [sparse.is_used(slot) for slot in range(96)]
    spans = [(first, last) for first in range(0, 96, 7) for last in range(first, 96, 5)]
    assert [dense.used_between(*span) for span in spans] == [sparse.used_between(*span) for span in spans]
    assert dense.lowest_many(dense.free) == sparse.lowest_many(sparse.free)


def _step_both(dense: Slots, sparse: SparseSlots, does: str, slot: int, random: Random) -> None:
    grain = slot & ~15
    if does == "d":
        for drawn in sparse.draw_many(random, min(slot % 8, sparse.free)):
            dense.take(drawn)
    elif does == "l":
        count = min(slot % 8, dense.free)
        assert dense.lowest_many(count) == sparse.lowest_many(count)
    elif does == "h":
        dense.hold(slot)
        sparse.hold(slot)
    elif does == "b":
        dense.bind(grain, grain + 15)
        sparse.bind(grain, grain + 15)
    elif does == "u":
        dense.unbind(grain, grain + 15)
        sparse.unbind(grain, grain + 15)
    elif does == "t" and not dense.is_forbidden(slot) and not dense.is_taken(slot):
        dense.take(slot)
        sparse.take(slot)
    elif does == "g" and dense.is_taken(slot):
        dense.give(slot)
        sparse.give(slot)
