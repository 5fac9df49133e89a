"""What the what-if panel is, without widgets: the chosen question, what is typed, and the call that it makes.

Nothing of it belongs to the plan, so it is neither undone nor kept in the plan file; its answers offer acts that are.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from eniplan.errors import EniplanError, QuestionError
from eniplan.ui.whatif_questions import QUESTIONS

if TYPE_CHECKING:
    from eniplan.ui.fields import Field
    from eniplan.ui.state import PlannerState
    from eniplan.ui.whatif_question import Call, Question

GENERAL: Final = ""
"""The key of what is wrong with no single field."""


class Reading(NamedTuple):
    """What the fields say: the call, or every problem by the field's name."""

    call: Call | None
    problems: Mapping[str, str]


class WhatIf:
    """The what-if questions of a planner.

    Args:
        state: the planner's state; it is asked, never changed.
    """

    def __init__(self, state: PlannerState) -> None:
        self._state = state
        self._typed: dict[str, dict[str, str]] = {name: {} for name in QUESTIONS}
        self.chosen = next(iter(QUESTIONS))

    @property
    def question(self) -> Question:
        """The chosen question."""
        return QUESTIONS[self.chosen]

    def choose(self, name: str) -> None:
        """Choose another question; what was typed for this one stays."""
        if name in QUESTIONS:
            self.chosen = name

    def type_into(self, key: str, typed: str) -> None:
        """Keep what was typed into a field of the chosen question, right or wrong."""
        if any(field.name == key for field in self.question.fields):
            self._typed[self.chosen][key] = typed

    def typed(self, key: str) -> str:
        """What was typed into a field of the chosen question; empty for nothing."""
        return self._typed[self.chosen].get(key, "")

    def shown(self, field: Field) -> str:
        """What a field shows: what was typed, else its default."""
        return self.typed(str(field.path[0])) or field.typed(field.default)

    def fields(self) -> tuple[Field, ...]:
        """The fields of the chosen question, with what can be chosen now."""
        return tuple(field.now(self._state) for field in self.question.fields)

    def read(self) -> Reading:
        """The call that the fields say, or all of their problems."""
        arguments: dict[str, object] = {}
        problems: dict[str, str] = {}
        for field in self.question.fields:
            try:
                arguments[field.name] = field.argument(self._state, self.typed(field.name))
            except QuestionError as error:
                problems[field.name] = error.problem
        if problems:
            return Reading(None, problems)
        try:
            return Reading(self.question.call(self._state, arguments), {})
        except QuestionError as error:
            return Reading(None, {error.asked if error.asked in arguments else GENERAL: error.problem})

    def problem_of(self, error: EniplanError) -> Mapping[str, str]:
        """What a question said instead of an answer, by the name of the field that it is about."""
        asked, names = getattr(error, "asked", ""), [field.name for field in self.question.fields]
        first = str(error).partition(":")[0]
        texts = [field.name for field in self.question.fields if field.field.widget == "text"]
        about = (key for key in texts if asked and asked == (self.typed(key).strip() or str(_default(self, key))))
        key = next((name for name in (asked, first) if name in names), None) or next(about, GENERAL)
        return {key: str(error)}


def _default(whatif: WhatIf, key: str) -> object:
    return next(field.field.default for field in whatif.question.fields if field.name == key)
