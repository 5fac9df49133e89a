"""ENIs placed day by day, by counts alone: what each limit has left, and who is refused when.

**Theory of operation.** What is created stays where it is, so over time a plan only adds: each day the further ENIs of
each group are placed after everything before them. Which VSwitch takes one is decided by counts (free addresses, free
prefixes, ENIs of the group), and every limit is a count too; no address need be drawn. So an ENI costs a few
subtractions, and a day on which nothing is wanted costs nothing. The placements are the planner's, by the same scores
and ties (:mod:`eniplan.planning.placement`). Limits only fall: a VSwitch without room never gets any, and waits in no
queue any longer; a group whose VSwitches are all gone is refused from then on.

Only ``prefix-aware`` without prefixes depends on where addresses were drawn; here it goes by the expected number of
whole /28s.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from heapq import heapify, heappop, heapreplace
from typing import TYPE_CHECKING, NamedTuple

from eniplan.planning.placement import whole_lost

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from eniplan.planning.spec import Group

    Entry = tuple[float, int, "Place"]
    Score = Callable[["Place", "Sequence[int]"], float]


class Rule(NamedTuple):
    """What refuses an ENI whatever room there is: the code, and why in words."""

    code: str
    says: str


_ELSEWHERE = Rule(
    "InvalidOperation.AvailabilityZoneMismatch", "its instance is in a zone where the group has no VSwitch"
)


class Need(NamedTuple):
    """What one ENI takes of a limit: the limit's place among all limits, and how much."""

    limit: int
    amount: int


@dataclass(slots=True, eq=False)
class Place:
    """One VSwitch of one group.

    Args:
        order: its place in the group's list.
        vswitch, zone: which.
        pools: what an ENI takes of its own pools; the open pool first.
        shared: what an ENI takes of limits of the account.
        prefixes: the pool of prefixes that the placement looks at; None where the group asks for none.
        open_at_first, free_at_first, whole_at_first: addresses of the open pool that can be had, all free ones, and
            whole /28s, before anything is added.
        placed: ENIs of the group in it.
    """

    order: int
    vswitch: str
    zone: str
    pools: tuple[Need, ...]
    shared: tuple[Need, ...]
    prefixes: int | None
    open_at_first: int
    free_at_first: int
    whole_at_first: int
    placed: int

    @property
    def needs(self) -> tuple[Need, ...]:
        """What an ENI takes, in the order in which limits are judged."""
        return (*self.pools, *self.shared)

    def draws_on(self, limit: int) -> bool:
        """Whether its ENIs take something of a limit."""
        return any(need.limit == limit for need in self.needs)

    def short(self, left: Sequence[int]) -> Need | None:
        """The first limit that refuses one more ENI; None where it fits."""
        return next((need for need in self.needs if left[need.limit] < need.amount), None)

    def room(self, left: Sequence[int]) -> int:
        """How many more ENIs its own pools hold."""
        return min(left[need.limit] // need.amount for need in self.pools)


@dataclass(frozen=True, slots=True)
class Refused:
    """The first ENI of a group that found no place.

    Args:
        day: days after today.
        placed: how many ENIs the group has then, those of the plan among them.
        limit: what refused it, by its place among all limits; -1 where no limit but a rule did.
        left: what was left of the limit.
        rule: that rule.
    """

    day: int
    placed: int
    limit: int
    left: int = 0
    rule: Rule | None = None


@dataclass(slots=True, kw_only=True, eq=False)
class Growing:
    """A group that grows, as far as it is placed.

    Args:
        group: the group.
        places: its VSwitches that can take its ENIs, in the listed order.
        placed: how many ENIs it has.
        existing: the zone of each ENI that exists already under a number beyond the plan's, with its VSwitch's id.
        ruled_out: positions in an instance at which a rule refuses every ENI.
        zone: the zone of the instance that is being filled; empty for any.
        refused: the first ENI that found no place.
    """

    group: Group
    places: tuple[Place, ...]
    placed: int
    existing: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    ruled_out: Mapping[int, Rule] = field(default_factory=dict)
    zone: str = ""
    refused: Refused | None = None
    _heaps: dict[str, list[Entry]] = field(default_factory=dict)

    @property
    def is_full(self) -> bool:
        """Whether no further ENI can be placed, whatever its instance."""
        return self.refused is not None and not any(self._heaps.values())

    def grow(self, day: int, numbers: range, left: list[int]) -> None:
        """Place the ENIs with these numbers, on a day; ``left`` is what all limits have left."""
        size, score = self.group.enis_per_instance, SCORES[self.group.placement](self.group)
        self._heaps = self._queued(score, left)
        self._count_existing(numbers)
        for number in numbers:
            if size > 1:
                self._enter_instance(number, numbers.stop)
            if number not in self.existing:
                self._place(number, day, left, score, numbers.stop)
            if self.is_full:
                break

    def _queued(self, score: Score, left: Sequence[int]) -> dict[str, list[Entry]]:
        """The VSwitches with room by zone, each zone's in the order of the placement."""
        heaps: dict[str, list[Entry]] = {}
        for place in self.places:
            if place.short(left) is None:
                heaps.setdefault(place.zone, []).append((score(place, left), place.order, place))
        for heap in heaps.values():
            heapify(heap)
        return heaps

    def _count_existing(self, numbers: range) -> None:
        there = [self.existing[number][1] for number in numbers if number in self.existing] if self.existing else ()
        for place in self.places:
            place.placed += there.count(place.vswitch)

    def _enter_instance(self, number: int, stop: int) -> None:
        """A new instance is in no zone yet, but where an ENI of it exists."""
        size = self.group.enis_per_instance
        first = number - (number - 1) % size
        if number == first:
            self.zone = ""
        there = (self.existing[each][0] for each in range(first, min(first + size, stop)) if each in self.existing)
        self.zone = next(filter(None, there), self.zone)

    def _place(self, number: int, day: int, left: list[int], score: Score, stop: int) -> None:
        size = self.group.enis_per_instance
        place = None if (number - 1) % size in self.ruled_out else self._chosen(number, left, stop)
        if place is None:
            self.refused = self.refused or self._refusal(number, day, left)
            return
        for need in place.needs:
            left[need.limit] -= need.amount
        place.placed += 1
        self.placed += 1
        heapreplace(self._heaps[place.zone], (score(place, left), place.order, place))
        if size > 1 and not self.zone:
            self.zone = place.zone

    def _chosen(self, number: int, left: Sequence[int], stop: int) -> Place | None:
        """The VSwitch for the next ENI; a new instance goes where all of its ENIs have room, if that exists."""
        if self.zone:
            return self._first(left, ("", self.zone))
        if self.group.enis_per_instance == 1:
            return self._first(left)
        return self._first(left, self._roomy_zones(number, left, stop)) or self._first(left)

    def _first(self, left: Sequence[int], zones: Collection[str] | None = None) -> Place | None:
        heads = [self._head(heap, left) for zone, heap in self._heaps.items() if zones is None or zone in zones]
        best = min((head for head in heads if head), default=None, key=lambda head: head[:2])
        return best[2] if best else None

    def _head(self, heap: list[Entry], left: Sequence[int]) -> Entry | None:
        """The first of a zone that still has room; those without are dropped."""
        while heap and heap[0][2].short(left):
            heappop(heap)
        return heap[0] if heap else None

    def _roomy_zones(self, number: int, left: Sequence[int], stop: int) -> list[str]:
        """The zones with room for all further ENIs of an instance that is in none yet."""
        size = self.group.enis_per_instance
        end = min(number + size - (number - 1) % size, stop)
        ahead = sum(
            each not in self.existing and (each - 1) % size not in self.ruled_out for each in range(number, end)
        )
        rooms: dict[str, int] = {}
        for place in self.places:
            rooms[place.zone] = rooms.get(place.zone, 0) + place.room(left)
        return [zone for zone, room in rooms.items() if room >= ahead]

    def _refusal(self, number: int, day: int, left: Sequence[int]) -> Refused:
        """What refuses: the first limit that is short, in the first VSwitch that could have been."""
        position = (number - 1) % self.group.enis_per_instance
        if position in self.ruled_out:
            return Refused(day, self.placed, -1, rule=self.ruled_out[position])
        tried = [place for place in self.places if not self.zone or place.zone in ("", self.zone)]
        short = next(filter(None, (place.short(left) for place in tried)), None)
        if short is None:
            return Refused(day, self.placed, -1, rule=_ELSEWHERE)
        return Refused(day, self.placed, short.limit, left[short.limit])


def _listed(_group: Group) -> Score:
    return lambda place, _left: place.order


def _fewest(_group: Group) -> Score:
    return lambda place, _left: place.placed


def _most_free(_group: Group) -> Score:
    return lambda place, left: -left[place.pools[0].limit]


def _prefix_aware(group: Group) -> Score:
    """Most free prefixes of the family asked for, else the fewest whole /28s lost."""
    if group.ipv4_prefixes or group.ipv6_prefixes:
        return lambda place, left: -left[place.prefixes] if place.prefixes is not None else 0
    return lambda place, left: _expected_loss(place, left, 1 + group.secondary_addresses)


def _expected_loss(place: Place, left: Sequence[int], addresses: int) -> float:
    """The whole /28s that an ENI is expected to spoil, of those that are expected to be left."""
    drawn = place.open_at_first - left[place.pools[0].limit]
    free, whole = place.free_at_first, place.whole_at_first
    expected = whole - whole_lost(free, whole, drawn)
    return whole_lost(free - drawn, expected, addresses)  # type: ignore[arg-type] # a mean, not a count


SCORES: Mapping[str, Callable[[Group], Score]] = {
    "spread": _fewest,
    "fill": _listed,
    "most-free": _most_free,
    "prefix-aware": _prefix_aware,
}
"""By placement, the score of a VSwitch; the lowest is first, ties go by the listed order."""


class Change(NamedTuple):
    """A day on which some group wants more: days after today, the group's place, and its ENIs' numbers."""

    day: int
    group: int
    numbers: range


class Moment(NamedTuple):
    """What all limits have left at the end of a day on which something changed."""

    day: int
    left: Sequence[int]


def fill(growing: Sequence[Growing], changes: Sequence[Change], left: list[int]) -> Iterator[Moment]:
    """Place what is wanted, in the order of the changes; the end of each day with changes."""
    for place, change in enumerate(changes):
        group = growing[change.group]
        if not group.is_full:
            group.grow(change.day, change.numbers, left)
        if place + 1 == len(changes) or changes[place + 1].day != change.day:
            yield Moment(change.day, left)
