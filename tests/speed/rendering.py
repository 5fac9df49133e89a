"""Benchmark tables as text for a terminal, as Markdown and as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.speed.machine import Machine
    from tests.speed.table import Row, Table, Target


def number(value: float) -> str:
    """Three significant digits, thousands separated."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}" if abs(value) < 1 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def verdict(target: Target) -> str:
    """Met or not, in words."""
    return "met" if target.is_met else "NOT MET"


def text_lines(table: Table) -> Iterator[str]:
    """A table for the terminal."""
    yield f"{table.key}  {table.title}"
    yield f"  {'ratio':>10} {'us per ' + table.unit:>18}  {'lowest to highest':<24} who"
    for row in table.rows:
        span = f"{number(row.time.lowest)} to {number(row.time.highest)}"
        yield f"  {number(row.ratio):>8} x {number(row.time.median):>18}  {span:<24} {row.name}: {row.how}"
    for figure in table.figures:
        yield f"  {number(figure.value):>10} {figure.unit:<8} {figure.what}"
    for target in table.targets:
        kept = f"{number(target.figure):>10} {target.bound} {number(target.goal):<8}"
        yield f"  {target.key:<4}{verdict(target):<9}{kept} {target.what}"


def text(table: Table) -> str:
    """A table for the terminal, with an empty line after it."""
    return "\n".join(text_lines(table)) + "\n"


def markdown(tables: Sequence[Table], machine: Machine) -> str:
    """The whole report."""
    lines = [
        "# Benchmarks", "",
        "Written by `make bench`. All contenders of a table take turns in one process; times are medians, ratios",
        "are to the first row, and only ratios travel between machines.", "",
        *(f"* {said}" for said in machine.told()), "",
        *_targets([target for table in tables for target in table.targets]),
    ]  # fmt: skip
    for table in tables:
        lines += ["", *_table(table)]
    return "\n".join(lines) + "\n"


def _targets(targets: Sequence[Target]) -> Iterator[str]:
    met = sum(target.is_met for target in targets)
    yield f"{met} of {len(targets)} targets are met."
    yield from _grid(
        ("target", "what", "figure", "goal", ""),
        [(t.key, t.what, number(t.figure), f"{t.bound} {number(t.goal)}", verdict(t)) for t in targets],
    )


def _table(table: Table) -> Iterator[str]:
    yield f"## {table.key}: {table.title}"
    yield from _grid(
        ("ratio", f"us per {table.unit}", "lowest to highest", "who", "how"), [_cells(row) for row in table.rows]
    )
    if table.figures:
        cells = [(f.what, f"{number(f.value)} {f.unit}".strip()) for f in table.figures]
        yield from _grid(("also", "figure"), cells)


def _cells(row: Row) -> tuple[str, ...]:
    span = f"{number(row.time.lowest)} to {number(row.time.highest)}"
    return f"{number(row.ratio)} x", number(row.time.median), span, row.name, row.how


def _grid(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield ""
    yield "| " + " | ".join(head) + " |"
    yield "|" + " --- |" * len(head)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"


def document(tables: Sequence[Table], machine: Machine) -> str:
    """The same as JSON, for a program that compares two runs."""
    found = [
        {
            "workload": table.key,
            "title": table.title,
            "unit": table.unit,
            "rows": [
                {"name": row.name, "ratio": row.ratio, "microseconds": row.time._asdict(), "how": row.how}
                for row in table.rows
            ],
            "figures": [figure._asdict() for figure in table.figures],
            "targets": [{**target._asdict(), "met": target.is_met} for target in table.targets],
        }
        for table in tables
    ]
    return json.dumps({"machine": machine._asdict(), "tables": found}, indent=2) + "\n"
