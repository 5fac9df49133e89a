"""Compare: scenarios side by side, in consequences.

The first plan is what the others are compared with. What counts is not which numbers differ in the files, but what
follows: addresses and whole /28s left, how many more ENIs fit, what refuses first, which requests are added or changed,
and how many ENIs would be renumbered: none where a scenario keeps the first plan's addresses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from eniplan.capacity.answer import Answer
from eniplan.capacity.consequences import MEASURES, Consequences, Measure, consequences_of, vswitches_of
from eniplan.capacity.scenario import Scenario, changed_words, scenario_plan
from eniplan.capacity.telling import telling
from eniplan.errors import QuestionError
from eniplan.planning.plan import Plan
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eniplan.capacity.telling import Progress
    from eniplan.planning.plan import PlannedENI

COMPARED: Mapping[str, Measure] = MappingProxyType(
    {
        **MEASURES,
        "requests_added": Measure("requests added", "requests of ENIs for which the first plan has none"),
        "requests_changed": Measure("requests changed", "requests with other parameters than in the first plan"),
        "requests_removed": Measure("requests removed", "requests of the first plan that are not sent here"),
        "renumbered": Measure("ENIs renumbered", "ENIs of both plans that lose an address or prefix of the first plan"),
    }
)
"""Every measure that scenarios are compared by, in the order in which they are shown."""
_SUMS = "addresses and blocks are sums over the {} that some scenario's groups name, after each plan"
_HEADROOM = "headroom is that of the group with least room, each group as if it alone grew after the plan"
_DRAWN = "automatic addresses are drawn by seed {}; the cloud will draw others"
_NAMES = "ENIs are the same if they have the same name; the plan's own name, part of every token, is not compared"


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedScenario:
    """One scenario and what it leads to.

    Args:
        name: as it was called.
        changed: what changed against the first plan, in words.
        consequences: what it leads to.
        requests_added, requests_changed, requests_removed: against the first plan's requests, ENI by ENI.
        renumbered: ENIs of both plans that lose an address or a prefix of the first plan.
        difference: by the names of :data:`COMPARED`, its number less the first plan's; None where one has none.
    """

    name: str
    changed: str
    consequences: Consequences
    requests_added: int
    requests_changed: int
    requests_removed: int
    renumbered: int
    difference: Mapping[str, int | None]

    def number(self, measure: str) -> int | None:
        """One of its numbers, by the names of :data:`COMPARED`."""
        found: int | None = getattr(self.consequences if measure in MEASURES else self, measure)
        return found


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CompareAnswer(Answer):
    """Scenarios side by side.

    Args:
        scenarios: the first plan, then the others in the order in which they were given.
    """

    question: ClassVar[str] = "compare"

    scenarios: tuple[ComparedScenario, ...]

    @property
    def headline(self) -> str:
        """The scenario that refuses most, or the one that leaves least room."""
        others = self.scenarios[1:]
        worst = max(others, key=lambda each: (each.consequences.refused, -(each.consequences.headroom or 0)))
        said = f'{counted(len(others), "scenario")} beside "{self.scenarios[0].name}"'
        if worst.consequences.refused:
            refused = counted(worst.consequences.refused, "ENI")
            return f'{said}: "{worst.name}" is refused most, {refused}, first {worst.consequences.first_code}'
        if worst.consequences.headroom is None:
            return f"{said}: nothing is refused"
        room = counted(worst.consequences.headroom, "more ENI")
        return f'{said}: nothing is refused; "{worst.name}" leaves least room, {room}'

    @property
    def holds(self) -> bool:
        """Whether no scenario refuses an ENI."""
        return not any(each.consequences.refused for each in self.scenarios)


def compare(scenarios: Mapping[str, Plan | Scenario], *, progress: Progress | None = None) -> CompareAnswer:
    """Scenarios side by side, in consequences, against the first one.

    Args:
        scenarios: at least two, by name: the first one a plan, the others plans, or changes of the first plan.
        progress: called with the number of scenarios done so far; what it raises ends the answer.

    Raises:
        QuestionError: fewer than two, a first one that is no plan, or a count for a group that is not there.
        SpecError: a scenario that no network could satisfy.

    >>> import eniplan
    >>> web = eniplan.plan(eniplan.examples / "web.toml", eniplan.examples / "hangzhou")
    >>> answer = eniplan.compare({"today": web, "more pods": eniplan.Scenario(counts={"pod-{n:02}": 14})})
    >>> answer.scenarios[1].changed, answer.scenarios[1].requests_added, answer.scenarios[1].renumbered
    ('14 ENIs of pod-{n:02} instead of 12', 2, 0)
    """
    plans = _plans(scenarios, progress)
    first = next(iter(plans.values()))
    named = frozenset[str]().union(*map(vswitches_of, plans.values()))
    start = consequences_of(first, named)
    found = tuple(
        _compared(name, _changed(scenarios[name], first), plan, first=first, start=start, named=named)
        for name, plan in plans.items()
    )
    return CompareAnswer(assumptions=tuple(_assumptions(first, named)), scenarios=found)


def _plans(scenarios: Mapping[str, Plan | Scenario], progress: Progress | None) -> dict[str, Plan]:
    """Every scenario as a plan, by name."""
    if len(scenarios) < 2:
        raise QuestionError("compare", f"{counted(len(scenarios), 'scenario')}: at least two are compared")
    name, first = next(iter(scenarios.items()))
    if not isinstance(first, Plan):
        raise QuestionError(name, f'"{name}" is what the others are compared with: the first one has to be a plan')
    return {
        name: given if isinstance(given, Plan) else scenario_plan(given, first)
        for name, given in telling(scenarios.items(), progress)
    }


def _changed(given: Plan | Scenario, first: Plan) -> str:
    if isinstance(given, Scenario):
        return changed_words(given, first)
    return "" if given is first else "another plan"


def _compared(
    name: str, changed: str, plan: Plan, *, first: Plan, start: Consequences, named: frozenset[str]
) -> ComparedScenario:
    before, after = _requests(first), _requests(plan)
    found = consequences_of(plan, named)
    counts = {
        "requests_added": len(after.keys() - before.keys()),
        "requests_changed": sum(before[eni] != after[eni] for eni in before.keys() & after.keys()),
        "requests_removed": len(before.keys() - after.keys()),
        "renumbered": _renumbered(first, plan),
    }
    difference = {measure: _less(getattr(found, measure), getattr(start, measure)) for measure in MEASURES}
    return ComparedScenario(name=name, changed=changed, consequences=found, difference=difference | counts, **counts)


def _less(after: int | None, before: int | None) -> int | None:
    return None if after is None or before is None else after - before


def _requests(plan: Plan) -> dict[str, str]:
    """The request of each new ENI without its token, by the ENI's name."""
    planned = (eni for eni in plan.enis if eni.state == "planned")
    lines = zip(planned, plan.requests.lines(), strict=True)
    return {eni.name: line.replace(eni.client_token, "", 1) for eni, line in lines}


def _renumbered(first: Plan, plan: Plan) -> int:
    now = {eni.name: eni for eni in plan.enis}
    return sum(was.name in now and not _keeps(was, now[was.name]) for was in first.enis)


def _keeps(was: PlannedENI, now: PlannedENI) -> bool:
    """Whether an ENI keeps everything it had; it may have more."""
    kinds = ("secondary", "ipv4_prefixes", "ipv6", "ipv6_prefixes")
    return was.primary == now.primary and all(set(getattr(was, kind)) <= set(getattr(now, kind)) for kind in kinds)


def _assumptions(first: Plan, named: frozenset[str]) -> Iterator[str]:
    yield _SUMS.format(counted(len(named), "VSwitch"))
    yield _HEADROOM
    yield _NAMES
    if any(not group.pinned for group in first.spec.groups):
        yield _DRAWN.format(first.seed)
