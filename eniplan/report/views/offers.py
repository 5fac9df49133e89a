"""What each type of value offers, and the choice from it; what shows an answer is found by its question's name.

Its words are ``answers/QUESTION.py``, its frames ``frames/QUESTION_frames.py``, its charts ``charts/QUESTION.py``, each
loaded when first asked: so a new question is a module in each of these, and nothing has to list it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Generic, TypeVar

from eniplan.capacity.answer import Answer
from eniplan.errors import EniplanError
from eniplan.spelling import did_you_mean

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from eniplan.report.answers.answer_table import AnswerTable
    from eniplan.report.frames.column import Frame

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Offers(Generic[Made]):
    """What is made of values, by their type and by name.

    Args:
        kind: what is made, in one word, for messages.
        by_type: for each type what makes them, by name; the first is the one that is meant where none is named.
        by_question: the same for the answer to a what-if question, by the question's name.
    """

    kind: str
    by_type: Mapping[type, Mapping[str, Callable[..., Made]]]
    by_question: Callable[[str], Mapping[str, Callable[..., Made]]] = lambda _question: {}

    def of(self, value: object) -> Mapping[str, Callable[..., Made]]:
        """What a value offers, by name; a type that is not listed offers what its base does."""
        if isinstance(value, Answer) and Answer not in self.by_type:
            return self.by_question(value.question)
        return next((self.by_type[made] for made in type(value).__mro__ if made in self.by_type), {})

    def make(self, value: object, name: str = "", **options: object) -> Made:
        """One of them.

        Raises:
            EniplanError: the value offers none of that name, or none at all; one plain sentence.
        """
        offered = self.of(value)
        chosen = name or next(iter(offered), "")
        if chosen in offered:
            return offered[chosen](value, **options)
        if not offered:
            raise EniplanError(f"{type(value).__name__} has no {self.kind}")
        raise EniplanError(f'{type(value).__name__} has no {self.kind} "{name}"{did_you_mean(name, offered)}')


_REPORT = "eniplan.report"


def tables_of(answer: Answer) -> tuple[AnswerTable, ...]:
    """The tables of an answer, which its card and its text show."""
    made: tuple[AnswerTable, ...] = import_module(f"{_REPORT}.answers.{answer.question}").tables(answer)
    return made


def frames_of(question: str) -> Mapping[str, Frame]:
    """The frames of the answer to a question, by name; the first is the one that is meant where none is named."""
    found: Mapping[str, Frame] = import_module(f"{_REPORT}.frames.{question}_frames").FRAMES
    return found


def charts_of(question: str) -> Mapping[str, Callable[..., Figure]]:
    """The charts of the answer to a question, likewise."""
    found: Mapping[str, Callable[..., Figure]] = import_module(f"{_REPORT}.charts.{question}").CHARTS
    return found
