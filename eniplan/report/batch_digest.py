"""The digest of a batch: what an approver compares with the file that is sent (``sha256sum requests.jsonl``)."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
