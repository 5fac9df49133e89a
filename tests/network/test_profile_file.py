"""The account's profile in a TOML file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from eniplan.errors import MalformedFile
from eniplan.network import toml_text
from eniplan.network.profile_file import read_profile

if TYPE_CHECKING:
    from pathlib import Path


def test_keys_at_the_top_level(tmp_path: Path) -> None:
    """Values as TOML gives them; a byte-order mark is accepted."""
    file = tmp_path / "p.toml"
    file.write_text('\ufeffeni_quota = 5_000\nprefix_regions = ["cn-hangzhou"]\ntrunk = true\n')
    assert read_profile(file) == {"eni_quota": 5000, "prefix_regions": ["cn-hangzhou"], "trunk": True}


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("trunk = true\neni_quota = \n", 2, "no TOML"),
        ("trunk = true\n[[", 2, "no TOML"),
        ("trunk = true\ntrunk = false\n", 2, "no TOML"),
        ("trunk = true\n\neni_qouta = 5\n", 3, "did you mean eni_quota"),
        ("[profile]\neni_quota = 5\n", 1, "no such key"),
        ('eni_quota = "5"\n', 1, "a whole number from 0"),
        ("eni_quota = -1\n", 1, "a whole number from 0"),
        ("eni_quota = true\n", 1, "a whole number from 0"),
        ("prefix_regions = [1]\n", 1, "a list of region ids"),
        ('addresses_with_prefixes = "no"\n', 1, "warn"),
        ("eni_quota = " + "7" * 5000, None, "thousands of digits"),
        ("eni_quota = " + "[" * 5000, None, "nested too deeply"),
    ],
)
def test_wrong_profile_is_refused_with_its_line(tmp_path: Path, text: str, line: int | None, words: str) -> None:
    """File, line, and what would be accepted."""
    file = tmp_path / "p.toml"
    file.write_text(text)
    with pytest.raises(MalformedFile, match=words) as caught:
        read_profile(file)
    assert (str(file), line) == (caught.value.path, caught.value.line)


def test_what_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Missing, a folder, binary, too large: one sentence each."""
    monkeypatch.setattr(toml_text, "FILE_LIMIT", 1024)
    (tmp_path / "binary").write_bytes(b"trunk = true\n\xff")
    (tmp_path / "large").write_bytes(b"#" * 1025)
    for name, words in {"missing": "no such file", "": "is a folder", "large": "larger"}.items():
        with pytest.raises(MalformedFile, match=words):
            read_profile(tmp_path / name)
    with pytest.raises(MalformedFile, match="line 2: is no UTF-8"):
        read_profile(tmp_path / "binary")
