"""The journal as a file: begun whole, one writer, no secrets, and what it says when it is none."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eniplan.errors import JournalError
from eniplan.sending.batch import Batch
from eniplan.sending.journal import open_journal, read_journal, time_text
from eniplan.sending.journal_lines import opened_line, sealed
from eniplan.sending.schedule import SendLimits
from tests.sending.fake_cloud import FakeCloud
from tests.sending.rig import HEADING, START, assign, create, run

if TYPE_CHECKING:
    from pathlib import Path

    from eniplan.sending.transport import ApiCall
    from tests.sending.fake_cloud import Fault

BATCH = Batch([create("a"), create("b")])


@given(st.text(), st.integers(0, 2**32 - 1), st.data())
def test_a_line_checks_itself(message: str, before: int, data: st.DataObject) -> None:
    """A line is read back as it was written; with any byte changed, or after another line, it is not."""
    members = {"message": message}
    line, check = sealed(json.dumps(members), before)
    assert opened_line(line[:-1], before) == ({**members, "crc": f"{check:08x}"}, check)
    place = data.draw(st.integers(0, len(line) - 2))
    changed = bytearray(line[:-1])
    changed[place] ^= data.draw(st.integers(1, 255))
    assert opened_line(bytes(changed), before) is None
    assert opened_line(line[:-1], before ^ 1) is None


def test_every_line_is_json_and_says_what_happened(tmp_path: Path) -> None:
    """Anybody can read a journal: header, batch, steps, who opened it, then intended and answered of each step."""
    run([create("a")], FakeCloud(), tmp_path / "journal")
    lines = [json.loads(line) for line in (tmp_path / "journal").read_text().splitlines()]
    assert [next(iter(line)) for line in lines] == ["journal", "batch", "step", "opened", "event", "event"]
    assert [line["event"] for line in lines[4:]] == ["intended", "answered"]
    assert (lines[5]["eni"], lines[5]["key"], lines[5]["at"]) == ("eni-0", "token-a-vsw-a", time_text(START))
    assert lines[3]["pid"] == os.getpid()


def test_what_is_about_to_be_sent_is_on_the_disk_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When a call leaves, the last flush had the line that says so: as many as there are calls, this one included."""
    path, flushed, cloud = tmp_path / "journal", list[int](), FakeCloud()
    monkeypatch.setattr(os, "fsync", lambda _descriptor: flushed.append(path.stat().st_size if path.exists() else 0))
    seen: list[bool] = []

    def look(number: int, _call: ApiCall) -> Fault:
        on_disk = path.read_bytes()[: flushed[-1]]
        seen.append(on_disk.count(b'"intended"') == number + 1)
        return ""

    cloud.fault = look
    run([create("a"), assign("a"), create("b")], cloud, path, limits=SendLimits(concurrency=1))
    assert seen == [True, True, True]


def test_a_second_writer_is_refused_and_named(tmp_path: Path) -> None:
    """While a journal is open, nobody else opens it; afterwards everybody may."""
    path = tmp_path / "journal"
    with open_journal(path, BATCH, HEADING, START) as journal:
        journal.opened(START)
        with (
            pytest.raises(JournalError, match=f"process {os.getpid()} on .* is sending with it"),
            open_journal(path, BATCH, HEADING, START),
        ):
            raise AssertionError
    with open_journal(path, BATCH, HEADING, START):
        pass


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty; a journal of eniplan send is expected"),
        (b"{}\n", "byte 0: the line that begins here is not what was written"),
        (b"\xff\xfe\n" * 3, "byte 0: "),
        (b'{"RegionId":"cn-hangzhou"}\n', "byte 0: "),
        (sealed('{"journal":9}', 0)[0], "byte 0: a journal of eniplan send is expected, of format 1"),
        (sealed('{"journal":1}', 0)[0], "byte 0: the line that begins here is none of a journal's"),
        (sealed("[" * 9000 + "]", 0)[0], "byte 0: the line that begins here is no"),
    ],
)
def test_what_is_no_journal(tmp_path: Path, content: bytes, said: str) -> None:
    """Other files are refused in a sentence, and are not touched."""
    path = tmp_path / "journal"
    path.write_bytes(content)
    with pytest.raises(JournalError) as refused, open_journal(path, BATCH, HEADING, START):
        pass
    assert said in str(refused.value)
    assert path.read_bytes() == content


def test_where_no_journal_can_be(tmp_path: Path) -> None:
    """A folder that is not there, and a folder in its place."""
    for path in (tmp_path / "nowhere" / "journal", tmp_path):
        with pytest.raises(JournalError, match="cannot be opened"), open_journal(path, BATCH, HEADING, START):
            pass


def test_it_appears_whole(tmp_path: Path) -> None:
    """Nothing but the journal is left in its folder, and it holds the whole batch before anything is sent."""
    path = tmp_path / "journal"
    with open_journal(path, BATCH, HEADING, START):
        assert [each.name for each in tmp_path.iterdir()] == ["journal"]
        assert [step.id for step in read_journal(path).steps] == ["a/1", "b/1"]
