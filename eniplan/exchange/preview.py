"""The first lines of a batch, without making the others."""

from __future__ import annotations

import io
from contextlib import suppress
from typing import TYPE_CHECKING

from eniplan.exchange.batches import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eniplan.planning.plan import Plan


class _Enough(Exception):
    """There are as many lines as were asked for."""


class _First(io.StringIO):
    """Takes lines up to a number."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._left = most

    def writelines(self, lines: Iterable[str]) -> None:  # type: ignore[override]
        for line in lines:
            self.write(line)

    def write(self, text: str) -> int:
        if self._left <= 0:
            raise _Enough
        self._left -= text.count("\n")
        return super().write(text)


def first_lines(plan: Plan, format: str, most: int) -> list[str]:  # noqa: A002 - as export calls it
    """The first lines of a batch in a known format, up to ``most``; what the format cannot say is left out.

    Raises:
        EniplanError: the plan is too large for the format.
    """
    if FORMATS[format].is_review:
        return []
    stream = _First(most)
    with suppress(_Enough):
        FORMATS[format].write(plan, stream)
    return stream.getvalue().splitlines()[:most]
