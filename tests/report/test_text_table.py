"""Text tables: aligned by terminal cells, heads on the rule."""

from __future__ import annotations

from eniplan.report.text_table import Column, TextTable


def test_columns_are_as_wide_as_what_is_in_them() -> None:
    """Numbers stand at the right, a short head stands on the rule, and no line ends in blanks."""
    table = TextTable(columns=(Column(head=("VSwitch",)), Column(head=("free", "IPs"), side="right"), Column(head=())))
    table.add("\u4e2d\u6587", "1,020", "x")
    table.add("a", "7", "")
    assert table.lines() == [
        "            free",
        "  VSwitch    IPs",
        "  ─────────────────",
        "  \u4e2d\u6587     1,020  x",
        "  a            7",
    ]


def test_a_table_without_rows_has_its_head() -> None:
    """Nothing to show is no mistake."""
    assert TextTable(columns=(Column(head=("A",)),)).lines() == ["  A", "  ─"]
