"""Names of a group's ENIs: a pattern with the number in it, ``web-{n:03}``."""

from __future__ import annotations

import re
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NUMBER = re.compile(r"\{n(?::(0?)([0-9]{1,2}))?\}", re.ASCII)


class NamePattern:
    """The names of a group's ENIs.

    Args:
        pattern: a name with at most one ``{n}``; ``{n:03}`` fills up with zeros to three digits.

    Raises:
        ValueError: any other brace, or more than one number; one plain sentence.

    >>> NamePattern("web-{n:03}").name(7)
    'web-007'
    """

    __slots__ = ("head", "numbered", "pattern", "tail", "width")

    def __init__(self, pattern: str) -> None:
        found = list(_NUMBER.finditer(pattern))
        rest = _NUMBER.sub("", pattern)
        if len(found) > 1 or "{" in rest or "}" in rest:
            raise ValueError(f'"{pattern}" may have one number in it, written {{n}} or {{n:03}}, and no other braces')
        self.pattern, self.numbered = pattern, bool(found)
        self.head, self.tail, self.width = pattern, "", 0
        if found:
            number = found[0]
            self.head, self.tail = pattern[: number.start()], pattern[number.end() :]
            self.width = int(number[2] or 0) if number[1] else 0

    def name(self, number: int) -> str:
        """The name of one ENI."""
        return f"{self.head}{number:0{self.width}d}{self.tail}" if self.numbered else self.head

    def digits(self, numbers: Iterable[int]) -> Iterator[str]:
        """The text between head and tail in the names of many ENIs."""
        slot = f"%0{self.width}d" if self.width else "%d" if self.numbered else "%.0s"
        return map(slot.__mod__, numbers)

    @property
    def json_head(self) -> str:
        """How a name begins as JSON, with its quote."""
        return encode_basestring(self.head)[:-1]

    @property
    def json_tail(self) -> str:
        """How a name ends as JSON, with its quote."""
        return encode_basestring(self.tail)[1:]

    def number_of(self, name: str) -> int | None:
        """The number that gives a name, None where none does."""
        if not self.numbered:
            return 1 if name == self.head else None
        digits = name[len(self.head) : len(name) - len(self.tail)]
        if not (name.startswith(self.head) and name.endswith(self.tail) and digits.isascii() and digits.isdecimal()):
            return None
        number = int(digits) if len(digits) <= _MOST_DIGITS else 0
        return number if number and self.name(number) == name else None


_MOST_DIGITS = 18


class Clash(NamedTuple):
    """One name that two groups give."""

    name: str
    first: int
    second: int


def first_clash(patterns: list[tuple[NamePattern, int]]) -> Clash | None:
    """The first name that two of the patterns give, each with its count; groups by their position.

    Only patterns whose fixed parts can meet are compared name by name, so large plans cost nothing.
    """
    for second, first in sorted(_pairs_that_meet([pattern for pattern, _ in patterns])):
        if name := _common(*patterns[second], *patterns[first]):
            return Clash(name, first, second)
    return None


def _pairs_that_meet(patterns: list[NamePattern]) -> Iterator[tuple[int, int]]:
    """The positions of two patterns whose fixed parts can meet, the later one first.

    In the order of their heads, whatever begins a head stands before it: the open ones are kept on a stack.
    """
    begun: list[int] = []
    for place in sorted(range(len(patterns)), key=lambda place: patterns[place].head):
        pattern = patterns[place]
        while begun and not pattern.head.startswith(patterns[begun[-1]].head):
            begun.pop()
        for other in begun:
            if _tails_can_meet(pattern, patterns[other]):
                yield max(place, other), min(place, other)
        begun.append(place)


def _tails_can_meet(one: NamePattern, other: NamePattern) -> bool:
    tails = one.tail.endswith(other.tail) or other.tail.endswith(one.tail)
    return tails or not (one.numbered and other.numbered)


def _common(one: NamePattern, count: int, other: NamePattern, other_count: int) -> str | None:
    if count > other_count:
        one, count, other, other_count = other, other_count, one, count
    for number in range(1, (count if one.numbered else 1) + 1):
        name = one.name(number)
        found = other.number_of(name)
        if found is not None and found <= other_count:
            return name
    return None
