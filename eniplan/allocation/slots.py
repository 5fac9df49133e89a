"""Numbered slots with a uniform random draw: the one structure behind IPv4 addresses and the prefixes of both families.

Theory of operation
-------------------
A slot is a number 0..size-1 and costs one byte:

* *free*: may be drawn;
* *held*: free, and counted as free, but a later request names it: drawn only when nothing else is left, lowest first,
  so that which one it is does not depend on the seed. Taken and given back, it is plain free;
* *fenced*: never drawn, yet may be taken by number (an address inside a reserved block);
* *forbidden*: neither (a system address);
* *taken*: by a draw or by number;
* *bound*: taken together with its neighbours (an address of a prefix). Bound and taken are two marks of one byte: a
  slot with both counts once, and is in use until both are gone.

A random draw has two modes.

* *Rejection* while more than a third is free: draw a number below size until it is that of a free slot, fewer than
  three draws expected. Every free slot is equally likely at each draw.
* *List* below that: all free slots stand in a list once each, in any order; draw a place in it, put the last entry
  there. Taking by number leaves the list alone, O(1): the entry turns stale (the byte says so) and is thrown away when
  it is drawn, and drawn again. Each live entry is equally likely, whatever the order. An entry is thrown away at most
  once per taking, so a draw is O(1) amortised.

The list is made when a draw finds the third reached, and dropped when more than half is free; between the two lie
size/6 releases, so making it costs O(1) amortised. Holding, binding and unbinding free slots drop it: they belong to
loading an inventory or a batch. The lowest draw is a bytearray search from the last place found.

Only ``random.Random.random()`` is used, the one method whose stream Python promises to keep, and the mode depends on
the slots alone: one seed gives the same slots on every platform, drawn one by one or together.
"""

from __future__ import annotations

from functools import reduce
from itertools import compress
from operator import or_
from typing import TYPE_CHECKING, Literal

from eniplan.allocation import bulk_draw
from eniplan.allocation.bulk_draw import can_draw, draw_listed_together, draw_together, list_together
from eniplan.allocation.slot_states import (
    AFTER_BIND,
    AFTER_GIVE,
    AFTER_TAKE,
    AFTER_UNBIND,
    BOUND,
    FENCED,
    FENCED_TAKEN,
    FORBIDDEN,
    FREE,
    HELD,
    HELD_AS_FREE,
    IS_FREE,
    IS_USED,
    LISTED,
    NOT_BOUND,
    NOT_USED,
    TAKEN,
    UNLISTED,
    states_at_first,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

Order = Literal["random", "lowest"]
"""How single addresses and prefixes are chosen from a pool."""


class Slots:
    """Slots 0..size-1 with uniform random and lowest-first draw.

    Args:
        size: how many slots there are.
        free: inclusive ranges of the slots that may be drawn; disjoint, inside ``usable``.
        usable: the inclusive range outside of which slots are forbidden; slots inside that are not free are fenced.
    """

    __slots__ = ("_entries", "_few", "_held", "_lowest", "_state", "free", "size", "used")

    def __init__(self, size: int, *, free: Sequence[tuple[int, int]], usable: tuple[int, int]) -> None:
        self.size = size
        self.free = sum(last - first + 1 for first, last in free)
        """How many slots may still be drawn, held ones included. Read only."""
        self.used = 0
        """How many slots are taken or bound. Read only."""
        self._held = 0
        self._few = size // 3
        self._lowest = 0
        self._entries: list[int] | None = None
        self._state = states_at_first(size, free, usable)

    def is_free(self, slot: int) -> bool:
        """Whether the slot may be drawn, be it held."""
        return self._state[slot] in (FREE, HELD)

    def is_held(self, slot: int) -> bool:
        """Whether the slot is free and drawn last."""
        return self._state[slot] == HELD

    def is_used(self, slot: int) -> bool:
        """Whether the slot is taken or bound."""
        return bool(IS_USED[self._state[slot]])

    def is_taken(self, slot: int) -> bool:
        """Whether the slot is taken by itself, be it also bound."""
        return self._state[slot] in AFTER_GIVE

    def is_fenced(self, slot: int) -> bool:
        """Whether the slot is never drawn, be it taken by number."""
        return self._state[slot] & ~BOUND in (FENCED, FENCED_TAKEN)

    def is_forbidden(self, slot: int) -> bool:
        """Whether the slot can never be in use."""
        return self._state[slot] == FORBIDDEN

    def is_bound(self, first: int, last: int) -> bool:
        """Whether all slots of a range that can be in use are bound, and at least one is."""
        states = self._state[first : last + 1]
        bound = len(states.translate(None, NOT_BOUND))
        return bound > 0 and bound + states.count(FORBIDDEN) == len(states)

    def used_between(self, first: int, last: int) -> int:
        """How many slots of a range are taken or bound."""
        return len(self._state[first : last + 1].translate(None, NOT_USED))

    def is_free_run(self, first: int, length: int) -> bool:
        """Whether all slots of a run are there and free; held is free."""
        states = self._state[first : first + length]
        return len(states) == length and not any(states.translate(HELD_AS_FREE))

    def free_runs(self, length: int) -> int:
        """How many of the runs 0..length-1, length..2*length-1, ... are wholly free; held is free.

        The first slots of all runs form one long integer, the second ones another; a zero byte in their union is a run.
        """
        states = self._state.translate(HELD_AS_FREE) if self._held else self._state
        runs = self.size // length
        columns = (int.from_bytes(states[place : runs * length : length], "big") for place in range(length))
        return reduce(or_, columns).to_bytes(runs, "big").count(0)

    def take(self, slot: int) -> None:
        """Take a slot by number; a bound one gets the second mark.

        Raises:
            ValueError: the slot is taken already, or forbidden.
        """
        state = self._state[slot]
        after = AFTER_TAKE.get(state & ~BOUND)
        if after is None:
            raise ValueError(f"slot {slot} cannot be taken")
        if state & BOUND:
            self._state[slot] = after | BOUND
            return
        self._state[slot] = LISTED if state == FREE and self._entries is not None else after
        self.used += 1
        if state != FENCED:
            self.free -= 1
            self._held -= state == HELD

    def give(self, slot: int) -> None:
        """Give a taken slot back; a bound one stays in use.

        Raises:
            ValueError: the slot is not taken by itself.
        """
        state = self._state[slot]
        if state not in AFTER_GIVE:
            raise ValueError(f"slot {slot} is not taken")
        after = self._state[slot] = AFTER_GIVE[state]
        if after & BOUND:
            return
        self.used -= 1
        if after != FREE:
            return
        self.free += 1
        if slot < self._lowest:  # noqa: PLR1730 - asked for each address that comes back, and min() takes longer
            self._lowest = slot
        if self._entries is not None:
            if state == TAKEN:
                self._entries.append(slot)
            if self.free * 2 > self.size:
                self._drop_entries()

    def hold(self, slot: int) -> None:
        """Draw a free slot only when nothing else is left; no effect on a slot that is not free."""
        if self._state[slot] == FREE:
            self._drop_entries()
            self._state[slot] = HELD
            self._held += 1

    def bind(self, first: int, last: int) -> None:
        """Take a range together, whatever is taken in it; holds in it are forgotten, forbidden slots stay out."""
        states = self._state[first : last + 1]
        fenced = states.count(FENCED)
        if fenced < len(states):
            self._drop_entries()
            states = self._state[first : last + 1]
            free, held = states.count(FREE), states.count(HELD)
            self.used += free + held
            self.free -= free + held
            self._held -= held
        self._state[first : last + 1] = states.translate(AFTER_BIND)
        self.used += fenced

    def unbind(self, first: int, last: int) -> None:
        """Give a bound range back; a slot that is also taken by itself stays in use."""
        states = self._state[first : last + 1]
        free = states.count(FREE | BOUND)
        self._state[first : last + 1] = states.translate(AFTER_UNBIND)
        self.used -= free + states.count(FENCED | BOUND)
        if free:
            self._drop_entries()
            self.free += free
            self._lowest = min(self._lowest, first)

    def unbind_alone(self, first: int, last: int) -> bool:
        """Give a range back that is bound and nothing else, all of it; anything else is left as it is.

        Returns:
            Whether it was given back.
        """
        states = self._state[first : last + 1]
        if states.count(FENCED | BOUND) < len(states):
            return False
        self._state[first : last + 1] = states.translate(AFTER_UNBIND)
        self.used -= len(states)
        return True

    def next_free(self, slot: int) -> int:
        """The lowest free slot from a number on, held ones left out; -1 where there is none."""
        return self._state.find(FREE, slot)

    def free_slots(self) -> Iterator[int]:
        """The free slots, lowest first, held ones left out."""
        return compress(range(self.size), self._state.translate(IS_FREE))

    def lowest_free(self, count: int) -> list[int]:
        """The lowest free slots, so many of them or all there are, held ones left out; nothing is taken."""
        found: list[int] = []
        slot = self._lowest - 1
        while len(found) < count and (slot := self._state.find(FREE, slot + 1)) >= 0:
            found.append(slot)
        return found

    def draw(self, random: Random) -> int:
        """Take one free slot at random; the same one that :meth:`draw_many` would. At least one must be free."""
        if self._entries is not None or self.free - self._held <= self._few:
            return self.draw_many(random, 1)[0]
        state, size = self._state, self.size
        slot = int(random.random() * size)
        while state[slot]:
            slot = int(random.random() * size)
        state[slot] = TAKEN
        self.free -= 1
        self.used += 1
        return slot

    def draw_many(self, random: Random, count: int, base: int = 0) -> list[int]:
        """Take ``count`` free slots at random, in the order drawn; held ones last. No more than ``free``.

        Args:
            random: where random numbers come from.
            count: how many.
            base: is added to each slot.
        """
        plain = self.free - self._held
        if self._entries is None and count <= plain - self._few:
            return self._draw_by_rejection(random, count, base)
        by_chance = min(count, plain)
        before = 0 if self._entries is not None else max(0, min(by_chance, plain - self._few))
        drawn = self._draw_by_rejection(random, before, base) if before else []
        drawn += self._draw_listed(random, by_chance - before, base)
        return drawn if by_chance == count else drawn + self._draw_held(count - by_chance, base)

    def lowest_many(self, count: int) -> list[int]:
        """Take the ``count`` lowest free slots; held ones last. No more than ``free``."""
        drawn, state = [], self._state
        slot, after = self._lowest, TAKEN if self._entries is None else LISTED
        plain = min(count, self.free - self._held)
        for _ in range(plain):
            slot = state.find(FREE, slot)
            state[slot] = after
            drawn.append(slot)
        self._lowest = slot
        self._count_drawn(plain)
        return drawn if plain == count else drawn + self._draw_held(count - plain)

    def _drop_entries(self) -> None:
        if self._entries is not None:
            self._entries = None
            self._state = self._state.translate(UNLISTED)

    def _draw_by_rejection(self, random: Random, count: int, base: int) -> list[int]:
        self._count_drawn(count)
        if count >= bulk_draw.WORTH and can_draw(random):
            return draw_together(self._state, random, count, base)
        draw, state, size = random.random, self._state, self.size
        drawn: list[int] = []
        append = drawn.append
        for _ in range(count):
            slot = int(draw() * size)
            while state[slot]:
                slot = int(draw() * size)
            state[slot] = TAKEN
            append(base + slot)
        return drawn

    def _draw_listed(self, random: Random, count: int, base: int) -> list[int]:
        self._count_drawn(count)
        together = count >= bulk_draw.WORTH and can_draw(random)
        if self._entries is None:
            self._entries = list_together(self._state) if together else list(self.free_slots())
        entries = self._entries
        if together and LISTED not in self._state:
            return draw_listed_together(self._state, entries, random, count, base)
        draw, state, left = random.random, self._state, len(entries)
        drawn: list[int] = []
        while len(drawn) < count:
            place = int(draw() * left)
            slot = entries[place]
            left -= 1
            entries[place] = entries[left]
            del entries[left]
            if not state[slot]:
                drawn.append(base + slot)
            state[slot] = TAKEN  # or it was LISTED, and its stale entry is gone now
        return drawn

    def _draw_held(self, count: int, base: int = 0) -> list[int]:
        drawn = []
        for _ in range(count):
            slot = self._state.find(HELD)
            self._state[slot] = TAKEN
            drawn.append(base + slot)
        self._held -= count
        self._count_drawn(count)
        return drawn

    def _count_drawn(self, count: int) -> None:
        self.free -= count
        self.used += count
