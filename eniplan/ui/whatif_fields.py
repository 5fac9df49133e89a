"""The fields of what-if questions: how each is shown, and how what was typed becomes an argument of the call.

A field of the group form may hold a wrong value, which the plan's reader explains. Here the reader is the field's own:
it gives the argument, or one sentence that says what would be accepted. Choices of groups, VSwitches and security
groups are the planner's own and change with it; what is selected in the planner is meant where nothing is chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias

from eniplan.errors import QuestionError
from eniplan.report.lettering import visible
from eniplan.ui.fields import Field

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eniplan.network.vswitch import VSwitch
    from eniplan.ui.fields import Widget
    from eniplan.ui.state import PlannerState

Choices: TypeAlias = "Mapping[str, object]"
"""What a choice says, and the argument that it stands for: None leaves the argument out, empty is nothing."""

ALL_GROUPS: Final = "(all groups)"
SELECTED_GROUP: Final = "(selected group)"
SELECTED_VSWITCH: Final = "(selected VSwitch)"
FIRST_SECURITY_GROUP: Final = "(first of its VPC)"
"""In brackets, which no name begins with."""

_NAME = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionField:
    """One parameter of a question.

    Args:
        field: how it is shown; its path is the name of the argument.
        read: the argument for a value of the field; raises QuestionError where it is none.
        choices: what can be chosen now, where the planner says it.
    """

    field: Field
    read: Callable[[object], object]
    choices: Callable[[PlannerState], Choices] | None = None

    @property
    def name(self) -> str:
        """The name of the argument."""
        return str(self.field.path[0])

    def now(self, state: PlannerState) -> Field:
        """The field with what can be chosen now."""
        return self.field if self.choices is None else replace(self.field, choices=tuple(self.choices(state)))

    def argument(self, state: PlannerState, typed: str) -> object:
        """The argument for what was typed; None where the question is to use its own default.

        Raises:
            QuestionError: it is none; one sentence says what would be accepted.
        """
        if self.choices is not None:
            return _chosen(self.choices(state), typed or str(self.field.default))
        value = self.field.value_of(typed.strip() or self.field.typed(self.field.default))
        return None if value is None else self.read(value)


def _chosen(choices: Choices, typed: str) -> object:
    if typed not in choices:
        raise QuestionError(typed, f'"{visible(typed, _NAME)}" is not there any more; choose one of the list')
    if choices[typed] == "":
        raise QuestionError(typed, "nothing is selected in the planner that could be meant; choose one of the list")
    return choices[typed]


def _field(name: str, label: str, about: str, widget: Widget, default: object = "") -> Field:
    return Field(path=(name,), label=label, help=about, widget=widget, section="What if", default=default)


def whole(
    name: str,
    label: str,
    about: str,
    default: int | str = "",
    *,
    least: int = 0,
    most: int | None = None,
    slider: tuple[int, int] | None = None,
    hint: str = "",
) -> QuestionField:
    """A whole number from ``least`` to ``most``; without a default the hint says what nothing means."""
    span = f"from {least:,} to {most:,}" if most is not None else f"from {least:,} on"

    def read(value: object) -> object:
        if not isinstance(value, int) or value < least or (most is not None and value > most):
            raise QuestionError(name, f'"{visible(str(value), _NAME)}" is not a whole number {span}')
        return value

    shown = _field(name, label, f"{about}; a whole number {span}", "whole", default)
    return QuestionField(field=replace(shown, slider=slider, hint=hint), read=read)


def chance(name: str, label: str, about: str, default: float) -> QuestionField:
    """A chance, above 0 and below 1."""

    def read(value: object) -> object:
        try:
            number = float(str(value))
        except ValueError:
            number = 0.0
        if not 0 < number < 1:
            raise QuestionError(name, f'"{visible(str(value), _NAME)}" is no chance; a number above 0 and below 1 is')
        return number

    return QuestionField(field=_field(name, label, f"{about}; above 0 and below 1", "text", default), read=read)


def text(name: str, label: str, about: str, default: str = "", *, hint: str = "") -> QuestionField:
    """A text, which the question itself judges; the hint says what nothing means."""
    return QuestionField(field=replace(_field(name, label, about, "text", default), hint=hint), read=str)


def one_of(name: str, label: str, about: str, words: Iterable[str], default: str) -> QuestionField:
    """One of some words."""
    known = tuple(words)

    def read(value: object) -> object:
        if value not in known:
            raise QuestionError(name, f'"{visible(str(value), _NAME)}" is not one of {", ".join(known)}')
        return value

    return QuestionField(field=replace(_field(name, label, about, "choice", default), choices=known), read=read)


def yes_no(name: str, label: str, about: str) -> QuestionField:
    """Yes or no; no by default."""

    def read(value: object) -> object:
        if not isinstance(value, bool):
            raise QuestionError(name, f'"{visible(str(value), _NAME)}" is neither true nor false')
        return value

    shown = _field(name, label, about, "flag", default=False)
    return QuestionField(field=replace(shown, choices=("false", "true")), read=read)


def group(about: str, *, or_all: bool = False) -> QuestionField:
    """A group of the plan: the selected one, or all of them, where none is chosen."""
    first = (ALL_GROUPS, SELECTED_GROUP) if or_all else (SELECTED_GROUP,)

    def choices(state: PlannerState) -> Choices:
        names = [each.name for each in state.plan.spec.groups] if state.plan else []
        selected = str(state.groups[state.group].get("name")) if state.group < len(state.groups) else ""
        usual = {ALL_GROUPS: None, SELECTED_GROUP: selected if selected in names else ""}
        return {**{word: usual[word] for word in first}, **{visible(name): name for name in names}}

    return QuestionField(field=_field("group", "group", about, "choice", first[0]), read=str, choices=choices)


def vswitch(about: str) -> QuestionField:
    """A VSwitch, by its id: the selected one where none is chosen."""

    def choices(state: PlannerState) -> Choices:
        named = {_called(each): each.id for each in state.subject_vswitches.values()}
        return {SELECTED_VSWITCH: state.vswitch, **named}

    return QuestionField(
        field=_field("vswitch", "VSwitch", about, "choice", SELECTED_VSWITCH), read=str, choices=choices
    )


def _called(known: VSwitch) -> str:
    return visible(f"{known.name} \N{MIDDLE DOT} {known.id}" if known.name else known.id)


def security_group(about: str) -> QuestionField:
    """A security group, by its id."""

    def choices(state: PlannerState) -> Choices:
        there = state.plan.inventory if state.plan else state.inventory
        return {FIRST_SECURITY_GROUP: None, **{visible(name): name for name in there.security_groups}}

    shown = _field("security_group", "security group", about, "choice", FIRST_SECURITY_GROUP)
    return QuestionField(field=shown, read=str, choices=choices)
