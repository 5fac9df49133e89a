"""The JSON document of a rehearsal: the counts, and every step with its answer."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eniplan.planning.rehearsal import Rehearsal


def rehearsal_document(rehearsal: Rehearsal) -> dict[str, object]:
    """What ``eniplan rehearse --json`` prints."""
    return {
        "name": rehearsal.plan,
        "seed": rehearsal.seed,
        "ok": rehearsal.ok,
        "enis": rehearsal.enis,
        "refused_before": rehearsal.refused_before,
        "outcomes": dict(rehearsal.by_outcome),
        "steps": [asdict(step) for step in rehearsal.steps],
    }
