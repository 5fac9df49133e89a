"""Every code that a rule can raise has advice."""

from __future__ import annotations

from eniplan.contract.error_codes import error_codes
from eniplan.contract.lint import LINT
from eniplan.report.advice import ADVICE


def test_every_predicted_code_and_every_lint_error_has_advice() -> None:
    """And no line is about a code that nobody raises."""
    predicted = {row.code for row in error_codes().values() if row.predicted}
    lint = {code for code, (severity, _) in LINT.items() if severity == "error"}
    assert set(ADVICE) == predicted | lint


def test_advice_is_one_short_sentence() -> None:
    """It stands beside a label in 100 columns, begins small and ends without a full stop."""
    for code, line in ADVICE.items():
        assert 10 <= len(line) <= 95, code
        assert line[0].islower() or line.split()[0].isupper(), code
        assert not line.endswith("."), code
