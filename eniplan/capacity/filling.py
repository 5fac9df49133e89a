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

from eniplan.capacity.scoring import SCORES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from eniplan.capacity.scoring import Score
    from eniplan.planning.spec import Group

    Entry = tuple[float, int, "Place"]


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
        needs: what an ENI takes, in the order in which limits are judged.
        pools: of these, its own pools; the open pool first.
        prefixes: the pool of prefixes that the placement looks at; None where the group asks for none.
        open_at_first, free_at_first, whole_at_first: addresses of the open pool that can be had, all free ones, and
            whole /28s, before anything is added.
        placed: ENIs of the group in it.
    """

    order: int
    vswitch: str
    zone: str
    needs: tuple[Need, ...]
    pools: tuple[Need, ...]
    prefixes: int | None
    open_at_first: int
    free_at_first: int
    whole_at_first: int
    placed: int

    def draws_on(self, limit: int) -> bool:
        """Whether its ENIs take something of a limit."""
        return any(need.limit == limit for need in self.needs)

    def short(self, left: Sequence[int]) -> Need | None:
        """The first limit that refuses one more ENI; None where it fits."""
        for need in self.needs:  # a generator costs three times as much, and this is asked for every ENI
            if left[need.limit] < need.amount:
                return need
        return None

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
        if not self._heaps or score.may_fall:
            self._heaps = self._queued(score.of, left)
        self._count_existing(numbers, left)
        for number in numbers:
            if size > 1:
                self._enter_instance(number, numbers.stop)
            if number not in self.existing:
                self._place(number, day, left, score.of, numbers.stop)
            if self.is_full:
                break

    def _queued(self, score: Score, left: Sequence[int]) -> dict[str, list[Entry]]:
        """The VSwitches in the order of the placement; zone by zone where an instance is bound to one."""
        heaps: dict[str, list[Entry]] = {}
        for place in self.places:
            zone = place.zone if self.group.enis_per_instance > 1 else ""
            heaps.setdefault(zone, []).append((score(place, left), place.order, place))
        for heap in heaps.values():
            heapify(heap)
        return heaps

    def _count_existing(self, numbers: range, left: Sequence[int]) -> None:
        there = [self.existing[number][1] for number in numbers if number in self.existing] if self.existing else []
        self.placed += len(there)
        if there:
            for place in self.places:
                place.placed += there.count(place.vswitch)
            self._heaps = self._queued(SCORES[self.group.placement](self.group).of, left)

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
        place = None if (number - 1) % size in self.ruled_out else self._chosen(number, left, score, stop)
        if place is None:
            self.refused = self.refused or self._refusal(number, day, left)
            return
        for need in place.needs:
            left[need.limit] -= need.amount
        place.placed += 1
        self.placed += 1
        if size > 1 and not self.zone:
            self.zone = place.zone

    def _chosen(self, number: int, left: Sequence[int], score: Score, stop: int) -> Place | None:
        """The VSwitch for the next ENI; a new instance goes where all of its ENIs have room, if that exists."""
        if self.group.enis_per_instance == 1:
            return self._first(left, score, self._heaps)
        if self.zone:
            return self._first(left, score, {"", self.zone})
        return self._first(left, score, self._roomy_zones(number, left, stop)) or self._first(left, score, self._heaps)

    def _first(self, left: Sequence[int], score: Score, zones: Iterable[str]) -> Place | None:
        heads = (_head(self._heaps[zone], left, score) for zone in zones if zone in self._heaps)
        best = min(filter(None, heads), default=None, key=_ranked)
        return best[2] if best else None

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


def _head(heap: list[Entry], left: Sequence[int], score: Score) -> Entry | None:
    """The first that still has room, at its score of now; those without are dropped, since room only shrinks."""
    while heap:
        known, order, place = heap[0]
        if place.short(left):
            heappop(heap)
        elif (now := score(place, left)) != known:
            heapreplace(heap, (now, order, place))
        else:
            return heap[0]
    return None


def _ranked(entry: Entry) -> tuple[float, int]:
    return entry[:2]


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
