"""Dated counts from CSV: what is read, and one sentence with file and line for what is wrong."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from eniplan.errors import MalformedFile
from eniplan.exchange.growth_file import read_growth

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "date,group,count\n"


def written(folder: Path, text: str | bytes) -> Path:
    """A file of this text."""
    path = folder / "growth.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_rows_are_gathered_by_group(tmp_path: Path) -> None:
    """Columns in any order, others left alone, quotes, blanks, blank lines and a byte-order mark."""
    rows = ('"web-{n}",x, 12 ,2026-01-02', "", "pod,,3,2026-01-01", "web-{n},,9,2026-01-01")
    text = "\r\n".join(("\ufeffgroup, note ,count,date", *rows))
    found = read_growth(written(tmp_path, text), ["web-{n}", "pod"])
    assert list(found) == ["web-{n}", "pod"]
    assert found["web-{n}"].rows == ((date(2026, 1, 1), 9), (date(2026, 1, 2), 12))
    assert found["pod"].rows == ((date(2026, 1, 1), 3),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "",
            ", line 1: has no column date and no group and no count; a CSV file with the columns",
        ),
        ("date,group\n", ", line 1: has no column count; "),
        (HEAD, ": has no rows; a CSV file with the columns date, group and count is expected"),
        (HEAD + "2026-01-01,web\n", ", line 2: has 2 cells of 3; "),
        (HEAD + "2026-01-01,web,1\n01.02.2026,web,2\n", ', line 3: "01.02.2026" is no date; one like 2026-11-23 is'),
        (HEAD + "2026-02-30,web,2\n", ', line 2: "2026-02-30" is no date; '),
        (HEAD + "20260101,web,2\n", ', line 2: "20260101" is no date; '),
        (HEAD + "2026-01-01,web,-1\n", ', line 2: "-1" is no count of ENIs; a whole number from 0 is expected'),
        (HEAD + "2026-01-01,web,1.5\n", ', line 2: "1.5" is no count of ENIs; '),
        (HEAD + "2026-01-01,web,\u0663\n", ', line 2: "\u0663" is no count of ENIs; '),
        (HEAD + "2026-01-01,web,1" + "0" * 30 + "\n", "is no count of ENIs; "),
        (HEAD + "2026-01-01,wep,1\n", ', line 2: there is no group "wep"; did you mean web?'),
        (HEAD + "2026-01-01,,1\n", ', line 2: there is no group ""; known: web'),
        (
            HEAD + "2026-01-01,web,1\n2026-01-02,web,1\n2026-01-01,web,1\n",
            ", line 4: 2026-01-01 is given twice for web, first in line 2; one count a date is expected",
        ),
        (HEAD + '2026-01-01,"web,1\n', ": is no CSV: unexpected end of data; "),
        (b"date,group,count\n\xff", ": is no UTF-8 text; "),
    ],
)
def test_what_is_wrong_is_one_sentence(tmp_path: Path, text: str | bytes, said: str) -> None:
    """With the file, and the line where there is one."""
    path = written(tmp_path, text)
    with pytest.raises(MalformedFile, match=f"^{re.escape(str(path))}[^\n]*{re.escape(said)}[^\n]*$"):
        read_growth(path, ["web"])


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    """And a group that is empty is refused where no groups are known."""
    with pytest.raises(MalformedFile, match="there is no such file"):
        read_growth(tmp_path / "none.csv")
    with pytest.raises(MalformedFile, match="line 2: the group is empty"):
        read_growth(written(tmp_path, HEAD + "2026-01-01,,1\n"))
