"""How long a batch takes to send: the calls of each action, at the pace that the cloud is asked for."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from eniplan.contract.rates import CALLS_PER_MINUTE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eniplan.planning.plan import Plan


class ActionSchedule(NamedTuple):
    """The calls of one action.

    Args:
        action: the API's action.
        calls: how many.
        per_minute: how many of them a minute takes.
        minutes: how long they take at least, rounded up.
    """

    action: str
    calls: int
    per_minute: int
    minutes: int


def send_schedule(plan: Plan, per_minute: Mapping[str, int] = CALLS_PER_MINUTE) -> list[ActionSchedule]:
    """The calls of a plan by action, those of most minutes first; actions run beside each other.

    Args:
        plan: the plan.
        per_minute: calls a minute of each action.
    """
    counts = Counter(step.action for step in plan.steps) if plan.needs_steps else Counter(_creates(plan))
    rows = [
        ActionSchedule(action, calls, per_minute[action], -(-calls // per_minute[action]))
        for action, calls in counts.items()
    ]
    return sorted(rows, key=lambda row: (-row.minutes, row.action))


def _creates(plan: Plan) -> dict[str, int]:
    return {"CreateNetworkInterface": len(plan.requests)} if plan.requests else {}
