"""What could be done about a finding with one click: acts on the state, each of which can be undone.

A fix is offered only where the plan's own figures or the form say what would help: a value that is none goes back to
its default, a refused group takes what it can have or one more VSwitch. Whatever a fix does stands in the form, the
code and the plan file, like anything that was typed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from eniplan.report.lettering import visible
from eniplan.report.suggestions import suggestions_for
from eniplan.ui.document import value_at, without
from eniplan.ui.outcome import group_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eniplan.contract.finding import Finding
    from eniplan.planning.plan import Refusal
    from eniplan.report.suggestions import Suggestion
    from eniplan.ui.document import Problem
    from eniplan.ui.state import PlannerState

MOST = 3
"""How many fixes of one finding are offered."""
_NAME = 24


class Fix(NamedTuple):
    """A fix: what its button says, and the act."""

    label: str
    act: Callable[[], None]


def fixes_of_problem(state: PlannerState, problem: Problem) -> list[Fix]:
    """Back to the default, where something that is wrong stands in the document."""
    if not value_at(state.document, problem.path) or len(problem.path) < _KEY_OF_GROUP:
        return []  # nothing stands there that could go
    document = without(state.document, problem.path)
    return [Fix(f"clear {_field_name(problem)}", partial(state.load_document, document, problem.group or 0))]


_KEY_OF_GROUP = 3


def _field_name(problem: Problem) -> str:
    words = [step for step in problem.path[2:] if isinstance(step, str) and step not in ("parameters", "eni")]
    return visible(" ".join(words).replace("_", " "), _NAME)


def fixes_of_finding(state: PlannerState, finding: Finding) -> list[Fix]:
    """What the plan's figures suggest about a refusal; nothing for any other finding."""
    group = group_of(state, finding) if finding.is_error else None
    if group is None or state.plan is None:
        return []
    refusal = next((each for each in state.plan.refused if _is_about(each, finding)), None)
    found = suggestions_for(refusal, state.plan) if refusal is not None else []
    return [fix for each in found for fix in _fixes(state, group, each)][:MOST]


def _is_about(refusal: Refusal, finding: Finding) -> bool:
    return refusal.code == finding.code and finding.request in (refusal.group, refusal.first)


def _fixes(state: PlannerState, group: int, suggestion: Suggestion) -> Iterator[Fix]:
    key, values = suggestion.key, suggestion.values
    if key == "vswitches":
        for vswitch in values:
            added = [*_listed(state, group), str(vswitch)]
            name = state.subject_vswitches[str(vswitch)].name or str(vswitch)
            yield Fix(f"add {visible(name, _NAME)}", partial(state.set_group_key, group, key, added))
    elif key:
        change = partial(state.set_group_key, group, key, values[0])
        yield Fix(f"{key.replace('_', ' ')} to {values[0]:,}", change)


def _listed(state: PlannerState, group: int) -> list[object]:
    listed = value_at(state.document, ("group", group, "vswitches"), ())
    return list(listed) if isinstance(listed, list | tuple) else [listed]
