"""A finding as a value and as a line of text, and the severities of the lint table."""

from __future__ import annotations

import pytest

from eniplan.contract.finding import Finding
from eniplan.contract.lint import LINT, severity

FINDING = Finding(code="InvalidParameter", severity="error", message="0 is too small", parameter="QueueNumber")
ERRORS = {"UnknownParameter", "MaskedValue", "TokenReused"}
WARNINGS = {
    "TextForNumber", "MixedAddressesAndPrefixes", "AddressInReservedBlock", "ManySecurityGroups", "QueuePairsUnset",
    "NoClientToken", "NotFirstLetter", "QuotaUnknown", "ExistsDiffers", "MightBePicked", "TypeUnknown",
    "IncompleteListing", "ErrorAnswer", "CidrHostBits", "UnexplainedAddresses",
}  # fmt: skip
NOTES = {
    "EmptyValue", "SetTwice", "NotChecked", "LaterFileWins", "UnknownShape", "SubfolderNotRead", "StatusMissing",
    "CatalogueUsed",
}  # fmt: skip


def test_text() -> None:
    """Severity, code, parameter and sentence; without a parameter no gap."""
    assert str(FINDING) == "error InvalidParameter QueueNumber: 0 is too small"
    assert str(Finding(code="C", severity="note", message="m")) == "note C: m"


def test_defaults() -> None:
    """Raised by creating, written on the page, about no line."""
    assert (FINDING.raised_at, FINDING.line) == ("create", None)
    assert FINDING.source.startswith("CreateNetworkInterface page")


@pytest.mark.parametrize(("level", "refused"), [("error", True), ("warning", False), ("note", False)])
def test_only_errors_refuse(level: str, refused: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """Warnings and notes do not."""
    assert Finding(code="C", severity=level, message="m").is_error == refused  # type: ignore[arg-type]


def test_tied_to_a_request() -> None:
    """By name, by line, or both; what is not said stays."""
    named = FINDING.at(request="web-1", line=3)
    assert (named.request, named.line, named.code) == ("web-1", 3, "InvalidParameter")
    assert named.at(line=4).request == "web-1"
    assert named.at(request="web-2").line == 3
    assert FINDING.request == ""


@pytest.mark.parametrize(("names", "level"), [(ERRORS, "error"), (WARNINGS, "warning"), (NOTES, "note")])
def test_lint_severities(names: set[str], level: str) -> None:
    """As the design and the decisions give them."""
    assert {severity(f"Lint.{name}") for name in names} == {level}


def test_lint_rows() -> None:
    """Each row has a code of the family, a severity and half a sentence."""
    assert all(code.startswith("Lint.") and text for code, (_, text) in LINT.items())
    assert {level for level, _ in LINT.values()} == {"error", "warning", "note"}
