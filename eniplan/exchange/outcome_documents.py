"""The JSON documents of what came of a batch: of a rehearsal, and of a plan beside what then exists."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eniplan.planning.reconciliation import Reconciliation
    from eniplan.planning.rehearsal import Rehearsal


def rehearsal_document(rehearsal: Rehearsal) -> dict[str, object]:
    """What ``eniplan rehearse --json`` prints: the counts, and every step with its answer."""
    return {
        "name": rehearsal.plan,
        "seed": rehearsal.seed,
        "ok": rehearsal.ok,
        "enis": rehearsal.enis,
        "refused_before": rehearsal.refused_before,
        "outcomes": dict(rehearsal.by_outcome),
        "steps": [asdict(step) for step in rehearsal.steps],
    }


def reconciliation_document(found: Reconciliation) -> dict[str, object]:
    """What ``eniplan reconcile --json`` prints: the counts, every ENI with its fate, and what is still to do."""
    return {
        "plan": found.plan,
        "ok": found.ok,
        "counts": dict(found.counts),
        "enis": [asdict(each) for each in found.enis],
        "to_send": [step.id for step in found.to_send],
        "to_delete": [str(step.parameters["NetworkInterfaceId"]) for step in found.to_delete],
        "attached": list(found.attached),
        "refused": found.refused,
        "note": found.note,
    }
