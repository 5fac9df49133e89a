"""The placed ENIs of one group as columns of machine integers.

Rows of the group's usual shape share one stride: their IPv4 addresses and prefixes lie side by side in one array of 32
bit integers, their IPv6 ones as 64 bit offsets in the VSwitch's /64. Rows with wishes of their own, and existing ENIs,
are few and kept as values.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from eniplan.network.cidr import PREFIX_MASK, address_text
from eniplan.planning.ground import Taken, taken_by
from eniplan.planning.placement import why
from eniplan.planning.plan import PlannedENI, planned_eni
from eniplan.planning.steps import create_step
from eniplan.planning.template import NO_PINS, Pins

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from eniplan.network.vswitch import VSwitch
    from eniplan.planning.plan import State
    from eniplan.planning.spec import Group
    from eniplan.planning.steps import Recipe, Step
    from eniplan.planning.template import RequestTemplate


class Site(NamedTuple):
    """One VSwitch of the group: itself, the texts of its addresses, and the template of requests for it."""

    vswitch: VSwitch
    template: RequestTemplate

    def ipv4(self, addresses: Sequence[int]) -> list[str]:
        """IPv4 addresses as texts."""
        return [f"{a >> 24}.{a >> 16 & 255}.{a >> 8 & 255}.{a & 255}" for a in addresses]

    def ipv6(self, offsets: Sequence[int]) -> list[str]:
        """IPv6 addresses, given by their offset in the VSwitch, as texts."""
        base = self.vswitch.ipv6_cidr.first if self.vswitch.ipv6_cidr else 0
        return [address_text(6, base + offset) for offset in offsets]


KEPT = "kept from the earlier plan"
_CHOSEN, _ZONE_BOUND, _KEPT = range(3)
"""How a usual ENI came to its VSwitch."""
CHOICES = 3
"""How many ways there are; a choice is a number below."""


class OwnRequest(NamedTuple):
    """An ENI with wishes of its own: how it looks, its request's line (empty where it exists), and further steps."""

    eni: PlannedENI
    line: str
    further: tuple[Step, ...] = ()

    @property
    def step_count(self) -> int:
        """How many calls make it."""
        return (1 + len(self.further)) if self.line else 0


class ColumnArrays(NamedTuple):
    """The rows of a group as read-only arrays of machine integers, side by side.

    Args:
        numbers: each ENI's number in the group.
        sites: the position of its VSwitch among the group's sites.
        scores: what its placement saw in the VSwitch.
        choices: how it came there; with site and score it settles :meth:`GroupColumns.why`.
        ipv4: ``ipv4_each`` values an ENI: the primary address, the secondary ones, the first address of each prefix.
        ipv6: ``ipv6_each`` offsets in the VSwitch's IPv6 CIDR an ENI: addresses, then the first of each prefix.
        ipv4_each, ipv6_each: how many values an ENI has.
    """

    numbers: memoryview
    sites: memoryview
    scores: memoryview
    choices: memoryview
    ipv4: memoryview
    ipv6: memoryview
    ipv4_each: int
    ipv6_each: int


class UsualRow(NamedTuple):
    """A new ENI of the group's usual shape: its row, and its addresses as ints.

    ``ipv4`` has the primary address, the secondary ones and the first address of each prefix; ``ipv6`` likewise the
    single addresses, then the prefixes.
    """

    row: int
    ipv4: Sequence[int]
    ipv6: Sequence[int]


class GroupColumns:
    """The placed ENIs of one group, in order. Filled by the planner, read by everybody else.

    Args:
        group: the group.
        sites: its VSwitches; a row names one by its position.
        recipe: how its usual ENIs are made; without one, none is usual.
    """

    def __init__(self, group: Group, sites: Sequence[Site], recipe: Recipe | None = None) -> None:
        self.group = group
        self.sites = sites
        self._recipe = recipe
        self._numbers = array("I")
        self._site_of = array("H")
        self._scores = array("d")
        self._choices = bytearray()
        self._ipv4 = array("I")
        self._ipv6 = array("Q")
        self._own: dict[int, OwnRequest] = {}
        self._unsent: list[int] = []
        self._stride4 = 1 + group.secondary_addresses + group.ipv4_prefixes
        self._stride6 = group.ipv6_addresses + group.ipv6_prefixes

    def __len__(self) -> int:
        return len(self._numbers)

    @property
    def request_count(self) -> int:
        """How many of them need a request."""
        return len(self._numbers) - len(self._unsent)

    @property
    def step_count(self) -> int:
        """How many calls they need in all."""
        usual = len(self._numbers) - len(self._own)
        return usual * self._calls + sum(own.step_count for own in self._own.values())

    @property
    def _calls(self) -> int:
        return len(self._recipe.calls) if self._recipe else 1

    def arrays(self) -> ColumnArrays:
        """All rows; those of :meth:`own` hold zeros. While the arrays are kept, nothing can be added."""
        return ColumnArrays(
            numbers=memoryview(self._numbers).toreadonly(),
            sites=memoryview(self._site_of).toreadonly(),
            scores=memoryview(self._scores).toreadonly(),
            choices=memoryview(self._choices).toreadonly(),
            ipv4=memoryview(self._ipv4).toreadonly(),
            ipv6=memoryview(self._ipv6).toreadonly(),
            ipv4_each=self._stride4,
            ipv6_each=self._stride6,
        )

    def own(self) -> Mapping[int, PlannedENI]:
        """The ENIs that differ from the usual shape, or exist already, by row."""
        return {row: own.eni for row, own in self._own.items()}

    def placed(self) -> Counter[tuple[str, State]]:
        """How many of its ENIs each VSwitch has, by VSwitch id and state."""
        usual = Counter(self._site_of)
        usual.subtract(self._site_of[row] for row in self._own)
        found: Counter[tuple[str, State]] = Counter()
        for site in range(len(self.sites)):
            if usual[site]:
                found[self.sites[site].vswitch.id, "planned"] += usual[site]
        found.update((own.eni.vswitch, own.eni.state) for own in self._own.values())
        return found

    def request_at(self, row: int) -> int:
        """The place of a row's request among the group's requests; the row needs one."""
        return row - bisect_left(self._unsent, row)

    def usual_in(self, vswitch_id: str) -> Iterator[UsualRow]:
        """Its new ENIs of the usual shape in one VSwitch, in order; those elsewhere cost next to nothing."""
        for index, site in enumerate(self.sites):
            if site.vswitch.id == vswitch_id:
                yield from (self._usual(row, site) for row in self._rows_at(index))

    def own_in(self, vswitch_id: str) -> Iterator[tuple[int, OwnRequest]]:
        """Its new ENIs with wishes of their own in one VSwitch, with their rows, in order."""
        return ((row, own) for row, own in self._own.items() if own.line and own.eni.vswitch == vswitch_id)

    def _rows_at(self, index: int) -> Iterator[int]:
        """The usual rows of one site, found at the speed of a search in an array."""
        row, left = -1, self._site_of.count(index)
        for _ in range(left):
            row = self._site_of.index(index, row + 1)
            if row not in self._own:
                yield row

    def _usual(self, row: int, site: Site) -> UsualRow:
        start4, start6 = row * self._stride4, row * self._stride6
        base = site.vswitch.ipv6_cidr.first if site.vswitch.ipv6_cidr else 0
        ipv6 = [base + offset for offset in self._ipv6[start6 : start6 + self._stride6]] if self._stride6 else ()
        return UsualRow(row, self._ipv4[start4 : start4 + self._stride4], ipv6)

    def append(
        self,
        number: int,
        site: int,
        taken: Taken,
        *,
        score: float = 0.0,
        zone_bound: bool = False,
        kept: bool = False,
    ) -> None:
        """Add an ENI of the group's usual shape.

        Args:
            number: its number.
            site: its VSwitch, by position.
            taken: its addresses.
            score: what its placement saw in the VSwitch.
            zone_bound: whether only VSwitches of its instance's zone were looked at.
            kept: whether it is where an earlier plan put it.
        """
        self._numbers.append(number)
        self._site_of.append(site)
        self._scores.append(score)
        self._choices.append(_KEPT if kept else _ZONE_BOUND if zone_bound else _CHOSEN)
        self._ipv4.extend(taken.ipv4)
        self._ipv4.extend(taken.ipv4_prefixes)
        if self._stride6:
            cidr = self.sites[site].vswitch.ipv6_cidr
            base = cidr.first if cidr else 0
            self._ipv6.extend([address - base for address in (*taken.ipv6, *taken.ipv6_prefixes)])

    def append_own(self, number: int, own: OwnRequest) -> None:
        """Add an ENI that differs from the others, or exists already (empty line)."""
        row = len(self._numbers)
        self._numbers.append(number)
        self._site_of.append(0)
        self._scores.append(0.0)
        self._choices.append(_CHOSEN)
        self._ipv4.extend((0,) * self._stride4)
        self._ipv6.extend((0,) * self._stride6)
        self._own[row] = own
        if not own.line:
            self._unsent.append(row)

    def append_row(self, other: GroupColumns, row: int) -> None:
        """Add a usual ENI of other columns of the same group."""
        self._numbers.append(other._numbers[row])
        self._site_of.append(other._site_of[row])
        self._scores.append(other._scores[row])
        self._choices.append(other._choices[row])
        self._ipv4.extend(other._ipv4[row * self._stride4 : (row + 1) * self._stride4])
        self._ipv6.extend(other._ipv6[row * self._stride6 : (row + 1) * self._stride6])

    def site_of(self, row: int) -> int:
        """The VSwitch of a usual ENI, by position."""
        return self._site_of[row]

    def enis(self) -> Iterator[PlannedENI]:
        """The ENIs in order."""
        return (self.eni(row) for row in range(len(self._numbers)))

    def eni(self, row: int) -> PlannedENI:
        """One ENI."""
        own = self._own.get(row)
        if own is not None:
            return own.eni
        group, site = self.group, self.sites[self._site_of[row]]
        pins = self._texts(row, site)
        name, pinned = group.names.name(self._numbers[row]), group.pinned
        return planned_eni(
            name,
            group.name,
            site.vswitch.id,
            pins,
            addressing=group.addressing,
            illustrative=not pinned,
            reason=f"{site.vswitch.id}: {self.why(row)}",
            token=site.template.token(name, self._created(pins if pinned else NO_PINS)),
        )

    def why(self, row: int) -> str:
        """Why a usual ENI is in its VSwitch: its reason without the VSwitch."""
        if self._choices[row] == _KEPT:
            return KEPT
        vswitch = self.sites[self._site_of[row]].vswitch
        return why(self.group, self._scores[row], vswitch.zone_id if self._choices[row] == _ZONE_BOUND else "")

    def taken(self) -> Iterator[tuple[str, Taken]]:
        """The VSwitch of each new ENI and what it takes there, as ints; those that exist take nothing."""
        unsent = set(self._unsent)
        for row, site in enumerate(self._site_of):
            own = self._own.get(row)
            if own is None:
                yield self.sites[site].vswitch.id, self._ints(row, self.sites[site])
            elif row not in unsent:
                yield own.eni.vswitch, taken_by(own.eni)

    def _ints(self, row: int, site: Site) -> Taken:
        start4, start6 = row * self._stride4, row * self._stride6
        singles4, singles6 = start4 + 1 + self.group.secondary_addresses, start6 + self.group.ipv6_addresses
        base = site.vswitch.ipv6_cidr.first if site.vswitch.ipv6_cidr else 0
        return Taken(
            ipv4=list(self._ipv4[start4:singles4]),
            ipv4_prefixes=list(self._ipv4[singles4 : start4 + self._stride4]),
            ipv6=[base + offset for offset in self._ipv6[start6:singles6]],
            ipv6_prefixes=[base + offset for offset in self._ipv6[singles6 : start6 + self._stride6]],
        )

    def _texts(self, row: int, site: Site) -> Pins:
        start4, start6 = row * self._stride4, row * self._stride6
        singles = 1 + self.group.secondary_addresses
        ipv4 = site.ipv4(self._ipv4[start4 : start4 + self._stride4])
        ipv6 = site.ipv6(self._ipv6[start6 : start6 + self._stride6]) if self._stride6 else []
        single6 = self.group.ipv6_addresses
        return Pins(
            primary=ipv4[0],
            secondary=ipv4[1:singles],
            ipv6=ipv6[:single6],
            ipv4_prefixes=[f"{text}/{PREFIX_MASK[4]}" for text in ipv4[singles:]],
            ipv6_prefixes=[f"{text}/{PREFIX_MASK[6]}" for text in ipv6[single6:]],
        )

    def request_line(self, request: int) -> str:
        """The canonical line of one request, by its place among the group's requests."""
        row = request
        for unsent in self._unsent:
            if unsent > row:
                break
            row += 1
        return self._line(row)

    def request_lines(self) -> Iterator[str]:
        """The canonical lines of all requests, in order."""
        if self._own or self.group.pinned:
            return (line for row in range(len(self._numbers)) if (line := self._line(row)))
        name, templates = self.group.names.name, [site.template.line for site in self.sites]
        rows = zip(self._numbers, self._site_of, strict=True)
        return (templates[site](name(number)) for number, site in rows)

    def _line(self, row: int) -> str:
        own = self._own.get(row)
        if own is not None:
            return own.line
        site = self.sites[self._site_of[row]]
        return site.template.line(self.group.names.name(self._numbers[row]), self._created(self._pins(row, site)))

    def _pins(self, row: int, site: Site) -> Pins:
        """What the calls of a usual ENI name."""
        return self._texts(row, site) if self.group.pinned else NO_PINS

    def _created(self, pins: Pins) -> Pins:
        """What its create names of that."""
        return pins if self._recipe is None or self._recipe.has_one_call else self._recipe.calls[0].pins(pins)

    def steps(self) -> Iterator[Step]:
        """All calls in order, each ENI's together."""
        return (step for row in range(len(self._numbers)) for step in self.steps_of(row))

    def step(self, index: int) -> Step:
        """One call, by its place among the group's calls; rows with wishes are few, all others have as many calls."""
        row, calls = 0, self._calls
        for place, own in self._own.items():
            before = (place - row) * calls
            if index < before:
                break
            index -= before
            if index < own.step_count:
                return self.steps_of(place)[index]
            row, index = place + 1, index - own.step_count
        return self.steps_of(row + index // calls)[index % calls]

    def steps_of(self, row: int) -> tuple[Step, ...]:
        """The calls of one ENI, by its row; none where it exists."""
        own, line = self._own.get(row), self._line(row)
        if own is not None:
            return (create_step(own.eni.name, line), *own.further) if line else ()
        name, pins = self.group.names.name(self._numbers[row]), self._pins(row, self.sites[self._site_of[row]])
        return create_step(name, line), *(self._recipe.further(name, pins) if self._recipe else ())
