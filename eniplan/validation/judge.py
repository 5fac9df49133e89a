"""All rules, asked at once: every finding of a request, ordered by parameter as on the page."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from eniplan.contract.parameters import page_order
from eniplan.validation import (
    addresses,
    bounds,
    groups,
    instance_limits,
    modes,
    placing,
    room,
    texts,
)
from eniplan.validation.rule import REGISTRY, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType

    from eniplan.contract.finding import Finding
    from eniplan.validation.case import Case
    from eniplan.validation.rule import Rule

MODULES: tuple[ModuleType, ...] = (bounds, texts, modes, addresses, groups, placing, instance_limits, room)
"""Where the rules stand; importing them fills the registry."""

ALL = frozenset(Stage)


def judge(case: Case, stages: frozenset[Stage] = ALL) -> list[Finding]:
    """Every finding of the case's rules, in the page's order, each code once per parameter."""
    return ordered(finding for rule in _rules_of(stages) for finding in rule.judge(case))


@cache
def _rules_of(stages: frozenset[Stage]) -> tuple[Rule, ...]:
    """The rules of some stages: those above fill the registry, and nobody does later."""
    return tuple(rule for rule in REGISTRY if rule.stage in stages)


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """Findings by their parameter's place on the page, errors first at one place; repeats of one code are dropped."""
    first: dict[tuple[str, str], Finding] = {}
    for finding in findings:
        first.setdefault((finding.code, finding.parameter), finding)
    return sorted(first.values(), key=_place)


_SEVERITIES = {"error": 0, "warning": 1, "note": 2}


def _place(finding: Finding) -> tuple[tuple[int, ...], int, str]:
    return page_order(finding.parameter), _SEVERITIES[finding.severity], finding.code
