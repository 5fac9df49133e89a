"""A finding: one reason why a request would be refused, or one thing worth knowing before it is sent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Severity = Literal["error", "warning", "note"]
RaisedAt = Literal["create", "attach"]

PAGE = "CreateNetworkInterface page, 2026-04-04"
DECISION = "decision"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding about a request, a plan or an inventory.

    Args:
        code: a code of the API page's table, or ``Lint.*`` for what the page does not forbid.
        severity: ``error`` (it would be refused), ``warning`` or ``note``.
        message: one sentence with the offending value and what would be accepted.
        parameter: the parameter as the wire names it (``Ipv4Prefix.2``), or empty.
        request: the ENI's or group's name, or empty.
        line: the line of a requests file, counted from 1; None where there is none.
        vswitch: the VSwitch id it is about, or empty.
        raised_at: the call that would raise it: ``create`` or ``attach``.
        source: where the rule is written, with its date.
        file: the inventory file it is about, or empty.
        subject: the id (ENI, VSwitch, block) it is about, or empty.
    """

    code: str
    severity: Severity
    message: str
    parameter: str = ""
    request: str = ""
    line: int | None = None
    vswitch: str = ""
    raised_at: RaisedAt = "create"
    source: str = PAGE
    file: str = ""
    subject: str = ""

    @property
    def is_error(self) -> bool:
        """Whether the request would be refused for it."""
        return self.severity == "error"

    def at(self, *, request: str | None = None, line: int | None = None) -> Finding:
        """The same finding, tied to a request by name or line."""
        return replace(self, request=self.request if request is None else request, line=line or self.line)

    def __str__(self) -> str:
        place = f" {self.parameter}" if self.parameter else ""
        return f"{self.severity} {self.code}{place}: {self.message}"
