"""A sender that is killed at any moment, and one that goes on after it: every ENI once, whatever the cloud did.

A sender touches the world in three ways: bytes to the journal, a flush of them to the disk, a call. It is killed
before, in the middle of, and after each of them, at every one of these moments in turn, with every fault the cloud
knows. Then others go on until all is done.
"""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from eniplan.errors import JournalError
from eniplan.planning.steps import CREATE
from eniplan.sending import journal as journal_module
from eniplan.sending.journal import read_journal
from eniplan.sending.journal_file import Tape
from eniplan.sending.send_limits import SendLimits
from eniplan.sending.standin.faults import KINDS
from eniplan.sending.standin.faults import Fault as StandInFault
from eniplan.sending.standin.simulator import Simulator
from tests.sending.fake_cloud import FAULTS, FakeCloud
from tests.sending.rig import FakeClock, assign, create, run

if TYPE_CHECKING:
    from pathlib import Path

    from eniplan.sending.transport import ApiCall, Reply, Transport
    from tests.sending.fake_cloud import Fault

pytestmark = pytest.mark.usefixtures("quick_disk")

STEPS = [create("a"), assign("a"), create("b"), create("c"), assign("c"), assign("c", 3, "AssignIpv6Addresses")]
LIMITS = SendLimits(concurrency=2, first_wait=0.1)


class Killed(BaseException):
    """The process is gone: nothing after this happens."""


class Fuse:
    """Counts moments and ends the process at one of them; at none if it is set to 0."""

    def __init__(self, kill_at: int) -> None:
        self.kill_at, self.moments = kill_at, 0

    def pass_by(self) -> None:
        self.moments += 1
        if self.moments == self.kill_at:
            raise Killed


class KilledTape(Tape):
    """A journal's bytes, written in two halves, with a moment before, between and after."""

    fuse = Fuse(0)

    def write(self, content: bytes) -> None:
        half = len(content) // 2
        self.fuse.pass_by()
        os.lseek(self._descriptor, self._size, os.SEEK_SET)
        os.write(self._descriptor, content[:half])
        self.fuse.pass_by()
        os.write(self._descriptor, content[half:])
        self.fuse.pass_by()

    def sync(self) -> None:
        self.fuse.pass_by()  # a flush of a file on the same machine changes nothing that a later reader sees


class KilledCloud:
    """The wire to the cloud: killed before the call leaves, and after it had its effect."""

    def __init__(self, cloud: Transport, fuse: Fuse) -> None:
        self.cloud, self.fuse = cloud, fuse

    def send(self, call: ApiCall) -> Reply:
        self.fuse.pass_by()
        try:
            return self.cloud.send(call)
        finally:
            self.fuse.pass_by()


def killed_once(folder: Path, fault: Fault, kill_at: int, monkeypatch: pytest.MonkeyPatch) -> tuple[FakeCloud, int]:
    """One row of the matrix: a sender that is killed at one moment, then senders that are not.

    Returns:
        The cloud afterwards, and how many moments the first sender lived through.
    """
    cloud = FakeCloud(fault=lambda number, _call: fault if number in {1, 3} else "")
    journal, fuse, clock = folder / f"{fault}-{kill_at}.journal", Fuse(kill_at), FakeClock()
    monkeypatch.setattr(KilledTape, "fuse", fuse)
    try:
        run(STEPS, KilledCloud(cloud, fuse), journal, clock, limits=LIMITS)
    except Killed:
        moments = fuse.moments
    else:
        moments = 0
    fuse.kill_at = 0
    unaccounted(journal, cloud)
    if not run(STEPS, cloud, journal, clock, limits=LIMITS).ok:
        assert fault == "unsent"  # a sender to whom nothing has ever answered stops when no connection is made
        assert run(STEPS, cloud, journal, clock, limits=LIMITS).ok
    return cloud, moments


def unaccounted(journal: Path, cloud: FakeCloud) -> None:
    """After a kill: what the cloud has carried out is done or unknown in the journal, never planned."""
    if not journal.exists():
        assert not cloud.calls
        return
    entries = read_journal(journal).entries
    for token in cloud.answers:
        assert entries[token].state in {"done", "unknown"}


def agree(journal: Path, cloud: FakeCloud) -> None:
    """Journal and cloud tell the same ENIs, each with its own assign calls, each once."""
    assert cloud.names() == ["a", "b", "c"]
    assert cloud.most_flying == 1
    record = read_journal(journal)
    assert {entry.state for entry in record.entries.values()} == {"done"}
    created = {entry.eni for key, entry in record.entries.items() if key.endswith("vsw-a")}
    assert created == cloud.enis.keys()
    by_name = {parameters["NetworkInterfaceName"]: eni for eni, parameters in cloud.enis.items()}
    assert cloud.assigned[by_name["a"]] == ["token-a-2"]
    assert sorted(cloud.assigned[by_name["c"]]) == ["token-c-2", "token-c-3"]


def test_killed_at_every_moment_with_every_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For each fault and each moment: killed there and resumed, the cloud has the plan's ENIs, each once."""
    monkeypatch.setattr(journal_module, "Tape", KilledTape)
    rows: list[tuple[str, int, int, int]] = []
    for fault in ("", *FAULTS):
        kill_at, repeated, ended = 0, Counter[int](), False
        while not ended:
            kill_at += 1
            cloud, moments = killed_once(tmp_path, fault, kill_at, monkeypatch)
            agree(tmp_path / f"{fault}-{kill_at}.journal", cloud)
            repeated[len(cloud.calls)] += 1
            ended = moments == 0
        rows.append((fault or "none", kill_at - 1, min(repeated), max(repeated)))
        assert kill_at > 30
    print("\n| fault of calls 2 and 4 | moments killed at | calls, fewest | calls, most | ENIs |")
    print("|---|---|---|---|---|")
    for row in rows:
        print(f"| {row[0]} | {row[1]} | {row[2]} | {row[3]} | 3 of 3, each once |")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "slow"])
def test_the_same_with_the_stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    """The stand-in in memory, with each fault it knows at the second create and the first assign call."""
    monkeypatch.setattr(journal_module, "Tape", KilledTape)
    steps = [create("web-a", SecurityGroupId="sg-1"), assign("web-a"), create("web-b", SecurityGroupId="sg-1")]
    kill_at, is_killed = 0, True
    while is_killed:
        kill_at += 1
        faults = [StandInFault(action=CREATE, kind=kind, nth=2), StandInFault(action=steps[1].action, kind=kind, nth=1)]
        stand_in, journal, fuse = Simulator(faults=faults), tmp_path / f"{kill_at}.journal", Fuse(kill_at)
        monkeypatch.setattr(KilledTape, "fuse", fuse)
        try:
            run(steps, KilledCloud(stand_in, fuse), journal, FakeClock(), limits=LIMITS)
        except Killed:
            pass
        else:
            is_killed = False
        fuse.kill_at = 0
        assert run(steps, stand_in, journal, FakeClock(), limits=LIMITS).ok
        enis = stand_in.inventory().enis
        assert sorted(eni.name for eni in enis.values()) == ["web-a", "web-b"]
        record = read_journal(journal)
        assert {entry.eni for entry in record.entries.values() if entry.step.endswith("/1")} == enis.keys()
    assert kill_at > 20


def test_a_journal_cut_at_every_byte_is_repaired_or_refused(tmp_path: Path) -> None:
    """Cut anywhere after its first batch, a journal loses its last write at most; before that it is refused."""
    cloud, journal = FakeCloud(fault=lambda number, _call: "lost after" if number == 1 else ""), tmp_path / "whole"
    steps = STEPS[:3]
    run(steps, cloud, journal, limits=LIMITS)
    whole = journal.read_bytes()
    begun = whole.index(b'{"opened"')
    cut = tmp_path / "cut"
    for length in range(len(whole)):
        cut.write_bytes(whole[:length])
        if length < begun:
            with pytest.raises(JournalError, match=r"byte \d|is empty"):
                read_journal(cut)
        else:
            record = read_journal(cut)
            lines = whole[:length].rfind(b"\n") + 1
            assert record.size == lines
            assert bool(record.note) == (lines < length)
            assert [each.id for each in record.steps] == [each.id for each in steps]
    for length in range(begun, len(whole), 97):
        cut.write_bytes(whole[:length])
        assert run(steps, cloud, cut, limits=LIMITS).ok
    assert cloud.names() == ["a", "b"]


def test_damage_in_the_middle_is_refused_with_its_offset(tmp_path: Path) -> None:
    """A byte that was changed, a line that is gone, two lines swapped: refused where the first wrong line begins."""
    journal = tmp_path / "journal"
    run(STEPS, FakeCloud(), journal, limits=LIMITS)
    lines = journal.read_bytes().splitlines(keepends=True)
    starts = [sum(map(len, lines[:place])) for place in range(len(lines))]
    place = next(number for number, line in enumerate(lines) if b'"event"' in line)
    changed = lines[place].replace(b"intended", b"intendee")
    for damaged, at in (
        ([*lines[:place], changed, *lines[place + 1 :]], starts[place]),
        ([*lines[:place], *lines[place + 1 :]], starts[place]),
        ([*lines[:place], lines[place + 1], lines[place], *lines[place + 2 :]], starts[place]),
    ):
        journal.write_bytes(b"".join(damaged))
        with pytest.raises(JournalError) as refused:
            read_journal(journal)
        assert refused.value.offset == at
