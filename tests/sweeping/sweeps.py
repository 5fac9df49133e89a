"""A small sweep of a /24 that the plan file describes, and what its rows have to be."""

from __future__ import annotations

from eniplan.capacity.sweep import SweepSpec
from eniplan.planning.spec import PlanSpec
from tests.planning.ground_kit import GROUPS, REGION, group, vswitch

A24 = vswitch("a", "10.0.0.0/24")
"""252 usable addresses."""


def small_plan() -> PlanSpec:
    """60 ENIs of one address each in a /24 of the plan file."""
    return PlanSpec(
        name="small", region=REGION, groups=(group("web-{n}", 60),), vswitches=(A24,), security_groups=GROUPS[:1]
    )


def small_sweep(replications: int = 10) -> SweepSpec:
    """4 x 2 combinations."""
    levels = {"group.count": (10, 100, 200, 300), "density": (0.0, 0.5)}
    return SweepSpec(plan=small_plan(), vary=levels, replications=replications)
