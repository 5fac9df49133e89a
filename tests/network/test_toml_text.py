"""TOML in both directions, with the standard library as the judge: literals, and the line of a key."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eniplan.exchange.toml_writing import assignment, literal, quoted, shown, under
from eniplan.network.toml_text import line_of
from tests.exchange.specs import plain_values, texts


@given(texts, plain_values)
def test_assignments_are_read_back(key: str, value: object) -> None:
    """Any plain value, on one line or several."""
    read = tomllib.loads(assignment(key, value))
    assert {key: value} == read
    assert repr(value) == repr(read[key])


@given(texts)
def test_what_cannot_be_seen_is_escaped(text: str) -> None:
    """A string stays on its line, holds no control character, and cannot turn the direction of a line."""
    line = quoted(text)
    assert not set(line) & {*map(chr, range(32)), "\x7f", "\x85", "\u2028", "\u2029", "\u202e", "\ufeff"}
    assert [line] == line.splitlines()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ('a"b\\c\n\x00\x7f\u2028網', r'"a\"b\\c\n\u0000\u007f\u2028網"'),
        (True, "true"),
        (-3, "-3"),
        (1.0, "1.0"),
        (1e300, "1e+300"),
        ({"a": 1, "b.c": []}, '{ a = 1, "b.c" = [] }'),
        ({}, "{}"),
        (("a", 1), '["a", 1]'),
    ],
)
def test_literals(value: object, text: str) -> None:
    """How values look."""
    assert text == literal(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({}, "a table"),
        ([], "a list"),
        (1 << 90, "a number beyond 64 bits"),
        ("a" * 60, f'"{"a" * 60}"'),
        (None, "a value of type NoneType"),
        ("\ud800", r"'\ud800'"),
    ],
)
def test_values_in_messages(value: object, text: str) -> None:
    """Short, and on one line."""
    assert text == shown(value)


def test_long_texts_are_cut_in_messages() -> None:
    """Whoever pasted a book is not shown it again."""
    assert len(shown("a" * 10_000)) < 80
    assert len(shown("\n" * 10_000)) < 80
    assert len(under("group[1]", "k" * 10_000)) < 80


NESTED = """\
a = 1 # group = [
s = '''
[[group]]
b = [ "'''
t = \"\"\"x\\\"\"\"
c = { \"\"\"\"\"

[[group]]
name = "#[{"
'q' = [ # [ "
  1, # ]
  { z = 2 },
]
group.x = 1
[[group]]
  name = 'a"['
[group.p]
"a.b" = 1
[[group.eni]]
n = 1

[[group.eni]]

n = 2 """


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("a", 1),
        ("s", 2),
        ("t", 5),
        ("group", 8),
        ("group[1]", 8),
        ("group[1].name", 9),
        ("group[1].q[2].z", 10),
        ("group[1].group.x", 14),
        ("group[2].name", 16),
        ("group[2].none", 15),
        ("group[2].p", 17),
        ('group[2].p."a.b"', 18),
        ("group[2].p.none.none", 17),
        ("group[2].eni[1].n", 20),
        ("group[2].eni[2].n", 24),
        ("group[2].eni[2].none", 22),
        ("group[3].name", 8),
        ("none", None),
        ("", None),
    ],
)
def test_the_line_of_a_key(place: str, line: int | None) -> None:
    """The line where its statement begins, else that of the table that lacks it; strings do not fool it."""
    assert tomllib.loads(NESTED)
    assert line == line_of(NESTED, place)
    assert line == line_of(NESTED.replace("\n", "\r\n"), place)


def test_in_a_long_text_the_line_is_left_out() -> None:
    """Looking for it would take seconds."""
    assert line_of(f"a = 1\n#{'x' * 300_000}", "a") is None
    assert line_of(f"a = 1\n#{'x' * 200_000}", "a") == 1


@given(st.lists(st.tuples(st.sampled_from("abcd"), plain_values), max_size=6))
def test_the_line_of_any_key(members: list[tuple[str, object]]) -> None:
    """Whatever the values are, the statement is found where it was put."""
    statements = [f"{key}{number} = {literal(value)}" for number, (key, value) in enumerate(members)]
    text = "\n".join(f"# {statement}\n{statement}" for statement in statements)
    for number, (key, _) in enumerate(members):
        assert 2 * number + 2 == line_of(text, f"{key}{number}")
