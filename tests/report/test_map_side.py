"""What stands beside a map is placed without overlap."""

from __future__ import annotations

from itertools import combinations

from eniplan.report.address_book import address_book
from eniplan.report.address_cells import cells_of, grid_of, tallies
from eniplan.report.map_layout import layout_of
from eniplan.report.map_side import side_of
from eniplan.report.map_words import legend_of
from tests.planning.ground_kit import account, eni, pending, vswitch

ENIS = [eni("1", "a", "10.0.0.5", prefixes=("10.0.0.32/28",)), eni("2", "a", "10.0.0.5")]


def test_entries_do_not_meet() -> None:
    """Swatches on a line keep apart, lines follow each other, notes come last."""
    place = vswitch("a", "10.0.0.0/20", "10.0.0.32/28", ipv6="2001:db8:0:a::/64", pending=(pending("10.0.1.0/24"),))
    book = address_book(account(place, enis=ENIS), "vsw-a")
    cells = cells_of(book)
    layout = layout_of(grid_of(place.cidr), "slide", 2)
    side = side_of(layout, legend_of(place, cells, tallies(cells)), book, ["word " * 60])
    boxes = [box for box, _ in side.entries]
    assert all(abs(one.x - two.x) > 0.5 or abs(one.y - two.y) > 0.2 for one, two in combinations(boxes, 2))
    assert max(box.y for box in boxes) < side.panel.y < side.notes[0][0] < side.notes[-1][0] < side.bottom
    assert len(side.notes) > 1
