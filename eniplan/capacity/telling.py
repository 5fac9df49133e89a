"""How far a long answer is, told while it is made: whoever is told may end it by raising."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Progress: TypeAlias = Callable[[int], None]
"""Called with the number of parts done so far; what it raises ends the answer."""

Part = TypeVar("Part")


def telling(parts: Iterable[Part], progress: Progress | None) -> Iterator[Part]:
    """The same parts; before each one, how many are done is told.

    >>> list(telling("ab", print))
    0
    1
    ['a', 'b']
    """
    for done, part in enumerate(parts):
        if progress is not None:
            progress(done)
        yield part
