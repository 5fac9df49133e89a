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
from eniplan.planning.plan import PlannedENI, planned_eni
from eniplan.planning.template import NO_PINS, Pins

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eniplan.network.vswitch import VSwitch
    from eniplan.planning.ground import Taken
    from eniplan.planning.plan import State
    from eniplan.planning.spec import Group
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


class OwnRequest(NamedTuple):
    """An ENI with wishes of its own: how it looks, and its request's line; empty where it exists already."""

    eni: PlannedENI
    line: str


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
    """

    def __init__(self, group: Group, sites: Sequence[Site]) -> None:
        self.group = group
        self.sites = sites
        self._numbers = array("I")
        self._site_of = array("H")
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

    def append(self, number: int, site: int, taken: Taken) -> None:
        """Add an ENI of the group's usual shape."""
        self._numbers.append(number)
        self._site_of.append(site)
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
        self._ipv4.extend((0,) * self._stride4)
        self._ipv6.extend((0,) * self._stride6)
        self._own[row] = own
        if not own.line:
            self._unsent.append(row)

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
            name, group.name, site.vswitch.id, pins, addressing=group.addressing, illustrative=not pinned
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
        pins = self._texts(row, site) if self.group.pinned else NO_PINS
        return site.template.line(self.group.names.name(self._numbers[row]), pins)
