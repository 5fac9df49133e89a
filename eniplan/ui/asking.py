"""Slow what-if questions, asked beside the kernel's own thread: only the latest one is wanted.

A question that is not wanted any more is told to end; the next one begins once it has. What comes of a question that
nobody wants is dropped, whichever way it ended.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eniplan.ui.background import Background, Later

if TYPE_CHECKING:
    from collections.abc import Callable

    from eniplan.capacity.answer import Answer
    from eniplan.ui.background import Progress
    from eniplan.ui.whatif_question import Call

CALM: Final = 0.3
"""Seconds without another question before one is begun: a dragged slider asks once."""


class Asking:
    """One question at a time.

    Args:
        on_progress: called with how many parts of it are done.
        on_answer: called with the wanted question and its answer.
        on_error: called with what it raised instead.
    """

    def __init__(
        self,
        on_progress: Callable[[int], None],
        on_answer: Callable[[Call, Answer], None],
        on_error: Callable[[Exception], None],
    ) -> None:
        self._on_progress, self._on_answer, self._on_error = on_progress, on_answer, on_error
        self.work = Background(self._progressed, self._ended)
        self._due: Call | None = None
        self._wanted: Call | None = None
        self._answers: list[Answer] = []
        self._later = Later(CALM, self._begin)

    @property
    def is_asking(self) -> bool:
        """Whether an answer is to come."""
        return self._due is not None or self._wanted is not None

    def ask(self, call: Call) -> None:
        """Ask this instead of what was asked before."""
        self.drop()
        self._due = call
        self._later.ask()

    def drop(self) -> None:
        """Want no answer any more."""
        self._due = self._wanted = None
        self.work.cancel()

    def _begin(self) -> None:
        if self._due is not None and not self.work.is_busy:
            self._start(self._due)

    def _start(self, call: Call) -> None:
        answers: list[Answer] = []
        self._due, self._wanted, self._answers = None, call, answers

        def work(told: Progress) -> None:
            answers.append(call.answer(told))

        self.work.start(work)

    def _progressed(self, done: int) -> None:
        if self._wanted is not None:
            self._on_progress(done)

    def _ended(self, error: Exception | None) -> None:
        wanted, self._wanted = self._wanted, None
        if self._due is not None:
            self._start(self._due)
        elif wanted is None:
            return
        elif error is not None:
            self._on_error(error)
        else:
            self._on_answer(wanted, self._answers[0])
