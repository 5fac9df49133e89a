"""The journal of a sender: what was about to be sent is on the disk before the first byte leaves.

A journal is a file of lines that is only appended to (:mod:`eniplan.sending.journal_lines`). One process writes it at a
time. All events of a turn are one write and one flush to the disk, so that many connections cost few flushes. A write
that fails leaves what was there before, and nothing further is written: the sender stops before its next call.
"""

from __future__ import annotations

import errno
import os
import secrets
import socket
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from eniplan._version import __version__
from eniplan.contract.wire import canonical
from eniplan.errors import JournalError
from eniplan.sending.file_lock import try_lock
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


class Tape:
    """The bytes of a journal on the disk, written through at once.

    Args:
        descriptor: of the open file.
        size: where the next byte goes.
    """

    def __init__(self, descriptor: int, size: int) -> None:
        self._descriptor, self._size = descriptor, size

    def append(self, content: bytes) -> None:
        """Write at the end, and wait until it is on the disk.

        Raises:
            OSError: it is not; the file is what it was before, as far as the system lets us. So it is where the file
                was deleted meanwhile: what nobody can open again is no journal.
        """
        if not os.fstat(self._descriptor).st_nlink:
            raise FileNotFoundError(errno.ENOENT, "it was deleted")
        try:
            self.write(content)
            self.sync()
        except OSError:
            with suppress(OSError):
                os.ftruncate(self._descriptor, self._size)
            raise
        self._size += len(content)

    def write(self, content: bytes) -> None:
        """All of the bytes, however many writes that takes."""
        os.lseek(self._descriptor, self._size, os.SEEK_SET)
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(self._descriptor, rest) :]

    def sync(self) -> None:
        """Wait until the bytes are on the disk."""
        os.fsync(self._descriptor)


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
    descriptor = _descriptor(Path(path), batch, heading, now)
    try:
        if not try_lock(descriptor):
            raise _held(path)
        content = _whole(path)
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
    record = read_record(_whole(path), path)
    check_whole(record, path)
    record.restart()
    return record


def _descriptor(path: Path, batch: Batch, heading: Heading, now: float) -> int:
    flags = os.O_RDWR | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    try:
        if not path.exists():
            _begin(path, batch, heading, now)
        _check_regular(path)
        return os.open(path, flags)
    except OSError as problem:
        raise JournalError(path, f"cannot be opened: {problem.strerror or problem}") from None
    except ValueError:
        raise JournalError(path, "is no name of a file: it has a NUL") from None


def _check_regular(path: Path) -> None:
    """A pipe would wait for a writer, and a device keeps nothing."""
    if not path.is_file():
        raise OSError(errno.EINVAL, "a regular file is expected")


def _begin(path: Path, batch: Batch, heading: Heading, now: float) -> None:
    """Make the file, which appears with its header and its batch or not at all; one that is there by now is kept."""
    header = canonical(
        {"journal": FORMAT, "made_by": f"eniplan {__version__}", **heading._asdict(), "at": time_text(now)}
    )
    content, _ = sealed_all([header, *_batch_lines(batch)], 0)
    with suppress(FileExistsError):
        _place(path, content)
    _sync_folder(path.parent)


def _place(path: Path, content: bytes) -> None:
    """Write beside the place, and link there. Where files cannot be linked (FAT), what is half written is refused."""
    temporary = path.with_name(f".eniplan-{secrets.token_hex(8)}.tmp")
    try:
        _write_new(temporary, content)
        os.link(temporary, path)
    except (NotImplementedError, PermissionError):
        _write_new(path, content)
    finally:
        with suppress(OSError):
            temporary.unlink()


def _write_new(path: Path, content: bytes) -> None:
    with path.open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    """The name of a new file is on the disk only when its folder is."""
    with suppress(OSError):  # no such thing on Windows
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _whole(path: AnyPath) -> bytes:
    try:
        if Path(path).exists():
            _check_regular(Path(path))
        return Path(path).read_bytes()
    except OSError as problem:
        raise JournalError(path, f"cannot be read: {problem.strerror or problem}") from None


def _held(path: AnyPath) -> JournalError:
    """Who has it; what cannot be read of a journal that is being written is left out."""
    try:
        record = read_record(_whole(path), path)
    except JournalError:
        record = Record()
    who = f"process {record.pid} on {record.host}" if record.pid else "another process"
    return JournalError(path, f"{who} is sending with it; wait for its end, or stop it")
