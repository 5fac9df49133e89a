"""The IPv6 pools at their edges: nearly all prefixes gone, exact counts of 2^64 addresses, other sizes."""

from __future__ import annotations

from ipaddress import IPv6Address
from random import Random

import pytest

from eniplan.allocation.ipv6_pool import Ipv6Pool
from eniplan.errors import PoolExhausted
from tests.allocation.side_by_side import ipv6_pool

NET = int(IPv6Address("2001:db8::"))
GRAIN = 1 << 48


def nearly_all_reserved() -> Ipv6Pool:
    """A /64 in which all /80s but the first and the last are reserved: 65,534."""
    last = NET + (1 << 64) - 1
    return Ipv6Pool(
        first=NET,
        last=last,
        usable=(NET + 1, last - 9),
        open_ranges=[(NET + 1, NET + GRAIN - 1), (last - GRAIN + 1, last - 9)],
        prefix_ranges=[(NET + GRAIN, last - GRAIN)],
        random=Random(3),
    )


def test_all_but_two_prefixes_reserved() -> None:
    """65,534 prefixes, each once; single addresses come from the first and the last /80 and from nowhere else."""
    pool = nearly_all_reserved()
    assert (pool.free_prefixes, pool.free_open, pool.usable_count) == (65534, 2 * GRAIN - 10, 2**64 - 10)
    prefixes = pool.allocate_prefixes(65534)
    assert sorted(prefixes) == [NET + number * GRAIN for number in range(1, 65535)]
    with pytest.raises(PoolExhausted):
        pool.allocate_prefixes(1)
    addresses = pool.allocate(2000)
    assert len(set(addresses)) == 2000
    assert {address - NET >> 48 for address in addresses} == {0, 65535}
    assert pool.used == 65534 * GRAIN + 2000
    assert pool.free_open == 2 * GRAIN - 2010
    assert pool.free_in_blocks == 0


def test_random_numbers_per_address() -> None:
    """Two random numbers an address, wherever the open /80s lie: none is looked for in vain."""

    class Counting(Random):
        calls = 0

        def random(self) -> float:
            self.calls += 1
            return super().random()

    random = Counting(1)
    pool = ipv6_pool("2001:db8::/64", "2001:db8:0:0:4000::/66", "2001:db8:0:0:8000::/66", random=random)
    pool.allocate(1000)
    assert random.calls == 2000


def test_same_seed_same_addresses() -> None:
    """Addresses and prefixes of a seed are pinned."""
    pool = ipv6_pool("2001:db8::/64", "2001:db8:0:0:4000::/66", random=Random(42))
    assert pool.texts(pool.allocate(2)) == ["2001:db8::bac5:667:1ad7:bac8", "2001:db8::34ce:3924:56c4:7718"]
    assert pool.texts(pool.allocate_prefixes(2)) == ["2001:db8:0:0:6f22::", "2001:db8:0:0:6b4e::"]


def test_one_address_at_a_time() -> None:
    """Each takes one, and together they are the stream of several."""
    pool, other = ipv6_pool("2001:db8::/64", random=Random(3)), ipv6_pool("2001:db8::/64", random=Random(3))
    assert [pool.allocate_address() for _ in range(3)] == other.allocate(3)
    assert pool.used == 3


@pytest.mark.parametrize("reserved", [(), ("2001:db8:0:0:1::/80",)])
def test_addresses_come_from_every_open_prefix(reserved: tuple[str, ...]) -> None:
    """Of a /77 all eight /80s give addresses, without the reserved one: to miss one in 400 has a chance of 10^-22."""
    pool = ipv6_pool("2001:db8::/77", *reserved)
    seen = {address - NET >> 48 for address in pool.allocate(400)}
    assert seen == set(range(8)) - ({1} if reserved else set())


def test_lowest_first() -> None:
    """From the first usable address on, over a reserved block, and back to what was released."""
    pool = ipv6_pool("2001:db8::/64", "2001:db8:0:0:1::/80")
    assert pool.allocate(3, "lowest") == [NET + 1, NET + 2, NET + 3]
    pool.release(NET + 2)
    pool.hold(NET + 4)
    assert pool.allocate(3, "lowest") == [NET + 2, NET + 5, NET + 6]
    assert pool.allocate_prefixes(1, "lowest") == [NET + GRAIN]


def test_lowest_first_skips_a_bound_prefix() -> None:
    """A marked /80 in the open pool is passed over, and used again after its release."""
    pool = ipv6_pool("2001:db8::/64")
    pool.mark_prefix(NET)
    assert pool.allocate(1, "lowest") == [NET + GRAIN]
    pool.release_prefix(NET)
    assert pool.allocate(2, "lowest") == [NET + 1, NET + 2]


def test_claims_that_are_refused() -> None:
    """System addresses, the first and the last nine, and what lies outside."""
    pool = ipv6_pool("2001:db8::/64")
    last = NET + (1 << 64) - 1
    for address in (NET, last - 8, last):
        with pytest.raises(ValueError, match="system address"):
            pool.claim(address)
    with pytest.raises(ValueError, match="outside"):
        pool.claim(last + 1)
    pool.claim(last - 9)
    assert pool.used == 1


def test_address_named_inside_a_block_takes_its_prefix() -> None:
    """As in IPv4: one address spoils its /80 until it is released."""
    pool = ipv6_pool("2001:db8::/64", "2001:db8:0:0:10::/78")
    pool.claim(NET + 17 * GRAIN + 5)
    assert (pool.free_prefixes, pool.free_in_blocks) == (3, 4 * GRAIN - 1)
    with pytest.raises(ValueError, match="overlaps"):
        pool.claim_prefix(NET + 17 * GRAIN)
    pool.release(NET + 17 * GRAIN + 5)
    pool.claim_prefix(NET + 17 * GRAIN)
    assert pool.used == GRAIN


@pytest.mark.parametrize("mask", range(64, 81))
def test_any_size_down_to_80(mask: int) -> None:
    """Every length from /64 to /80 allocates; its counts are exact."""
    pool = ipv6_pool(f"2001:db8::/{mask}")
    size = 1 << (128 - mask)
    assert (pool.usable_count, pool.free_open) == (size - 10, size - 10)
    drawn = pool.allocate(50) + pool.allocate(50, "lowest")
    assert len(set(drawn)) == 100
    assert all(NET < address < NET + size - 9 for address in drawn)
    assert pool.free_open == size - 110


def test_texts() -> None:
    """Texts are those of ipaddress."""
    pool = ipv6_pool("2001:db8::/64")
    addresses = [NET, NET + 1, NET + GRAIN, *pool.allocate(200)]
    assert pool.texts(addresses) == [str(IPv6Address(address)) for address in addresses]
