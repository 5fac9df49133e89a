"""JSON text: documents, lines, marks, limits."""

from __future__ import annotations

import codecs

import pytest

from eniplan.errors import MalformedFile
from eniplan.network.json_text import FILE_LIMIT, Answer, answers_in


def test_one_document_has_no_line() -> None:
    """A file with one value says nothing about lines."""
    assert [Answer("a", {"x": [1]})] == answers_in("a", b' {"x": [1]}\n')


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('{"a":1}\n{"a":2}\n', [1, 2]),
        ('{"a":1}\n\n\n{\n"a":2}', [1, 4]),
        ('{"a":1}{"a":2}', [1, 1]),
        ('\n{"a":1}\n{"a":2}', [2, 3]),
    ],
    ids=["JSON lines", "pretty-printed documents", "no blank between", "an empty line first"],
)
def test_several_documents_know_their_line(text: str, lines: list[int]) -> None:
    """JSON lines and concatenated documents are read in order, each with the line it begins on."""
    found = answers_in("a", text.encode())
    assert lines == [answer.line for answer in found]
    assert [answer.value for answer in found] == [{"a": 1}, {"a": 2}]


@pytest.mark.parametrize(
    "content",
    [
        codecs.BOM_UTF8 + '{"a":"é"}'.encode(),
        codecs.BOM_UTF16_LE + '{"a":"é"}'.encode("utf-16-le"),
        '{"a":"é"}'.encode("utf-32"),
    ],
    ids=["UTF-8", "UTF-16 of PowerShell", "UTF-32"],
)
def test_byte_order_mark_is_accepted(content: bytes) -> None:
    """A mark in front is no part of the text."""
    assert [answer.value for answer in answers_in("a", content)] == [{"a": "é"}]


@pytest.mark.parametrize(
    ("content", "line", "where", "words"),
    [
        (b'{"a":\n  1,,}', 2, "column 5", "no JSON"),
        (b'{"a": 1} hello', 1, "column 10", "no JSON"),
        (b"", None, "", "empty"),
        (b" \n ", None, "", "empty"),
        (b'{"a":\n"\xff"}', 2, "", "no JSON: byte 7"),
        (b"\n\xff", 2, "", "no JSON: byte 1"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", 1, "", "no JSON"),
        (b'{"a": ' + b"7" * 5000 + b"}", None, "", "thousands of digits"),
        (b'{"a": NaN}', None, "", "NaN"),
        (b'{"a": -Infinity}', None, "", "-Infinity"),
        (b"[" * 10_000 + b"]" * 10_000, None, "", "nested too deeply"),
        (b'{"a":' * 10_000 + b"1" + b"}" * 10_000, None, "", "nested too deeply"),
    ],
)
def test_no_json_is_named_with_its_place(content: bytes, line: int | None, where: str, words: str) -> None:
    """Whatever is no JSON is one sentence with file, line and column."""
    with pytest.raises(MalformedFile) as caught:
        answers_in("odd.json", content)
    assert ("odd.json", line, where) == (caught.value.path, caught.value.line, caught.value.where)
    assert words in str(caught.value)


def test_an_answer_that_was_cut_off() -> None:
    """The decoder's "starting at" goes before a place; here the place stands at the sentence's beginning."""
    with pytest.raises(MalformedFile) as caught:
        answers_in("cut.json", b'{"a": "b')
    assert str(caught.value) == "cut.json, line 1, column 7: is no JSON: Unterminated string"


def test_a_note_among_the_answers() -> None:
    """What has no JSON at all is no answer that was cut off: the sentence says what a folder may hold."""
    with pytest.raises(
        MalformedFile, match="Expecting value; an answer of the API is expected, and in a folder of them"
    ):
        answers_in("notes.txt", b"recorded on Monday")


def test_the_limit_is_half_a_gibibyte() -> None:
    """The figure that a refusal names."""
    assert FILE_LIMIT == 536_870_912
