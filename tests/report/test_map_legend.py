"""The legend has what occurs and nothing else."""

from __future__ import annotations

from eniplan.report.address_book import address_book
from eniplan.report.address_cells import cells_of, tallies
from eniplan.report.map_legend import legend_of
from tests.planning.ground_kit import account, eni, pending, vswitch

ENIS = [eni("1", "a", "10.0.0.5", prefixes=("10.0.0.32/28",)), eni("2", "a", "10.0.0.5")]


def test_a_legend_of_addresses() -> None:
    """Two owners of .5 and a prefix: no planned ones."""
    place = vswitch("a", "10.0.0.0/24", "10.0.0.32/28", unexplained_ipv4=1_234)
    entries = legend_of(place, cells_of(address_book(account(place, enis=ENIS), "vsw-a")), [])
    assert [entry.words for entry in entries] == [
        "free",
        "system address",
        "contradiction",
        "prefix",
        "reserved block",
        "1,234 unexplained, place unknown, not drawn",
    ]


def test_a_legend_of_28s() -> None:
    """The same in a /20; a block that is not Assigned has its own entry."""
    place = vswitch("a", "10.0.0.0/20", "10.0.0.32/28", pending=(pending("10.0.1.0/24"),))
    cells = cells_of(address_book(account(place, enis=ENIS), "vsw-a"))
    assert [entry.words for entry in legend_of(place, cells, tallies(cells))] == [
        "whole free /28",
        "prefix",
        "contradiction",
        "system addresses",
        "reserved block",
        "reserved block, not Assigned",
    ]
