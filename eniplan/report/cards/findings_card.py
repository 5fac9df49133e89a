"""Findings, and what a plan refuses: severities by word and shape, and by colour as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.contract.findings import SEVERITIES, Findings
from eniplan.report.cards.element import Markup
from eniplan.report.cards.table import MOST_ROWS, Head, card, marked, table
from eniplan.report.figures import check_figures
from eniplan.report.findings_text import place_of, totals
from eniplan.report.lettering import cut
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from eniplan.contract.finding import Finding, Severity
    from eniplan.planning.checking import CheckReport
    from eniplan.planning.plan import Refused

NAME_WIDTH = 40
"""The longest name that is shown whole, in letters of usual width."""
LONGEST = 300
"""The longest sentence that is shown whole, likewise."""
_MARKS: dict[Severity, str] = {"error": "✕", "warning": "▲", "note": "●"}
_FINDING = (
    Head("severity", "name"),
    Head("code", "code"),
    Head("where", optional=True),
    Head("parameter", optional=True),
    Head("what is wrong, and what would be accepted", "words"),
)
_REFUSAL = (
    Head("group", "name"),
    Head("refused ENIs", "number"),
    Head("placed ENIs", "number"),
    Head("of", "number"),
    Head("from"),
    Head("code", "code"),
    Head("why", "words"),
)


def findings_card(findings: Findings) -> str:
    """Findings, errors first."""
    said = "errors first" if findings else "nothing was found"
    return card(counted(len(findings), "finding"), said, findings_table(findings))


def report_card(report: CheckReport) -> str:
    """What was found in ready-made requests."""
    title, said = f"Check of {counted(report.requests, 'request')}", check_figures(report.requests, report.findings)
    return card(title, said, findings_table(report.findings))


def refused_card(refused: Refused) -> str:
    """What a plan refuses."""
    said = "by group and code, with what is left of the limit" if refused else "every ENI has a place"
    return card(f"{counted(refused.enis, 'ENI')} refused", said, refused_table(refused))


def findings_table(findings: Sequence[Finding], most: int = MOST_ROWS) -> Markup:
    """Findings as a table, errors first."""
    order = sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity))
    return table(f"Findings: {totals(findings)}", _FINDING, map(_finding, order), len(findings), "findings", most=most)


def _finding(finding: Finding) -> tuple[str, ...]:
    severity = marked(_MARKS[finding.severity], finding.severity, f"eniplan-{finding.severity}")
    attach = " (raised when it is attached)" if finding.raised_at == "attach" else ""
    message = cut(finding.message, LONGEST) + attach
    return severity, finding.code, cut(place_of(finding), NAME_WIDTH), cut(finding.parameter, NAME_WIDTH), message


def refused_table(refused: Refused, most: int = MOST_ROWS) -> Markup:
    """Refusals as a table."""
    caption = f"Refused: {counted(refused.enis, 'ENI')}"
    return table(caption, _REFUSAL, _refusals(refused), len(refused), "refused", most=most)


def _refusals(refused: Refused) -> Iterable[tuple[str, ...]]:
    for refusal in refused:
        numbers = (f"{number:,}" for number in (refusal.enis, refusal.placed, refusal.count))
        first, limit = cut(refusal.first, NAME_WIDTH), cut(refusal.limit, LONGEST)
        yield cut(refusal.group, NAME_WIDTH), *numbers, first, refusal.code, limit
