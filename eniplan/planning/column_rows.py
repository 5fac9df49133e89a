"""The rows of one group's placed ENIs as columns of machine integers: what each has, and who takes what.

Rows of the group's usual shape share one stride: their IPv4 addresses and prefixes lie side by side in one array of 32
bit integers, their IPv6 ones as 64 bit offsets in the VSwitch's /64. Rows with wishes of their own, and existing ENIs,
are few and kept as values. How ENIs and calls are read from the rows is said in :mod:`eniplan.planning.columns`.
"""

from __future__ import annotations

from array import array
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from eniplan.network.cidr import address_text
from eniplan.planning.ground import Taken, taken_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from eniplan.network.vswitch import VSwitch
    from eniplan.planning.plan import PlannedENI, State
    from eniplan.planning.spec import Group
    from eniplan.planning.steps import Step
    from eniplan.planning.template import RequestTemplate
    from eniplan.planning.turns import Run


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


CHOSEN, ZONE_BOUND, WAS_KEPT = range(3)
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
        choices: how it came there; with site and score it settles its reason.
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


def in_rows(values: Sequence[int], each: int) -> Iterator[tuple[int, ...]]:
    """A column cut into rows of so many values."""
    return zip(*[iter(values)] * each, strict=True)


class ColumnRows:
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

    def usual_in(self, vswitch_id: str) -> Iterator[tuple[int, Taken]]:
        """The row of each new ENI of the usual shape in one VSwitch, and what it takes; others cost next to nothing."""
        for index, site in enumerate(self.sites):
            if site.vswitch.id == vswitch_id:
                yield from ((row, self._ints(row, site)) for row in self._rows_at(index))

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
        self._choices.append(WAS_KEPT if kept else ZONE_BOUND if zone_bound else CHOSEN)
        self._ipv4.extend(taken.ipv4)
        self._ipv4.extend(taken.ipv4_prefixes)
        if self._stride6:
            cidr = self.sites[site].vswitch.ipv6_cidr
            base = cidr.first if cidr else 0
            self._ipv6.extend([address - base for address in (*taken.ipv6, *taken.ipv6_prefixes)])

    def append_run(self, numbers: range, run: Run, ipv4: Iterable[int]) -> None:
        """Add usual ENIs in a row that have IPv4 addresses only.

        Args:
            numbers: theirs, as many as the run has.
            run: where they are.
            ipv4: the addresses of all of them, one ENI after the other.
        """
        self._numbers.extend(numbers)
        self._site_of.extend(run.sites)
        self._scores.extend(run.scores)
        self._choices.extend(bytes((CHOSEN,)) * len(numbers))
        self._ipv4.extend(ipv4)

    def append_own(self, number: int, own: OwnRequest) -> None:
        """Add an ENI that differs from the others, or exists already (empty line)."""
        row = len(self._numbers)
        self._numbers.append(number)
        self._site_of.append(0)
        self._scores.append(0.0)
        self._choices.append(CHOSEN)
        self._ipv4.extend((0,) * self._stride4)
        self._ipv6.extend((0,) * self._stride6)
        self._own[row] = own
        if not own.line:
            self._unsent.append(row)

    def append_row(self, other: ColumnRows, row: int) -> None:
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
