"""A plan for review as an Excel workbook: what it is in all, then its ENIs, refusals, findings and VSwitches.

Rows go to the disk as they are made, so a million of them cost little memory; a sheet that is full is continued on a
further one. Every text is written as a text: nothing in it is a formula or a link. The same plan gives the same bytes.
"""

from __future__ import annotations

from datetime import datetime
from itertools import chain, islice
from typing import TYPE_CHECKING, Final, TextIO

from eniplan.exchange.forms.review_rows import (
    ENI_HEADS,
    FINDING_HEADS,
    REFUSAL_HEADS,
    eni_rows,
    finding_rows,
    refusal_rows,
)
from eniplan.exchange.progress import told_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

    from eniplan.exchange.forms.review_rows import Cell
    from eniplan.planning.plan import Plan

MOST_ROWS: Final = 1_048_576
"""Rows of a sheet, its heads among them (Excel specifications and limits, 2026)."""
MOST_LETTERS: Final = 32_767
"""Letters of a cell (likewise)."""
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook's time has no zone; always the same, so that bytes are
_NARROW, _WIDE, _WIDEST = 12, 24, 80
_WIDTHS = {"message": _WIDEST, "limit": _WIDEST, "reason": 48, "source": 48, "client_token": 36, "code": 40}
_COUNTS = frozenset({"calls", "enis", "placed", "count"})


def write_xlsx(plan: Plan, stream: TextIO) -> None:
    """Write the workbook to the bytes under the stream."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - loaded when it is asked for

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(stream.buffer, options) as book:
        book.set_properties({"title": f"Plan {plan.name}", "comments": "made by eniplan", "created": _CREATED})
        top = book.add_format({"bold": True, "bottom": 1})
        text = book.add_format({"text_wrap": True, "valign": "top"})
        _table(book, "Plan", ("what", "value"), _summary(plan), (top, text))
        _table(book, "ENIs", ENI_HEADS, told_rows(eni_rows(plan), stream), (top, text))
        _table(book, "Refused", REFUSAL_HEADS, refusal_rows(plan), (top, text))
        _table(book, "Findings", FINDING_HEADS, told_rows(finding_rows(plan), stream), (top, text))
        _table(book, "VSwitches", _VSWITCH_HEADS, _vswitches(plan), (top, text))


def _table(
    book: Workbook,
    name: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    looks: tuple[Format, Format],
) -> None:
    """A sheet with heads that stay in sight, and rows that can be filtered; more sheets where one is full."""
    waiting, number = iter(rows), 1
    part = list(islice(waiting, 1))
    while part or number == 1:
        sheet = book.add_worksheet(name if number == 1 else f"{name} {number}")
        sheet.freeze_panes(1, 1)
        for column, head in enumerate(heads):
            sheet.set_column(column, column, _WIDTHS.get(head, _NARROW if head in _COUNTS else _WIDE), looks[1])
            sheet.write_string(0, column, head, looks[0])
        last = 0
        for last, row in enumerate(chain(part, islice(waiting, MOST_ROWS - 2)), 1):
            for column, cell in enumerate(row):
                if isinstance(cell, int):
                    sheet.write_number(last, column, cell)
                elif cell:
                    sheet.write_string(last, column, cell[:MOST_LETTERS])
        sheet.autofilter(0, 0, last, len(heads) - 1)
        part, number = list(islice(waiting, 1)), number + 1


def _summary(plan: Plan) -> Iterator[tuple[Cell, Cell]]:
    """What the plan is in all."""
    from eniplan.report.batch import batch_digests  # noqa: PLC0415 - planning alone loads nothing of the report

    yield "plan", plan.name
    yield "region", plan.region
    yield "seed", plan.seed
    yield "ENIs asked for", sum(group.count for group in plan.spec.groups)
    yield "ENIs to create", len(plan.requests)
    yield "ENIs that exist", len(plan.enis) - len(plan.requests)
    yield "ENIs refused", plan.refused.enis
    yield "calls in all", len(plan.steps)
    for digest in batch_digests(plan):
        yield f"SHA-256 of {digest.file}", digest.sha256


_VSWITCH_HEADS: Final = (
    "vswitch", "name", "cidr", "zone", "usable_ipv4", "used_before", "used_after", "free_open_before",
    "free_open_after", "free_prefixes_before", "free_prefixes_after", "whole_blocks_before", "whole_blocks_after",
)  # fmt: skip


def _vswitches(plan: Plan) -> Iterator[tuple[Cell, ...]]:
    """Each VSwitch before and after, in IPv4 addresses, free IPv4 prefixes and whole /28s."""
    for used in plan.utilisation:
        vswitch, before, after = plan.inventory.vswitches[used.vswitch], used.before, used.after
        names = used.vswitch, vswitch.name, str(vswitch.cidr), vswitch.zone_id
        pairs = (
            (getattr(each, key) for each in (before, after))
            for key in ("used_ipv4", "free_open_ipv4", "free_prefixes_ipv4", "whole_blocks")
        )
        yield *names, before.usable_ipv4, *(number for pair in pairs for number in pair)
