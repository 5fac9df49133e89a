"""What is sent of a plan, for whoever approves it: which files, and how long it takes.

A file is known by its digest, which an approver compares with the one that is sent (``sha256sum requests.jsonl``).
"""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from eniplan.contract.rates import CALLS_PER_MINUTE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from eniplan.planning.plan import Plan


class BatchDigest(NamedTuple):
    """A file of a batch.

    Args:
        file: its name.
        lines: how many lines it has.
        sha256: the SHA-256 of its bytes, in hexadecimal digits.
    """

    file: str
    lines: int
    sha256: str


def batch_digests(plan: Plan) -> Iterator[BatchDigest]:
    """The files that a plan is sent from: its requests, and its steps where some ENI takes more than one call."""
    yield _digest("requests.jsonl", plan.requests.lines())
    if plan.needs_steps:
        yield _digest("steps.jsonl", (step.json() for step in plan.steps))


def _digest(file: str, lines: Iterable[str]) -> BatchDigest:
    found, count = sha256(), 0
    for line in lines:
        found.update(f"{line}\n".encode())
        count += 1
    return BatchDigest(file, count, found.hexdigest())


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
