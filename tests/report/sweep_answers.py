"""One small answer of scenarios and of a sweep, with names that should do no harm if asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from eniplan.capacity.compare import CompareAnswer, compare
from eniplan.capacity.scenario import Scenario
from eniplan.capacity.sweep import Sweep, SweepSpec
from eniplan.capacity.sweep_answer import SweepAnswer
from tests.planning.ground_kit import ACCOUNT, group, planned, spec, vswitch

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eniplan.capacity.factor import Level
    from eniplan.planning.plan import Plan


def compared(name: str = "") -> CompareAnswer:
    """Today's plan, and three scenarios; they bear the given name."""
    first = planned(group("web-{n}", 30, "a", "b"))
    scenarios: dict[str, Plan | Scenario] = {
        name or "today": first,
        f"{name} more": Scenario(counts={"web-{n}": 600}),
        f"{name} quota": Scenario(profile={"eni_quota": 31}, changed=name),
        f"{name} anew": Scenario(keeps=False),
    }
    return compare(scenarios)


def swept(vary: Mapping[str, Sequence[Level]], name: str = "small", replications: int = 2) -> SweepAnswer:
    """A sweep of 40 ENIs in a /24 of the plan file that has a reserved block, so that a small mask has no plan."""
    wide = vswitch("new", "10.9.0.0/24", "10.9.0.128/27")
    plan = replace(spec(group("web-{n}", 40, "new"), vswitches=(wide,)), name=name)
    ready = Sweep(spec=SweepSpec(plan=plan, vary=vary, replications=replications), inventory=ACCOUNT)
    return SweepAnswer(
        assumptions=("so it is",),
        plan=plan.name,
        factors=ready.factors,
        replications=replications,
        seed=0,
        rows=tuple(map(ready.row, range(ready.total))),
    )
