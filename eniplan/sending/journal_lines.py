"""The lines of a journal: JSON objects that check themselves, each chained to the one before it.

The last member of a line is the CRC-32 of the line so far, continued from the line before. So a line that was changed,
lost or put elsewhere is seen, and a last line that was cut is told from damage in the middle. It guards against disks
and editors, not against somebody who wants to deceive himself.

::

    {"journal":1,"made_by":"eniplan 0.1.0","file":"web.jsonl","endpoint":"","region":"cn-hangzhou","at":"","crc":""}
    {"batch":"0f3c...","steps":2,"crc":"..."}
    {"step":{"id":"web-1/1","action":"CreateNetworkInterface","parameters":{...},"after":null},"crc":"..."}
    {"step":{...},"crc":"..."}
    {"opened":"...","pid":4711,"host":"plan-1","crc":"..."}
    {"event":"intended","step":"web-1/1","key":"4a7d...","at":"...","crc":"..."}
    {"event":"answered","step":"web-1/1","key":"4a7d...","at":"...","eni":"eni-bp1...","request_id":"...","crc":"..."}

No line holds credentials, signatures or headers.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final
from zlib import crc32

from eniplan.contract.wire import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FORMAT: Final = 1
_SEAL = len(',"crc":"00000000"}')


def sealed(members: str, before: int) -> tuple[bytes, int]:
    """A line of the journal, with its line feed.

    Args:
        members: a JSON object on one line.
        before: the checksum of the line before it; 0 for the first.

    Returns:
        The line, and its checksum for the next.
    """
    body = members[:-1].encode()
    check = crc32(body, before)
    return body + f',"crc":"{check:08x}"}}\n'.encode(), check


def sealed_all(lines: Iterable[str], before: int) -> tuple[bytes, int]:
    """Several lines, one after the other."""
    made = []
    for members in lines:
        line, before = sealed(members, before)
        made.append(line)
    return b"".join(made), before


def opened_line(line: bytes, before: int) -> tuple[Mapping[str, object], int] | None:
    """The members of a line without its line feed, and its checksum; None where the line is not what was written."""
    check = crc32(line[:-_SEAL], before)
    if line[-_SEAL:] != f',"crc":"{check:08x}"}}'.encode():
        return None
    members = json.loads(line)
    return members, check


def event_members(event: str, step: str, key: str, at: str, **further: str) -> str:
    """The members of an event; what is empty is left out."""
    said = {name: text for name, text in further.items() if text}
    return canonical({"event": event, "step": step, "key": key, "at": at, **said})
