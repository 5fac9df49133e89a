"""Findings as text: gathered by code for a summary, line by line for a check."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath
from typing import TYPE_CHECKING

from eniplan.contract.findings import SEVERITIES
from eniplan.report.figures import check_figures
from eniplan.report.lettering import TIMES, cells, cut, padded, visible, wrapped
from eniplan.report.text_table import INDENT
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from eniplan.contract.finding import Finding, Severity
    from eniplan.planning.plan import Plan

WIDTH = 100
_MOST_LINES = 12
_LONGEST_EXAMPLE = 2 * (WIDTH - 12)


def totals(findings: Iterable[Finding]) -> str:
    """``1 error, 0 warnings, 12 notes``."""
    found = Counter(finding.severity for finding in findings)
    return ", ".join(counted(found[severity], severity) for severity in SEVERITIES)


def beside_refusals(plan: Plan) -> Sequence[Finding]:
    """The findings without the errors that are told as refusals."""
    codes = {refusal.code for refusal in plan.refused}
    return [finding for finding in plan.findings if not (finding.is_error and finding.code in codes)]


def findings_by_code(findings: Sequence[Finding]) -> list[str]:
    """Each code with its count and its first example, errors first, in about a dozen lines; nothing where none is."""
    if not findings:
        return []
    groups: dict[tuple[Severity, str], list[Finding]] = {}
    for finding in sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity)):
        groups.setdefault((finding.severity, finding.code), []).append(finding)
    lines, shown = [f"Findings: {totals(findings)}"], 0
    for gathered in groups.values():
        entry = _entry(gathered)
        if len(lines) + len(entry) > _MOST_LINES:
            break
        lines += entry
        shown += 1
    if len(findings) > shown:
        lines.append(f"{INDENT}and {len(findings) - shown:,} more: --json has all")
    return lines


def _entry(gathered: Sequence[Finding]) -> list[str]:
    first = gathered[0]
    many = f" {TIMES} {len(gathered):,}, the first:" if len(gathered) > 1 else ":"
    message = cut(visible(first.message), _LONGEST_EXAMPLE)
    start = f"{INDENT}{padded(first.severity, 7)}  {first.code}{many} "
    return wrapped(message, WIDTH, start, " " * 11)


def check_summary(count: int, findings: Sequence[Finding]) -> str:
    """What ``eniplan check`` prints: the findings in order, a line each, then totals.

    Args:
        count: how many requests were checked.
        findings: theirs and the inventory's.
    """
    places = [visible(place_of(finding), 30) or "inventory" for finding in findings]
    width = min(max(map(cells, places), default=0), 30)
    lines = [f"{padded(place, width)}  {_sentence(finding)}" for place, finding in zip(places, findings, strict=True)]
    requests = f"{counted(count, 'request')}: {check_figures(count, findings)}"
    return "\n".join([*lines, *([""] if lines else []), f"{requests}; {totals(findings)}"])


def place_of(finding: Finding) -> str:
    """What a finding is about, by the first of its places that is known; empty where none is."""
    if finding.line is not None:
        return f"line {finding.line:,}"
    return finding.request or PurePath(finding.file).name or finding.vswitch or finding.subject


def _sentence(finding: Finding) -> str:
    parameter = f" {visible(finding.parameter)}" if finding.parameter else ""
    attach = " (raised when it is attached)" if finding.raised_at == "attach" else ""
    return f"{padded(finding.severity, 7)}  {finding.code}{parameter}: {visible(finding.message)}{attach}"
