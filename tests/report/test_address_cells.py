"""Cells against a slow oracle of sets, and the grid that they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from eniplan.network.cidr import Cidr
from eniplan.planning.planner import plan_groups
from eniplan.report.address_book import address_book
from eniplan.report.address_cells import BLOCK, CODES, CONTRADICTION, FREE, HELD, SYSTEM, cells_of, grid_of, tallies
from tests.planning.ground_kit import account, block, eni, vswitch
from tests.planning.random_plans import inventories, specs
from tests.report.holding import Share, shares

if TYPE_CHECKING:
    from eniplan.network.inventory import Inventory
    from eniplan.planning.spec import PlanSpec


def slow_cell(address: int, cidr: Cidr, held: list[Share]) -> tuple[str, bool | None]:
    """What a cell should be, from the shares alone: the kind, and whether it exists."""
    system = address == cidr.first or address > cidr.last - 3
    here = [share for share in held if share.first <= address <= share.last]
    if len({share.owner for share in here}) > 1 or (system and here):
        return "contradiction", None
    single = [share for share in here if share.kind != "prefix"] or here
    return (single[0].kind, single[0].exists) if single else ("system" if system else "free", None)


def said(code: int) -> tuple[str, bool | None]:
    """A code in the oracle's words."""
    if code in HELD:
        return HELD[code].kind, HELD[code].state == "existing"
    return {FREE: "free", SYSTEM: "system", CONTRADICTION: "contradiction"}[code], None


@given(inventories(), specs())
def test_cells_agree_with_a_slow_oracle(there: Inventory, wanted: PlanSpec) -> None:
    """Address by address, in every VSwitch; and each /28 counts the same addresses."""
    plan = plan_groups(wanted, there)
    for key, place in plan.inventory.vswitches.items():
        held = [share for share in shares(plan, key) if share.kind != "ipv6" and share.last < 1 << 32]
        cells = cells_of(address_book(plan, key))
        expected = [slow_cell(address, place.cidr, held) for address in range(place.cidr.first, place.cidr.last + 1)]
        assert [said(code) for code in cells] == expected
        for number, tally in enumerate(tallies(cells)):
            part = expected[number * BLOCK : (number + 1) * BLOCK]
            assert tally.existing == sum(exists is True for _, exists in part)
            assert tally.planned + tally.illustrative == sum(exists is False for _, exists in part)
            assert tally.contradiction == part.count(("contradiction", None))
            assert tally.used == BLOCK - sum(kind in ("free", "system") for kind, _ in part) - (BLOCK - len(part))


def test_two_owners_and_a_used_system_address_are_contradictions() -> None:
    """.5 has two owners, .253 is the system's; .32 is a single address inside its own ENI's prefix, and in use once."""
    place = vswitch("a", "10.0.0.0/24", "10.0.0.32/28")
    enis = [
        eni("1", "a", "10.0.0.32", "10.0.0.5", prefixes=("10.0.0.32/28",)),
        eni("2", "a", "10.0.0.253", "10.0.0.5", "10.9.9.9"),
    ]
    cells = cells_of(address_book(account(place, enis=enis), "vsw-a"))
    assert (cells[5], cells[253]) == (CONTRADICTION, CONTRADICTION)
    assert cells[32] == CODES["primary", "existing"]
    assert set(cells[33:48]) == {CODES["prefix", "existing"]}
    assert cells.count(CONTRADICTION) == 2
    assert [tally.prefix for tally in tallies(cells)[2:4]] == [None, None]


def test_a_whole_prefix_is_told_from_sixteen_addresses() -> None:
    """The block of a prefix says so, and in which state."""
    enis = [
        eni("1", "a", "10.0.0.5", prefixes=("10.0.0.32/28",)),
        eni("2", "a", *(f"10.0.0.{n}" for n in range(48, 64))),
    ]
    found = tallies(cells_of(address_book(account(vswitch("a", "10.0.0.0/24"), enis=enis), "vsw-a")))
    assert (found[2].prefix, found[2].existing) == ("existing", 16)
    assert (found[3].prefix, found[3].existing) == (None, 16)
    assert (found[0].system, found[15].system) == (1, 3)


@pytest.mark.parametrize(
    ("text", "step", "columns", "rows"),
    [
        ("10.0.0.0/29", 1, 8, 1),
        ("10.0.0.0/28", 1, 16, 1),
        ("10.0.0.0/26", 1, 16, 4),
        ("10.0.0.0/25", 1, 32, 4),
        ("10.0.0.0/22", 1, 32, 32),
        ("10.0.0.0/21", 16, 16, 8),
        ("10.0.0.0/20", 16, 16, 16),
        ("10.0.0.0/18", 16, 32, 32),
        ("10.0.0.0/16", 16, 64, 64),
    ],
)
def test_every_cell_has_its_place(text: str, step: int, columns: int, rows: int) -> None:
    """All addresses of a VSwitch, each once: step x columns x rows of them."""
    cidr = block(text)
    grid = grid_of(cidr)
    assert (grid.step, grid.columns, grid.rows) == (step, columns, rows)
    assert grid.step * grid.columns * grid.rows == cidr.size
    assert grid.place(cidr.first) == (0, 0)
    assert grid.place(cidr.last) == (columns - 1, rows - 1)
    assert list(grid.row_starts())[-1] == cidr.last + 1 - grid.row_step


def test_blocks_are_rectangles() -> None:
    """In a /22 of 32 columns a /28 is half a row, a /26 two rows; in a /20 of /28s a /22 is four rows."""
    fine, coarse = grid_of(block("10.0.0.0/22")), grid_of(block("10.0.0.0/20"))
    assert fine.span(block("10.0.1.16/28")) == (16, 8, 16, 1)
    assert fine.span(block("10.0.2.0/26")) == (0, 16, 32, 2)
    assert coarse.span(block("10.0.4.0/22")) == (0, 4, 16, 4)
    assert coarse.span(block("10.0.1.32/28")) == (2, 1, 1, 1)
