"""The base of every answer to a what-if question.

An answer is a frozen value of typed rows. It names its question, says itself in one sentence, and lists what was
assumed: a number without its assumptions is a guess that does not say so. Frames, charts, the card of a notebook, the
text of a terminal and the JSON document are all made of its fields, by :mod:`eniplan.report` and
:mod:`eniplan.exchange`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from eniplan.views import Viewable


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Answer(Viewable):
    """What every answer has.

    Args:
        assumptions: one sentence each: what was assumed, from where, and what of it is unconfirmed.
    """

    question: ClassVar[str] = ""
    """The question, as the command line calls it."""
    derived: ClassVar[tuple[str, ...]] = ()
    """Properties that stand in the JSON document after the fields."""

    assumptions: tuple[str, ...]

    @property
    def headline(self) -> str:
        """The answer in one plain sentence, without a full stop; names in it are as others wrote them."""
        return self.question

    @property
    def holds(self) -> bool:
        """Whether what the question asks about fits; true for a question that does not ask whether something does."""
        return True

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self.headline}>"
