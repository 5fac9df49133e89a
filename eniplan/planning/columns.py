"""The placed ENIs of one group, read from their rows: as ENIs, as requests, and as all calls in order.

Nothing is kept beside the rows (:mod:`eniplan.planning.column_rows`): an ENI, a line or a step is built when it is
looked at.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import repeat
from typing import TYPE_CHECKING

from eniplan.network.cidr import PREFIX_MASK
from eniplan.planning.column_rows import WAS_KEPT, ZONE_BOUND, ColumnRows, in_rows
from eniplan.planning.pins import NO_PINS, Pins
from eniplan.planning.placement import KEPT, why
from eniplan.planning.plan import PlannedENI, planned_eni
from eniplan.planning.steps import create_step
from eniplan.planning.usual_lines import Rows, automatic_lines, pinned_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eniplan.planning.column_rows import Site
    from eniplan.planning.spec import Group
    from eniplan.planning.steps import Recipe, Step
    from eniplan.planning.usual_lines import Counts


class GroupColumns(ColumnRows):
    """The placed ENIs of one group.

    Args:
        group: the group.
        sites: its VSwitches; a row names one by its position.
        recipe: how its usual ENIs are made; without one, none is usual.
    """

    def __init__(self, group: Group, sites: Sequence[Site], recipe: Recipe | None = None) -> None:
        super().__init__(group, sites)
        self._recipe = recipe

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

    def request_at(self, row: int) -> int:
        """The place of a row's request among the group's requests; the row needs one."""
        return row - bisect_left(self._unsent, row)

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
        if self._choices[row] == WAS_KEPT:
            return KEPT
        vswitch = self.sites[self._site_of[row]].vswitch
        return why(self.group, self._scores[row], vswitch.zone_id if self._choices[row] == ZONE_BOUND else "")

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
        if len(self._own) == len(self._numbers):
            return (own.line for own in self._own.values() if own.line)
        lines = self._usual_lines()
        if not self._own:
            return lines
        own_lines = {row: own.line for row, own in self._own.items()}
        return (line for row, usual in enumerate(lines) if (line := own_lines.get(row, usual)))

    def _usual_lines(self) -> Iterator[str]:
        """The line of each row as if all were usual."""
        rows = Rows(
            numbers=self._numbers,
            sites=self._site_of,
            ipv4=in_rows(self._ipv4, self._stride4),
            ipv6=in_rows(self._ipv6, self._stride6) if self._stride6 else repeat(()),
            prefixes4=1 + self.group.secondary_addresses,
            prefixes6=self.group.ipv6_addresses,
        )
        if not self.group.pinned:
            return automatic_lines(self.group.names, self.sites, rows)
        return pinned_lines(self.group.names, self.sites, rows, self._counts())

    def _counts(self) -> Counts:
        """How many of each kind the create of a usual ENI names."""
        group = self.group
        if self._recipe is None:
            return group.secondary_addresses, group.ipv6_addresses, group.ipv4_prefixes, group.ipv6_prefixes
        return self._recipe.created_counts

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
