"""What is divided by what: the sizes of both pools, and which VSwitches are most urgent."""

from __future__ import annotations

from dataclasses import replace

from eniplan.network.cidr import Cidr
from eniplan.network.eni import ENI
from eniplan.network.inventory import Inventory
from eniplan.network.vswitch import ReservedBlock
from eniplan.report.pools import draws_illustratively, most_urgent, pools_of
from tests.report.hand_made import BARE, BASE, ROOM, group, placed, plan, vswitch


def test_the_pools_of_a_plan_are_counted_of_what_they_are_a_part_of() -> None:
    """A /24 has 256 - 4 addresses, 64 of them reserved (4 prefixes); a /66 has 2^(80 - 66) prefixes."""
    after = replace(ROOM, free_open_ipv4=140, free_prefixes_ipv4=1, free_prefixes_ipv6=16_000, unexplained_ipv4=5)
    before = replace(ROOM, free_prefixes_ipv6=16_384, unexplained_ipv4=5)
    (row,) = pools_of(plan(pools=[(vswitch("vsw-a", ipv6_block=True), before, after)]))
    assert (row.open.size, row.open.used, row.open.taken, row.to_give) == (188, 188 - 148, 148 - 140, 140 - 5)
    assert (row.prefixes(4).size, row.prefixes(4).taken) == (4, 3)
    assert (row.prefixes(6).size, row.prefixes(6).taken) == (16_384, 384)
    assert (row.blocks(4), row.blocks(6), row.touched) == (1, 1, True)


def test_a_block_that_is_not_assigned_is_in_neither_pool() -> None:
    """Its addresses are not in the open pool, its prefixes are not to be had."""
    releasing = ReservedBlock(id="r", cidr=Cidr(4, BASE + 128, 26), status="Releasing")
    there = replace(vswitch("vsw-a", block=False), blocks=(releasing,))
    (row,) = pools_of(plan(pools=[(there, BARE, BARE)]))
    assert (row.open.size, row.blocks(4), row.prefixes(4).size) == (252 - 64, 0, 0)


def test_an_inventory_has_its_counts_before_and_after() -> None:
    """Three addresses in use, one of them inside the block: 188 - 2 and 4 - 1 are free, and nothing is touched."""
    holder = ENI(id="eni-1", vswitch_id="vsw-a", primary=BASE + 10, secondary=(BASE + 11, BASE + 64))
    (row,) = pools_of(Inventory(vswitches={"vsw-a": vswitch("vsw-a")}, enis={"eni-1": holder}))
    assert (row.open.before, row.open.after, row.prefixes(4).after) == (186, 186, 3)
    assert not row.touched


def test_the_most_urgent_have_least_room_in_some_pool() -> None:
    """One without prefixes comes before one with few addresses; the chosen keep their order."""
    few = replace(ROOM, free_open_ipv4=10)
    none = replace(ROOM, free_prefixes_ipv4=0)
    pools = [(vswitch(f"vsw-{n}", number=n), counts, counts) for n, counts in enumerate((ROOM, few, ROOM, none))]
    rows = pools_of(plan(pools=pools))
    assert [row.vswitch.id for row in most_urgent(rows, 1)] == ["vsw-3"]
    assert [row.vswitch.id for row in most_urgent(rows, 2)] == ["vsw-1", "vsw-3"]
    assert len(most_urgent(rows, 9)) == 4


def test_only_new_automatic_enis_draw_illustratively() -> None:
    """Pinned ENIs have their addresses, existing ones too."""
    automatic, pinned = group(), group("gw-{n}", addressing="pinned")
    assert draws_illustratively(plan(placed(automatic, {"vsw-a": 1})))
    assert not draws_illustratively(plan(placed(pinned, {"vsw-a": 1}), placed(automatic, {}, {"vsw-a": 1})))
