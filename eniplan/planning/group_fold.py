"""Placing one group: usual ENIs by countdown, those with wishes by judging each, existing ones as they are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from eniplan.contract.finding import DECISION, Finding
from eniplan.contract.lint import severity
from eniplan.contract.reading import read_request
from eniplan.planning.candidate import Candidate, budget
from eniplan.planning.columns import GroupColumns, OwnRequest, Site
from eniplan.planning.existing import existing_eni, find_existing
from eniplan.planning.ground import Ground, Taken
from eniplan.planning.placement import choose
from eniplan.planning.refusals import Reason, Refusals, reason_of_finding, reason_of_limit, steps_reason
from eniplan.planning.shape import counted, fixed_parameters, in_page_order, steps_needed
from eniplan.planning.template import RequestTemplate
from eniplan.planning.wishes import WishFold
from eniplan.validation.case import Case
from eniplan.validation.instance import fresh_instance
from eniplan.validation.judge import judge
from eniplan.validation.rule import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eniplan.contract.wire import Value
    from eniplan.network.eni import ENI
    from eniplan.network.instance_type import InstanceType
    from eniplan.planning.plan import Refusal
    from eniplan.planning.spec import Group, PlanSpec
    from eniplan.validation.instance import Instance

_ONCE = frozenset({Stage.REQUEST, Stage.FACTS})
_INSTANCE = frozenset({Stage.INSTANCE})
_SAMPLE_TOKEN = "0" * 32


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
        automatic: which group draws automatically from which pool, over the whole plan.
    """

    def __init__(self, spec: PlanSpec, group: Group, ground: Ground, automatic: dict[tuple[str, str], str]) -> None:
        self.spec, self.group, self.ground, self.automatic = spec, group, ground, automatic
        self.findings: list[Finding] = []
        self.refusals = Refusals(group)
        self.type = self._type()
        self.unknown: list[Finding] = []
        self.candidates = list(self._candidates())
        self.columns = GroupColumns(group, [candidate.site for candidate in self.candidates])
        self.steps = steps_needed(group, ground.setting.profile)
        self.usable = [candidate for candidate in self.candidates if not candidate.errors]
        self.instances: list[Instance] = []
        self.positions = self._positions()
        self.zone = ""

    # what is the same for all ENIs of the group

    def _type(self) -> InstanceType | None:
        """The ECS type's limits; unknown ones are said."""
        wanted = self.group.instance_type
        inventory = self.ground.inventory
        found = inventory.instance_types.get(wanted) if inventory and wanted else None
        if wanted and found is None:
            message = f"the limits of {wanted} are not known and not checked; read DescribeInstanceTypes"
            self.lint("Lint.TypeUnknown", message)
        return found

    def _candidates(self) -> Iterator[Candidate]:
        index = 0
        for vswitch_id in self.group.vswitches:
            case = Case(
                read_request(self.parameters(vswitch_id)), self.ground.setting, self.instance(), self.group.zone
            )
            found = judge(case, _ONCE)
            vswitch = self.ground.inventory.vswitches.get(vswitch_id) if self.ground.inventory else None
            if vswitch is None:
                message = f"the VSwitch {vswitch_id} is in no file of the inventory and not in the plan file"
                self.unknown.append(case.refuse("InvalidVSwitchId.NotFound", "VSwitchId", message))
                continue
            template = RequestTemplate(self.spec.name, self._template_parameters(vswitch_id))
            yield Candidate(
                index=index,
                vswitch=vswitch,
                pools=self.ground.pools[vswitch_id],
                site=Site(vswitch, template),
                case=case,
                errors=[finding for finding in found if finding.is_error],
            )
            index += 1
            self._keep_lint(found)

    def _keep_lint(self, found: list[Finding]) -> None:
        """Keep what is no error, once for the group."""
        for finding in found:
            kept = replace(finding, request=self.group.name)
            if not finding.is_error and (kept.code, kept.parameter) not in {
                (f.code, f.parameter) for f in self.findings
            }:
                self.findings.append(kept)

    def instance(self) -> Instance | None:
        """A fresh instance of the group's type, where its limits are known."""
        return fresh_instance(self.type) if self.type else None

    def instance_at(self, position: int) -> Instance | None:
        """The instance as it is before its ENI at a position, from 0."""
        return self.instances[position] if self.instances else self.instance()

    def parameters(self, vswitch_id: str) -> dict[str, Value]:
        """The group's usual request, addresses by count, with a name and a token as the last ENI would have."""
        return in_page_order(
            {
                **fixed_parameters(self.spec, self.group, vswitch_id),
                **counted(self.group),
                "NetworkInterfaceName": self.group.names.name(self.group.count),
                "ClientToken": _SAMPLE_TOKEN,
            }
        )

    def _template_parameters(self, vswitch_id: str) -> dict[str, Value]:
        fixed = fixed_parameters(self.spec, self.group, vswitch_id)
        return fixed if self.group.pinned else in_page_order({**fixed, **counted(self.group)})

    def _positions(self) -> list[list[Finding]]:
        """The errors of each ENI of an instance by its position: the sums over the ENIs before it."""
        instance = self.instance()
        if instance is None or not self.usable:
            return [[]]
        case = self.usable[0].case
        queues, pairs = (case.settings.get(name) for name in ("queue_number", "queue_pair_number"))
        positions = []
        for _ in range(min(self.group.enis_per_instance, self.group.count)):
            self.instances.append(instance)
            here = Case(read_request(self.parameters(case.request.vswitch_id or "")), self.ground.setting, instance)
            found = judge(here, _INSTANCE)
            positions.append([finding for finding in found if finding.is_error])
            if not positions[-1]:
                instance = instance.with_eni(
                    queues=queues.value if queues and isinstance(queues.value, int) else None,
                    high_performance=case.high_performance,
                    pairs=pairs.value if pairs and isinstance(pairs.value, int) else None,
                )
        return positions

    # the fold

    def run(self) -> Placed:
        """Place all ENIs of the group."""
        self._say_zones_left_out()
        self._say_might_be_picked()
        self.budget()
        wishes, existing = self.group.wishes, self._existing()
        size = self.group.enis_per_instance
        for number in range(1, self.group.count + 1):
            position = (number - 1) % size
            if position == 0 and size > 1:
                self.zone = ""
            if number in existing:
                self._keep_existing(number, existing[number])
            elif number in wishes:
                WishFold(self, number, wishes[number], position).place()
            else:
                self._place(number, position)
        self.flush()
        return Placed(
            self.columns,
            tuple(self.refusals.refused(len(self.columns))),
            (*self.findings, *self._errors(), *self.refusals.findings()),
        )

    def _errors(self) -> Iterator[Finding]:
        """All errors of the group's usual request, where no VSwitch can take it; the first is the refusal's."""
        if not self.usable and self.group.count > len(self.columns):
            for finding in [*self.unknown, *(self.candidates[0].errors if self.candidates else ())][1:]:
                yield replace(finding, request=self.group.name)

    def _place(self, number: int, position: int) -> None:
        """Place an ENI of the group's usual shape."""
        reason = self.refusal_of_shape(position)
        candidate = None if reason else self._choose(number)
        if candidate is None:
            self.refusals.add(self.group.names.name(number), reason or self.no_room())
            return
        candidate.take_one()
        self.columns.append(number, candidate.index, self._draw(candidate))
        self.settle(candidate)

    def refusal_of_shape(self, position: int) -> Reason | None:
        """Why no ENI of the usual shape can be made at this position of its instance."""
        if self.steps:
            return steps_reason(self.steps, self.group.vswitches)
        if not self.usable:
            first = [*self.unknown, *(error for candidate in self.candidates for error in candidate.errors)]
            return reason_of_finding(first[0], self.group.vswitches)
        errors = self.positions[position % len(self.positions)]
        return reason_of_finding(errors[0], self.group.vswitches) if errors else None

    def in_zone(self) -> list[Candidate]:
        """The usable VSwitches of the zone that the instance is in, all of them before it has one."""
        return [c for c in self.usable if not self.zone or c.vswitch.zone_id in ("", self.zone)]

    def _choose(self, number: int) -> Candidate | None:
        roomy = [candidate for candidate in self.in_zone() if candidate.has_room]
        size = self.group.enis_per_instance
        if size > 1 and not self.zone:
            left = min(size - (number - 1) % size, self.group.count - number + 1)
            roomy = [c for c in roomy if self._zone_room(c.vswitch.zone_id) >= left] or roomy
        return choose(self.group, roomy)

    def _zone_room(self, zone: str) -> int:
        """How many more ENIs fit in a zone, shared limits counted once."""
        rooms = [candidate.room for candidate in self.usable if candidate.vswitch.zone_id == zone]
        return sum(rooms)

    def settle(self, candidate: Candidate) -> None:
        """The instance is now in the VSwitch's zone."""
        if self.group.enis_per_instance > 1 and not self.zone:
            self.zone = candidate.vswitch.zone_id

    def _draw(self, candidate: Candidate) -> Taken:
        group, pools, draw = self.group, candidate.pools, self.group.draw
        ipv4, ipv6 = pools.ipv4, pools.ipv6
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
        finding = Finding(
            code="InvalidOperation.AvailabilityZoneMismatch", severity="error", message=message, raised_at="attach"
        )
        return reason_of_finding(finding, self.group.vswitches)

    # bookkeeping

    def budget(self) -> None:
        """Count afresh how many more usual ENIs fit."""
        self.flush()
        budget(self.usable, self.ground)

    def flush(self) -> None:
        """Bring the totals up to date with what was placed."""
        for candidate in self.candidates:
            if candidate.uncounted:
                candidate.count(self.ground)

    def _existing(self) -> dict[int, ENI]:
        inventory = self.ground.inventory
        return find_existing(self.group, inventory) if inventory else {}

    def _keep_existing(self, number: int, eni: ENI) -> None:
        name = self.group.names.name(number)
        planned, differs = existing_eni(self.group, name, eni, self.group.wishes.get(number))
        self.columns.append_own(number, OwnRequest(planned, ""))
        for candidate in self.candidates:
            if candidate.vswitch.id == eni.vswitch_id:
                candidate.placed += 1
                self.settle(candidate)
        if differs:
            self.lint("Lint.ExistsDiffers", f"{name} exists as {eni.id} with {differs}; nothing is sent for it", name)

    def lint(self, code: str, message: str, request: str = "", vswitch: str = "", parameter: str = "") -> None:
        """Keep a lint finding of the group, or of one of its ENIs."""
        self.findings.append(
            Finding(
                code=code,
                severity=severity(code),
                message=message,
                request=request or self.group.name,
                vswitch=vswitch,
                parameter=parameter,
                source=DECISION,
            )
        )

    def _say_zones_left_out(self) -> None:
        """VSwitches outside the group's zone are left out; where none is left, the group is refused instead."""
        for candidate in self.candidates if self.usable else ():
            if self.group.zone and candidate.vswitch.zone_id not in ("", self.group.zone):
                where = f"{candidate.vswitch.id} is in {candidate.vswitch.zone_id}, not in {self.group.zone}"
                self.lint("Lint.ZoneLeftOut", f"{where}: it is left out", vswitch=candidate.vswitch.id)

    def _say_might_be_picked(self) -> None:
        """Automatic ENIs planned earlier may be given what this group names; from now on this group's count as such."""
        for candidate in self.usable:
            if self.group.pinned:
                self.warn_if_picked(candidate, prefixes=bool(self.group.ipv4_prefixes))
                if hidden := candidate.vswitch.unexplained_ipv4:
                    message = (
                        f"{hidden} addresses of {candidate.vswitch.id} are taken by something the files do not show"
                    )
                    self.lint(
                        "Lint.UnexplainedTaken", f"{message}; a pinned address may be one", vswitch=candidate.vswitch.id
                    )
            else:
                self.automatic.setdefault((candidate.vswitch.id, "addresses"), self.group.name)
                if self.group.ipv4_prefixes:
                    self.automatic.setdefault((candidate.vswitch.id, "prefixes"), self.group.name)

    def warn_if_picked(self, candidate: Candidate, *, prefixes: bool = False, request: str = "") -> None:
        """Warn that the cloud may give an earlier automatic ENI what is named here."""
        kinds = ("addresses", "prefixes") if prefixes else ("addresses",)
        for kind in kinds:
            earlier = self.automatic.get((candidate.vswitch.id, kind))
            if earlier and earlier != self.group.name:
                message = (
                    f"{kind} named in {candidate.vswitch.id} may be picked by the cloud for {earlier}, which is sent "
                    f"before; move this group up, or pin {earlier}"
                )
                self.lint("Lint.MightBePicked", message, request, candidate.vswitch.id)
