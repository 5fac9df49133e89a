"""What a rule is: a generator of findings for one case, and the codes it may raise.

A rule is added in one place: write the function and put ``@rule("The.Code", stage=...)`` above it. The coverage test
reads the registry, so a code of the table without a rule, or a rule for an unknown code, turns red.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from eniplan.contract.finding import Finding
    from eniplan.validation.case import Case


class Stage(IntEnum):
    """What a verdict depends on; a plan judges the first two once per shape, and only the last per ENI."""

    REQUEST = 1
    """The request and the profile alone."""
    FACTS = 2
    """Also what exists and does not change while a batch is judged."""
    INSTANCE = 3
    """Also the ENIs planned before it for the same instance."""
    ROOM = 4
    """Also what earlier requests of the batch have taken."""


Judge = Callable[["Case"], Iterator["Finding"]]


class Rule(NamedTuple):
    """One registered rule."""

    codes: tuple[str, ...]
    stage: Stage
    judge: Judge


REGISTRY: list[Rule] = []
"""All rules, in the order of their modules; filled when :mod:`eniplan.validation.judge` is imported."""


def rule(*codes: str, stage: Stage) -> Callable[[Judge], Judge]:
    """Register a function as the rule that raises these codes."""

    def register(judge: Judge) -> Judge:
        REGISTRY.append(Rule(codes, stage, judge))
        return judge

    return register
