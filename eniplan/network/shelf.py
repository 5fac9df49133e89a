"""Facts by id, gathered over files: the later file wins, and one note says so for each pair of files."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Generic, TypeVar

from eniplan.network.members import MemberProblem, Row, row_of
from eniplan.network.remarks import remark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from eniplan.contract.finding import Finding
    from eniplan.network.shapes import Page

T = TypeVar("T")


class Shelf(Generic[T]):
    """The rows of one kind of answer by id.

    Args:
        action: the operation that lists them, for messages.
        read: one row of one file as (id, value); it raises MemberProblem.
    """

    def __init__(self, action: str, read: Callable[[Row, str], tuple[str, T]]) -> None:
        self.action, self._read = action, read
        self.values: dict[str, T] = {}
        self.files: dict[str, str] = {}
        self._replaced: Counter[tuple[str, str]] = Counter()
        self._examples: dict[tuple[str, str], str] = {}

    def take(self, page: Page) -> tuple[str, ...]:
        """Add the rows of a page; the ids they have.

        Raises:
            MalformedFile: a row that cannot be read, with its place.
        """
        ids = []
        for index, value in enumerate(page.rows):
            try:
                key, fact = self._read(row_of(value), page.file)
            except MemberProblem as problem:
                raise page.malformed(index, problem) from None
            self._put(key, fact, page.file)
            ids.append(key)
        return tuple(ids)

    def notes(self) -> Iterator[Finding]:
        """One note for each pair of files that disagree."""
        for (earlier, later), count in self._replaced.items():
            example = self._examples[earlier, later]
            many = f"{example} and {count - 1} more differ" if count > 1 else f"{example} differs"
            where = f"between {earlier} and {later}" if earlier != later else f"from place to place in {later}"
            message = f"{self.action}: {many} {where}; the later one is used"
            yield remark("Lint.LaterFileWins", message, file=later, subject=example)

    def _put(self, key: str, fact: T, file: str) -> None:
        if key in self.values and self.values[key] != fact:
            pair = (self.files[key], file)
            self._replaced[pair] += 1
            self._examples.setdefault(pair, key)
        self.values[key], self.files[key] = fact, file
