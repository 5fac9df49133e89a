"""A plan after a zone or some VSwitches are lost: what stays where it was, and what is planned anew.

What was in the lost VSwitches is gone, and no group can use them any more. Everything else keeps its place: the plan
before is the earlier plan of the one after. An ENI's wish that lies in a lost VSwitch is dropped, so that the ENI may
go elsewhere. Whatever is said of a loss is said by planning on what is left.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from eniplan.capacity.replanning import replanned
from eniplan.network.vswitch import AVAILABLE
from eniplan.planning.previous import previous_of
from eniplan.planning.wishes import lies_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from eniplan.network.eni import ENI
    from eniplan.network.inventory import Inventory
    from eniplan.network.vswitch import VSwitch
    from eniplan.planning.plan import Plan
    from eniplan.planning.spec import Group


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What is lost: a zone with all of its VSwitches, or one VSwitch.

    Args:
        zone: the zone's id; empty where its one VSwitch has none.
        vswitches: the ids of the VSwitches that are lost.
        whole_zone: whether it is the zone that is lost.
    """

    zone: str
    vswitches: frozenset[str]
    whole_zone: bool


def losses_of(plan: Plan) -> Iterator[Loss]:
    """Each zone and each VSwitch that groups of a plan may be in; a zone of one VSwitch is one loss, the zone's."""
    named = dict.fromkeys(where for group in plan.spec.groups for where in group.vswitches)
    known = [plan.inventory.vswitches[where] for where in named if where in plan.inventory.vswitches]
    for zone in dict.fromkeys(vswitch.zone_id for vswitch in known if vswitch.zone_id):
        every = (vswitch.id for vswitch in plan.inventory.vswitches.values() if vswitch.zone_id == zone)
        yield Loss(zone=zone, vswitches=frozenset(every), whole_zone=True)
    for vswitch in known:
        if not vswitch.zone_id or sum(each.zone_id == vswitch.zone_id for each in known) > 1:
            yield Loss(zone=vswitch.zone_id, vswitches=frozenset({vswitch.id}), whole_zone=False)


def without(inventory: Inventory, lost: frozenset[str]) -> Inventory:
    """What exists after a loss: neither the VSwitches nor anything in them."""

    def stays(eni: ENI) -> bool:
        return eni.vswitch_id not in lost

    return replace(
        inventory,
        vswitches={key: vswitch for key, vswitch in inventory.vswitches.items() if key not in lost},
        enis={key: eni for key, eni in inventory.enis.items() if stays(eni)},
        others=tuple(filter(stays, inventory.others)),
    )


def planned_after(
    plan: Plan, loss: Loss, *, more: Mapping[str, tuple[str, ...]] | None = None, kept: Plan | None = None
) -> Plan:
    """The plan on what is left: what has its place keeps it, what was lost is placed anew where its group may be.

    Args:
        plan: the plan before.
        loss: what is lost.
        more: by group, VSwitches that it may use besides.
        kept: a plan after the loss, whose ENIs keep their places instead.
    """
    gone = [vswitch for key, vswitch in plan.inventory.vswitches.items() if key in loss.vswitches]
    wanted = (_left_of(group, loss, gone, (more or {}).get(group.name, ())) for group in plan.spec.groups)
    groups = tuple(group for group in wanted if group.vswitches)
    there = without(plan.inventory, loss.vswitches)
    earlier = previous_of(kept or plan)
    stays = {name: eni for name, eni in earlier.enis.items() if eni.vswitch not in loss.vswitches}
    return replanned(plan, inventory=there, groups=groups, previous=replace(earlier, enis=stays))


def _left_of(group: Group, loss: Loss, gone: list[VSwitch], more: tuple[str, ...]) -> Group:
    """A group without what is lost; a zone that it is bound to binds it no more once it may go elsewhere."""
    where = (*(each for each in group.vswitches if each not in loss.vswitches), *more)
    wishes = tuple(wish for wish in group.enis if not any(lies_in(wish, vswitch) for vswitch in gone))
    zone = "" if more and loss.whole_zone and group.zone == loss.zone else group.zone
    return replace(group, vswitches=where, enis=wishes, zone=zone)


def elsewhere(plan: Plan, loss: Loss, group: Group) -> tuple[str, ...]:
    """The VSwitches of a group's VPC that it does not name, that are left and Available, in its zone if it has one."""
    known = plan.inventory.vswitches
    vpcs = {known[where].vpc_id for where in group.vswitches if where in known}
    zone = "" if loss.whole_zone and group.zone == loss.zone else group.zone
    return tuple(
        vswitch.id
        for vswitch in known.values()
        if vswitch.id not in {*group.vswitches, *loss.vswitches}
        and vswitch.vpc_id in vpcs
        and vswitch.status == AVAILABLE
        and zone in {"", vswitch.zone_id}
    )
