"""Names of others are safe to print, and stand where they should."""

from __future__ import annotations

import pytest

from eniplan.report.lettering import cells, cut, padded, visible, wrapped
from eniplan.spelling import counted


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("web-1", "web-1"),
        ("a\x1b[31mb", "a\\x1b[31mb"),
        ("a\nb\tc\x00", "a\\x0ab\\x09c\\x00"),
        ("a\x9bb\x7f", "a\\x9bb\\x7f"),
        ("a\u202eb", "a\\u202eb"),
        ("a\u2066b\u2028c", "a\\u2066b\\u2028c"),
        ("a\ud800b", "a\\ud800b"),
        ("a\U000e0041b", "a\\U000e0041b"),
        ("e\u0301\u4e2d\U0001f600", "e\u0301\u4e2d\U0001f600"),
        ("\u05d0\u05d1", "\u2068\u05d0\u05d1\u2069"),
        ("", ""),
    ],
)
def test_what_could_drive_a_terminal_is_shown_as_an_escape(written: str, shown: str) -> None:
    """Controls, direction changes and unpaired halves become text; letters stay; right-to-left text is isolated."""
    assert visible(written) == shown


def test_a_long_name_is_cut_with_an_ellipsis_before_it_is_isolated() -> None:
    """The isolate that was opened is closed, however short the name is cut."""
    assert visible("a" * 128, 10) == "a" * 9 + "…"
    assert visible("\u05d0" * 128, 10) == "\u2068" + "\u05d0" * 9 + "…\u2069"


def test_widths_are_terminal_cells() -> None:
    """Chinese letters and emoji take two cells, marks and isolates none."""
    texts = ("abc", "\u4e2d\u6587", "e\u0301", "\u2068\u05d0\u2069", "\U0001f600")
    assert [cells(text) for text in texts] == [3, 4, 1, 1, 2]
    assert cut("\u4e2d\u6587\u4e2d", 5) == "\u4e2d\u6587…"
    assert cut("\u4e2d\u6587\u4e2d", 4) == "\u4e2d…"
    assert padded("\u4e2d", 4) == "\u4e2d  "
    assert padded("12", 4, "right") == "  12"


def test_lines_break_at_blanks_and_words_stay_whole() -> None:
    """First and further lines have their own indentation; a word that is too long stands alone."""
    assert wrapped("one two three", 9, "* ", "  ") == ["* one two", "  three"]
    assert wrapped("a" * 12 + " b", 9) == ["a" * 12, "b"]
    assert wrapped("", 9, "next ") == ["next "]


def test_counts_have_separators_and_the_right_word() -> None:
    """One is singular, everything else plural, irregular ones included."""
    assert [counted(number, "ENI") for number in (0, 1, 1020)] == ["0 ENIs", "1 ENI", "1,020 ENIs"]
    assert counted(2, "VSwitch") == "2 VSwitches"
