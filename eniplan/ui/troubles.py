"""What went wrong in acts of the planner: shown in a banner, kept for a report, never swallowed.

What eniplan raises on purpose is one plain sentence that says what to do. Anything else is a fault of eniplan's own:
the sentence says so, and the report has where it happened.
"""

from __future__ import annotations

import traceback
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from eniplan.errors import EniplanError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOST = 50
"""How many are kept; the newest stay."""


class Trouble(NamedTuple):
    """Something that went wrong: a sentence, and the exception for a report."""

    message: str
    error: BaseException

    @property
    def report(self) -> str:
        """The traceback, for whoever mends eniplan; empty for what was raised on purpose."""
        return "" if isinstance(self.error, EniplanError) else "".join(traceback.format_exception(self.error))


class Troubles(list[Trouble]):
    """What went wrong, newest last."""

    def add(self, error: BaseException, message: str = "") -> None:
        """Keep an exception, under its own sentence unless another is given."""
        own = str(error) if isinstance(error, EniplanError) else _sentence(error)
        self.append(Trouble(message or own, error))
        del self[:-MOST]

    @contextmanager
    def kept(self, *, strict: bool, told: Callable[[], None]) -> Iterator[None]:
        """Keep what is raised inside and tell of it; raise it all the same where ``strict``."""
        try:
            yield
        except Exception as error:
            if not self or self[-1].error is not error:  # on its way out of what kept it already
                self.add(error)
            told()
            if strict:
                raise


def _sentence(error: BaseException) -> str:
    said = f"{type(error).__name__}: {error}"
    return f"something went wrong in eniplan ({said}); the plan is kept: undo the last step, or run the cell again"
