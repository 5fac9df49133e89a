"""How messages say things: the nearest known spelling of an unknown name, and a number with the word it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from json import JSONDecodeError

_LIKE = 0.6
"""How much of two spellings must agree, from 0 to 1."""
_HISSING = ("s", "x", "ch")
"""An English word that ends so has -es as its plural: addresses, prefixes, VSwitches, losses."""


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name most like this one, ignoring case first; empty where none is near."""
    names = list(known)
    folded = {candidate.casefold(): candidate for candidate in names}
    if name.casefold() in folded:
        return folded[name.casefold()]
    close = _close(name, folded, 1)
    return folded[close[0]] if close else ""


def near(name: str, known: Iterable[str], most: int = 3) -> list[str]:
    """The known names most like this one, the nearest first, ignoring case; at most as many as that."""
    folded = {candidate.casefold(): candidate for candidate in known}
    return [folded[close] for close in _close(name, folded, most)]


def _close(name: str, folded: Iterable[str], most: int) -> list[str]:
    from difflib import get_close_matches  # noqa: PLC0415 - first use only: most names are known

    return get_close_matches(name.casefold(), list(folded), n=most, cutoff=_LIKE)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """``; did you mean X?`` or, where nothing is near, the list of what is known.

    >>> did_you_mean("cuont", ["name", "count"]), did_you_mean("vpc", ["count", "name"])
    ('; did you mean count?', '; known: count, name')
    """
    names = list(known)
    close = nearest(name, names)
    return f"; did you mean {close}?" if close else f"; known: {', '.join(sorted(names))}"


def no_json(problem: JSONDecodeError) -> str:
    """What makes a text no JSON, as a part of a sentence that says itself where."""
    return f"is no JSON: {problem.msg.removesuffix(' starting at')}"


def counted(number: int, one: str) -> str:
    """A number, its thousands separated, with the word it counts.

    >>> counted(1, "request"), counted(1020, "ENI"), counted(2, "reserved prefix"), counted(0, "VSwitch")
    ('1 request', '1,020 ENIs', '2 reserved prefixes', '0 VSwitches')
    """
    return f"{number:,} {one if number == 1 else _plural(one)}"


def _plural(one: str) -> str:
    return one + ("es" if one.endswith(_HISSING) else "s")
