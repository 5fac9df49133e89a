"""The tables of each type of answer: what its card and its text show.

Their modules are loaded by name, and of one answer only its own: a question in a shell does not wait for all others.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from eniplan.errors import EniplanError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eniplan.capacity.answer import Answer
    from eniplan.report.answers.answer_table import AnswerTable

QUESTION_OF: Final[Mapping[str, str]] = {
    "BlocksAnswer": "blocks",
    "HeadroomAnswer": "headroom",
    "ReserveAnswer": "reserve",
    "SizeAnswer": "size",
    "ZonesAnswer": "zones",
    "TerwayAnswer": "terway",
    "PinAnswer": "pin",
    "DefragmentAnswer": "defragment",
    "ChurnAnswer": "churn",
    "BurstAnswer": "burst",
    "CompareAnswer": "compare",
    "SweepAnswer": "sweep",
    "ForecastAnswer": "forecast",
}
"""The question of each type of answer: the module in ``report/answers/`` whose ``QUESTION_tables`` makes its tables."""


def tables_of(answer: Answer) -> tuple[AnswerTable, ...]:
    """The tables of an answer, the first one first; a type that is not listed has those of its base.

    Raises:
        EniplanError: an answer to no question of this package.
    """
    bases = (made.__name__ for made in type(answer).__mro__)
    question = next((QUESTION_OF[name] for name in bases if name in QUESTION_OF), "")
    if not question:
        raise EniplanError(f"{type(answer).__name__} has no tables")
    made: tuple[AnswerTable, ...] = getattr(import_module(f"eniplan.report.answers.{question}"), f"{question}_tables")(
        answer
    )
    return made
