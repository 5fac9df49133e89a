"""W5: a /64, 1,000 of whose /80s are open: 60,000 prefixes by tens, then 100,000 addresses by tens."""

from __future__ import annotations

from ipaddress import IPv6Address, IPv6Network
from random import Random
from typing import TYPE_CHECKING, Final

from netaddr import IPAddress, IPNetwork, IPSet

from eniplan.allocation.ipv6_pool import Ipv6Pool
from tests.speed.table import Contender, Table, at_least, raced, ratios

if TYPE_CHECKING:
    from collections.abc import Iterator

V6: Final = 0x20010DB8 << 96
GRAIN: Final = 1 << 48
OPEN_ENDS: Final = 500
RESERVED: Final = 65536 - 2 * OPEN_ENDS
GRAINS: Final = [*range(OPEN_ENDS), *range(65536 - OPEN_ENDS, 65536)]
RANDOM: Final = Random(1)
GOALS: Final = {"ipaddress sets": 3.0, "netaddr.IPSet": 8_000.0}


def fill() -> None:
    """Our pool; the constructor counts."""
    last, start, end = V6 + 2**64 - 1, V6 + OPEN_ENDS * GRAIN, V6 + (65536 - OPEN_ENDS) * GRAIN
    pool = Ipv6Pool(
        first=V6, last=last, usable=(V6 + 1, last - 9), open_ranges=[(V6 + 1, start - 1), (end, last - 9)],
        prefix_ranges=[(start, end - 1)], random=RANDOM,
    )  # fmt: skip
    for _ in range(6_000):
        pool.allocate_prefixes(10)
    for _ in range(10_000):
        pool.allocate(10)


def fill_ipaddress() -> None:
    """Sets of IPv6Network and IPv6Address, drawn again while in them."""
    prefixes: set[IPv6Network] = set()
    addresses: set[IPv6Address] = set()
    for _ in range(60_000):
        prefix = IPv6Network((V6 + (OPEN_ENDS + int(RANDOM.random() * RESERVED)) * GRAIN, 80))
        while prefix in prefixes:
            prefix = IPv6Network((V6 + (OPEN_ENDS + int(RANDOM.random() * RESERVED)) * GRAIN, 80))
        prefixes.add(prefix)
    for _ in range(100_000):
        address = IPv6Address(V6 + GRAINS[int(RANDOM.random() * 1000)] * GRAIN + RANDOM.getrandbits(48))
        while address in addresses:
            address = IPv6Address(V6 + GRAINS[int(RANDOM.random() * 1000)] * GRAIN + RANDOM.getrandbits(48))
        addresses.add(address)


def loaded() -> IPSet:
    """What is free of the /64 when 30,000 of its /80s are in use."""
    taken = RANDOM.sample(range(OPEN_ENDS, 65536 - OPEN_ENDS), 30_000)
    free: IPSet = IPSet([IPNetwork((V6, 64))]) - IPSet([IPNetwork((V6 + grain * GRAIN, 80)) for grain in taken])
    return free


def few_netaddr(free: IPSet) -> None:
    """Three prefixes and six addresses from an IPSet of what is free, which is kept up."""
    for _ in range(3):
        prefix = IPNetwork((V6 + (OPEN_ENDS + int(RANDOM.random() * RESERVED)) * GRAIN, 80))
        while prefix not in free:
            prefix = IPNetwork((V6 + (OPEN_ENDS + int(RANDOM.random() * RESERVED)) * GRAIN, 80))
        free.remove(prefix)
    for _ in range(6):
        address = IPAddress(V6 + GRAINS[int(RANDOM.random() * 1000)] * GRAIN + RANDOM.getrandbits(48))
        while address not in free:
            address = IPAddress(V6 + GRAINS[int(RANDOM.random() * 1000)] * GRAIN + RANDOM.getrandbits(48))
        free.remove(address)


def measured(rounds: int) -> Iterator[Table]:
    """The table of W5."""
    free = loaded()
    rows = raced(
        [
            Contender("eniplan", fill, 160_000, "Ipv6Pool, allocate_prefixes(10), allocate(10)"),
            Contender("ipaddress sets", fill_ipaddress, 160_000, "IPv6Network and IPv6Address, again while in the set"),
            Contender("netaddr.IPSet", lambda: few_netaddr(free), 9,
                      "random, again while not in the set; remove; sampled: 3 prefixes and 6 addresses, 30,000 in use"),
        ],
        rounds,
    )  # fmt: skip
    yield Table(
        key="W5", title="60,000 prefixes and 100,000 addresses of a /64", unit="object", rows=rows,
        targets=at_least("T18", ratios(rows), GOALS),
    )  # fmt: skip
