"""The error table and the rules cover each other: each code a rule can decide has a rule, a case and a neighbour."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import fields
from importlib.resources import files

import pytest

from eniplan.contract.lint import LINT
from eniplan.validation.judge import MODULES
from eniplan.validation.rule import REGISTRY
from tests.validation import cases_account, cases_addresses, cases_lint, cases_modes, cases_request
from tests.validation.cases import Example
from tests.validation.world import World, findings

API_CASES = (*cases_request.CASES, *cases_modes.CASES, *cases_addresses.CASES, *cases_account.CASES)
CASES = (*API_CASES, *cases_lint.CASES)
ROWS = tuple(
    csv.DictReader(files("eniplan.contract").joinpath("error_codes.csv").read_text(encoding="utf-8").splitlines())
)
DECIDED = {row["code"] for row in ROWS if row["decided_by"] in {"request", "inventory", "profile", "instance_type"}}
IN_RULES = {code for rule in REGISTRY for code in rule.codes}


def test_each_decidable_code_has_a_rule() -> None:
    """63 of the 86 codes are decided by request, inventory, profile or instance type, and exactly those have rules."""
    assert {code for code in IN_RULES if not code.startswith("Lint.")} == DECIDED
    assert len(DECIDED) == 86 - 14 - 9 == 63


def test_each_decidable_code_has_a_case() -> None:
    """Each of them is raised by a case, and no case raises another."""
    assert {case.code for case in API_CASES} == DECIDED


def test_each_lint_code_of_a_rule_has_a_case() -> None:
    """Lint codes too: those that rules name, all of them in the lint table."""
    named = {code for code in IN_RULES if code.startswith("Lint.")}
    assert named == {case.code for case in cases_lint.CASES}
    assert named <= LINT.keys()


def test_every_rule_module_is_asked() -> None:
    """The rules stand in eight modules, and judging asks them all."""
    assert {rule.judge.__module__ for rule in REGISTRY} == {module.__name__ for module in MODULES}
    assert len(MODULES) == 8


def test_codes_without_a_rule_say_why() -> None:
    """What only the service or another call decides is in no rule, and its row says why, or the message does."""
    others = [row for row in ROWS if row["code"] not in DECIDED]
    assert {row["decided_by"] for row in others} == {"service", "other_call"}
    silent = {row["code"] for row in others if not row["note"] and not row["raised_when"]}
    assert silent == set()


def test_cases_have_names_of_their_own() -> None:
    """No case stands twice."""
    assert [name for name, count in Counter(map(str, CASES)).items() if count > 1] == []


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case_raises_its_code(case: Example) -> None:
    """The case gives its code at its parameter, with its severity and call, and no other error than it says."""
    found = findings(case.request, case.world)
    raised = [finding for finding in found if (finding.code, finding.parameter) == (case.code, case.at)]
    assert [(case.severity, case.raised_at)] == [(finding.severity, finding.raised_at) for finding in raised]
    expected = case.also | ({case.code} if case.severity == "error" else set())
    assert expected == {finding.code for finding in found if finding.is_error}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_neighbour_does_not(case: Example) -> None:
    """The neighbour does not give the code, and no error that the case does not say."""
    found = findings(case.neighbour, case.neighbour_world)
    assert case.code not in {finding.code for finding in found}
    assert case.left == {finding.code for finding in found if finding.is_error}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_neighbour_differs_in_one_thing(case: Example) -> None:
    """One member of the request, or one fact of the account, and not both."""
    facts = [
        name
        for name in [item.name for item in fields(World)]
        if getattr(case.world, name) != getattr(case.neighbour_world, name)
    ]
    assert len(case.but) + len(facts) == 1


@pytest.mark.parametrize("case", CASES, ids=str)
def test_message_is_one_sentence_with_a_source(case: Example) -> None:
    """Each finding says where its rule is written, and is one line."""
    for finding in findings(case.request, case.world):
        assert finding.source
        assert finding.message
        assert "\n" not in finding.message
