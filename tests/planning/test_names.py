"""Names of a group's ENIs: the number in the pattern, the way back, and names that two groups give."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eniplan.planning.names import Clash, NamePattern, first_clash

PATTERNS = st.builds(
    "{}{}{}".format,
    st.text("ab1-", max_size=3),
    st.sampled_from(["", "{n}", "{n:02}", "{n:3}"]),
    st.text("ab1", max_size=2),
)


@pytest.mark.parametrize(
    ("pattern", "number", "name"),
    [
        ("web-{n}", 7, "web-7"),
        ("web-{n:03}", 7, "web-007"),
        ("web-{n:03}", 1234, "web-1234"),
        ("web-{n:3}", 7, "web-7"),
        ("{n:02}-b", 12, "12-b"),
        ("alone", 1, "alone"),
    ],
)
def test_the_number_stands_in_the_name(pattern: str, number: int, name: str) -> None:
    """``{n}`` is the plain number, a zero before the width fills up with zeros, and a name without is itself."""
    assert NamePattern(pattern).name(number) == name
    assert NamePattern(pattern).number_of(name) == number


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("web-{n}", "web-007"),
        ("web-{n:03}", "web-7"),
        ("web-{n}", "web-0"),
        ("web-{n}", "web-"),
        ("web-{n}", "web-٣"),
        ("web-{n}", "web-1x"),
        ("ab{n}bc", "abc"),
        ("web-{n}", "web-" + "9" * 5000),
        ("alone", "alone-1"),
    ],
)
def test_other_names_have_no_number(pattern: str, name: str) -> None:
    """A name that the pattern never writes has no number, however near it comes."""
    assert NamePattern(pattern).number_of(name) is None


@pytest.mark.parametrize("pattern", ["{n}{n}", "{m}", "web-{", "}", "{n:x}", "{n:123}", "{}"])
def test_other_braces_are_refused(pattern: str) -> None:
    """One number, no other braces; the sentence says how it is written."""
    with pytest.raises(ValueError, match=r"written \{n\} or \{n:03\}"):
        NamePattern(pattern)


@given(st.lists(st.tuples(PATTERNS, st.integers(1, 12)), min_size=1, max_size=3))
def test_clashes_are_those_of_the_written_names(given_patterns: list[tuple[str, int]]) -> None:
    """A clash is found exactly where two groups write one name, and it is such a name."""
    counts = [(text, count if "{n" in text else 1) for text, count in given_patterns]
    names = [{text.replace("{n}", "{0}").replace("{n:02}", "{0:02}").replace("{n:3}", "{0}").format(n)
              for n in range(1, count + 1)} for text, count in counts]  # fmt: skip
    shared = [(a, b) for b in range(len(names)) for a in range(b) if names[a] & names[b]]
    found = first_clash([(NamePattern(text), count) for text, count in counts])
    assert (found is None) == (not shared)
    if found is not None:
        assert (found.first, found.second) == shared[0]
        assert found.name in names[found.first] & names[found.second]


def test_a_clash_names_the_name() -> None:
    """A numbered group meets a single name."""
    assert first_clash([(NamePattern("web-{n}"), 9), (NamePattern("web-5"), 1)]) == Clash("web-5", 0, 1)
    assert first_clash([(NamePattern("web-{n}"), 4), (NamePattern("web-5"), 1)]) is None


@pytest.mark.parametrize("pattern", ["web-{n}", "web-{n:05}", "one", '"\\{n:02}%d%s\u00e9\x00', "{n}"])
def test_many_names_are_the_names(pattern: str) -> None:
    """Head, digits and tail make each name, and as JSON what the standard library makes of it."""
    made = NamePattern(pattern)
    for number, digits in zip((1, 7, 12_345), made.digits([1, 7, 12_345]), strict=True):
        name = made.name(number)
        assert f"{made.head}{digits}{made.tail}" == name
        assert f"{made.json_head}{digits}{made.json_tail}" == json.dumps(name, ensure_ascii=False)
