"""The table of pools: changes aligned, IPv6 beside the id, what is left out said."""

from __future__ import annotations

from dataclasses import replace

from eniplan.report.pools import pools_of
from eniplan.report.pools_table import pools_table
from tests.report.hand_made import BARE, ROOM, plan, vswitch


def test_a_change_is_shown_before_and_after_and_what_stays_once() -> None:
    """188 = 252 usable - 64 reserved; 4 = 64 / 16 prefixes; 16,384 = 2^(80 - 66)."""
    before = replace(ROOM, free_prefixes_ipv6=16_384)
    after = replace(before, free_open_ipv4=98, free_prefixes_ipv4=1, free_prefixes_ipv6=16_380, whole_blocks=4)
    rows = pools_of(
        plan(
            pools=[
                (vswitch("vsw-aaaaaaaaaaaaaaaaaaaaa", "alpha", ipv6_block=True), before, after),
                (vswitch("vsw-b", number=1, block=False), BARE, replace(BARE, free_open_ipv4=200)),
            ]
        )
    )
    assert pools_table(rows, 20) == [
        "                             free in the      of  whole /28s  reserved             free",
        "  VSwitch                      open pool  usable  to reserve    blocks         prefixes      of",
        "  ─────────────────────────────────────────────────────────────────────────────────────────────",
        "  alpha                        148 →  98     188       7 → 4    1 IPv4            4 → 1       4",
        "  vsw-aaaaaaaaaaaaaaaaaaaaa                                     1 IPv6  16,384 → 16,380  16,384",
        "  vsw-b                        212 → 200     252           9         \N{EN DASH}",
    ]


def test_unexplained_addresses_are_named_with_their_vswitch() -> None:
    """They stand among the free ones."""
    rows = pools_of(plan(pools=[(vswitch("vsw-a", "alpha"), ROOM, replace(ROOM, unexplained_ipv4=1_003))]))
    assert pools_table(rows, 20)[-1] == (
        "  Unexplained, among the free ones above (taken by something the files do not show): alpha 1,003"
    )


def test_only_the_most_urgent_are_shown_and_the_others_counted() -> None:
    """Three of five; each takes two lines, its name and its id."""
    pools = [(vswitch(f"vsw-{n}", f"name-{n}", number=n), ROOM, replace(ROOM, free_open_ipv4=n)) for n in range(5)]
    lines = pools_table(pools_of(plan(pools=pools)), 3)
    assert [line.split()[0] for line in lines[3:9]] == ["name-0", "vsw-0", "name-1", "vsw-1", "name-2", "vsw-2"]
    assert lines[9:] == ["  2 more with more room: --json has all"]
