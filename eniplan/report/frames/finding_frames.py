"""The frames of findings and refusals: one row per value, one column per attribute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.report.frames import tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pandas import DataFrame

    from eniplan.contract.finding import Finding
    from eniplan.planning.plan import Refusal
    from eniplan.report.frames.column import Table, Values


@tables.FINDINGS.documents
def findings_frame(findings: Sequence[Finding]) -> DataFrame:
    """Findings."""
    return tables.FINDINGS.frame(_attributes(tables.FINDINGS, findings))


@tables.REFUSED.documents
def refused_frame(refused: Sequence[Refusal]) -> DataFrame:
    """What a plan refuses."""
    tried = {"vswitches": [" ".join(refusal.vswitches) for refusal in refused]}
    return tables.REFUSED.frame({**_attributes(tables.REFUSED, refused), **tried})


def _attributes(table: Table, values: Sequence[object]) -> dict[str, Values]:
    return {column.name: [getattr(value, column.name) for value in values] for column in table.columns}
