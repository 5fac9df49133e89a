"""Input files as bytes: whole, or refused where they are too large."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from eniplan.errors import MalformedFile
from eniplan.exchange import growth_file, previous_file
from eniplan.network import toml_text
from eniplan.network.input_file import read_limited

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MIB = 1 << 20


def test_a_file_is_read_up_to_its_limit(tmp_path: Path) -> None:
    """As large as the limit it is whole; one byte more, and it is refused with the limit in MiB."""
    path = tmp_path / "file"
    content = os.urandom(3 * MIB)
    path.write_bytes(content)
    assert read_limited(path, 3 * MIB) == content
    with path.open("ab") as stream:
        stream.write(b"x")
    with pytest.raises(MalformedFile, match=r"file: is larger than 3 MiB, the most that is read$"):
        read_limited(path, 3 * MIB)


@pytest.mark.parametrize(
    ("module", "read"),
    [
        (growth_file, growth_file.read_growth),
        (previous_file, lambda path: previous_file.read_previous(path, "web")),
        (toml_text, toml_text.read_toml_text),
    ],
)
def test_every_file_that_is_read_whole_has_a_limit(
    module: object, read: Callable[[Path], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that somebody made to fill the memory is refused before it is parsed."""
    monkeypatch.setattr(module, "FILE_LIMIT", MIB)
    path = tmp_path / "large"
    path.write_bytes(b"{" * (MIB + 1))
    with pytest.raises(MalformedFile, match="larger than 1 MiB"):
        read(path)
