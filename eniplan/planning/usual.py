"""The usual ENI of a group: its request, judged once per VSwitch, and what that says for all of the group's ENIs."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from eniplan.contract.finding import DECISION, Finding
from eniplan.contract.lint import severity
from eniplan.contract.reading import ReadRequest, read_request
from eniplan.network.known_type import known_type
from eniplan.planning.candidate import Candidate
from eniplan.planning.column_rows import Site
from eniplan.planning.refusals import Reason, reason_of_finding
from eniplan.planning.shape import amounts, counted, fixed_parameters, in_page_order, sent
from eniplan.planning.steps import Recipe, calls_of
from eniplan.planning.template import RequestTemplate
from eniplan.validation.case import Case
from eniplan.validation.instance import fresh_instance
from eniplan.validation.judge import judge, ordered
from eniplan.validation.rule import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from eniplan.contract.wire import Value
    from eniplan.network.instance_type import InstanceType
    from eniplan.network.vswitch import VSwitch
    from eniplan.planning.ground import Ground
    from eniplan.planning.spec import Group, PlanSpec, Wish
    from eniplan.validation.instance import Instance
    from eniplan.validation.named import Given

_ONCE = frozenset({Stage.REQUEST, Stage.FACTS})
_REQUEST = frozenset({Stage.REQUEST})
_INSTANCE = frozenset({Stage.INSTANCE})
_NAME = "NetworkInterfaceName"
SAMPLE_TOKEN = "0" * 32
"""Stands for the token while a request is judged."""


class UsualENI:
    """What holds for every ENI of the group that has no wishes of its own.

    Args:
        spec: the plan the group belongs to.
        group: the group.
        ground: pools and totals.

    Attributes:
        candidates: the group's VSwitches that are known, in the listed order, with their errors.
        unknown: a finding for each of the group's VSwitches that nobody describes.
        usable: those that can take the group's ENIs.
        findings: what is worth knowing of all of them.
        said: code and parameter of what the usual request gives; it is not said again of single ENIs.
        recipe: the calls that make it.
    """

    def __init__(self, spec: PlanSpec, group: Group, ground: Ground) -> None:
        self.spec, self.group, self.ground = spec, group, ground
        self.findings: list[Finding] = []
        self.said: set[tuple[str, str]] = set()
        self._type = self._find_type()
        self.recipe = self.recipe_for()
        self.unknown: list[Finding] = []
        self.candidates: list[Candidate] = []
        for vswitch_id in group.vswitches:
            self._consider(vswitch_id)
        self.usable = [candidate for candidate in self.candidates if not candidate.errors]
        if self.usable and not self.recipe.has_one_call:
            message = f"each of its ENIs takes {len(self.recipe.calls)} calls: {self.recipe.told()}"
            self.lint("Lint.StepsNeeded", f"{message}; steps.jsonl has all of them in order")
        self._instances: list[Instance] = []
        self._position_errors = self._judge_positions()

    def recipe_for(self, wish: Wish | None = None) -> Recipe:
        """How an ENI of the group is made, one with wishes or the usual one."""
        kinds = amounts(self.group, wish)
        calls = calls_of(kinds, self.ground.setting.profile)
        return Recipe(self.spec.name, self.spec.region, kinds, calls)

    def _find_type(self) -> InstanceType | None:
        """The ECS type's limits; what is not the inventory's own is said."""
        limits, finding = known_type(self.group.instance_type, self.ground.inventory)
        if finding is not None:
            self.findings.append(finding.at(request=self.group.name))
        return limits

    def _consider(self, vswitch_id: str) -> None:
        """Judge the usual request in one VSwitch."""
        instance = fresh_instance(self._type) if self._type else None
        read = read_request(self.parameters(vswitch_id))
        case = Case(read, self.ground.setting, instance, self.group.zone, whole_eni=True)
        vswitch = self.ground.inventory.vswitches.get(vswitch_id)
        if vswitch is None:
            message = f"the VSwitch {vswitch_id} is in no file of the inventory and not in the plan file"
            self.unknown.append(case.refuse("InvalidVSwitchId.NotFound", "VSwitchId", message))
            return
        found = ordered([*case.read_findings, *judge(case, _ONCE), *self._first_name])
        self.candidates.append(self._candidate(vswitch, case, found))
        for finding in found:
            if not finding.is_error and (finding.code, finding.parameter) not in self.said:
                self.said.add((finding.code, finding.parameter))
                self.findings.append(replace(finding, request=self.group.name))

    @cached_property
    def _first_name(self) -> list[Finding]:
        """What the shortest name breaks; the longest one stands in the usual request."""
        shortest, longest = (self.group.names.name(number) for number in (1, self.group.count))
        if len(shortest) == len(longest):  # they differ in digits only, and no rule tells one digit from another
            return []
        case = Case(read_request({_NAME: shortest}), self.ground.setting)
        return [found for found in judge(case, _REQUEST) if found.parameter == _NAME]

    def _candidate(self, vswitch: VSwitch, case: Case, found: list[Finding]) -> Candidate:
        errors = [finding for finding in found if finding.is_error]
        fixed = {} if errors else {**self._sent, "VSwitchId": vswitch.id}
        shared = fixed if self.group.pinned else in_page_order({**fixed, **self.recipe.created()})
        return Candidate(
            index=len(self.candidates),
            vswitch=vswitch,
            pools=self.ground.pools[vswitch.id],
            site=Site(vswitch, RequestTemplate(self.spec.name, shared)),
            case=case,
            errors=errors,
        )

    @cached_property
    def _fixed(self) -> Mapping[str, Value]:
        """What all requests of the group share, in the page's order; each VSwitch puts its id into its place."""
        return fixed_parameters(self.spec, self.group, "")

    @cached_property
    def _sent(self) -> Mapping[str, Value]:
        return sent({**self._fixed, "VSwitchId": self.group.vswitches[0]})

    @cached_property
    def _usual(self) -> Mapping[str, Value]:
        name = self.group.names.name(self.group.count)
        return in_page_order({**self._fixed, **counted(self.group), _NAME: name, "ClientToken": SAMPLE_TOKEN})

    def parameters(self, vswitch_id: str) -> Mapping[str, Value]:
        """The usual request, addresses by count, with a token, and with the name of the last ENI."""
        return {**self._usual, "VSwitchId": vswitch_id}

    def _judge_positions(self) -> list[list[Finding]]:
        """The errors of each ENI of an instance by its position: the sums over the ENIs before it."""
        if self._type is None or not self.usable:
            return [[]]
        usual = self.usable[0].case
        read = ReadRequest(usual.request, usual.read_findings, usual.skipped)
        instance, found = fresh_instance(self._type), []
        for _ in range(min(self.group.enis_per_instance, self.group.count)):
            self._instances.append(instance)
            case = Case(read, self.ground.setting, instance, whole_eni=True)
            errors = [finding for finding in judge(case, _INSTANCE) if finding.is_error]
            found.append(errors)
            if not errors:
                queues, pairs = (_number(usual.settings.get(key)) for key in ("queue_number", "queue_pair_number"))
                instance = instance.with_eni(queues=queues, high_performance=usual.high_performance, pairs=pairs)
        return found

    def instance_at(self, position: int) -> Instance | None:
        """The instance before its ENI at a position, from 0; None where the type's limits are not known."""
        if self._instances:
            return self._instances[position]
        return fresh_instance(self._type) if self._type else None

    def fits_instance(self, position: int) -> bool:
        """Whether an ENI may be made at this position of its instance, as far as sums over the instance say."""
        return not self._position_errors[position % len(self._position_errors)]

    def refusal(self, position: int) -> Reason | None:
        """Why no usual ENI can be made at this position of its instance, wherever there is room."""
        if not self.usable:
            return reason_of_finding(self._errors()[0], self.group.vswitches)
        errors = self._position_errors[position % len(self._position_errors)]
        return reason_of_finding(errors[0], self.group.vswitches) if errors else None

    def further_errors(self) -> Iterator[Finding]:
        """All that is wrong beside what the refusals say: with the usual request, or by a place in its instance."""
        errors = self._errors()[1:] if not self.usable else []
        for position in self._position_errors:
            errors += [error for error in position[1:] if error.code not in {known.code for known in errors}]
        yield from (replace(finding, request=self.group.name) for finding in errors)

    def _errors(self) -> list[Finding]:
        """What is wrong with the usual request: unknown VSwitches, and the errors in the first known one."""
        return [*self.unknown, *(self.candidates[0].errors if self.candidates else ())]

    def lint(self, code: str, message: str, request: str = "", vswitch: str = "") -> None:
        """Keep a lint finding of the group, or of one of its ENIs."""
        finding = Finding(
            code=code,
            severity=severity(code),
            message=message,
            request=request or self.group.name,
            vswitch=vswitch,
            source=DECISION,
        )
        self.findings.append(finding)


def _number(given: Given | None) -> int | None:
    return given.value if given is not None and isinstance(given.value, int) else None
