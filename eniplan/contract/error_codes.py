"""The 86 error codes of the CreateNetworkInterface page, as data.

The table stands in ``error_codes.csv`` beside this file, one row a code in the page's order. Rules, the local stand-in
and the documentation read it; no code repeats a status or a message. What decides a code:

* ``request``, ``inventory``, ``profile``, ``instance_type``: a rule of :mod:`eniplan.validation` raises it;
* ``service``: only the service knows (permissions, throttling, its own failures);
* ``other_call``: another operation raises it, although the page lists it.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

DecidedBy = Literal["request", "inventory", "profile", "instance_type", "service", "other_call"]
PREDICTED: frozenset[DecidedBy] = frozenset({"request", "inventory", "profile", "instance_type"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorCode:
    """One row: the code, its HTTP status and message template, what decides it, and which call raises it."""

    code: str
    http_status: int
    message: str
    decided_by: DecidedBy
    raised_at: Literal["create", "attach", "other call"]
    retryable: bool
    raised_when: str
    note: str

    @property
    def predicted(self) -> bool:
        """Whether a rule can tell before sending."""
        return self.decided_by in PREDICTED


@cache
def error_codes() -> Mapping[str, ErrorCode]:
    """All 86 codes by name, in the page's order."""
    text = files("eniplan.contract").joinpath("error_codes.csv").read_text(encoding="utf-8")
    rows = (_row(row) for row in csv.DictReader(text.splitlines()))
    return MappingProxyType({row.code: row for row in rows})


def _row(row: dict[str, str]) -> ErrorCode:
    return ErrorCode(
        code=row["code"],
        http_status=int(row["http_status"]),
        message=row["message"],
        decided_by=cast("DecidedBy", row["decided_by"]),
        raised_at=cast("Literal['create', 'attach', 'other call']", row["raised_at"]),
        retryable=row["retryable"] == "yes",
        raised_when=row["raised_when"],
        note=row["note"],
    )
