"""Findings as text: gathered by code, or line by line."""

from __future__ import annotations

from eniplan.contract.finding import Finding
from eniplan.report.findings_text import check_summary, findings_by_code, totals
from eniplan.report.lettering import cells


def finding(code: str, message: str = "what is wrong", **more: object) -> Finding:
    """An error, if nothing else is said."""
    return Finding(**{"code": code, "severity": "error", "message": message, **more})  # type: ignore[arg-type]


def test_findings_are_gathered_by_code_errors_first() -> None:
    """Each code has its count and its first example; what is not shown is counted."""
    found = [
        finding("Lint.B", "first note", severity="note"),
        finding("Lint.B", "second note", severity="note"),
        finding("Lint.W", "a warning", severity="warning"),
        finding("E", "an error"),
    ]
    assert findings_by_code(found) == [
        "Findings: 1 error, 1 warning, 2 notes",
        "  error    E: an error",
        "  warning  Lint.W: a warning",
        "  note     Lint.B \N{MULTIPLICATION SIGN} 2, the first: first note",
        "  and 1 more: --json has all",
    ]


def test_no_findings_have_no_lines() -> None:
    """An empty section is left out."""
    assert findings_by_code([]) == []
    assert totals([]) == "0 errors, 0 warnings, 0 notes"


def test_many_codes_stop_after_a_dozen_lines() -> None:
    """40 codes of one finding each: the head, 11 of them, and 29 more."""
    lines = findings_by_code([finding(f"Code{n:02}") for n in range(40)])
    assert len(lines) == 13
    assert lines[11] == "  error    Code10: what is wrong"
    assert lines[-1] == "  and 29 more: --json has all"


def test_a_long_message_takes_a_few_lines_of_100() -> None:
    """It is wrapped and cut, and a finding of one code never hides that there are others."""
    lines = findings_by_code([finding("E", "word " * 200)])
    assert max(map(cells, lines)) <= 100
    assert 3 <= len(lines) <= 4
    assert lines[-1].endswith("…")


def test_a_message_drives_no_terminal() -> None:
    """Messages quote values of others."""
    gathered = findings_by_code([finding("E", "bad \x1b[2J value")])
    text = "\n".join([*gathered, check_summary(1, [finding("E", "\x1b]0;")])])
    assert "\x1b" not in text
    assert "bad \\x1b[2J value" in text


def test_a_check_shows_every_finding_on_a_line_and_counts_requests() -> None:
    """Two of three requests are fine; a finding without a line is the inventory's and refuses none of them."""
    found = [
        finding("Lint.TwoOwners", "10.0.0.1", severity="warning", file="a/long/way/to/the/folder/enis.json"),
        finding("InvalidIp.Address", "'x' is no address", parameter="PrivateIpAddress.2", line=12),
        finding("MissingParameter", "VSwitchId is missing", line=12),
        finding("InvalidOperation.Ipv4CountExceeded", "7 of 6", line=13, severity="warning", raised_at="attach"),
    ]
    assert check_summary(3, found).splitlines() == [
        "enis.json  warning  Lint.TwoOwners: 10.0.0.1",
        "line 12    error    InvalidIp.Address PrivateIpAddress.2: 'x' is no address",
        "line 12    error    MissingParameter: VSwitchId is missing",
        "line 13    warning  InvalidOperation.Ipv4CountExceeded: 7 of 6 (raised when it is attached)",
        "",
        "3 requests: 2 without errors, 1 with; 2 errors, 2 warnings, 0 notes",
    ]


def test_a_check_without_findings_is_one_line() -> None:
    """Nothing to say but that all is well."""
    assert check_summary(1, []) == "1 request: 1 without errors, 0 with; 0 errors, 0 warnings, 0 notes"
