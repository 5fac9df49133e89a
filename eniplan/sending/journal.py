"""The journal of a sender: what was about to be sent is on the disk before the first byte leaves.

A journal is a file (:mod:`eniplan.sending.journal_file`) of lines (:mod:`eniplan.sending.journal_lines`). One process
writes it at a time. All events of a turn are one write and one flush to the disk, so that many connections cost few
flushes. A write that fails leaves what was there before, and nothing further is written: the sender stops before its
next call.
"""

from __future__ import annotations

import os
import socket
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from eniplan._version import __version__
from eniplan.contract.wire import canonical
from eniplan.errors import JournalError
from eniplan.sending.file_lock import try_lock
from eniplan.sending.journal_file import Tape, open_file, read_file
from eniplan.sending.journal_lines import FORMAT, event_members, sealed_all
from eniplan.sending.journal_record import Record, check_whole, read_record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eniplan.network.input_file import AnyPath
    from eniplan.sending.batch import Batch, Outgoing
    from eniplan.sending.states import Happening
    from eniplan.sending.verdict import Verdict

_MESSAGE = 300
"""Letters of a refusal's message that are kept."""


class Heading(NamedTuple):
    """What a new journal says of itself.

    Args:
        file: the name of the batch's file.
        endpoint: where the calls go; empty for the region's own endpoint.
        region: of the batch.
    """

    file: str
    endpoint: str
    region: str


class Event(NamedTuple):
    """Something that happened to a step, or is about to."""

    out: Outgoing
    happening: Happening
    verdict: Verdict | None = None

    def members(self, at: str) -> str:
        """Its line, without the checksum."""
        said = self.verdict
        further = (
            {"eni": said.eni, "code": said.code, "message": said.message[:_MESSAGE], "request_id": said.request_id}
            if said
            else {}
        )
        return event_members(self.happening, self.out.step.id, self.out.key, at, **further)


class Journal:
    """An open journal.

    Args:
        path: the file, for messages.
        record: what it says so far; it is kept up to date.
        tape: its bytes.
    """

    def __init__(self, path: AnyPath, record: Record, tape: Tape) -> None:
        self.path, self.record, self._tape = Path(path), record, tape

    def opened(self, now: float) -> None:
        """Say who writes from now on; what was in flight is unknown.

        Raises:
            JournalError: the disk does not take it.
        """
        who = {"opened": time_text(now), "pid": os.getpid(), "host": socket.gethostname()}
        self._write([canonical(who)])
        self.record.restart()

    def note(self, events: Sequence[Event], now: float) -> None:
        """Write events down and wait until they are on the disk.

        Raises:
            JournalError: the disk does not take them; none of them may be taken as written.
        """
        if not events:
            return
        at = time_text(now)
        self._write([event.members(at) for event in events])

    def begin_batch(self, batch: Batch) -> None:
        """Go on with another batch; the states of the steps that it shares with the earlier one stay.

        Raises:
            JournalError: the disk does not take it.
        """
        self._write(_batch_lines(batch))
        self.record.steps = [each.step for each in batch]

    def _write(self, lines: Sequence[str]) -> None:
        content, check = sealed_all(lines, self.record.check)
        try:
            self._tape.append(content)
        except OSError as problem:
            raise JournalError(self.path, f"cannot be written: {problem.strerror or problem}") from None
        self.record.check = check


def time_text(now: float) -> str:
    """A time as it is written: ISO 8601, UTC, whole seconds."""
    return datetime.fromtimestamp(now, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _begun(batch: Batch, heading: Heading, now: float) -> bytes:
    """What a new journal begins with: its header and its batch."""
    header = canonical(
        {"journal": FORMAT, "made_by": f"eniplan {__version__}", **heading._asdict(), "at": time_text(now)}
    )
    content, _ = sealed_all([header, *_batch_lines(batch)], 0)
    return content


def _batch_lines(batch: Batch) -> list[str]:
    head = canonical({"batch": batch.digest, "steps": len(batch)})
    return [head, *(f'{{"step":{each.step.json()}}}' for each in batch)]


@contextmanager
def open_journal(path: AnyPath, batch: Batch, heading: Heading, now: float) -> Iterator[Journal]:
    """Open a journal to write to it, or begin one for a batch.

    Args:
        path: the file.
        batch: what a new journal begins with; one that is there keeps its own.
        heading: what a new journal says of itself.
        now: seconds since the epoch.

    Raises:
        JournalError: another process writes it, it cannot be read, is damaged, or cannot be made.
    """
    descriptor = open_file(Path(path), lambda: _begun(batch, heading, now))
    try:
        if not try_lock(descriptor):
            raise _held(path)
        content = read_file(path)
        record = read_record(content, path)
        check_whole(record, path)
        if record.size < len(content):
            os.ftruncate(descriptor, record.size)
        yield Journal(path, record, Tape(descriptor, record.size))
    finally:
        os.close(descriptor)


def read_journal(path: AnyPath) -> Record:
    """What a journal says, for somebody who does not write it; what is in flight counts as unknown.

    Raises:
        JournalError: it cannot be read, or is damaged.
    """
    record = read_record(read_file(path), path)
    check_whole(record, path)
    record.restart()
    return record


def _held(path: AnyPath) -> JournalError:
    """Who has it; what cannot be read of a journal that is being written is left out."""
    try:
        record = read_record(read_file(path), path)
    except JournalError:
        record = Record()
    who = f"process {record.pid} on {record.host}" if record.pid else "another process"
    return JournalError(path, f"{who} is sending with it; wait for its end, or stop it")
