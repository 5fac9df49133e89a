"""A what-if question of the planner, and the call that it makes: a value that is asked, and shown as Python."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from inspect import Parameter, signature
from typing import TYPE_CHECKING, Literal, TypeAlias

from eniplan.errors import QuestionError

if TYPE_CHECKING:
    from eniplan.capacity.answer import Answer
    from eniplan.network.inventory import Inventory
    from eniplan.planning.plan import Plan
    from eniplan.ui.background import Progress
    from eniplan.ui.state import PlannerState
    from eniplan.ui.whatif_fields import QuestionField

Arguments: TypeAlias = "Mapping[str, object]"
_LONGEST = 88


@dataclass(frozen=True, slots=True)
class Written:
    """A value of an argument with its Python: a variable of the code that the planner shows, or a call."""

    value: object
    code: str


def _as_typed(_state: PlannerState, arguments: Arguments) -> Arguments:
    return arguments


def _as_told(progress: Progress) -> object:
    return progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question.

    Args:
        asks: what it asks, as one sentence.
        ask: the function that answers it; what it is asked about comes first, or under ``subject_key``.
        about: what it is asked about: the plan, or what exists.
        fields: its parameters.
        settled: the arguments for what the fields say, where a field is not just an argument.
        subject_key: the name of the argument that ``about`` is, where it does not come first; None where it stands
            inside the settled arguments.
        is_slow: whether it may take longer than a step of a slider: it is asked beside the kernel's own thread, and
            takes ``progress``.
        progress: what the function takes as its ``progress``, for what is to be told.
    """

    asks: str
    ask: Callable[..., Answer]
    about: Literal["plan", "inventory"] = "plan"
    fields: tuple[QuestionField, ...] = ()
    settled: Callable[[PlannerState, Arguments], Arguments] = _as_typed
    subject_key: str | None = ""
    is_slow: bool = False
    progress: Callable[[Progress], object] = _as_told

    @property
    def name(self) -> str:
        """As Python and the command line call it."""
        return self.ask.__name__

    def call(self, state: PlannerState, arguments: Arguments) -> Call:
        """The call for a planner as it stands.

        Raises:
            QuestionError: there is nothing yet that could be asked about.
        """
        plan = state.plan
        if self.about == "plan" and (plan is None or not plan.spec.groups):
            raise QuestionError("plan", "there is no group yet that could be asked about; add one, or mend its fields")
        given = _given(self.ask, self.settled(state, arguments))
        if self.about == "plan":
            return Call(question=self, subject=plan, source="plan", arguments=given)
        if plan is not None:
            return Call(question=self, subject=plan.inventory, source="plan.inventory", arguments=given)
        return Call(question=self, subject=state.inventory, source="inventory", arguments=given)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A question with all that it needs.

    Args:
        question: the question.
        subject: the plan or inventory that it is asked about.
        source: how the code of the planner calls that.
        arguments: the further arguments that differ from their defaults.
    """

    question: Question
    subject: Plan | Inventory | None
    source: str
    arguments: Arguments

    def answer(self, progress: Progress | None = None) -> Answer:
        """Ask; ``progress`` as the question takes it, if it is a slow one.

        Raises:
            QuestionError: the question has no answer.
        """
        given: dict[str, object] = {name: _value(value) for name, value in self.arguments.items()}
        if self.question.is_slow and progress:
            given["progress"] = self.question.progress(progress)
        match self.question.subject_key:
            case None:
                return self.question.ask(**given)
            case "":
                return self.question.ask(self.subject, **given)
            case key:
                return self.question.ask(**{key: self.subject}, **given)

    def code(self) -> str:
        """The call as Python."""
        key = self.question.subject_key
        subject = [] if key is None else [f"{key}={self.source}" if key else self.source]
        firsts = () if key is not None else tuple(self.arguments)[:1]
        given = [
            python(value) if name in firsts else f"{name}={python(value)}" for name, value in self.arguments.items()
        ]
        start = f"eniplan.{self.question.name}("
        line = f"{start}{', '.join(subject + given)})"
        if len(line) <= _LONGEST:
            return line
        return start + "\n" + "".join(f"    {each},\n" for each in subject + given) + ")"


def _value(given: object) -> object:
    """An argument without its Python."""
    if isinstance(given, dict):
        return {key: _value(member) for key, member in given.items()}
    return given.value if isinstance(given, Written) else given


def python(value: object) -> str:
    """A value as Python: what is eniplan's own by its public name, without what it has by default."""
    if isinstance(value, Written):
        return value.code
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {python(member)}" for key, member in value.items()) + "}"
    if is_dataclass(value) and not isinstance(value, type) and type(value).__module__.startswith("eniplan."):
        given = (f"{each.name}={python(getattr(value, each.name))}" for each in fields(value) if _differs(value, each))
        return f"eniplan.{type(value).__name__}({', '.join(given)})"
    return repr(value)


def _differs(value: object, member: Field[object]) -> bool:
    default = member.default_factory() if member.default_factory is not MISSING else member.default
    return bool(getattr(value, member.name) != default)


def _given(ask: Callable[..., Answer], arguments: Arguments) -> Arguments:
    """The arguments that say something: what is None, or the function's own default, is left out."""
    defaults = signature(ask).parameters
    absent = {Parameter.empty, None}
    return {
        name: value
        for name, value in arguments.items()
        if value is not None and (defaults[name].default in absent or value != defaults[name].default)
    }
