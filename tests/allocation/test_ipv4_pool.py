"""The IPv4 pools at their edges: smallest, largest, full, and contradicting inventories."""

from __future__ import annotations

from ipaddress import IPv4Address
from random import Random

import pytest

from eniplan.allocation.ipv4_pool import Ipv4Pool
from eniplan.errors import PoolExhausted
from tests.allocation.side_by_side import ORDERS, SideBySide, ipv4_pool

NET = int(IPv4Address("10.0.0.0"))
PREFIXES = (NET + 80, NET + 96)
"""The prefixes of a /26 that begins at 10.0.0.64, all that it can have."""


def at(text: str) -> int:
    """The address as an int."""
    return int(IPv4Address(text))


def test_smallest_vswitch() -> None:
    """A /29 has 4 usable addresses, .1 to .4, no /28 and no fifth."""
    pool = ipv4_pool("10.0.0.0/29")
    assert (pool.usable_count, pool.free_open, pool.free_prefixes, pool.whole_blocks) == (4, 4, 0, 0)
    assert sorted(pool.allocate(4)) == [NET + 1, NET + 2, NET + 3, NET + 4]
    with pytest.raises(PoolExhausted):
        pool.allocate_address()


def test_a_block_smaller_than_a_prefix_gives_none() -> None:
    """An inventory may show one: its addresses are not open, and no /28 comes from it."""
    ranges = [(NET + 1, NET + 19), (NET + 28, NET + 252)]
    pool = Ipv4Pool(
        first=NET,
        last=NET + 255,
        usable=(NET + 1, NET + 252),
        open_ranges=ranges,
        prefix_ranges=[(NET + 20, NET + 27)],
        random=Random(0),
    )
    assert (pool.free_open, pool.free_prefixes, pool.free_in_blocks) == (244, 0, 8)


def test_second_29_of_a_28() -> None:
    """A /29 that does not begin on a /28 boundary works as well, marks and releases included."""
    pool = ipv4_pool("10.0.0.8/29")
    assert pool.mark_prefix(NET, 28) is False
    assert (pool.used, pool.free_open) == (4, 0)
    pool.release_prefix(NET)
    assert sorted(pool.allocate(4)) == [NET + 9, NET + 10, NET + 11, NET + 12]


def test_smallest_vswitch_with_prefixes() -> None:
    """A /26 holds two /28s, in the middle; 28 addresses stay open."""
    pool = ipv4_pool("10.0.0.0/26", "10.0.0.16/28", "10.0.0.32/28")
    assert (pool.free_open, pool.free_prefixes, pool.free_in_blocks, pool.whole_blocks) == (28, 2, 32, 0)
    assert sorted(pool.allocate_prefixes(2)) == [NET + 16, NET + 32]
    with pytest.raises(PoolExhausted):
        pool.allocate_prefixes(1)
    expected = [NET + n for n in (*range(1, 16), *range(48, 61))]
    assert sorted(pool.allocate(28)) == expected
    assert pool.used == 60 == pool.usable_count


@pytest.mark.parametrize("order", ORDERS)
def test_largest_vswitch_to_the_last_address(order: str) -> None:
    """A /16 gives exactly its 65,532 addresses, each once, in ENIs of 10 and a rest of 2."""
    pool = ipv4_pool("10.0.0.0/16", random=Random(9))
    chosen = ORDERS[order == "lowest"]
    drawn = [address for _ in range(6553) for address in pool.allocate(10, chosen)]
    assert pool.free_open == 2
    with pytest.raises(PoolExhausted) as refusal:
        pool.allocate(3, chosen)
    assert (refusal.value.asked, refusal.value.free) == (3, 2)
    drawn += [pool.allocate_address(chosen), pool.allocate_address(chosen)]
    assert (pool.free_open, pool.used) == (0, 65532)
    assert sorted(drawn) == list(range(NET + 1, NET + 65533))
    assert order == "random" or drawn == sorted(drawn)


def test_refused_allocation_changes_nothing() -> None:
    """Where fewer are free, or less than none is asked for, the next allocation is what it would have been."""
    pool, other = ipv4_pool("10.0.0.0/24"), ipv4_pool("10.0.0.0/24")
    with pytest.raises(PoolExhausted):
        pool.allocate(253)
    for allocate in (pool.allocate, pool.allocate_prefixes):
        with pytest.raises(ValueError, match=r"^-1 addresses cannot be allocated$"):
            allocate(-1)
        assert allocate(0) == []
    assert pool.allocate(252) == other.allocate(252)


def test_one_address_at_a_time() -> None:
    """Lowest first, and at random the stream of several together."""
    pool, other = ipv4_pool("10.0.0.0/24", random=Random(3)), ipv4_pool("10.0.0.0/24", random=Random(3))
    assert [pool.allocate_address("lowest") for _ in range(3)] == [NET + 1, NET + 2, NET + 3]
    assert [pool.allocate_address() for _ in range(5)] == [at for at in other.allocate(9) if at > NET + 3][:5]


def test_same_seed_same_addresses() -> None:
    """Addresses and prefixes of a seed are pinned."""
    pool = ipv4_pool("10.0.0.0/20", "10.0.4.0/22", random=Random(42))
    assert pool.texts(pool.allocate(4)) == ["10.0.10.59", "10.0.0.102", "10.0.3.146", "10.0.11.200"]
    assert pool.texts(pool.allocate_prefixes(3)) == ["10.0.6.176", "10.0.7.128", "10.0.4.80"]


def test_address_named_inside_a_block_takes_its_prefix() -> None:
    """Until it is released, its /28 is no prefix; the others are."""
    pool = ipv4_pool("10.0.0.0/24", "10.0.0.64/26")
    pool.claim(at("10.0.0.70"))
    assert (pool.free_prefixes, pool.free_in_blocks, pool.used, pool.free_open) == (3, 63, 1, 188)
    with pytest.raises(ValueError, match=r"10\.0\.0\.64 overlaps"):
        pool.claim_prefix(at("10.0.0.64"))
    assert pool.allocate_prefixes(3, "lowest") == [at("10.0.0.80"), at("10.0.0.96"), at("10.0.0.112")]
    pool.release(at("10.0.0.70"))
    pool.claim_prefix(at("10.0.0.64"))
    assert pool.used == 64


@pytest.mark.parametrize(("first", "why"), [("10.0.0.16", "no prefix of an assigned"), ("10.0.0.64", "overlaps addr")])
def test_prefixes_that_cannot_be_claimed(first: str, why: str) -> None:
    """In the open pool there is none, used or not; in a block one that overlaps addresses in use is taken."""
    pool = ipv4_pool("10.0.0.0/24", "10.0.0.64/26")
    for text in ("10.0.0.20", "10.0.0.70"):
        pool.claim(at(text))
    with pytest.raises(ValueError, match=f"{why}.*"):
        pool.claim_prefix(at(first))


@pytest.mark.parametrize("seed", range(6))
def test_held_address_holds_its_prefix(seed: int) -> None:
    """Counted prefixes stay away from a /28 that holds a named address, and from a named /28, while there is room."""
    pool = ipv4_pool("10.0.0.0/24", "10.0.0.64/26", random=Random(seed))
    pool.hold(at("10.0.0.66"))
    pool.hold_prefix(at("10.0.0.96"))
    assert pool.free_prefixes == 4
    assert sorted(pool.allocate_prefixes(2)) == [at("10.0.0.80"), at("10.0.0.112")]
    assert pool.allocate_prefixes(2) == [at("10.0.0.64"), at("10.0.0.96")]


def test_nothing_outside_is_used() -> None:
    """Full to the last address, and yet what lies outside or is the system's is not in use."""
    pool = ipv4_pool("10.0.0.0/29")
    pool.allocate(4)
    assert [pool.is_used(NET + n) for n in range(-2, 10)] == [False] * 3 + [True] * 4 + [False] * 5
    assert not pool.overlaps(NET + 5, NET + 100)
    assert pool.overlaps(NET - 100, NET + 1)


def test_what_is_asked_of_every_address() -> None:
    """In, around and at the edges of a VSwitch each question has the answer of sets of addresses."""
    twins = SideBySide("10.0.0.64/26", ["10.0.0.80/28", "10.0.0.96/28"], [], 0)
    pool, oracle = twins.pool, twins.oracle
    twins.claim(at("10.0.0.66"))
    for text in ("10.0.0.67", "10.0.0.97"):
        twins.hold(at(text))
    free, held = oracle.open - oracle.in_use, oracle.held
    for address in range(oracle.first - 70, oracle.last + 70):
        one = oracle.one(address)
        answers = [pool.is_free(address), pool.is_held(address), pool.is_used(address), pool.is_prefix_free(address)]
        assert answers == [one.issubset(free), one.issubset(held), address == at("10.0.0.66"), address in PREFIXES]
        assert pool.is_prefix_held(address) is (address == at("10.0.0.96"))


def test_prefix_of_one_address() -> None:
    """A /32 in an inventory is a single address, released as one."""
    pool = ipv4_pool("10.0.0.0/24")
    assert pool.mark_prefix(NET + 9, 32) is True
    pool.release(NET + 9)
    assert pool.used == 0


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("10.0.0.0", "system address"),
        ("10.0.0.253", "system address"),
        ("10.0.0.255", "system address"),
        ("10.0.1.0", "outside"),
        ("9.255.255.255", "outside"),
        ("10.0.0.5", "in use already"),
        ("10.0.0.70", "in use already"),
    ],
)
def test_claims_that_are_refused(address: str, why: str) -> None:
    """A named address in use, outside or the system's is refused in a sentence that names it."""
    pool = ipv4_pool("10.0.0.0/24", "10.0.0.64/26")
    pool.claim(at("10.0.0.5"))
    pool.claim_prefix(at("10.0.0.64"))
    with pytest.raises(ValueError, match=f"^{address} is .*{why}"):
        pool.claim(at(address))
    assert pool.used == 17


def test_an_address_shown_twice_counts_once() -> None:
    """By itself and inside a prefix, in either order: 16 used, and in use until both are gone."""
    pool, other = ipv4_pool("10.0.0.0/24", "10.0.0.64/26"), ipv4_pool("10.0.0.0/24", "10.0.0.64/26")
    address, prefix = at("10.0.0.70"), at("10.0.0.64")
    assert [pool.mark(address), pool.mark_prefix(prefix), pool.mark(address)] == [True, True, True]
    assert [other.mark_prefix(prefix), other.mark_prefix(prefix), other.mark(address)] == [True, True, True]
    assert (pool.used, other.used) == (16, 16)
    pool.release(address)
    assert pool.is_used(address)
    assert pool.free_prefixes == 3
    other.release_prefix(prefix)
    assert (other.is_used(address), other.used, other.free_prefixes) == (True, 1, 3)
    other.release(address)
    assert (other.used, other.free_prefixes) == (0, 4)


def test_marks_outside_and_on_system_addresses() -> None:
    """They are reported and change nothing; a prefix over them takes only what is usable."""
    pool = ipv4_pool("10.0.0.0/24")
    assert [pool.mark(at(text)) for text in ("10.0.0.0", "10.0.0.254", "10.0.1.1", "9.0.0.1")] == [False] * 4
    assert pool.used == 0
    assert pool.mark_prefix(at("10.0.0.240")) is False
    assert (pool.used, pool.free_open) == (13, 239)
    assert pool.mark_prefix(at("11.0.0.0")) is False
    assert pool.used == 13


def test_whole_blocks_after_random_addresses() -> None:
    """A /24 without blocks has 14 whole /28s; one address each in three of them leaves 11, a hold none the less."""
    pool = ipv4_pool("10.0.0.0/24")
    assert pool.whole_blocks == 14
    for text in ("10.0.0.16", "10.0.0.47", "10.0.0.100"):
        pool.claim(at(text))
    pool.hold(at("10.0.0.130"))
    assert pool.whole_blocks == 11


@pytest.mark.parametrize("seed", range(4))
def test_whole_blocks_that_the_lowest_addresses_take(seed: int) -> None:
    """Counted on sets: the whole /28s of the open pool that hold one of the lowest free addresses."""
    pool, random = ipv4_pool("10.0.0.0/24", "10.0.0.64/26"), Random(seed)
    held = {pool.allocate_address() for _ in range(random.randrange(6))}
    usable = {NET + place for place in range(1, 253) if place not in range(64, 128)}
    free = sorted(usable - held)
    whole = [first for first in range(NET, NET + 256, 16) if set(range(first, first + 16)) <= set(free)]
    for count in range(0, 188 - len(held), 7):
        wanted = sum(any(first <= address < first + 16 for address in free[:count]) for first in whole)
        assert pool.whole_blocks_below(count) == wanted


def test_texts() -> None:
    """Texts equal those of ipaddress over a whole /16 and in a /29 that begins late in its /24."""
    for pool in (ipv4_pool("10.20.0.0/16"), ipv4_pool("192.168.7.248/29")):
        addresses = range(pool._first, pool._first + pool._size)
        assert pool.texts(addresses) == [str(IPv4Address(address)) for address in addresses]


def test_the_seed_of_a_pool_from_texts() -> None:
    """0 where none is given."""
    assert Ipv4Pool.of("10.0.0.0/24").allocate(9) == Ipv4Pool.of("10.0.0.0/24", seed=0).allocate(9)


def test_one_text_is_not_several_blocks() -> None:
    """A text is a sequence of texts to Python; each character would be taken for a block."""
    with pytest.raises(TypeError, match=r"a list of CIDRs is expected, like \['10\.0\.0\.64/26'\]"):
        Ipv4Pool.of("10.0.0.0/24", "10.0.0.64/26")


def test_a_twin_goes_its_own_way() -> None:
    """Same state, other random numbers: what one of them does the other does not see."""
    pool = Ipv4Pool.of("10.0.0.0/24", ["10.0.0.64/26"], seed=1)
    pool.allocate(150)
    twin = pool.twin(Random(2))
    assert (twin.free_open, twin.free_prefixes, twin.whole_blocks) == (38, 4, pool.whole_blocks)
    assert all(twin.is_used(address) == pool.is_used(address) for address in range(10 << 24, (10 << 24) + 256))
    drawn, own = twin.allocate(20), pool.allocate(20)
    assert drawn != own
    assert (twin.free_open, pool.free_open) == (18, 18)
    twin.allocate_prefixes(4)
    assert (twin.free_prefixes, pool.free_prefixes) == (0, 4)
