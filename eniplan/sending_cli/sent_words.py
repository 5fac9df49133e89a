"""How far a batch is: as lines for a person, and as a JSON document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.report.lettering import visible, wrapped
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eniplan.sending.sender import Sent

_WIDTH = 120
_MOST = 10


def sent_lines(sent: Sent, journal: str) -> list[str]:
    """What was done, what was refused, what is left, and how to go on."""
    return [line for text in _said(sent, journal) for line in wrapped(text, _WIDTH, "", "    ")]


def _said(sent: Sent, journal: str) -> Iterator[str]:
    if sent.note:
        yield f"{visible(journal)}: {sent.note}"
    throttled = f", {sent.throttled:,} of them throttled" if sent.throttled else ""
    yield f"{sent.created:,} ENIs created; {sent.done:,} of {counted(sent.steps, 'step')} done"
    yield f"{counted(sent.calls, 'call')} in this run{throttled}"
    if sent.stopped:
        yield f"stopped: {visible(sent.stopped)}"
    for vswitch, kind in sent.full.items():
        yield f"{visible(vswitch)} has no more {kind}: what would go there was not sent"
    yield from _listed([f"{each.step}: {each.code} {each.message}" for each in sent.refused], "refused")
    yield from _listed(sent.unknown, "without an answer")
    yield from _left(sent, journal)


def _listed(items: Sequence[str], what: str) -> Iterator[str]:
    if items:
        more = f"; and {len(items) - _MOST:,} more" if len(items) > _MOST else ""
        yield f"{counted(len(items), 'step')} {what}: {'; '.join(visible(each, 200) for each in items[:_MOST])}{more}"


def _left(sent: Sent, journal: str) -> Iterator[str]:
    if sent.unknown or sent.left:
        number = len(sent.unknown) + len(sent.left)
        yield f"{counted(number, 'step')} left: the same command goes on, with the same tokens ({visible(journal)})"
    elif sent.refused:
        yield "nothing is left to try; --again sends what was refused once more"


def sent_document(sent: Sent) -> dict[str, object]:
    """The document of ``--json``."""
    return {
        "steps": sent.steps,
        "created": sent.created,
        "done": sent.done,
        "refused": [{"step": each.step, "code": each.code, "message": each.message} for each in sent.refused],
        "unknown": list(sent.unknown),
        "left": list(sent.left),
        "calls": sent.calls,
        "throttled": sent.throttled,
        "full": dict(sent.full),
        "stopped": sent.stopped,
        "note": sent.note,
    }
