"""Headroom: how many more ENIs of a group fit after a plan, and which limit refuses the next one.

Further ENIs are asked for after everything in the plan, so that they take nothing from anybody. Each VSwitch gives what
its scarcest pool has; quota, VPC and security groups count over the VSwitches that share them
(:func:`~eniplan.planning.limits.more_that_fit`). ENIs of one instance stay in one zone: so a zone gives whole
instances, and one zone also the beginning of a last one.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from eniplan.capacity import unconfirmed
from eniplan.capacity.answer import Answer
from eniplan.capacity.asking import check_group, groups_of
from eniplan.planning.limits import GroupLimit, more_that_fit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from eniplan.planning.plan import Plan, Refusal
    from eniplan.planning.spec import Group

RULE = "rule"
"""The kind of what refuses, where it is a rule of the API and no matter of room."""
_AFTER_THE_PLAN = "further ENIs are asked for after the whole plan, each group as if it alone grew"
_RANDOM = "the figures hold however the cloud draws single addresses: they come from the open pool only"
_WHOLE_INSTANCES = "further ENIs of a group with several ENIs per instance begin with a new instance, in one zone each"
_AT_MOST = "{}: some zone is not known or some limit is not shared by all its VSwitches, so fewer may fit"


@dataclass(frozen=True, slots=True, kw_only=True)
class VSwitchHeadroom:
    """How many more ENIs of a group fit in one VSwitch, if all went there.

    Args:
        vswitch, zone: which; the zone is empty where it is not known.
        fits: how many more ENIs.
        refuses: the limit that refuses the one after them.
    """

    vswitch: str
    zone: str
    fits: int
    refuses: GroupLimit


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupHeadroom:
    """How many more ENIs of a group fit.

    Args:
        group: the group's name.
        count: how many ENIs it asks for in the plan.
        refused: how many of these the plan refuses.
        fits: how many more ENIs fit in all.
        at_most: whether fewer may fit.
        code: the code that refuses the next one.
        kind, subject: the limit behind it, as in :class:`~eniplan.planning.limits.GroupLimit`; ``rule`` where no room
            would help.
        vswitches: VSwitch by VSwitch, in the listed order.
        ranking: every limit, the one that lets fewest through first.
    """

    group: str
    count: int
    refused: int
    fits: int
    at_most: bool
    code: str
    kind: str
    subject: str
    vswitches: tuple[VSwitchHeadroom, ...]
    ranking: tuple[GroupLimit, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class HeadroomAnswer(Answer):
    """How many more ENIs of each group fit.

    Args:
        plan: the plan's name.
        groups: group by group, in the order of the plan.
    """

    question: ClassVar[str] = "headroom"

    plan: str
    groups: tuple[GroupHeadroom, ...]

    @property
    def headline(self) -> str:
        """The group that is full first."""
        first = min(self.groups, key=lambda group: group.fits)
        often = "at most " if first.at_most else ""
        said = f"{often}{first.fits:,} more" if first.fits else "no more"
        which = "" if len(self.groups) == 1 else f" (of {len(self.groups):,} groups the one with least room)"
        return f"{said} of {first.group} fit{which}, then {first.code}"


def headroom(plan: Plan, group: str | None = None) -> HeadroomAnswer:
    """How many more ENIs of each group fit after a plan, in all and per VSwitch, and what refuses the next one.

    Args:
        plan: a plan of groups.
        group: the name of one group; all groups without it.

    Raises:
        QuestionError: the plan has no such group, or it is one of ready-made requests, which say nothing of more.

    >>> import eniplan
    >>> web = eniplan.plan(eniplan.examples / "web.toml", eniplan.examples / "hangzhou")
    >>> eniplan.headroom(web).groups[0].fits > 0
    True
    """
    chosen = groups_of(plan)
    if group is not None:
        check_group(group, [one.name for one in chosen])
        chosen = [one for one in chosen if one.name == group]
    groups = tuple(_of_group(one, plan) for one in chosen)
    return HeadroomAnswer(assumptions=tuple(_assumptions(chosen, groups, plan)), plan=plan.name, groups=groups)


def _of_group(group: Group, plan: Plan) -> GroupHeadroom:
    limits = [limit for limit in plan.limits if limit.group == group.name]
    refused = [refusal for refusal in plan.refused if refusal.group == group.name]
    if not limits:
        return _ruled_out(group, refused)
    zones = {where: plan.inventory.vswitches[where].zone_id for limit in limits for where in limit.vswitches}
    fits, at_most = fitting(limits, zones, group.enis_per_instance)
    refuses = _refusing(limits, fits)
    return GroupHeadroom(
        group=group.name,
        count=group.count,
        refused=sum(refusal.enis for refusal in refused),
        fits=fits,
        at_most=at_most,
        code=refuses.code,
        kind=refuses.kind,
        subject=refuses.subject,
        vswitches=tuple(_of_vswitch(where, zone, limits) for where, zone in zones.items()),
        ranking=tuple(sorted(limits, key=lambda limit: limit.fits)),
    )


def _ruled_out(group: Group, refused: Sequence[Refusal]) -> GroupHeadroom:
    """A group of which a rule refuses every ENI."""
    return GroupHeadroom(
        group=group.name,
        count=group.count,
        refused=sum(refusal.enis for refusal in refused),
        fits=0,
        at_most=False,
        code=refused[0].code if refused else "",
        kind=RULE,
        subject=refused[0].limit if refused else "",
        vswitches=(),
        ranking=(),
    )


def fitting(limits: Sequence[GroupLimit], zones: Mapping[str, str], instance: int = 1) -> tuple[int, bool]:
    """How many more ENIs fit, and whether that is only a bound from above.

    Args:
        limits: the limits of one group.
        zones: the zone of each of its VSwitches; empty where it is not known.
        instance: how many consecutive ENIs form one instance.
    """
    together = more_that_fit(limits)
    if instance == 1 or len(set(zones.values())) == 1:
        return together, False
    shared = [limit for limit in limits if not limit.vswitch]
    if "" in zones.values() or any(len(limit.vswitches) < len(zones) for limit in shared):
        return together, True
    rooms = Counter[str]()
    for where, room in _rooms(limits).items():
        rooms[zones[where]] += room
    whole = sum(room // instance for room in rooms.values())
    begun = max(room % instance for room in rooms.values())
    return min(together, whole * instance + begun), False


def _rooms(limits: Sequence[GroupLimit]) -> dict[str, int]:
    """How many more ENIs the pools of each VSwitch hold."""
    rooms: dict[str, int] = {}
    for limit in limits:
        if limit.vswitch:
            rooms[limit.vswitch] = min(rooms.get(limit.vswitch, limit.fits), limit.fits)
    return rooms


def _refusing(limits: Sequence[GroupLimit], fits: int) -> GroupLimit:
    """What refuses the next ENI: a shared limit that is at its end, else the scarcest pool of the first VSwitch."""
    rooms = _rooms(limits)
    shared = [limit for limit in limits if not limit.vswitch and limit.fits <= fits]
    if shared and sum(rooms.values()) > fits:
        return min(shared, key=lambda limit: limit.fits)
    first = next(iter(rooms))
    return min((limit for limit in limits if limit.vswitch == first), key=lambda limit: limit.fits)


def _of_vswitch(where: str, zone: str, limits: Sequence[GroupLimit]) -> VSwitchHeadroom:
    """One VSwitch by itself: its limits in the order in which room is judged, the first of the scarcest refuses."""
    own = [limit for limit in limits if where in limit.vswitches]
    scarcest = min(own, key=lambda limit: limit.fits)
    return VSwitchHeadroom(vswitch=where, zone=zone, fits=scarcest.fits, refuses=scarcest)


def _assumptions(chosen: Sequence[Group], groups: Sequence[GroupHeadroom], plan: Plan) -> Iterator[str]:
    yield _AFTER_THE_PLAN
    yield _RANDOM
    if any(group.enis_per_instance > 1 for group in chosen):
        yield _WHOLE_INSTANCES
    yield from (_AT_MOST.format(group.group) for group in groups if group.at_most)
    named = dict.fromkeys(row.vswitch for group in groups for row in group.vswitches)
    yield from unconfirmed.of_vswitches(plan.inventory.vswitches[where] for where in named)
    kinds = {limit.kind for group in groups for limit in group.ranking}
    if kinds and "ENI quota" not in kinds:
        yield unconfirmed.NO_QUOTA
    yield from unconfirmed.of_groups(chosen, plan.profile)
    yield from unconfirmed.of_limits(plan.profile)
