"""Every error that the stand-in can answer: the page's 86 codes, and a second table of those the page does not list.

``service_codes.csv`` beside this file has the second table. Each row is ``confirmed`` (public documentation names code
and status) or ``assumed`` (this project's reading, or the stand-in's own), with its source.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, cast

from eniplan.contract.error_codes import error_codes
from eniplan.sending.transport import Reply

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

HOST: Final = "ecs.eniplan.local"
"""HostId of every error: the stand-in, so that nobody takes its answer for the cloud's."""
_TROUBLESHOOT: Final = "https://api.aliyun.com/troubleshoot?q={code}&product=Ecs"
_UNSAID: Final = "unknown"

Standing = Literal["page", "confirmed", "assumed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallError:
    """One code: its HTTP status, its message template, and how sure it is.

    Args:
        code: as the body's ``Code`` says it.
        http_status: of the answer.
        message: with ``%s`` for each value that the service fills in.
        standing: ``page`` (of the CreateNetworkInterface page's table), ``confirmed`` or ``assumed``.
        source: where it is written.
    """

    code: str
    http_status: int
    message: str
    standing: Standing
    source: str


class Refusal(NamedTuple):
    """Why a call is not carried out.

    Args:
        code: of either table.
        sentence: what a message that is nothing but ``%s`` says.
        values: what fills the ``%s`` of any other message, in order.
    """

    code: str
    sentence: str = ""
    values: Sequence[str] = ()


@cache
def call_errors() -> Mapping[str, CallError]:
    """All codes by name: the page's in its order, then the second table's."""
    page = {
        row.code: CallError(
            code=row.code,
            http_status=row.http_status,
            message=row.message,
            standing="page",
            source="CreateNetworkInterface page",
        )
        for row in error_codes().values()
    }
    return MappingProxyType({**page, **_second_table()})


def _second_table() -> Mapping[str, CallError]:
    text = files("eniplan.sending.standin").joinpath("service_codes.csv").read_text(encoding="utf-8")
    return {row["code"]: _row(row) for row in csv.DictReader(text.splitlines())}


def _row(row: Mapping[str, str]) -> CallError:
    return CallError(
        code=row["code"],
        http_status=int(row["http_status"]),
        message=row["message"],
        standing=cast("Standing", row["standing"]),
        source=row["source"],
    )


def error_reply(refusal: Refusal, request_id: str, retry_after: float | None = None) -> Reply:
    """The answer to a call that is refused, with the status of its code's table."""
    row = call_errors()[refusal.code]
    return Reply(row.http_status, error_body(row, refusal, request_id), retry_after)


def error_body(row: CallError, refusal: Refusal, request_id: str) -> Mapping[str, object]:
    """The five members of an error's body."""
    return {
        "RequestId": request_id,
        "HostId": HOST,
        "Code": row.code,
        "Message": _message(row, refusal),
        "Recommend": _TROUBLESHOOT.format(code=row.code),
    }


def _message(row: CallError, refusal: Refusal) -> str:
    if row.message == "%s":
        return refusal.sentence or f"{row.code} was asked for."
    head, *gaps = row.message.split("%s")
    values = [*refusal.values, *([_UNSAID] * len(gaps))]
    return head + "".join(value + rest for value, rest in zip(values, gaps, strict=False))
