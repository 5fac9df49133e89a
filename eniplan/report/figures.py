"""The sentences that head a summary and a card alike: how many of what, and what a reader must know of a drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eniplan.contract.finding import Finding
    from eniplan.network.inventory import Inventory
    from eniplan.planning.plan import Plan

ONE_DRAW = "Whole /28s after: for the addresses drawn here; the cloud will draw others for automatic ENIs"
MARKED = "Addresses marked ~ are one draw: the cloud will draw others"
_MOST_REGIONS = 4


def asked_for(plan: Plan) -> int:
    """How many ENIs the groups of a plan ask for."""
    return sum(group.count for group in plan.spec.groups)


def plan_figures(plan: Plan) -> str:
    """``76 ENIs asked for: 64 to create, 12 exist already, 0 refused; 64 requests``."""
    created, placed = len(plan.requests), len(plan.enis)
    said = f"{created:,} to create, {placed - created:,} exist already, {plan.refused.enis:,} refused"
    return f"{counted(asked_for(plan), 'ENI')} asked for: {said}; {counted(created, 'request')}"


def inventory_figures(inventory: Inventory) -> str:
    """``6 VSwitches, 312 ENIs, 2 security groups``."""
    numbers = {"VSwitch": inventory.vswitches, "ENI": inventory.enis, "security group": inventory.security_groups}
    return ", ".join(counted(len(there), one) for one, there in numbers.items())


def regions_of(inventory: Inventory) -> list[str]:
    """The regions of its VSwitches, the first few; none where none is known."""
    return sorted({vswitch.region_id for vswitch in inventory.vswitches.values()} - {""})[:_MOST_REGIONS]


def check_figures(requests: int, findings: Iterable[Finding]) -> str:
    """``11 without errors, 1 with``, of so many ready-made requests."""
    refused = len({finding.line for finding in findings if finding.is_error and finding.line is not None})
    return f"{requests - refused:,} without errors, {refused:,} with"
