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
from eniplan.sending.journal_lines import opened_line, sealed, sealed_all
from eniplan.sending.send_limits import SendLimits
from eniplan.sending.sender import RefusedStep
from eniplan.sending.transport import Reply
from tests.sending.fake_cloud import FakeCloud, error
from tests.sending.rig import HEADING, START, assign, create, run

if TYPE_CHECKING:
    from pathlib import Path

    from eniplan.sending.transport import ApiCall
    from tests.sending.fake_cloud import Fault

STEPS = (create("a"), create("b"))
BATCH = Batch(STEPS)


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


def test_a_journal_is_a_regular_file(tmp_path: Path) -> None:
    """A pipe would be waited for, for ever; to write, to look at, and by a link."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(tmp_path / "pipe")
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone")
    for name in ("pipe", "link", "nowhere"):
        with (
            pytest.raises(JournalError, match="cannot be opened: a regular file is expected"),
            open_journal(tmp_path / name, BATCH, HEADING, START),
        ):
            pass
    with pytest.raises(JournalError, match="cannot be read: a regular file is expected"):
        read_journal(tmp_path / "pipe")
    with (
        pytest.raises(JournalError, match="is no name of a file"),
        open_journal(tmp_path / "a\0b", BATCH, HEADING, START),
    ):
        pass


def test_a_journal_by_a_link_is_the_same_journal(tmp_path: Path) -> None:
    """What was sent with the one is not sent again with the other."""
    cloud = FakeCloud()
    run(list(STEPS), cloud, tmp_path / "journal")
    (tmp_path / "link").symlink_to(tmp_path / "journal")
    assert run(list(STEPS), cloud, tmp_path / "link").calls == 0


@pytest.mark.parametrize("lost", ["the file", "its folder"])
def test_a_journal_that_vanishes_stops_the_sender(tmp_path: Path, lost: str) -> None:
    """Deleted while it is written, it would remember nothing for whoever goes on: no call leaves after that."""
    folder = tmp_path / "folder"
    folder.mkdir()
    cloud = FakeCloud()

    def vanish(number: int, _call: ApiCall) -> Fault:
        if number == 0:
            (folder / "journal").unlink()
            if lost == "its folder":
                folder.rmdir()
        return ""

    cloud.fault = vanish
    with pytest.raises(JournalError, match="journal: cannot be written: it was deleted"):
        run([create("a"), create("b"), create("c")], cloud, folder / "journal", limits=SendLimits(concurrency=1))
    assert len(cloud.calls) == 1


def test_an_answer_with_half_a_character_is_noted(tmp_path: Path) -> None:
    """The journal is UTF-8: what cannot be written in it is replaced, and the sender goes on."""
    broken = error(403, "Forbidden\udfff")
    cloud = Answering(Reply(403, {**broken.body, "Message": "no \ud800\0\n"}))
    sent = run([create("a")], cloud, tmp_path / "journal")
    assert sent.refused == (RefusedStep("a/1", "Forbidden?", "no ?\0\n"),)
    assert read_journal(tmp_path / "journal").entries["token-a-vsw-a"].code == "Forbidden?"


class Answering:
    """Says the same to every call."""

    def __init__(self, reply: Reply) -> None:
        self.reply = reply

    def send(self, _call: ApiCall) -> Reply:
        return self.reply


def test_a_journal_that_somebody_wrote_is_refused_in_words(tmp_path: Path) -> None:
    """Lines under right checksums that no sender writes: parameters that are none, an event that colours a terminal."""
    path = tmp_path / "journal"
    run(list(STEPS), FakeCloud(), path)
    lines = [line.rpartition(',"crc"')[0] + "}" for line in path.read_text(encoding="utf-8").splitlines()]
    begins = next(place for place, line in enumerate(lines) if line.startswith('{"step"'))
    step = {"id": "a/1", "action": "CreateNetworkInterface", "parameters": "none", "after": None}
    event = {"event": "\ud800\x1b[31m", "step": "a/1\x1b", "key": "token-a-vsw-a"}
    for made in ([*lines[:begins], json.dumps({"step": step}), *lines[begins + 1 :]], [*lines, json.dumps(event)]):
        path.write_bytes(sealed_all(made, 0)[0])
        with pytest.raises(JournalError, match=r"byte [\d,]+: .*damaged") as refused:
            read_journal(path)
        assert str(refused.value).encode().decode().isprintable()
