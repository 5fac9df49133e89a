"""Findings about an inventory: a code, a sentence, the file and the id."""

from __future__ import annotations

from eniplan.contract.finding import DECISION, Finding
from eniplan.contract.lint import severity

VPC_DOCUMENTATION = "VPC documentation, system reserved IP addresses, 2025-11"
PREFIX_DOCUMENTATION = "ECS documentation, IP prefixes, 2026-05"


def remark(
    code: str, message: str, *, file: str = "", subject: str = "", vswitch: str = "", source: str = DECISION
) -> Finding:
    """A ``Lint.*`` finding with the severity of its code."""
    return Finding(
        code=code, severity=severity(code), message=message, file=file, subject=subject, vswitch=vswitch, source=source
    )
