"""Findings together: a tuple that can be looked at."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, get_args

from eniplan.contract.finding import Finding, Severity
from eniplan.spelling import counted
from eniplan.views import ViewableTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""From the gravest to the mildest."""


class Findings(ViewableTuple[Finding]):
    """Findings in their order; a tuple of them in every other respect.

    >>> from eniplan.contract.finding import Finding
    >>> Findings([Finding(code="InvalidIp.Address", severity="error", message="10.0.0.300 is no address")])
    <Findings: 1 error, 0 warnings, 0 notes>
    """

    __slots__ = ()

    @property
    def by_severity(self) -> Mapping[Severity, int]:
        """How many there are of each severity, the gravest first; 0 where there is none."""
        found = Counter(finding.severity for finding in self)
        return {severity: found[severity] for severity in SEVERITIES}

    def __repr__(self) -> str:
        counts = (counted(count, severity) for severity, count in self.by_severity.items())
        return f"<Findings: {', '.join(counts)}>"
