"""Ready-made requests, judged in order with state carried on: what takes its addresses, and what would be refused.

A request without errors takes its addresses before the next one is judged. Addresses and prefixes that any request of
the batch names are held back first, so that a verdict does not depend on what automatic picks happen to draw
(decision). The same token with the same parameters counts once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from eniplan.contract.finding import DECISION, Finding
from eniplan.contract.findings import Findings
from eniplan.contract.lint import severity
from eniplan.contract.reading import ReadRequest, read_request
from eniplan.contract.wire import canonical, parameters_of
from eniplan.network.known_type import known_type
from eniplan.planning.ground import Ground
from eniplan.planning.remarks import left_to_the_cloud, named_in
from eniplan.validation.case import Case
from eniplan.validation.instance import fresh_instance
from eniplan.validation.judge import judge, ordered
from eniplan.views import Viewable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from eniplan.network.inventory import Inventory
    from eniplan.network.profile import Profile
    from eniplan.planning.ground import Taken
    from eniplan.planning.remarks import Kind
    from eniplan.planning.spec import Draw
    from eniplan.validation.instance import Instance


class Line(NamedTuple):
    """One request of a batch, read: its line, and what the line says."""

    number: int
    read: ReadRequest


class Verdict(NamedTuple):
    """One judged request.

    Args:
        line: its line, counted from 1.
        case: the request with what it was judged against.
        findings: everything about it, in the page's order.
        taken: what it took; None where it has errors, or repeats an earlier request.
    """

    line: int
    case: Case
    findings: tuple[Finding, ...]
    taken: Taken | None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CheckReport(Viewable):
    """What :func:`eniplan.check` gives: how many requests, and all findings, the batch's own (line None) first."""

    requests: int
    findings: Findings

    @property
    def ok(self) -> bool:
        """Whether no finding is an error."""
        return not any(finding.is_error for finding in self.findings)

    def __repr__(self) -> str:
        errors = sum(finding.is_error for finding in self.findings)
        return f"<CheckReport: {self.requests:,} requests, {errors:,} errors, {len(self.findings):,} findings>"


def check_requests(
    requests: Iterable[tuple[int, Mapping[str, object]]],
    inventory: Inventory | None = None,
    *,
    profile: Profile | None = None,
    instance_type: str = "",
) -> CheckReport:
    """Judge ready-made requests in order.

    Args:
        requests: line number and nested parameters of each.
        inventory: what exists; without one only what the requests alone decide is judged, and notes say so.
        profile: the account's limits; the inventory's by default.
        instance_type: judge every ENI as the one secondary ENI beside the primary of this ECS type.
    """
    ground = Ground(inventory, profile)
    lines = [Line(number, read_request(members)) for number, members in requests]
    judging = Batch(ground, _instance(ground, instance_type)).judge(lines)
    found = [finding for verdict in judging for finding in verdict.findings]
    return CheckReport(
        requests=len(lines), findings=Findings((*ground.inventory.findings, *ground.setting.once.values(), *found))
    )


def _instance(ground: Ground, wanted: str) -> Instance | None:
    limits, finding = known_type(wanted, ground.inventory)
    if finding is not None:
        ground.setting.once[wanted] = finding
    return fresh_instance(limits, sums=False) if limits else None


class Batch:
    """The fold over ready-made requests.

    Args:
        ground: pools and totals; what is accepted is taken from them.
        instance: what every ENI will be attached to, where that is asked.
        draw: how addresses by count are chosen.
    """

    def __init__(self, ground: Ground, instance: Instance | None = None, draw: Draw = "random") -> None:
        self.ground, self.instance, self.draw = ground, instance, draw
        self._tokens: dict[str, tuple[str, int]] = {}
        self._accepted: set[int] = set()
        self._automatic: dict[tuple[str, Kind], int] = {}

    def judge(self, lines: Iterable[Line]) -> Iterator[Verdict]:
        """Judge the requests in order; named addresses of all of them are held back first."""
        lines = list(lines)
        for line in lines:
            self.ground.hold(Case(line.read, self.ground.setting))
        return map(self._verdict, lines)

    def _verdict(self, line: Line) -> Verdict:
        case = Case(line.read, self.ground.setting, self.instance)
        token, repeats = self._token(case, line)
        found = ordered([*line.read.findings, *token, *(() if repeats else judge(case))])
        taken = None
        if not repeats and not any(finding.is_error for finding in found):
            found = ordered([*found, *self._picked(case)])
            taken = self.ground.take(case, self.draw, f"line {line.number}")
            self._accepted.add(line.number)
            self._remember_automatic(case, line.number)
        findings = tuple(finding.at(request=case.request.name or "", line=line.number) for finding in found)
        return Verdict(line=line.number, case=case, findings=findings, taken=taken)

    def _token(self, case: Case, line: Line) -> tuple[list[Finding], bool]:
        """What the token says of an earlier request, and whether this is the same request again."""
        token = case.request.client_token
        if token is None:
            return [], False
        content = canonical(parameters_of(case.request))
        earlier, first = self._tokens.setdefault(token, (content, line.number))
        if first == line.number:
            return [], False
        if earlier == content:
            again = _lint("Lint.TokenRepeated", "ClientToken", f"line {first} again: it gives the same ENI")
            return [again], first in self._accepted
        message = f"line {first} has this token with other parameters; each request needs its own"
        return [_lint("Lint.TokenReused", "ClientToken", message, "ECS documentation, idempotence")], False

    def _remember_automatic(self, case: Case, line: int) -> None:
        for kind in left_to_the_cloud(case) if case.vswitch else ():
            self._automatic.setdefault((case.vswitch.id if case.vswitch else "", kind), line)

    def _picked(self, case: Case) -> Iterator[Finding]:
        """Warn that the cloud may pick what is named here for an automatic request before it."""
        for kind, path, text in named_in(case):
            line = self._automatic.get((case.request.vswitch_id or "", kind))
            if line is not None:
                message = f"the cloud may pick {text} for line {line}; pin that one to be sure"
                yield _lint("Lint.MightBePicked", path, message)


def _lint(code: str, parameter: str, message: str, source: str = DECISION) -> Finding:
    return Finding(code=code, severity=severity(code), parameter=parameter, message=message, source=source)
