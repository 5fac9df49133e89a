"""What a journal says: its bytes, read back into the batch and the state of each of its steps.

**What a cut or a crash may leave.** The journal is begun whole (a file appears with its header and its batch), and is
only appended to. So a last line without its line feed, and a later batch whose steps are not all there, are the end of
a write that did not finish: no call of it had left, for calls leave after the write. They are dropped, with a note. Any
other line that does not check is damage, and is refused with its offset.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from eniplan.errors import EniplanError, JournalError
from eniplan.planning.steps import Sendable, Step
from eniplan.report.lettering import visible
from eniplan.sending.batch import Batch
from eniplan.sending.journal_lines import FORMAT, opened_line
from eniplan.sending.states import ON_RESTART, Impossible, after

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eniplan.sending.states import Happening, State

_WANTED = "a journal of eniplan send is expected"


@dataclass(slots=True)
class Entry:
    """What is known of one step that was sent.

    Args:
        step: its id.
        state: what it is.
        eni: the id of its ENI, once the cloud has said it.
        code, message: of its last refusal or deferral.
        since: when the last event happened (ISO 8601, UTC).
    """

    step: str
    state: State = "planned"
    eni: str = ""
    code: str = ""
    message: str = ""
    since: str = ""

    def take(self, happening: Happening, *, eni: str = "", code: str = "", message: str = "", at: str = "") -> None:
        """Something happens to it.

        Raises:
            Impossible: it cannot.
        """
        self.state = after(self.state, happening)
        self.eni = eni or self.eni
        self.since = at
        if happening != "intended":
            self.code, self.message = code, message


@dataclass(slots=True)
class Record:
    """What a journal says.

    Args:
        file: the name of the batch's file when the journal began.
        endpoint: where its calls went; empty for the region's own endpoint.
        region: of the batch.
        steps: of the last batch, in order.
        entries: every step that was ever sent, by key.
        pid, host: of the sender that opened it last; 0 where none did.
        size: bytes that are whole; what follows them is the end of an unfinished write.
        check: the checksum of the last whole line.
        note: what was dropped, in words; empty where nothing was.
    """

    file: str = ""
    endpoint: str = ""
    region: str = ""
    steps: list[Step] = field(default_factory=list)
    entries: dict[str, Entry] = field(default_factory=dict)
    pid: int = 0
    host: str = ""
    size: int = 0
    check: int = 0
    note: str = ""

    def batch(self) -> Batch:
        """The last batch."""
        return Batch(self.steps)

    def restart(self) -> None:
        """Nobody sends any more: what was in flight is unknown."""
        for entry in self.entries.values():
            entry.state = ON_RESTART[entry.state]


def read_record(content: bytes, path: object) -> Record:
    """What the bytes of a journal say.

    Args:
        content: all of the file.
        path: how the file is named in errors.

    Raises:
        JournalError: it is no journal, of another format, or damaged, with the offset.
    """
    return _Reader(content, path).read()


class _Reader:
    """Reads one journal from its first byte to its last."""

    def __init__(self, content: bytes, path: object) -> None:
        self._content, self._path = content, path
        self._record = Record()
        self._missing = 0
        self._batch_at = (0, 0)
        self._kept_steps: list[Step] = []

    def read(self) -> Record:
        if not self._content:
            raise JournalError(self._path, f"is empty; {_WANTED}: name a file that is not there to begin one")
        at = 0
        while at < len(self._content):
            at = self._line(at)
        self._finish()
        return self._record

    def _line(self, at: int) -> int:
        """Take the line at an offset; where the next one begins."""
        end = self._content.find(b"\n", at)
        is_last = end < 0
        line = self._content[at:] if is_last else self._content[at:end]
        found = self._checked(line, at)
        if (is_last and self._record.size == 0) or (found is None and not is_last):
            raise self._damaged(at, "the line that begins here is not what was written")
        if found is None or is_last:
            dropped = len(self._content) - at
            self._record.note = f"the last {dropped:,} bytes are of a write that did not finish, and are dropped"
            return len(self._content)
        members, check = found
        self._take(members, at)
        self._record.size, self._record.check = end + 1, check
        return end + 1

    def _checked(self, line: bytes, at: int) -> tuple[Mapping[str, object], int] | None:
        try:
            return opened_line(line, self._record.check)
        except (ValueError, RecursionError):
            raise self._damaged(at, "the line that begins here is no JSON") from None

    def _take(self, members: Mapping[str, object], at: int) -> None:
        try:
            if at == 0:
                self._header(members)
            elif "step" in members and "event" not in members:
                self._step(cast("Mapping[str, object]", members["step"]))
            elif self._missing:
                raise self._damaged(at, f"a batch lacks {self._missing:,} of its steps")
            elif "batch" in members:
                self._begin_batch(int(str(members["steps"])), at)
            elif "opened" in members:
                self._opened(members)
            else:
                self._event(members)
        except (KeyError, TypeError, ValueError, AttributeError):
            raise self._damaged(at, "the line that begins here is none of a journal's") from None
        except Impossible as problem:
            raise self._damaged(at, f"{problem} for {members.get('step')}") from None

    def _header(self, members: Mapping[str, object]) -> None:
        if members.get("journal") != FORMAT:
            raise JournalError(self._path, f"{_WANTED}, of format {FORMAT}", offset=0)
        for name in ("file", "endpoint", "region"):
            setattr(self._record, name, str(members[name]))

    def _begin_batch(self, steps: int, at: int) -> None:
        self._missing, self._batch_at = steps, (at, self._record.check)
        self._kept_steps, self._record.steps = self._record.steps, []

    def _step(self, members: Mapping[str, object]) -> None:
        self._missing -= 1
        follows = members["after"]
        parameters = members["parameters"]
        if not isinstance(parameters, dict):
            raise TypeError(type(parameters))
        line = json.dumps(parameters, ensure_ascii=False, separators=(",", ":"))
        action = cast("Sendable", str(members["action"]))
        self._record.steps.append(Step(str(members["id"]), action, line, None if follows is None else str(follows)))

    def _opened(self, members: Mapping[str, object]) -> None:
        self._record.restart()
        self._record.pid, self._record.host = int(str(members["pid"])), str(members["host"])

    def _event(self, members: Mapping[str, object]) -> None:
        key, said = str(members["key"]), {name: str(members.get(name, "")) for name in _SAID}
        entry = self._record.entries.setdefault(key, Entry(str(members["step"])))
        entry.take(cast("Happening", str(members["event"])), **said)

    def _finish(self) -> None:
        if self._record.steps and not self._missing:
            return
        at, check = self._batch_at
        if not self._kept_steps:
            raise self._damaged(len(self._content), "it ends before its batch does; a journal begins whole")
        self._record.size, self._record.check, self._record.steps = at, check, self._kept_steps
        dropped = len(self._content) - at
        self._record.note = f"the last {dropped:,} bytes are of a write that did not finish, and are dropped"

    def _damaged(self, offset: int, problem: str) -> JournalError:
        advice = "it is damaged and nothing was sent; reconcile with a fresh inventory shows what exists"
        return JournalError(self._path, f"{visible(problem)}; {advice}", offset=offset)


_SAID = ("eni", "code", "message", "at")


def check_whole(record: Record, path: object) -> Batch:
    """The record's batch.

    Raises:
        JournalError: its steps are no batch.
    """
    try:
        return record.batch()
    except EniplanError as problem:
        raise JournalError(path, f"its steps are no batch that can be sent: {visible(str(problem))}") from None
