"""Where the parts of a map stand: cells fill the grid, blocks lie on their cells, labels keep apart."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eniplan.report.address_cells import grid_of
from eniplan.report.map_layout import layout_of, spread
from tests.planning.ground_kit import block


@given(st.lists(st.floats(0, 10), min_size=1, max_size=12).map(sorted), st.floats(0.1, 0.5))
def test_labels_keep_their_order_and_distance(wanted: list[float], height: float) -> None:
    """No two are nearer than a label is high, and the last is not below the end."""
    placed = spread(wanted, 10.0, height)
    assert len(placed) == len(wanted)
    assert all(after - before >= height - 1e-9 for before, after in pairwise(placed))
    assert placed[-1] <= 10.0


def test_labels_with_room_stand_where_they_are_wanted() -> None:
    """Nothing is moved without need."""
    assert spread([1.0, 3.0, 8.0], 10.0, 0.5) == [1.0, 3.0, 8.0]
    assert spread([9.8, 9.9], 10.0, 0.5) == [9.5, 10.0]


@pytest.mark.parametrize("size", ["column", "slide"])
@pytest.mark.parametrize("text", ["10.0.0.0/29", "10.0.0.0/24", "10.0.0.0/22", "10.0.0.0/16"])
def test_the_last_cell_ends_where_the_grid_ends(text: str, size: str) -> None:
    """And a block is as large as its cells."""
    cidr = block(text)
    grid = grid_of(cidr)
    layout = layout_of(grid, "slide" if size == "slide" else "column", 0)
    last, area = layout.cell_at(grid.columns - 1, grid.rows - 1), layout.grid
    assert last.x + last.width == pytest.approx(area.x + area.width)
    assert last.y + last.height == pytest.approx(area.y + area.height)
    assert layout.area(grid, cidr) == pytest.approx(area)
    assert area.x + area.width < layout.labels < layout.width
