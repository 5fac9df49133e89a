"""Zones: what a lost zone or VSwitch takes with it, what of that finds a place elsewhere, and what to reserve today.

Everything here is planned on what is left (:mod:`eniplan.capacity.loss`); nothing is estimated. Where ENIs find no
place in the VSwitches of their group, the other VSwitches of the VPC are tried, and blocks are looked for that make the
group's own VSwitches hold: they can be reserved today, since what is left does not change by the loss.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from eniplan.capacity.answer import Answer
from eniplan.capacity.block_choice import chosen_blocks, planned_with
from eniplan.capacity.loss import elsewhere, losses_of, planned_after
from eniplan.capacity.replanning import refused_enis
from eniplan.capacity.telling import telling
from eniplan.errors import QuestionError
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eniplan.capacity.loss import Loss
    from eniplan.capacity.replanning import Site
    from eniplan.capacity.telling import Progress
    from eniplan.planning.plan import Plan
    from eniplan.planning.spec import Group

NO_VSWITCH = "no VSwitch is left"
"""The limit of a group all of whose VSwitches are lost."""

_KEPT = "what is outside of the loss keeps its place; what was inside is made again elsewhere, existing ENIs too"
_PLANNED = "planned on what is left, one loss at a time, groups in the order of the plan"
_OTHERS = "other VSwitches are those of the same VPC that the group does not name; its security groups go with it"
_TODAY = "blocks are for the plan after the loss; today's plan was made with them too and refuses nothing more"
_UNASKED = "what no group of the plan asks for is not made again"
_INSTANCES = "instances of a lost zone are made again in another one"


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPlace:
    """A VSwitch that a group does not name yet, and how many of its ENIs would go there."""

    vswitch: str
    zone: str
    enis: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLoss:
    """What a loss does to one group.

    Args:
        group: the group's name.
        count: how many ENIs it asks for.
        there: how many of these were in what is lost.
        placed_again: how many of them find a place in the VSwitches that the group still has.
        refused: how many do not.
        code: the code that refuses them; empty where the group has no VSwitch left, or nothing is refused.
        limit: the limit in words.
        others: where the refused ones could go, VSwitch by VSwitch.
        nowhere: how many find no place there either.
    """

    group: str
    count: int
    there: int
    placed_again: int
    refused: int
    code: str
    limit: str
    others: tuple[OtherPlace, ...]
    nowhere: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockToday:
    """A block to reserve today, so that more ENIs find a place after a loss; ``prefixes`` of its family."""

    vswitch: str
    block: str
    prefixes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LossRow:
    """One loss.

    Args:
        zone: the zone; of a VSwitch the one that it is in, empty where it is not known.
        vswitch: the VSwitch's id; empty where the zone is lost with all of its VSwitches.
        vswitches: the ids of the VSwitches that are lost.
        groups: what it does to each group that had ENIs there.
        blocks: what to reserve today.
        refused_with_blocks: how many ENIs are refused after the loss if these blocks are there.
    """

    zone: str
    vswitch: str
    vswitches: tuple[str, ...]
    groups: tuple[GroupLoss, ...]
    blocks: tuple[BlockToday, ...]
    refused_with_blocks: int

    @property
    def there(self) -> int:
        """ENIs that were in what is lost."""
        return sum(group.there for group in self.groups)

    @property
    def refused(self) -> int:
        """ENIs that find no place in the VSwitches of their group."""
        return sum(group.refused for group in self.groups)

    @property
    def nowhere(self) -> int:
        """ENIs that find no place in other VSwitches of the VPC either."""
        return sum(group.nowhere for group in self.groups)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ZonesAnswer(Answer):
    """What each loss does to a plan.

    Args:
        plan: the plan's name.
        losses: zone by zone, then VSwitch by VSwitch.
    """

    question: ClassVar[str] = "zones"

    plan: str
    losses: tuple[LossRow, ...]

    @property
    def holds(self) -> bool:
        """Whether no loss refuses an ENI."""
        return not any(loss.refused for loss in self.losses)

    @property
    def headline(self) -> str:
        """The worst zone, or that nothing is refused."""
        zones = [loss for loss in self.losses if not loss.vswitch] or list(self.losses)
        if not any(loss.there for loss in self.losses):
            return "no ENI of the plan has a place, so there is nothing to lose"
        if self.holds:
            return f"whichever zone or VSwitch is lost, every ENI finds a place in the others ({len(zones):,} zones)"
        worst = max(self.losses, key=lambda loss: (loss.refused, not loss.vswitch))
        name = worst.vswitch or worst.zone
        enis = f"{counted(worst.there, 'ENI')} {'is' if worst.there == 1 else 'are'}"
        help_ = f", {worst.refused_with_blocks:,} with the blocks to reserve today" if worst.blocks else ""
        return f"without {name}, where {enis}, {worst.refused:,} find no place in the VSwitches of their groups{help_}"


def zones(plan: Plan, *, progress: Progress | None = None) -> ZonesAnswer:
    """What losing each zone, and each VSwitch, of a plan does: what no longer fits, and where it could go.

    Args:
        plan: a plan of groups.
        progress: called with the number of losses done so far; what it raises ends the answer.

    Raises:
        QuestionError: a plan without groups, or none of their VSwitches is known.

    >>> import eniplan
    >>> web = eniplan.plan(eniplan.examples / "web.toml", eniplan.examples / "hangzhou")
    >>> [loss.zone for loss in eniplan.zones(web).losses if not loss.vswitch]
    ['cn-hangzhou-h', 'cn-hangzhou-i', 'cn-hangzhou-j']
    """
    losses = tuple(losses_of(plan))
    if not losses:
        raise QuestionError("zones", "no group of the plan names a VSwitch that is known, so there is nothing to lose")
    instances = any(group.enis_per_instance > 1 for group in plan.spec.groups)
    return ZonesAnswer(
        assumptions=(_KEPT, _UNASKED, _PLANNED, _OTHERS, _TODAY, *([_INSTANCES] if instances else [])),
        plan=plan.name,
        losses=tuple(_row(plan, loss) for loss in telling(losses, progress)),
    )


def _row(plan: Plan, loss: Loss) -> LossRow:
    after = planned_after(plan, loss)
    refused = _more_refused(plan, loss, after)
    others = {group.name: elsewhere(plan, loss, group) for group in plan.spec.groups if refused[group.name]}
    wider = planned_after(plan, loss, more=others, kept=after) if refused else after
    there = Counter(eni.group for eni in plan.enis if eni.vswitch in loss.vswitches)
    blocks, still = _blocks_today(plan, loss, after, refused)
    return LossRow(
        zone=loss.zone,
        vswitch="" if loss.whole_zone else next(iter(loss.vswitches)),
        vswitches=tuple(where for where in plan.inventory.vswitches if where in loss.vswitches),
        groups=tuple(
            _group_loss(group, there[group.name], refused[group.name], after, _went(plan, wider, group, others))
            for group in plan.spec.groups
            if there[group.name] or refused[group.name]
        ),
        blocks=blocks,
        refused_with_blocks=still,
    )


def _more_refused(plan: Plan, loss: Loss, after: Plan) -> Counter[str]:
    """By group, how many ENIs have a place in a plan and none after a loss; other groups are left out."""
    left, before, refused = {group.name for group in after.spec.groups}, refused_enis(plan), refused_enis(after)
    gone = Counter(eni.group for eni in plan.enis if eni.vswitch in loss.vswitches)
    grown = {
        group.name: refused[group.name] - before[group.name] if group.name in left else gone[group.name]
        for group in plan.spec.groups
    }
    return Counter({name: count for name, count in grown.items() if count > 0})


def _went(plan: Plan, wider: Plan, group: Group, others: Mapping[str, tuple[str, ...]]) -> tuple[OtherPlace, ...]:
    """Where ENIs of a group that had a place before go, of the VSwitches that it did not name."""
    had = {eni.name for eni in plan.enis if eni.group == group.name}
    places = others.get(group.name, ())
    went = Counter(eni.vswitch for eni in wider.enis if eni.vswitch in places and eni.name in had)
    known = wider.inventory.vswitches
    return tuple(
        OtherPlace(vswitch=where, zone=known[where].zone_id, enis=went[where]) for where in places if went[where]
    )


def _group_loss(group: Group, there: int, refused: int, after: Plan, others: tuple[OtherPlace, ...]) -> GroupLoss:
    reason = next((each for each in after.refused if each.group == group.name), None)
    return GroupLoss(
        group=group.name,
        count=group.count,
        there=there,
        placed_again=there - refused,
        refused=refused,
        code=reason.code if reason and refused else "",
        limit=(reason.limit if reason else NO_VSWITCH) if refused else "",
        others=others,
        nowhere=refused - sum(each.enis for each in others),
    )


def _blocks_today(plan: Plan, loss: Loss, after: Plan, refused: Counter[str]) -> tuple[tuple[BlockToday, ...], int]:
    """What to reserve today, and how many ENIs are refused all the same; no block that today's plan suffers from."""

    def remade(sites: tuple[Site, ...]) -> Plan:
        return planned_after(planned_with(plan, sites), loss)

    choice = chosen_blocks(after, remade, refused)
    before, today = refused_enis(plan), refused_enis(planned_with(plan, choice.sites))
    still = _more_refused(plan, loss, choice.made).total()
    if still >= refused.total() or any(today[name] > before[name] for name in today):
        return (), refused.total()
    blocks = tuple(
        BlockToday(vswitch=where, block=str(block), prefixes=block.prefixes) for where, block in choice.sites
    )
    return blocks, still
