"""Batches in: strict reading line by line."""

from __future__ import annotations

import codecs
import io
import json
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import eniplan
from eniplan.errors import MalformedFile
from eniplan.exchange.batches import export
from eniplan.exchange.request_file import LINE_LIMIT, read_requests
from tests.exchange.specs import plain_values, texts

if TYPE_CHECKING:
    from pathlib import Path


def file_of(tmp_path: Path, content: bytes) -> Path:
    """A requests file."""
    path = tmp_path / "r.jsonl"
    path.write_bytes(content)
    return path


def test_what_was_written_is_read(tmp_path: Path) -> None:
    """Line by line, with its number."""
    plan = eniplan.plan(eniplan.examples / "web.toml", eniplan.examples / "hangzhou")
    export(plan, tmp_path / "r.jsonl")
    expected = [(number, json.loads(line)) for number, line in enumerate(plan.requests.lines(), 1)]
    assert expected == list(read_requests(tmp_path / "r.jsonl"))


def test_blank_lines_and_marks_are_passed_over(tmp_path: Path) -> None:
    """Numbers are those of the file; the last line may lack its end."""
    content = codecs.BOM_UTF8 + '\r\n{"a": 1}\r\n \t\n\n  {"b": "\u2028\x85\u2029"}'.encode()
    assert list(read_requests(file_of(tmp_path, content))) == [(2, {"a": 1}), (5, {"b": "\u2028\x85\u2029"})]
    assert list(read_requests(file_of(tmp_path, b""))) == []


@given(st.lists(st.dictionaries(texts, plain_values, max_size=3), max_size=4))
def test_any_object_is_read_back(objects: list[dict[str, object]]) -> None:
    """Whatever JSON can say in one line, escaped or not."""
    for ascii_only in (True, False):
        lines = "".join(f"{json.dumps(value, ensure_ascii=ascii_only)}\n" for value in objects)
        stdin = io.TextIOWrapper(io.BytesIO(lines.encode()))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "stdin", stdin)
            assert list(enumerate(objects, 1)) == list(read_requests("-"))
            assert not stdin.buffer.closed


BAD: list[tuple[bytes, int, str, str]] = [
    (b'{"a":1}\n\n{"a":,}', 3, "column 6", "is no JSON: Expecting value; one request is expected on each line"),
    (b"{\n", 1, "column 2", "is no JSON: Expecting property name"),
    (b'{"a":1} {"b":2}', 1, "column 9", "is no JSON: Extra data"),
    (b"hello", 1, "column 1", "is no JSON: Expecting value"),
    (b'{"a":1}\n  [{"a":1}]', 2, "", "is a JSON list; one request is expected on each line, as one JSON object"),
    (b"[\n", 1, "", "is a JSON list; one request"),
    (b'"a"', 1, "", "is no JSON object; one request"),
    (b"null", 1, "", "is no JSON object"),
    (b'{"a":1}\n{"a":"\xff"}', 2, "", "is no UTF-8 text: byte 6 of the line"),
    (codecs.BOM_UTF16_LE + '{"a":1}'.encode("utf-16-le"), 1, "", "is UTF-16 text; write it as UTF-8"),
    (b'{"a":NaN}', 1, "", "has NaN, which is no JSON number"),
    (b'{"a":-Infinity}', 1, "", "has -Infinity, which is no JSON number"),
    (b'{"a":1e999}', 1, "", "has the number 1e999, which is too large"),
    (b'{"a":' + b"7" * 5000 + b"}", 1, "", "has a number with thousands of digits"),
    (b'{"a":' * 10_000 + b"1" + b"}" * 10_000, 1, "", "is nested deeper than 20 levels"),
    (b'{"a":' + b"[" * 10_000 + b"]" * 10_000 + b"}", 1, "", "is nested deeper than 20 levels"),
    (b'{"a":' + b"[" * 20 + b"]" * 20 + b"}", 1, "", "is nested deeper than 20 levels"),
    (b'{"Tag":[{"Key":"a","Key":"a"}]}', 1, "", 'has the member "Key" twice in one object'),
    (b'{"a":1,"\\u0061":2}', 1, "", 'has the member "a" twice in one object'),
    (b'{"a":"\\uD800"}', 1, "", "has half a character"),
    (b'{"\\udfff":1}', 1, "", "has half a character"),
    (b'{}\n{"a":"' + b"x" * LINE_LIMIT + b'"}', 2, "", "is longer than 1 MiB, the most that is read of one line"),
    (b" " * (LINE_LIMIT + 1), 1, "", "is longer than 1 MiB"),
]


@pytest.mark.parametrize(("content", "line", "where", "words"), BAD, ids=range(len(BAD)))
def test_what_is_wrong_is_one_sentence_with_its_line(
    tmp_path: Path, content: bytes, line: int, where: str, words: str
) -> None:
    """Whatever is not one strict JSON object a line is refused, with what is expected."""
    path = file_of(tmp_path, content)
    with pytest.raises(MalformedFile) as caught:
        list(read_requests(path))
    assert (str(path), line, where) == (caught.value.path, caught.value.line, caught.value.where)
    assert words in caught.value.problem
    assert caught.value.problem.isprintable()


def test_a_plan_file_is_not_a_batch(tmp_path: Path) -> None:
    """It is named as what it is, and so is what was meant."""
    path = tmp_path / "web.toml"
    path.write_text("format = 1\n")
    with pytest.raises(MalformedFile, match=r"web\.toml: is a plan file; the requests that plan -o or export wrote"):
        list(read_requests(path))


def test_at_the_limits_a_line_is_read(tmp_path: Path) -> None:
    """Twenty levels, a megabyte, whole characters written as two halves, as many members as one likes."""
    deep = b'{"a":' + b"[" * 19 + b"]" * 19 + b"}"
    long = b'{"a":"' + b"x" * (LINE_LIMIT - 9) + b'"}'
    wide = b'{"a":[' + b"[]," * 1000 + b'[]],"b":"\\ud83d\\ude00"}'
    read = [value for _, value in read_requests(file_of(tmp_path, b"\n".join([deep, long, wide])))]
    assert len(long) + 1 == LINE_LIMIT
    assert read[2]["b"] == "\U0001f600"
    assert len(read) == 3


def test_requests_before_a_bad_line_are_given(tmp_path: Path) -> None:
    """The reading is as lazy as its caller."""
    lines = read_requests(file_of(tmp_path, b'{"a":1}\n?'))
    assert next(lines) == (1, {"a": 1})
    with pytest.raises(MalformedFile, match="line 2"):
        next(lines)


def test_a_missing_file_is_a_sentence(tmp_path: Path) -> None:
    """As for every other input."""
    with pytest.raises(MalformedFile, match=r"none\.jsonl: there is no such file"):
        list(read_requests(tmp_path / "none.jsonl"))
