"""Slots too many to list: the addresses of an IPv6 VSwitch, 2^64 of them, with the draws of :class:`Slots`.

Theory of operation
-------------------
The slots lie in *grains* of 2^48 (an aligned /80). A grain is open (its addresses may be drawn), bound (a prefix) or
neither (a reserved block). Kept are: the open grains as :class:`Slots`, one byte each; the set of taken slots; how
many of them each grain has; the set of bound grains. Nothing is kept for what is free.

A random draw chooses an open grain uniformly from a list, O(1) also where 60,000 of 65,536 are gone, then a slot in
it by 48 random bits; a slot that is taken, held or the system's is refused and both are drawn again. Each pair of open
grain and number is equally likely and refusing keeps that so: the draw is exactly uniform. With n slots taken of the
2^48 of each open grain the chance to be refused is below n / 2^48.

The lowest draw walks a frontier upwards: everything below it was taken, held or closed when it passed; what is given
back below it goes to a heap, which is asked first. O(log n) amortised.

Binding is by whole grains: a range that covers a part of a grain binds all of it, since no smaller prefix exists. A
slot taken by itself and bound counts once and is in use until both are gone, as in :class:`Slots`.
"""

from __future__ import annotations

from array import array
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from eniplan.allocation.slots import Slots

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from random import Random


class SparseSlots:
    """Slots 0..size-1 in grains of 2^shift, of which few are taken one by one.

    Args:
        size: how many slots there are, a multiple of the grain.
        shift: a grain has 2^shift slots; at most 53, the random bits of one draw.
        free: inclusive ranges of the slots that may be drawn. Only grains all usable slots of which lie in one range
            are open.
        usable: the inclusive range outside of which slots are the system's.
    """

    __slots__ = (
        "_bound",
        "_choices",
        "_count",
        "_frontier",
        "_held",
        "_open",
        "_returned",
        "_shift",
        "_taken",
        "_usable",
        "free",
        "used",
    )

    def __init__(self, size: int, *, shift: int, free: Sequence[tuple[int, int]], usable: tuple[int, int]) -> None:
        self._shift, self._usable = shift, usable
        grains = size >> shift
        open_grains = [grain for span in free if (grain := self._whole_grains(span))[0] <= grain[1]]
        self._choices: Sequence[int] | None = None
        if len(open_grains) == 1:
            self._choices = range(open_grains[0][0], open_grains[0][1] + 1)
        self._open = Slots(grains, free=open_grains, usable=(0, grains - 1))
        self.free = sum(self._usable_between(first, last) for first, last in open_grains)
        """How many slots may still be drawn, held ones included. Read only."""
        self.used = 0
        """How many slots are taken or bound. Read only."""
        self._taken: set[int] = set()
        self._count: dict[int, int] = {}
        self._bound: set[int] = set()
        self._held: set[int] = set()
        self._frontier = usable[0]
        self._returned: list[int] = []

    def is_free(self, slot: int) -> bool:
        """Whether the slot may be drawn, be it held."""
        is_open = slot not in self._taken and not self.is_forbidden(slot)
        return is_open and self._open.is_free(slot >> self._shift)

    def is_held(self, slot: int) -> bool:
        """Whether the slot is free and drawn last."""
        return slot in self._held

    def is_used(self, slot: int) -> bool:
        """Whether the slot is taken or bound."""
        return slot in self._taken or (slot >> self._shift in self._bound and not self.is_forbidden(slot))

    def is_taken(self, slot: int) -> bool:
        """Whether the slot is taken by itself, be it also bound."""
        return slot in self._taken

    def is_forbidden(self, slot: int) -> bool:
        """Whether the slot is the system's."""
        return not self._usable[0] <= slot <= self._usable[1]

    def is_bound(self, first: int, last: int) -> bool:
        """Whether every grain that the range touches is bound."""
        return all(grain in self._bound for grain in self._grains(first, last))

    def used_between(self, first: int, last: int) -> int:
        """How many slots of a range are taken or bound. Whole grains are counted without looking inside."""
        inside, counts, bound = self._grains(first, last), self._count, self._bound
        seen: Iterable[int] = inside
        if len(inside) > len(counts) + len(bound):
            seen = [grain for grain in (*(counts.keys() - bound), *bound) if grain in inside]
        return sum(self._used_in(grain, first, last) for grain in seen)

    def take(self, slot: int) -> None:
        """Take a slot by number; a bound one gets the second mark.

        Raises:
            ValueError: the slot is taken already, or the system's.
        """
        if slot in self._taken or self.is_forbidden(slot):
            raise ValueError(f"slot {slot} cannot be taken")
        grain = slot >> self._shift
        self._taken.add(slot)
        self._count[grain] = self._count.get(grain, 0) + 1
        self._held.discard(slot)
        if grain not in self._bound:
            self.used += 1
            self.free -= self._open.is_free(grain)

    def give(self, slot: int) -> None:
        """Give a taken slot back; a bound one stays in use.

        Raises:
            ValueError: the slot is not taken by itself.
        """
        if slot not in self._taken:
            raise ValueError(f"slot {slot} is not taken")
        grain = slot >> self._shift
        self._taken.remove(slot)
        self._count[grain] -= 1
        if not self._count[grain]:
            del self._count[grain]
        if slot < self._frontier:
            heappush(self._returned, slot)
        if grain not in self._bound:
            self.used -= 1
            self.free += self._open.is_free(grain)

    def hold(self, slot: int) -> None:
        """Draw a free slot only when nothing else is left; no effect on a slot that is not free."""
        if self._is_drawable(slot):
            self._held.add(slot)

    def bind(self, first: int, last: int) -> None:
        """Take every grain that the range touches, whatever is taken in it; holds in it are forgotten."""
        bound, counts = self._bound, self._count
        for grain in self._grains(first, last):
            if grain not in bound:
                bound.add(grain)
                gained = self._size_of(grain) - counts.get(grain, 0)
                self.used += gained
                if self._open.is_free(grain):
                    self._close(grain, gained)

    def unbind(self, first: int, last: int) -> None:
        """Give the bound grains of a range back; slots that are also taken by themselves stay in use."""
        for grain in self._grains(first, last):
            if grain in self._bound:
                self._unbind_grain(grain)

    def unbind_alone(self, first: int, last: int) -> bool:
        """Give the bound grain of a range back if nothing in it is taken by itself; else leave it as it is.

        Returns:
            Whether it was given back.
        """
        grain = first >> self._shift
        alone = grain == last >> self._shift and grain in self._bound and grain not in self._count
        if alone:
            self._unbind_grain(grain)
        return alone

    def draw(self, random: Random) -> int:
        """Take one free slot at random. At least one must be free."""
        return self.draw_many(random, 1)[0]

    def draw_many(self, random: Random, count: int, base: int = 0) -> list[int]:
        """Take ``count`` free slots at random, in the order drawn; held ones last. No more than ``free``.

        Args:
            random: where random numbers come from.
            count: how many.
            base: is added to each slot.
        """
        by_chance = min(count, self.free - len(self._held))
        drawn = self._draw_by_chance(random, by_chance)
        drawn += self._draw_held(count - by_chance)
        return [base + slot for slot in drawn] if base else drawn

    def lowest_many(self, count: int) -> list[int]:
        """Take the ``count`` lowest free slots; held ones last. No more than ``free``."""
        drawn = []
        for _ in range(min(count, self.free - len(self._held))):
            drawn.append(self._lowest())
            self.take(drawn[-1])
        return drawn + self._draw_held(count - len(drawn))

    def _draw_by_chance(self, random: Random, count: int) -> list[int]:
        draw, shift, span, grains = random.random, self._shift, 1 << self._shift, self._open_grains()
        taken, held, counts, choices = self._taken, self._held, self._count, len(grains)
        low, high = self._usable
        drawn: list[int] = []
        while len(drawn) < count:
            grain = grains[int(draw() * choices)]
            slot = grain << shift | int(draw() * span)
            if slot in taken or slot in held or not low <= slot <= high:
                continue
            taken.add(slot)
            counts[grain] = counts.get(grain, 0) + 1
            drawn.append(slot)
        self.free -= count
        self.used += count
        return drawn

    def _open_grains(self) -> Sequence[int]:
        """The open grains, listed anew after one was bound or unbound."""
        if self._choices is None:
            self._choices = array("I", self._open.free_slots())
        return self._choices

    def _draw_held(self, count: int) -> list[int]:
        drawn = sorted(self._held)[:count]
        for slot in drawn:
            self.take(slot)
        return drawn

    def _lowest(self) -> int:
        while self._returned and self._returned[0] < self._frontier:
            slot = heappop(self._returned)
            if self._is_drawable(slot):
                return slot
        slot = self._frontier
        while not self._is_drawable(slot):
            in_open = self._open.is_free(slot >> self._shift)
            slot = slot + 1 if in_open else self._open.next_free((slot >> self._shift) + 1) << self._shift
        self._frontier = slot + 1
        return slot

    def _is_drawable(self, slot: int) -> bool:
        return slot not in self._held and self.is_free(slot)

    def _close(self, grain: int, free: int) -> None:
        """Leave an open grain with so many free slots out of the draws."""
        self._open.take(grain)
        self._choices = None
        self.free -= free
        self._held -= {slot for slot in self._held if slot >> self._shift == grain}

    def _unbind_grain(self, grain: int) -> None:
        self._bound.remove(grain)
        lost = self._size_of(grain) - self._count.get(grain, 0)
        self.used -= lost
        if self._open.is_used(grain):
            self._open.give(grain)
            self._choices = None
            self.free += lost
            self._frontier = min(self._frontier, grain << self._shift)

    def _used_in(self, grain: int, first: int, last: int) -> int:
        """How many slots of a range are in use in one grain."""
        start, end = self._span(grain)
        if grain in self._bound:
            return max(0, min(last, end) - max(first, start) + 1)
        if grain not in self._count or (first <= start and end <= last):
            return self._count.get(grain, 0)
        return sum(first <= slot <= last for slot in self._taken if slot >> self._shift == grain)

    def _span(self, grain: int) -> tuple[int, int]:
        """First and last usable slot of a grain."""
        start = grain << self._shift
        return max(start, self._usable[0]), min(start + (1 << self._shift) - 1, self._usable[1])

    def _grains(self, first: int, last: int) -> range:
        return range(first >> self._shift, (last >> self._shift) + 1)

    def _size_of(self, grain: int) -> int:
        """How many usable slots a grain has; only the first and the last lack some."""
        return 1 << self._shift if 0 < grain < self._open.size - 1 else self._usable_between(grain, grain)

    def _usable_between(self, first_grain: int, last_grain: int) -> int:
        """How many usable slots the grains of a range have."""
        return self._span(last_grain)[1] - self._span(first_grain)[0] + 1

    def _whole_grains(self, span: tuple[int, int]) -> tuple[int, int]:
        """First and last grain whose usable slots lie in a range; the first is above the last where none does."""
        first, last = span[0] >> self._shift, span[1] >> self._shift
        first += self._span(first)[0] < span[0]
        last -= self._span(last)[1] > span[1]
        return first, last
