"""How an action of the stand-in says no: raised where the reason is found, answered in one place, never seen outside.

A finding is the cause in the planner's own words; the refusal is what the cloud would make of it.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from eniplan.contract.parameters import PARAMETERS, Parameter
from eniplan.network.cidr import PREFIX_MASK
from eniplan.sending.standin.call_errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from eniplan.contract.finding import Finding
    from eniplan.network.cidr import Family

AS_CODE: Mapping[str, str] = MappingProxyType({"Lint.MixedAddressesAndPrefixes": "InvalidParameter.Conflict"})
"""The API's code for a finding of our own that is an error; InvalidParameter for any other one (decision)."""


class RefusedError(Exception):
    """A call that is not carried out.

    Args:
        refusal: what is answered.
        finding: the rule's finding behind it; None where no rule of the planner was asked.
    """

    def __init__(self, refusal: Refusal, finding: Finding | None = None) -> None:
        self.refusal, self.finding = refusal, finding
        super().__init__(refusal.code)


def refuse(code: str, sentence: str) -> RefusedError:
    """A refusal without a finding."""
    return RefusedError(Refusal(code, sentence))


def missing(name: str) -> RefusedError:
    """A refusal of a call that lacks a parameter."""
    return refuse("MissingParameter", f"{name} is missing; every call of this action needs it")


def require_none(findings: Iterable[Finding], sent: Mapping[str, str], status: str = "") -> None:
    """Refuse for the first error, in the order of the page; what only attaching can raise is not raised.

    Args:
        findings: in the page's order.
        sent: the call's flattened parameters, whose values stand in messages.
        status: the VSwitch's.

    Raises:
        RefusedError: there is one.
    """
    for finding in findings:
        if finding.is_error and finding.raised_at == "create":
            code = AS_CODE.get(finding.code, "InvalidParameter") if finding.code.startswith("Lint.") else finding.code
            values = _values(finding, sent.get(finding.parameter, ""), status)
            raise RefusedError(Refusal(code, finding.message, values), finding)


def _values(finding: Finding, sent: str, status: str) -> Sequence[str]:
    """What stands in the gaps of the code's message."""
    if finding.code == "IncorrectVSwitchStatus":
        return (status,)
    if finding.code == "InvalidIp.IpPrefixMaskInvalid":
        family: Family = 6 if ":" in sent else 4
        return (sent.partition("/")[2], str(PREFIX_MASK[family]), str(PREFIX_MASK[family]))
    if finding.code == "InvalidParameter.EniConnectionTrackingConfiguration":
        return (finding.parameter.rpartition(".")[2], *_range(finding.parameter))
    if finding.code == "InvalidOperation.HighPerformanceTrafficModeEniUnsupported":
        return ("Secondary", sent or "Trunk")
    return (sent,)


def _range(path: str) -> tuple[str, str]:
    """The least and the most of a parameter inside another one."""
    rows: tuple[Parameter, ...] = PARAMETERS
    row = None
    for name in path.split("."):
        row = next((row for row in rows if row.name == name), None)
        rows = row.members if row else ()
    if row is None:
        return "", ""
    ends = [value for value in row.allowed if isinstance(value, int)] or [row.least or 0, row.most or 0]
    return str(min(ends)), str(max(ends))
