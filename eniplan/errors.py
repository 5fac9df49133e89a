"""Everything eniplan raises, as one tree.

::

    EniplanError
    ├── MalformedFile       .path .line .where   a file that is not what it should be
    ├── OutputError         .path                a file or folder that cannot be written
    ├── InventoryError      .subject             facts that cannot be one account's
    ├── SpecError           .key                 a plan file or plan value that asks for something impossible
    ├── PoolExhausted       .asked .free         more taken from a pool than it has (a caller's mistake: ask first)
    ├── QuestionError       .asked               a question about something that is none, or is not there
    ├── WrongKind           .argument            an argument of another kind than is expected
    ├── SweepStopped        .done .total         a sweep that ended early; its finished parts stay
    ├── JournalError        .path .offset        a journal that cannot be read, continued or written
    ├── NotSent                                  a call that could not leave: it certainly had no effect
    ├── NoAnswer                                 a call without an answer: whether it had its effect is unknown
    └── RequestRefused      .findings            check() and plan(..., strict=True)

Refusals that a user should expect are values (:class:`eniplan.contract.finding.Finding`); exceptions are for broken
input and the outside world. Each message is one plain sentence: what is wrong, where, and what would be accepted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class EniplanError(Exception):
    """The root: whatever eniplan raises on purpose."""


class MalformedFile(EniplanError):
    """An input file that cannot be read as what it should be.

    Args:
        path: the file, as the user named it.
        problem: what is wrong and what would be accepted, without the place.
        line: the line, counted from 1, where it is known.
        where: the path inside the file (``VSwitches.VSwitch[3].CidrBlock``) or the column, where it is known.
    """

    def __init__(self, path: object, problem: str, *, line: int | None = None, where: str = "") -> None:
        self.path, self.line, self.where, self.problem = str(path), line, where, problem
        place = self.path + (f", line {line}" if line is not None else "") + (f", {where}" if where else "")
        super().__init__(f"{place}: {problem}")


class OutputError(EniplanError):
    """A file or folder that cannot be written; what was begun is gone, what was there before is untouched."""

    def __init__(self, path: object, problem: str) -> None:
        self.path, self.problem = str(path), problem
        super().__init__(f"{path}: {problem}")


class InventoryError(EniplanError):
    """Facts that cannot be one account's; ``subject`` names the thing they are about."""

    def __init__(self, subject: str, problem: str) -> None:
        self.subject, self.problem = subject, problem
        super().__init__(f"{subject}: {problem}")


class SpecError(EniplanError):
    """A plan that asks for something impossible; ``key`` is its place (``group[2].count``)."""

    def __init__(self, key: str, problem: str) -> None:
        self.key, self.problem = key, problem
        super().__init__(f"{key}: {problem}")


class PoolExhausted(EniplanError):
    """More was taken from a pool than it has; callers ask ``free_open`` or ``free_prefixes`` first."""

    def __init__(self, asked: int, free: int) -> None:
        self.asked, self.free = asked, free
        super().__init__(f"{asked} asked for, {free} free")


class QuestionError(EniplanError, ValueError):
    """A question that has no answer; ``asked`` is the text that is no address, or names nothing that is there."""

    def __init__(self, asked: str, problem: str) -> None:
        self.asked, self.problem = asked, problem
        super().__init__(problem)


class WrongKind(EniplanError, TypeError):
    """An argument that is a value of another kind; Python's own words would be about what was tried with it."""

    def __init__(self, argument: str, given: object, expected: str) -> None:
        self.argument = argument
        super().__init__(f"{argument}: {expected} is expected, not a value of type {type(given).__name__}")


class SweepStopped(EniplanError):
    """A sweep that ended before its last row; the parts of it that were written stay and are not planned again."""

    def __init__(self, problem: str, done: int, total: int) -> None:
        self.problem, self.done, self.total = problem, done, total
        super().__init__(f"{problem} after {done:,} of {total:,} rows")


class RequestRefused(EniplanError):
    """The caller asked for an exception on findings of severity error."""

    def __init__(self, findings: Sequence[object]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(str(finding) for finding in self.findings[:3]))


class JournalError(EniplanError):
    """A journal that cannot be read, does not go with what is to be sent, or cannot be written.

    Args:
        path: the journal.
        problem: what is wrong and what to do.
        offset: the byte at which it is damaged; None where it is not.
    """

    def __init__(self, path: object, problem: str, *, offset: int | None = None) -> None:
        self.path, self.problem, self.offset = str(path), problem, offset
        place = "" if offset is None else f", byte {offset:,}"
        super().__init__(f"{self.path}{place}: {problem}")


class NotSent(EniplanError):
    """A call that could not leave: no connection, no credentials, a certificate that is not trusted."""


class NoAnswer(EniplanError):
    """A call that was sent and got nothing back that can be read: whether it had its effect is unknown."""
