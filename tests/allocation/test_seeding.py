"""Streams of random numbers: fixed by seed and VSwitch id alone."""

from __future__ import annotations

from eniplan.allocation.seeding import seeded_random
from eniplan.allocation.vswitch_pools import VSwitchPools
from eniplan.network.occupancy import Occupancy
from tests.allocation.side_by_side import ipv4_pool, ipv6_pool


def test_stream_is_pinned() -> None:
    """Same seed and id, same numbers: everywhere and for ever."""
    random = seeded_random(0, "vsw-1")
    assert [int(random.random() * 1_000_000) for _ in range(3)] == [938262, 627439, 50490]


def test_seed_and_id_both_matter() -> None:
    """Neighbouring seeds and ids, and digits moved between the two, give other streams."""
    keys = [(0, "vsw-1"), (1, "vsw-1"), (0, "vsw-2"), (-1, "vsw-1"), (10, "vsw-1"), (1, "0vsw-1")]
    assert len({seeded_random(*key).random() for key in keys}) == len(keys)


def test_half_a_character_in_an_id_is_an_id_like_any_other() -> None:
    """JSON may have one; it has a stream of its own."""
    assert seeded_random(0, "vsw-\ud800").random() != seeded_random(0, "vsw-\ud801").random()


def test_pools_are_an_occupancy() -> None:
    """The rules may ask the pair; IPv6 may be off."""
    occupancy: Occupancy = VSwitchPools(ipv4=ipv4_pool("10.0.0.0/24"))
    assert (occupancy.ipv4.free_open, occupancy.ipv6) == (252, None)
    both: Occupancy = VSwitchPools(ipv4=ipv4_pool("10.0.0.0/24"), ipv6=ipv6_pool("2001:db8::/64"))
    assert both.ipv6 is not None
    assert both.ipv6.free_open == 2**64 - 10
