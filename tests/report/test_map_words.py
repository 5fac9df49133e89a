"""What stands beside a map: figures with what they are a part of."""

from __future__ import annotations

import pytest
from hypothesis import given

from eniplan.network.counts import vswitch_counts
from eniplan.network.inventory import Inventory
from eniplan.report.address_book import address_book
from eniplan.report.address_cells import cells_of, tallies
from eniplan.report.lettering import NOTHING
from eniplan.report.map_words import blocks_outside, headlines, legend_of, title_of
from eniplan.report.pools import pools_in, pools_of
from tests.planning.ground_kit import account, eni, group, pending, planned, vswitch
from tests.planning.random_plans import inventories

SITE = vswitch(
    "a", "10.0.0.0/24", "10.0.0.64/26", "2001:db8:0:a:4000::/66", ipv6="2001:db8:0:a::/64",
    pending=(pending("10.0.0.32/28", "Releasing"),),
)  # fmt: skip


def test_figures_say_before_after_and_of_what() -> None:
    """188 - 16 = 172 usable in the open pool; one ENI of 2 addresses and 1 prefix; 16 - 5 - 2 = 9 /28s outside."""
    plan = planned(
        group("pin-{n}", 1, addressing="pinned", draw="lowest", secondary_addresses=1, ipv4_prefixes=1),
        on=account(SITE),
    )
    assert headlines(pools_in(plan, "vsw-a")) == [
        ("172 → 170", "addresses free in the open pool", "of 172 usable ones"),
        ("9", "whole /28s left to reserve", "of 9 outside reserved blocks"),
        ("4 → 3", "free IPv4 prefixes", "of 4 in 1 reserved block"),
    ]
    assert title_of(plan, SITE) == "vsw-a after plan test"
    assert title_of(account(SITE), SITE) == "vsw-a as it is"


def test_without_blocks_there_is_a_dash() -> None:
    """Not 0 of 0."""
    assert headlines(pools_in(account(vswitch("b", "10.0.1.0/24")), "vsw-b"))[2].number == NOTHING


@pytest.mark.parametrize(
    ("cidr", "most"), [("10.0.0.0/29", 0), ("10.0.0.0/28", 0), ("10.0.0.0/27", 0), ("10.0.0.0/24", 14)]
)
def test_whole_28s_at_most(cidr: str, most: int) -> None:
    """An empty VSwitch has as many whole /28s as the figure says it may have: all but the first and the last."""
    place = vswitch("x", cidr)
    assert blocks_outside(place) == most == vswitch_counts(place, ()).whole_blocks


@given(inventories())
def test_one_vswitch_has_the_pools_of_all(there: Inventory) -> None:
    """The short way to one VSwitch's pools is the long way."""
    for row in pools_of(there):
        assert pools_in(there, row.vswitch.id) == row


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
