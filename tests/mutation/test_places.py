"""Where a change stands decides how it is tried: in a function, at import, or not at all."""

from __future__ import annotations

from tests.mutation.places import Places

SOURCE = '''\
"""A module."""

STEP: int | None = 2

if TYPE_CHECKING:
    STEP = 2


class Pool:
    size: int = 4

    @property
    def half(self, by: int | None = 2) -> int | None:
        """Half of it."""
        def inner() -> int:
            return self.size // by
        return inner()


def grow(pool: Pool) -> None:
    pool.size += STEP
'''


def test_functions() -> None:
    """A line belongs to the outermost function whose body has it; signatures and decorators run at import."""
    places = Places(SOURCE)
    named = [places.function_at(line) for line in range(1, len(SOURCE.splitlines()) + 1)]
    assert named == [""] * 13 + ["Pool.half"] * 4 + [""] * 3 + ["grow"]


def test_annotations() -> None:
    """What stands in an annotation is told from the value beside it."""
    places, lines = Places(SOURCE), SOURCE.splitlines()
    inside = [
        (line, lines[line - 1][column])
        for line in range(1, len(lines) + 1)
        for column in range(len(lines[line - 1]))
        if places.is_annotation(line, column) and lines[line - 1][column] in "|2K"
    ]
    assert inside == [(3, "|"), (5, "K"), (13, "|"), (13, "|")]
