"""What became of each ENI of a plan: plan, journal and a fresh inventory beside each other.

**Evidence**, from the strongest: the id that the journal has from the cloud's answer; the name, which the plan gives
once; nothing. An ENI that the journal created and that has another name now is orphaned, and so is a second one with a
name of the plan. What is neither is foreign, and nothing here ever proposes to delete it.

**What is still to send** are the journal's own steps where it has them: they carry the tokens under which the cloud may
already know them. A plan that is made afresh could place the rest elsewhere, under other tokens.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from eniplan.contract.wire import canonical
from eniplan.network.cidr import parse_address
from eniplan.planning.existing import differences
from eniplan.planning.reconciliation import Reconciled, Reconciliation
from eniplan.planning.steps import DELETE, Step
from eniplan.sending.batch import key_of
from eniplan.sending.journal_record import Entry, Record
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from eniplan.network.eni import ENI
    from eniplan.network.inventory import Inventory
    from eniplan.planning.plan import Plan, PlannedENI
    from eniplan.planning.reconciliation import Fate
    from eniplan.planning.spec import Group

_GONE: Final = (
    "record the inventory again if it is older than the batch; what was deleted is created anew by a plan of another "
    "name, for these tokens are used"
)
_ATTACHED: Final = frozenset({"InUse", "Attaching", "Detaching"})


def reconciled(plan: Plan, inventory: Inventory, record: Record | None = None) -> Reconciliation:
    """Compare a plan with what exists.

    Args:
        plan: made on the inventory.
        inventory: what exists now.
        record: the journal, if there is one.
    """
    side = _Side(plan, inventory, record or Record())
    enis = [side.wanted(eni) for eni in plan.enis]
    enis += side.without_place()
    enis += side.orphaned()
    enis += side.foreign()
    deletable, attached = side.taken_back()
    return Reconciliation(
        plan=plan.name,
        enis=tuple(enis),
        to_send=tuple(side.to_send(enis)),
        to_delete=tuple(_deletion(eni, plan.region) for eni in deletable),
        attached=tuple(eni.id for eni in attached),
        refused=sum(refusal.enis for refusal in plan.refused),
        note="; ".join(side.notes()),
    )


@dataclass
class _Side:
    """Plan, inventory and journal, laid side by side."""

    plan: Plan
    inventory: Inventory
    record: Record
    seen: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.groups: Mapping[str, Group] = {group.name: group for group in self.plan.spec.groups}
        self.journalled: dict[str, list[Step]] = defaultdict(list)
        for step in self.record.steps:
            self.journalled[step.eni].append(step)
        self.planned: dict[str, list[Step]] = defaultdict(list)
        for step in self.plan.steps:
            self.planned[step.eni].append(step)

    def entry(self, step: Step) -> Entry:
        """What the journal knows of a step."""
        return self.record.entries.get(key_of(step), Entry(step.id))

    def created_as(self, name: str) -> Entry:
        """What the journal knows of an ENI's create."""
        steps = self.journalled.get(name)
        return self.entry(steps[0]) if steps else Entry(name)

    def wanted(self, eni: PlannedENI) -> Reconciled:
        """What became of an ENI of the plan."""
        entry = self.created_as(eni.name)
        known = self.inventory.enis.get(entry.eni) if entry.eni else None
        if known is not None and known.name != eni.name:
            self.seen.add(known.id)
            evidence = f"the journal has it as {known.id}, which is called {known.name or 'nothing'} now"
            return _row(eni, "orphaned", known, evidence)
        found = known or self._by_name(eni)
        if found is None:
            return self._absent(eni, entry)
        self.seen.add(found.id)
        how = "by its name and the journal's id" if known else f"by its name{_doubt(entry, found)}"
        differs = "; ".join((*self._elsewhere(eni, found), *self._differences(eni, found)))
        return _row(eni, "changed" if differs else "created", found, how, differs)

    def without_place(self) -> list[Reconciled]:
        """ENIs of the journal that do not exist, and for which the plan of today has no place; their steps stand."""
        placed = {eni.name for eni in self.plan.enis}
        names = (name for name in self.journalled if name not in placed and self.created_as(name).state != "done")
        found = ((name, self._group_of(name)) for name in names)
        return [self._left_over(name, group) for name, group in found if group]

    def _left_over(self, name: str, group: str) -> Reconciled:
        is_unknown = self.created_as(name).state == "unknown"
        return Reconciled(
            name=name,
            group=group,
            fate="unknown" if is_unknown else "missing",
            vswitch=str(self.journalled[name][0].parameters.get("VSwitchId", "")),
            evidence="no ENI has its name; the plan of today has no place for it, the journal's request stands",
        )

    def _group_of(self, name: str) -> str:
        """The group whose ENI has a name; empty where none has."""
        numbered = ((group, group.names.number_of(name)) for group in self.groups.values())
        return next((group.name for group, number in numbered if number and number <= group.count), "")

    def _by_name(self, eni: PlannedENI) -> ENI | None:
        rank = {vswitch: place for place, vswitch in enumerate(self.groups[eni.group].vswitches)}
        here = [each for each in self.inventory.enis_by_name.get(eni.name, ()) if each.vswitch_id in rank]
        return min(here, key=lambda each: rank[each.vswitch_id], default=None)

    def _absent(self, eni: PlannedENI, entry: Entry) -> Reconciled:
        fate: Fate = "missing"
        evidence = "no ENI has its name"
        if entry.state == "unknown":
            fate, evidence = "unknown", f"no ENI has its name; its call has no answer since {entry.since}"
        elif entry.state == "refused":
            evidence += f"; it was refused: {entry.code}"
        elif entry.eni:
            evidence += f"; the journal has it as {entry.eni}, which is gone"
        return Reconciled(name=eni.name, group=eni.group, fate=fate, vswitch=self._place(eni), evidence=evidence)

    def _place(self, eni: PlannedENI) -> str:
        steps = self.journalled.get(eni.name)
        return str(steps[0].parameters.get("VSwitchId", "")) if steps else eni.vswitch

    def _elsewhere(self, eni: PlannedENI, found: ENI) -> Iterator[str]:
        place = self._place(eni)
        if found.vswitch_id != place:
            yield f"VSwitchId: {found.vswitch_id} instead of {place}"

    def _differences(self, eni: PlannedENI, found: ENI) -> Iterator[str]:
        group = self.groups[eni.group]
        number = group.names.number_of(eni.name)
        yield from differences(group, found, group.wishes.get(number or 0))
        yield from _named(self.journalled.get(eni.name, []), found)
        if group.security_groups and set(group.security_groups) != set(found.security_group_ids):
            wanted = ", ".join(group.security_groups)
            yield f"SecurityGroupIds: {', '.join(found.security_group_ids) or 'none'} instead of {wanted}"
        has = dict(found.tags)
        for key, value in dict(group.tags).items():
            if has.get(key) != value:
                yield f"Tag {key}: {has.get(key, 'none')} instead of {value}"

    def orphaned(self) -> list[Reconciled]:
        """What the batch made and no ENI of the plan is: second ones, and those of steps that were removed."""
        names = {eni.name: eni.group for eni in self.plan.enis}
        created = {entry.eni: entry for entry in self.record.entries.values() if entry.eni}
        found = []
        for eni in self.inventory.enis.values():
            if eni.id in self.seen:
                continue
            if eni.id in created:
                evidence = f"the journal created it as {created[eni.id].step}, and the plan does not have it"
            elif eni.name in names and eni.vswitch_id in self.groups[names[eni.name]].vswitches:
                evidence = "a second ENI of this name"
            else:
                continue
            self.seen.add(eni.id)
            found.append(_found(eni, "orphaned", evidence, names.get(eni.name, "")))
        return found

    def foreign(self) -> list[Reconciled]:
        """What else is in the plan's VSwitches."""
        places = {vswitch for group in self.plan.spec.groups for vswitch in group.vswitches}
        others = (eni for eni in self.inventory.enis.values() if eni.vswitch_id in places and eni.id not in self.seen)
        return [_found(eni, "foreign", "in no plan and not in the journal") for eni in others]

    def to_send(self, enis: list[Reconciled]) -> Iterator[Step]:
        """What is still to be sent: all steps of what does not exist, or is half made."""
        for each in enis:
            steps = self.journalled.get(each.name) or self.planned.get(each.name, [])
            is_half_made = each.group and any(self.entry(step).state != "done" for step in steps)
            if each.fate in {"missing", "unknown"} or (each.fate in {"created", "changed"} and is_half_made):
                yield from steps  # with its create, which the others name: the same token makes no second ENI

    def taken_back(self) -> tuple[list[ENI], list[ENI]]:
        """What the journal created and what still exists: unattached, and attached."""
        ids = dict.fromkeys(entry.eni for entry in self.record.entries.values() if entry.eni)
        there = [self.inventory.enis[eni] for eni in ids if eni in self.inventory.enis]
        held = {eni.id for eni in there if eni.status in _ATTACHED or eni.instance_id}
        return [eni for eni in there if eni.id not in held], [eni for eni in there if eni.id in held]

    def notes(self) -> Iterator[str]:
        """Where journal and plan, or journal and inventory, are of different times."""
        moved = [
            name for name, steps in self.planned.items()
            if name in self.journalled and {key_of(each) for each in steps} != {
                key_of(each) for each in self.journalled[name]}
        ]  # fmt: skip
        if moved:
            yield f"{_enis(moved)} would be requested otherwise by the plan today; the journal's requests stand"
        made = {name: self.created_as(name).eni for name in self.journalled}
        gone = [name for name, eni in made.items() if eni and eni not in self.inventory.enis]
        if gone:
            yield f"{_enis(gone)} that the journal created {'is' if len(gone) == 1 else 'are'} gone; {_GONE}"


def _enis(names: list[str]) -> str:
    return f"{counted(len(names), 'ENI')} ({names[0]} first)"


def _named(steps: list[Step], found: ENI) -> Iterator[str]:
    """A primary address that the request names and that the ENI does not have."""
    primary = steps[0].parameters.get("PrimaryIpAddress") if steps else None
    if isinstance(primary, str) and parse_address(primary, 4) != found.primary:
        yield f"PrimaryIpAddress: another one than {primary}"


def _doubt(entry: Entry, found: ENI) -> str:
    if entry.state == "unknown":
        return "; its call has no answer in the journal"
    if entry.eni and entry.eni != found.id:
        return f"; the journal has it as {entry.eni}, which is gone"
    return ""


def _row(eni: PlannedENI, fate: Fate, found: ENI, evidence: str, differs: str = "") -> Reconciled:
    return Reconciled(
        name=eni.name,
        group=eni.group,
        fate=fate,
        eni=found.id,
        vswitch=found.vswitch_id,
        evidence=evidence,
        differs=differs,
    )


def _found(eni: ENI, fate: Fate, evidence: str, group: str = "") -> Reconciled:
    return Reconciled(name=eni.name, group=group, fate=fate, eni=eni.id, vswitch=eni.vswitch_id, evidence=evidence)


def _deletion(eni: ENI, region: str) -> Step:
    return Step(f"delete {eni.id}", DELETE, canonical({"RegionId": region, "NetworkInterfaceId": eni.id}))
