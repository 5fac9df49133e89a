"""What shows the answer to a what-if question: the modules called as it is, each loaded when first asked.

Its words are ``answers/QUESTION.py``, its frames ``frames/QUESTION_frames.py``, its charts ``charts/QUESTION.py``: so a
new question is a module in each of these, and nothing has to list it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from matplotlib.figure import Figure

    from eniplan.capacity.answer import Answer
    from eniplan.report.answers.answer_table import AnswerTable
    from eniplan.report.frames.column import Frame

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
