"""Placing one group: usual ENIs by countdown, those with wishes by judging each, existing ones as they are."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from eniplan.contract.finding import Finding
from eniplan.planning.candidate import Candidate, budget
from eniplan.planning.columns import GroupColumns, OwnRequest
from eniplan.planning.existing import existing_eni, find_existing
from eniplan.planning.ground import Ground, Taken
from eniplan.planning.placement import Queue
from eniplan.planning.refusals import Reason, Refusals, reason_of_finding, reason_of_limit
from eniplan.planning.usual import UsualENI
from eniplan.planning.wishes import WishFold

if TYPE_CHECKING:
    from eniplan.network.eni import ENI
    from eniplan.planning.plan import Refusal
    from eniplan.planning.spec import Group, PlanSpec


class Placed(NamedTuple):
    """What placing one group gives."""

    columns: GroupColumns
    refused: tuple[Refusal, ...]
    findings: tuple[Finding, ...]


class GroupFold:
    """The fold over one group.

    Args:
        spec: the plan the group belongs to.
        group: the group.
        ground: pools and totals; what is placed is taken from them.
        automatic: which group draws automatically from which pool of which VSwitch, over the whole plan.
    """

    def __init__(self, spec: PlanSpec, group: Group, ground: Ground, automatic: dict[tuple[str, str], str]) -> None:
        self.spec, self.group, self.ground = spec, group, ground
        self.usual = UsualENI(spec, group, ground)
        self.refusals = Refusals(group)
        self.columns = GroupColumns(group, [candidate.site for candidate in self.usual.candidates])
        self.zone = ""
        self._automatic = automatic
        self._queue = Queue(group, ())
        self._zone_room = Counter[str]()

    def run(self) -> Placed:
        """Place all ENIs of the group."""
        self._say_zones_left_out()
        self._say_might_be_picked()
        wishes, existing = self.group.wishes, find_existing(self.group, self.ground.inventory)
        there = Counter(eni.vswitch_id for eni in existing.values())
        for candidate in self.usual.candidates:
            candidate.placed = there[candidate.vswitch.id]
        self.budget()
        size = self.group.enis_per_instance
        for number in range(1, self.group.count + 1):
            position = (number - 1) % size
            if position == 0:
                self.zone = ""
            if number in existing:
                self._keep_existing(number, existing[number])
            elif number in wishes:
                WishFold(self, number, wishes[number], position).place()
            else:
                self._place(number, position)
        self.flush()
        further = self.usual.further_errors() if self.refusals else ()
        return Placed(
            self.columns,
            tuple(self.refusals.refused(len(self.columns))),
            (*self.usual.findings, *further, *self.refusals.findings()),
        )

    def _place(self, number: int, position: int) -> None:
        """Place an ENI of the group's usual shape."""
        reason = self.usual.refusal(position)
        candidate = None if reason else self._choose(number, position)
        if candidate is None:
            self.refusals.add(self.group.names.name(number), reason or self.no_room())
            return
        candidate.take_one()
        self._zone_room[candidate.vswitch.zone_id] -= 1
        self.columns.append(number, candidate.index, self._draw(candidate))
        self._queue.placed(candidate)
        self.settle(candidate)

    # where

    def in_zone(self) -> list[Candidate]:
        """The usable VSwitches of the zone that the instance is in; all of them before it has one."""
        return [c for c in self.usual.usable if not self.zone or c.vswitch.zone_id in ("", self.zone)]

    def _choose(self, number: int, position: int) -> Candidate | None:
        """The VSwitch for the next usual ENI; a new instance goes where all of its ENIs have room, if that exists."""
        if self.zone:
            return self._queue.first(("", self.zone))
        size = self.group.enis_per_instance
        if size == 1:
            return self._queue.first()
        ahead = min(size - position, self.group.count - number + 1)
        roomy = [zone for zone, room in self._zone_room.items() if room >= ahead]
        return self._queue.first(roomy) or self._queue.first()

    def settle(self, candidate: Candidate) -> None:
        """The instance is in the VSwitch's zone from now on."""
        if self.group.enis_per_instance > 1 and not self.zone:
            self.zone = candidate.vswitch.zone_id

    def _draw(self, candidate: Candidate) -> Taken:
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
        self.flush()
        tried = tuple(candidate.vswitch.id for candidate in self.in_zone())
        for candidate in self.in_zone():
            for limit in candidate.limits(self.ground):
                if limit.is_short:
                    return reason_of_limit(limit, self.ground.setting, tried)
        message = f"no VSwitch of the group is in {self.zone}, where its instance is"
        code = "InvalidOperation.AvailabilityZoneMismatch"
        finding = Finding(code=code, severity="error", message=message, raised_at="attach")
        return reason_of_finding(finding, self.group.vswitches)

    # bookkeeping

    def budget(self) -> None:
        """Count afresh how many more usual ENIs fit."""
        self.flush()
        budget(self.usual.usable, self.ground)
        self._queue = Queue(self.group, self.usual.usable)
        self._zone_room = Counter[str]()
        for candidate in self.usual.usable:
            self._zone_room[candidate.vswitch.zone_id] += candidate.room

    def flush(self) -> None:
        """Bring the totals up to date with what was placed."""
        for candidate in self.usual.usable:
            if candidate.uncounted:
                candidate.count(self.ground)

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

    # what is worth saying

    def _say_zones_left_out(self) -> None:
        """VSwitches outside the group's zone are left out; where none is left, the group is refused instead."""
        for candidate in self.usual.candidates if self.usual.usable else ():
            vswitch = candidate.vswitch
            if self.group.zone and vswitch.zone_id not in ("", self.group.zone):
                message = f"{vswitch.id} is in {vswitch.zone_id}, not in {self.group.zone}: it is left out"
                self.usual.lint("Lint.ZoneLeftOut", message, vswitch=vswitch.id)

    def _say_might_be_picked(self) -> None:
        """What this group names may be given to earlier automatic ENIs; or it is such a group to later ones."""
        for candidate in self.usual.usable:
            vswitch = candidate.vswitch
            if not self.group.pinned:
                self._automatic.setdefault((vswitch.id, "addresses"), self.group.name)
                if self.group.ipv4_prefixes:
                    self._automatic.setdefault((vswitch.id, "prefixes"), self.group.name)
                continue
            self.warn_if_picked(candidate, prefixes=bool(self.group.ipv4_prefixes))
            if hidden := vswitch.unexplained_ipv4:
                message = f"{hidden} addresses of {vswitch.id} are taken by something the files do not show"
                self.usual.lint(
                    "Lint.UnexplainedTaken", f"{message}; a pinned one may be among them", vswitch=vswitch.id
                )

    def warn_if_picked(self, candidate: Candidate, *, prefixes: bool = False, request: str = "") -> None:
        """Warn that the cloud may give an earlier automatic ENI what is named here."""
        for kind in ("addresses", "prefixes") if prefixes else ("addresses",):
            earlier = self._automatic.get((candidate.vswitch.id, kind))
            if earlier and (request or earlier != self.group.name):
                message = (
                    f"the cloud may pick {kind} named in {candidate.vswitch.id} for {earlier}, which is sent before; "
                    f"move this one up, or pin {earlier}"
                )
                self.usual.lint("Lint.MightBePicked", message, request, candidate.vswitch.id)
