"""A rehearsed batch: what the stand-in answered to each step of a plan. The value; rehearsing is done elsewhere."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from eniplan.views import Viewable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eniplan.planning.steps import Sendable

Outcome = Literal["done", "refused", "no id", "no answer", "not sent"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
"""``no id``: a success that names no ENI. ``not sent``: the create that it follows gave no id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RehearsedStep:
    """One step and its answer.

    Args:
        id: the step's id.
        action: the API's action.
        eni: the ENI's name.
        group: the group it belongs to.
        vswitch: the id of its VSwitch.
        outcome: what the answer says.
        status: the HTTP status; 0 where there was no answer.
        code: the error's code; empty for none.
        message: what the answer's Message says.
        cause: the finding behind a refusal, in the planner's words; empty where a fault was asked for.
        fix: the nearest thing to do about a refusal; empty for none.
        fault: the kind of the fault that the step met; empty for none.
        eni_id: the NetworkInterfaceId that the create answered with.
        primary: the primary address that the stand-in gave; the cloud may draw another one.
    """

    id: str
    action: Sendable
    eni: str
    group: str
    vswitch: str
    outcome: Outcome
    status: int = 0
    code: str = ""
    message: str = ""
    cause: str = ""
    fix: str = ""
    fault: str = ""
    eni_id: str = ""
    primary: str = ""


@dataclass(frozen=True, kw_only=True, repr=False)
class Rehearsal(Viewable):
    """What :func:`eniplan.rehearse` gives.

    Args:
        plan: the plan's name.
        seed: of the addresses and ids that the stand-in drew.
        steps: every step with its answer, in the order they were sent.
        refused_before: ENIs that the plan itself refuses: no step was sent for them.
        enis: ENIs that the stand-in has made of them.
    """

    plan: str
    seed: int
    steps: tuple[RehearsedStep, ...]
    refused_before: int = 0
    enis: int = 0

    @property
    def ok(self) -> bool:
        """Whether every ENI of the plan was made, whole."""
        return not self.refused_before and all(step.outcome == "done" for step in self.steps)

    @property
    def by_outcome(self) -> Mapping[Outcome, int]:
        """How many steps came out each way, 0 where none did."""
        found = Counter(step.outcome for step in self.steps)
        return {outcome: found[outcome] for outcome in OUTCOMES}

    def __repr__(self) -> str:
        counts = ", ".join(f"{count:,} {outcome}" for outcome, count in self.by_outcome.items() if count)
        return f"<Rehearsal of {self.plan}: {len(self.steps):,} steps: {counts or 'nothing to send'}>"
