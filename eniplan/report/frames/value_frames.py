"""The frames of values that are rows already: findings, refusals, changes, and what a batch came to; no arithmetic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.planning.changes import SIGNS
from eniplan.report.frames import tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pandas import DataFrame

    from eniplan.contract.finding import Finding
    from eniplan.planning.changes import Changes
    from eniplan.planning.plan import Refusal
    from eniplan.planning.reconciliation import Reconciliation
    from eniplan.planning.rehearsal import Rehearsal


@tables.FINDINGS.documents
def findings_frame(findings: Sequence[Finding]) -> DataFrame:
    """Findings."""
    return tables.FINDINGS.of(findings)


@tables.REFUSED.documents
def refused_frame(refused: Sequence[Refusal]) -> DataFrame:
    """What a plan refuses."""
    return tables.REFUSED.of(refused, vswitches=[" ".join(refusal.vswitches) for refusal in refused])


@tables.CHANGES.documents
def changes_frame(changes: Changes) -> DataFrame:
    """What becomes of each ENI; working the changes out takes nearly all of the time."""
    rows = list(changes)
    return tables.CHANGES.of(rows, sign=[SIGNS[change.action] for change in rows])


@tables.RECONCILED.documents
def reconciled_frame(reconciliation: Reconciliation) -> DataFrame:
    """What became of each ENI, with the evidence."""
    return tables.RECONCILED.of(reconciliation.enis)


@tables.REHEARSED.documents
def rehearsal_frame(rehearsal: Rehearsal) -> DataFrame:
    """What the stand-in answered to each step."""
    return tables.REHEARSED.of(rehearsal.steps, status=[step.status or None for step in rehearsal.steps])
