"""The review sheets, read by others: the standard library's CSV reader, and openpyxl."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import eniplan
from eniplan.exchange.forms import xlsx_sheet
from eniplan.exchange.forms.csv_sheet import HEADS, write_csv
from eniplan.exchange.forms.review_rows import inert
from eniplan.exchange.forms.xlsx_sheet import write_xlsx

if TYPE_CHECKING:
    from openpyxl import Workbook

HANGZHOU = eniplan.read_inventory(eniplan.examples / "hangzhou")
PLANS = {name: eniplan.plan(eniplan.examples / f"{name}.toml", HANGZHOU) for name in ("web", "tight")}
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001 - what spreadsheets take


def table_of(plan: eniplan.Plan) -> list[dict[str, str]]:
    """The CSV sheet as another reader sees it."""
    stream = io.StringIO(newline="")
    write_csv(plan, stream)
    return list(csv.DictReader(io.StringIO(stream.getvalue(), newline=""), strict=True))


def book_of(plan: eniplan.Plan) -> tuple[Workbook, bytes]:
    """The workbook as openpyxl reads it, and its bytes."""
    kept = io.BytesIO()
    stream = io.TextIOWrapper(kept, encoding="utf-8")
    write_xlsx(plan, stream)
    return openpyxl.load_workbook(io.BytesIO(kept.getvalue())), kept.getvalue()


def rows_of(book: Workbook, sheet: str) -> list[dict[str, object]]:
    """A sheet's rows by their heads; an empty cell is an empty text."""
    heads, *rows = book[sheet].iter_rows(values_only=True)
    return [{str(head): "" if cell is None else cell for head, cell in zip(heads, row, strict=True)} for row in rows]


@pytest.mark.parametrize("name", PLANS)
def test_the_csv_has_every_eni_refusal_and_finding_once(name: str) -> None:
    """In the order of the plan, with what the plan says of each."""
    plan = PLANS[name]
    rows = table_of(plan)
    enis = [row for row in rows if row["row"] == "eni"]
    assert [(row["name"], row["vswitch"], row["primary"], row["client_token"]) for row in enis] == [
        (eni.name, eni.vswitch, eni.primary, eni.client_token) for eni in plan.enis
    ]
    assert [tuple(row["secondary"].split()) for row in enis] == [eni.secondary for eni in plan.enis]
    assert [tuple(row["ipv4_prefixes"].split()) for row in enis] == [eni.ipv4_prefixes for eni in plan.enis]
    assert [row["illustrative"] == "yes" for row in enis] == [eni.illustrative for eni in plan.enis]
    assert sum(int(row["calls"]) for row in enis) == len(plan.steps)
    refused = [row for row in rows if row["row"] == "refused"]
    assert [(row["group"], int(row["enis"]), row["code"]) for row in refused] == [
        (each.group, each.enis, each.code) for each in plan.refused
    ]
    found = [row for row in rows if row["row"] == "finding"]
    assert [(row["severity"], row["code"], row["message"]) for row in found] == [
        (each.severity, each.code, each.message) for each in plan.findings
    ]
    assert len(rows) == len(enis) + len(refused) + len(found)
    assert tuple(rows[0]) == HEADS


@pytest.mark.parametrize("name", PLANS)
def test_the_workbook_says_what_the_csv_says(name: str) -> None:
    """Sheet by sheet, cell by cell; and what the plan is in all."""
    plan = PLANS[name]
    book, _ = book_of(plan)
    assert book.sheetnames == ["Plan", "ENIs", "Refused", "Findings", "VSwitches"]
    for sheet, kind in (("ENIs", "eni"), ("Refused", "refused"), ("Findings", "finding")):
        wanted = [row for row in table_of(plan) if row["row"] == kind]
        found = rows_of(book, sheet)
        assert len(found) == len(wanted)
        for one, other in zip(found, wanted, strict=True):
            assert {head: str(cell) for head, cell in one.items()} == {head: other[head] for head in one}
    said = {str(row["what"]): row["value"] for row in rows_of(book, "Plan")}
    assert said["ENIs to create"] == len(plan.requests)
    assert said["ENIs refused"] == sum(each.enis for each in plan.refused)
    lines = "".join(f"{line}\n" for line in plan.requests.lines())
    assert said["SHA-256 of requests.jsonl"] == sha256(lines.encode()).hexdigest()


def test_vswitches_stand_before_and_after() -> None:
    """The figures of the plan's own utilisation."""
    plan = PLANS["web"]
    rows = rows_of(book_of(plan)[0], "VSwitches")
    assert [(row["vswitch"], row["free_open_before"], row["free_open_after"]) for row in rows] == [
        (used.vswitch, used.before.free_open_ipv4, used.after.free_open_ipv4) for used in plan.utilisation
    ]
    assert [(row["whole_blocks_before"], row["whole_blocks_after"]) for row in rows] == [
        (used.before.whole_blocks, used.after.whole_blocks) for used in plan.utilisation
    ]


def test_the_same_plan_gives_the_same_workbook() -> None:
    """Byte for byte, whatever the clock says."""
    assert book_of(PLANS["web"])[1] == book_of(PLANS["web"])[1]


def test_nothing_in_the_workbook_is_a_formula_or_a_link() -> None:
    """A message that begins with = and one that is an address of a page stay texts."""
    plan = PLANS["web"]
    hostile = [replace(finding, message=text) for finding in plan.findings for text in ("=cmd()", "https://x.example")]
    book, _ = book_of(replace(plan, findings=eniplan.Findings(hostile)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    assert not any(cell.hyperlink for cell in cells)
    assert "'=cmd()" in {cell.value for cell in book["Findings"]["G"]}


@given(st.text(max_size=8) | st.builds(str.__add__, st.sampled_from(FORMULA), st.text(max_size=8)))
def test_no_text_begins_a_formula(text: str) -> None:
    """What a spreadsheet would calculate gets an apostrophe in front; everything else stays as it is."""
    made = inert(text)
    assert not made.startswith(FORMULA)
    assert made in {text, f"'{text}"}
    assert (made == text) == (not text.startswith(FORMULA))


def test_a_full_sheet_is_continued(monkeypatch: pytest.MonkeyPatch) -> None:
    """68 ENIs on sheets of 29 rows and their heads: 29, 29 and 10, none lost, in order."""
    monkeypatch.setattr(xlsx_sheet, "MOST_ROWS", 30)
    plan = PLANS["web"]
    book, _ = book_of(plan)
    sheets = [rows_of(book, name) for name in ("ENIs", "ENIs 2", "ENIs 3")]
    assert [len(rows) for rows in sheets] == [29, 29, 10]
    assert [row["name"] for rows in sheets for row in rows] == [eni.name for eni in plan.enis]
    assert "ENIs 4" not in book.sheetnames


def test_an_empty_plan_has_heads() -> None:
    """No ENI, no finding: every sheet is there with its heads."""
    spec = eniplan.PlanSpec(name="none", region="cn-hangzhou")
    empty = replace(eniplan.plan(spec, eniplan.Inventory()), findings=eniplan.Findings())
    assert table_of(empty) == []
    book, _ = book_of(empty)
    assert [sheet.max_row for sheet in book] == [10, 1, 1, 1, 1]
