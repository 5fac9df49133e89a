"""Placing one group: usual ENIs by countdown, those with wishes by judging each, existing ones as they are."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from eniplan.planning.candidate import Candidate, budget
from eniplan.planning.column_rows import OwnRequest
from eniplan.planning.columns import GroupColumns
from eniplan.planning.existing import existing_eni, find_existing
from eniplan.planning.ground import Ground, Taken
from eniplan.planning.keeping import Keeper
from eniplan.planning.placement import Choice, Queue, pace_of
from eniplan.planning.refusals import Reason, Refusals, reason_of_finding, reason_of_limit
from eniplan.planning.remarks import Automatic, GroupRemarks
from eniplan.planning.usual import UsualENI
from eniplan.planning.usual_runs import place_in_runs
from eniplan.planning.wishes import WishFold, lies_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eniplan.contract.finding import Finding
    from eniplan.network.eni import ENI
    from eniplan.network.vswitch import VSwitch
    from eniplan.planning.plan import PlannedENI, Refusal
    from eniplan.planning.spec import Group, PlanSpec, Wish


class Placed(NamedTuple):
    """What placing one group gives."""

    columns: GroupColumns
    refused: tuple[Refusal, ...]
    findings: tuple[Finding, ...]
    usable: tuple[Candidate, ...]


class GroupFold:
    """The fold over one group.

    Args:
        spec: the plan the group belongs to.
        group: the group.
        ground: pools and totals; what is placed is taken from them.
        automatic: what earlier groups leave to the cloud.
    """

    def __init__(self, spec: PlanSpec, group: Group, ground: Ground, automatic: Automatic) -> None:
        self.spec, self.group, self.ground = spec, group, ground
        self.usual = UsualENI(spec, group, ground)
        self.refusals = Refusals(group)
        self.columns = GroupColumns(group, [candidate.site for candidate in self.usual.candidates], self.usual.recipe)
        self.remarks = GroupRemarks(group, self.usual, automatic)
        self.zone = ""
        self._existing = find_existing(group, ground.inventory)
        self.keeper = Keeper(self, {}, names_owners=False)
        self._ahead = 0
        self._no_room: tuple[tuple[int, str], Reason] | None = None
        self.queue = Queue(group, ())
        self._zone_room = Counter[str]()

    def keep(self, earlier: Mapping[str, PlannedENI], *, names_owners: bool) -> Keeper:
        """Let the group's ENIs claim what an earlier plan gave them."""
        self.keeper = Keeper(self, earlier, names_owners=names_owners)
        self.keeper.claim()
        return self.keeper

    def run(self) -> Placed:
        """Place all ENIs of the group; those that are kept are there already."""
        self.remarks.left_out()
        there = Counter(eni.vswitch_id for eni in self._existing.values())
        for candidate in self.usual.candidates:
            candidate.placed += there[candidate.vswitch.id]
        self.budget()
        pace = pace_of(self.group)
        if self.group.enis_per_instance == 1 and pace is not None:
            place_in_runs(self, pace)
        else:
            for number in range(1, self.group.count + 1):
                self.place_number(number)
        self.flush()
        further = self.usual.further_errors() if self.refusals else ()
        return Placed(
            self.columns,
            tuple(self.refusals.refused(len(self.columns))),
            (*self.usual.findings, *further, *self.refusals.findings()),
            tuple(self.usual.usable if self._can_grow() else ()),
        )

    def _can_grow(self) -> bool:
        """Whether a further usual ENI is a matter of room, not of a rule that refuses all of them."""
        return any(self.usual.refusal(position) is None for position in range(self.group.enis_per_instance))

    def place_number(self, number: int) -> None:
        """Place the next ENI, whatever it is."""
        wishes, position, size = self.group.wishes, self.position_of(number), self.group.enis_per_instance
        if position == 0 and size > 1:
            self._begin_instance(number)
        if number in self._existing:
            self._keep_existing(number, self._existing[number])
        elif number in self.keeper:
            self._emit_kept(number)
        elif number in wishes:
            WishFold(self, number, wishes[number], position).place()
        else:
            self._place(number, position)
        if size > 1:
            self._ahead -= self._needs_room(number)

    def _place(self, number: int, position: int) -> None:
        """Place an ENI of the group's usual shape."""
        refusal = self.usual.refusal(position)
        choice = None if refusal else self._choose()
        if choice is None:
            self.refusals.add(self.group.names.name(number), refusal or self.no_room())
            return
        candidate = choice.candidate
        candidate.take()
        self._zone_room[candidate.vswitch.zone_id] -= 1
        taken, bound = self.draw(candidate), bool(self.zone)
        self.columns.append(number, candidate.index, taken, score=choice.score, zone_bound=bound)
        self.queue.placed(candidate)
        self.remarks.usual_placed(candidate)
        self.settle(candidate)

    # where

    def in_zone(self) -> list[Candidate]:
        """The usable VSwitches of the zone that the instance is in; all of them before it has one."""
        return [c for c in self.usual.usable if not self.zone or c.vswitch.zone_id in ("", self.zone)]

    def apart(self) -> list[int]:
        """The numbers of the ENIs that are not placed as usual ones: they exist, are kept, or have wishes."""
        return sorted(self._existing.keys() | self.keeper.numbers | self.group.wishes.keys())

    def exists(self, number: int) -> bool:
        """Whether an ENI of the group exists."""
        return number in self._existing

    def position_of(self, number: int) -> int:
        """An ENI's position in its instance, from 0."""
        return (number - 1) % self.group.enis_per_instance

    def instance_of(self, number: int) -> int:
        """The instance of an ENI, from 0."""
        return (number - 1) // self.group.enis_per_instance

    def _begin_instance(self, number: int) -> None:
        """An instance begins: in the zone that it must be in, if any."""
        self._ahead = sum(map(self._needs_room, self._members(self.instance_of(number))))
        self.zone = self.keeper.zone_of(number)

    def _members(self, instance: int) -> range:
        first = instance * self.group.enis_per_instance + 1
        return range(first, min(first + self.group.enis_per_instance, self.group.count + 1))

    def zone_of_instance(self, instance: int) -> str:
        """The zone of an instance's ENIs that exist, else where wishes put one of them; empty for any."""
        numbers = self._members(instance)
        there = [self._existing[n] for n in numbers if n in self._existing]
        wishes = [self.group.wishes[n] for n in numbers if n in self.group.wishes and n not in self._existing]
        zones = [self._zone_of(eni) for eni in there]
        zones += [vswitch.zone_id for wish in wishes if (vswitch := self._wished(wish))]
        return next(filter(None, zones), "")

    def _zone_of(self, eni: ENI) -> str:
        vswitch = self.ground.inventory.vswitches.get(eni.vswitch_id)
        return vswitch.zone_id if vswitch and vswitch.zone_id else eni.zone_id

    def _needs_room(self, number: int) -> bool:
        """Whether an ENI of the group takes room: it does not exist, is not kept, and its instance may have it."""
        there = number in self._existing or number in self.keeper
        return not there and self.usual.fits_instance(self.position_of(number))

    def _wished(self, wish: Wish) -> VSwitch | None:
        """The VSwitch that a wish names, or that what it names lies in."""
        found = (c.vswitch for c in self.usual.candidates if lies_in(wish, c.vswitch))
        return next(found, None)

    def _choose(self) -> Choice | None:
        """The VSwitch for the next usual ENI; a new instance goes where all of its ENIs have room, if that exists."""
        if self.zone:
            return self.queue.first(("", self.zone))
        if self.group.enis_per_instance == 1:
            return self.queue.first()
        return self.queue.first(self.roomy_zones()) or self.queue.first()

    def roomy_zones(self) -> list[str]:
        """The zones that have room for all further ENIs of an instance that is in none yet."""
        if self.zone or self.group.enis_per_instance == 1:
            return []
        return [zone for zone, room in self._zone_room.items() if room >= self._ahead]

    def settle(self, candidate: Candidate) -> None:
        """The instance is in the VSwitch's zone from now on."""
        if self.group.enis_per_instance > 1 and not self.zone:
            self.zone = candidate.vswitch.zone_id

    def draw(self, candidate: Candidate) -> Taken:
        """Draw the addresses of a usual ENI: prefixes first, then single addresses."""
        group, draw = self.group, self.group.draw
        ipv4, ipv6 = candidate.pools.ipv4, candidate.pools.ipv6
        prefixes4 = ipv4.allocate_prefixes(group.ipv4_prefixes, draw) if group.ipv4_prefixes else []
        singles4 = ipv4.allocate(1 + group.secondary_addresses, draw)
        if ipv6 is None:
            return Taken(singles4, prefixes4, [], [])
        prefixes6 = ipv6.allocate_prefixes(group.ipv6_prefixes, draw) if group.ipv6_prefixes else []
        singles6 = ipv6.allocate(group.ipv6_addresses, draw) if group.ipv6_addresses else []
        return Taken(singles4, prefixes4, singles6, prefixes6)

    def no_room(self) -> Reason:
        """Which limit refuses: the first one that is short, in the first VSwitch that could have been."""
        state = (len(self.columns), self.zone)
        if self._no_room is None or self._no_room[0] != state:
            self._no_room = (state, self._find_limit())
        return self._no_room[1]

    def _find_limit(self) -> Reason:
        self.flush()
        tried = tuple(candidate.vswitch.id for candidate in self.in_zone())
        for candidate in self.in_zone():
            for limit in candidate.limits(self.ground):
                if limit.is_short:
                    return reason_of_limit(limit, self.ground.setting, tried)
        return reason_of_finding(self.zone_finding(self.usual.usable[0]), self.group.vswitches)

    def zone_finding(self, candidate: Candidate) -> Finding:
        """A VSwitch is not in the zone that the instance is in."""
        message = f"{candidate.vswitch.id} is in {candidate.vswitch.zone_id}, the instance in {self.zone}"
        return candidate.case.refuse(
            "InvalidOperation.AvailabilityZoneMismatch", "VSwitchId", message, raised_at="attach"
        )

    # bookkeeping

    def budget(self) -> None:
        """Count afresh how many more usual ENIs fit; the totals are up to date."""
        budget(self.usual.usable, self.ground)
        self.queue = Queue(self.group, self.usual.usable)
        self._zone_room = Counter[str]()
        for candidate in self.usual.usable:
            self._zone_room[candidate.vswitch.zone_id] += candidate.room

    def flush(self) -> None:
        """Bring the totals up to date with what was placed."""
        for candidate in self.usual.usable:
            if candidate.uncounted:
                candidate.count(self.ground)

    def _emit_kept(self, number: int) -> None:
        """Add an ENI that was kept."""
        candidate = self.keeper.emit(number)
        if candidate is not None:
            self.remarks.usual_placed(candidate)
            self.settle(candidate)

    def _keep_existing(self, number: int, eni: ENI) -> None:
        """Keep an ENI that exists, with its real addresses."""
        name = self.group.names.name(number)
        planned, differs = existing_eni(self.group, name, eni, self.group.wishes.get(number))
        self.columns.append_own(number, OwnRequest(planned, ""))
        for candidate in self.usual.candidates:
            if candidate.vswitch.id == eni.vswitch_id:
                self.settle(candidate)
        if differs:
            message = f"{name} exists as {eni.id} with {differs}; nothing is sent for it"
            self.usual.lint("Lint.ExistsDiffers", message, name, eni.vswitch_id)
