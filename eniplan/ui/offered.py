"""What the form offers for keys that name something of the account: ids stand in the plan, people know names.

Nothing has to be chosen from it: whatever is typed is judged the same way. A label is safe to print.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from eniplan.report.lettering import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eniplan.network.security_group import SecurityGroup
    from eniplan.network.vswitch import VSwitch
    from eniplan.ui.state import PlannerState

_NAME = 40
_DOT = " \N{MIDDLE DOT} "


class Choice(NamedTuple):
    """Something to choose: what is typed for it, and what it is called."""

    value: str
    label: str


def offered(state: PlannerState) -> Mapping[str, list[Choice]]:
    """What could be named, by the key of a group's table; nothing for keys that name nothing, or nothing known."""
    world = state.plan.inventory if state.plan is not None else state.inventory
    vswitches = [Choice(each.id, _vswitch(each)) for each in world.vswitches.values()]
    found = {
        "vswitches": vswitches,
        "vswitch": vswitches,
        "security_groups": [Choice(each.id, _security_group(each)) for each in world.security_groups.values()],
        "zone": _plain(sorted({each.zone_id for each in world.vswitches.values() if each.zone_id})),
        "instance_type": _plain(sorted(world.instance_types)),
        "parameters/ResourceGroupId": _plain(sorted(world.resource_groups)),
    }
    return {key: choices for key, choices in found.items() if choices}


def _vswitch(vswitch: VSwitch) -> str:
    """``web-h · cn-hangzhou-h · 10.20.0.0/22``."""
    said = (vswitch.name or vswitch.id, vswitch.zone_id, str(vswitch.cidr))
    return _DOT.join(visible(text, _NAME) for text in said if text)


def _security_group(group: SecurityGroup) -> str:
    """``web · basic · vpc-demo``: ENIs and their security groups are of one VPC."""
    said = (group.name or group.id, group.type or "", group.vpc_id or "")
    return _DOT.join(visible(text, _NAME) for text in said if text)


def _plain(values: list[str]) -> list[Choice]:
    return [Choice(value, visible(value, _NAME)) for value in values]
