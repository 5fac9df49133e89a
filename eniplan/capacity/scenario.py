"""A scenario: a plan made again after something changed, with what changed in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from eniplan.capacity.asking import check_group
from eniplan.planning.planner import plan_groups
from eniplan.planning.previous import previous_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eniplan.network.inventory import Inventory
    from eniplan.planning.plan import Plan
    from eniplan.planning.spec import PlanSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """What differs from the plan that a scenario is compared with; what is not said stays as it is there.

    Args:
        inventory: what exists instead.
        profile: keys of the account's profile, over all others.
        spec: what is wanted instead.
        counts: by group name, how many ENIs are wanted instead.
        keeps: whether ENIs of the first plan keep their VSwitch and addresses, so that nothing is renumbered.
        changed: what changed, in words; made of the above where it is empty.
    """

    inventory: Inventory | None = None
    profile: Mapping[str, object] = field(default_factory=dict)
    spec: PlanSpec | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    keeps: bool = True
    changed: str = ""


def scenario_plan(scenario: Scenario, first: Plan) -> Plan:
    """The plan of a scenario.

    Args:
        scenario: what changed.
        first: the plan that it changes.

    Raises:
        QuestionError: a count for a group that is not there.
        SpecError: what is wanted is impossible, or a plan of another name should keep addresses.
    """
    there = _unplanned(first.inventory) if scenario.inventory is None else scenario.inventory
    spec = _with_counts(scenario.spec or first.spec, scenario.counts)
    spec = replace(
        spec,
        vswitches=tuple(each for each in spec.vswitches if each.id not in there.vswitches),
        security_groups=tuple(each for each in spec.security_groups if each.id not in there.security_groups),
        profile={key: value for key, value in spec.profile.items() if first.spec.profile.get(key) != value},
    )
    previous = previous_of(first) if scenario.keeps else None
    limits = replace(there, profile=first.profile)
    return plan_groups(spec, limits, profile=scenario.profile, seed=first.seed, previous=previous)


def _unplanned(inventory: Inventory) -> Inventory:
    """What exists, without the networks of the plan file."""
    return replace(
        inventory,
        vswitches={key: each for key, each in inventory.vswitches.items() if not each.planned},
        security_groups={key: each for key, each in inventory.security_groups.items() if not each.planned},
    )


def _with_counts(spec: PlanSpec, counts: Mapping[str, int]) -> PlanSpec:
    names = [group.name for group in spec.groups]
    for name in counts:
        check_group(name, names, "counts")
    groups = tuple(replace(group, count=counts.get(group.name, group.count)) for group in spec.groups)
    return replace(spec, groups=groups)


def changed_words(scenario: Scenario, first: Plan) -> str:
    """What a scenario changes, as half a sentence."""
    return scenario.changed or ", ".join(_changes(scenario, first)) or "nothing"


def _changes(scenario: Scenario, first: Plan) -> Iterator[str]:
    if scenario.spec is not None and scenario.spec != first.spec:
        yield "another plan"
    if scenario.inventory is not None and scenario.inventory != first.inventory:
        yield "another inventory"
    before = {group.name: group.count for group in (scenario.spec or first.spec).groups}
    for name, count in scenario.counts.items():
        yield f"{count:,} ENIs of {name} instead of {before[name]:,}"
    yield from (f"{key} = {value}" for key, value in scenario.profile.items())
    if not scenario.keeps:
        yield "all addresses drawn anew"
