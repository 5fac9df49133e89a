"""How fast addresses are allocated, against peers in the same run.

Run as ``python -m tests.speed.bench_allocation [rounds]``. Ratios count, not times; each target stands beside its
figure. The netaddr row does not fill a /16 (that takes minutes): it allocates 2 ENIs at each of 10 loaded fill levels.
"""

from __future__ import annotations

import math
import sys
from ipaddress import IPv4Address, IPv6Address, IPv6Network
from random import Random
from typing import TYPE_CHECKING

from netaddr import IPAddress, IPSet

from eniplan.allocation.ipv4_pool import Ipv4Pool
from eniplan.allocation.ipv6_pool import Ipv6Pool
from tests.speed.timing import Case, microseconds_per_unit

if TYPE_CHECKING:
    from collections.abc import Callable

NET = 10 << 24
ENI = 10
ENIS = 6553
V6 = 0x20010DB8 << 96
GRAIN = 1 << 48
OPEN_ENDS = 500
RANDOM = Random(1)


def pool(mask: int) -> Ipv4Pool:
    """An empty VSwitch without reserved blocks."""
    last = NET + 2 ** (32 - mask) - 1
    usable = (NET + 1, last - 3)
    return Ipv4Pool(first=NET, last=last, usable=usable, open_ranges=[usable], prefix_ranges=[], random=RANDOM)


def fill() -> list[list[int]]:
    """A /16 with ENIs of 1 + 9 addresses; constructor counted."""
    allocate = pool(16).allocate
    return [allocate(ENI) for _ in range(ENIS)]


def fill_singly() -> list[list[int]]:
    """The same by one call per address."""
    allocate = pool(16).allocate_address
    return [[allocate() for _ in range(ENI)] for _ in range(ENIS)]


def fill_floor() -> list[list[int]]:
    """The floor: one sample of the whole VSwitch, sliced. No state is kept, nothing can be released or named."""
    sample = RANDOM.sample(range(NET + 1, NET + 65533), ENI * ENIS)
    return [sample[start : start + ENI] for start in range(0, ENI * ENIS, ENI)]


def fill_ipaddress(enis: int = ENIS * 98 // 100) -> set[IPv4Address]:
    """Peer: a set of IPv4Address, drawn again while in it; to 98 %, since it never ends at 100 %."""
    used: set[IPv4Address] = set()
    for _ in range(enis * ENI):
        address = IPv4Address(NET + 1 + int(RANDOM.random() * 65532))
        while address in used:
            address = IPv4Address(NET + 1 + int(RANDOM.random() * 65532))
        used.add(address)
    return used


def loaded_sets() -> list[IPSet]:
    """The free addresses of a /16 at 10 fill levels, 5 % to 95 %."""
    order = RANDOM.sample(range(NET + 1, NET + 65533), 65532)
    return [IPSet(map(IPAddress, order[65532 * percent // 100 :])) for percent in range(5, 100, 10)]


def fill_netaddr(levels: list[IPSet]) -> None:
    """Peer: two ENIs from each IPSet of free addresses, which is kept up: a random address, again while not in it."""
    for free in levels:
        for _ in range(2 * ENI):
            address = IPAddress(NET + 1 + int(RANDOM.random() * 65532))
            while address not in free:
                address = IPAddress(NET + 1 + int(RANDOM.random() * 65532))
            free.remove(address)


def construct(mask: int) -> None:
    """300 VSwitches, one after the other."""
    for _ in range(300):
        pool(mask)


def enis_at_half(mask: int, pools: int, enis: int) -> Callable[[], object]:
    """ENIs around half full, the pools loaded beforehand; as many are released afterwards."""
    half = [pool(mask) for _ in range(pools)]
    for each in half:
        each.allocate(each.usable_count // 2 - enis * ENI // 2)

    def run() -> None:
        for each in half:
            given = [each.allocate(ENI) for _ in range(enis)]
            for eni in given:
                for address in eni:
                    each.release(address)

    return run


def churn(percent: int, rounds: int = 20000) -> Callable[[], object]:
    """Release one address and allocate one, at a fill."""
    each = pool(16)
    used = each.allocate(65532 * percent // 100)

    def run() -> None:
        for place in range(rounds):
            index = place % len(used)
            each.release(used[index])
            used[index] = each.allocate_address()

    return run


def fill_ipv6() -> None:
    """A /64, 1,000 of its /80s open: 60,000 prefixes by tens, then 100,000 addresses by tens."""
    last, start, end = V6 + 2**64 - 1, V6 + OPEN_ENDS * GRAIN, V6 + (65536 - OPEN_ENDS) * GRAIN
    ranges = [(V6 + 1, start - 1), (end, last - 9)]
    each = Ipv6Pool(
        first=V6,
        last=last,
        usable=(V6 + 1, last - 9),
        open_ranges=ranges,
        prefix_ranges=[(start, end - 1)],
        random=RANDOM,
    )
    for _ in range(6000):
        each.allocate_prefixes(10)
    for _ in range(10000):
        each.allocate(10)


def fill_ipv6_ipaddress() -> None:
    """Peer: sets of IPv6Network and IPv6Address, drawn again while in them."""
    prefixes: set[IPv6Network] = set()
    addresses: set[IPv6Address] = set()
    reserved = 65536 - 2 * OPEN_ENDS
    for _ in range(60000):
        prefix = IPv6Network((V6 + (OPEN_ENDS + int(RANDOM.random() * reserved)) * GRAIN, 80))
        while prefix in prefixes:
            prefix = IPv6Network((V6 + (OPEN_ENDS + int(RANDOM.random() * reserved)) * GRAIN, 80))
        prefixes.add(prefix)
    grains = [*range(OPEN_ENDS), *range(65536 - OPEN_ENDS, 65536)]
    for _ in range(100000):
        address = IPv6Address(V6 + grains[int(RANDOM.random() * 1000)] * GRAIN + RANDOM.getrandbits(48))
        while address in addresses:
            address = IPv6Address(V6 + grains[int(RANDOM.random() * 1000)] * GRAIN + RANDOM.getrandbits(48))
        addresses.add(address)


def cases() -> dict[str, Case]:
    """Every case with its units of work."""
    free = loaded_sets()
    full = pool(16)
    addresses = full.allocate(60000)
    return {
        "fill /16, allocate(10)": (fill, ENIS),
        "fill /16, allocate_address()": (fill_singly, ENIS),
        "floor: random.sample + slices": (fill_floor, ENIS),
        "peer: ipaddress set, rejection (to 98 %)": (fill_ipaddress, ENIS * 98 // 100),
        "peer: netaddr.IPSet, incremental (2 ENIs at 10 levels)": (
            lambda: fill_netaddr(free),
            20,
        ),
        "ENI at half full and its release, /20": (enis_at_half(20, 16, 100), 1600),
        "ENI at half full and its release, /16": (enis_at_half(16, 1, 1600), 1600),
        "release + allocate at 10 %, /16": (churn(10), 20000),
        "release + allocate at 99 %, /16": (churn(99), 20000),
        "constructor /20": (lambda: construct(20), 300),
        "constructor /16": (lambda: construct(16), 300),
        "text of one IPv4 address": (lambda: full.texts(addresses), 60000),
        "whole_blocks of a /16": (lambda: [full.whole_blocks for _ in range(50)], 50),
        "IPv6: 60,000 prefixes + 100,000 addresses": (fill_ipv6, 160000),
        "peer: ipaddress + sets, the same": (fill_ipv6_ipaddress, 160000),
    }


def targets(time: dict[str, float]) -> list[tuple[str, float, str]]:
    """Ratio, figure and target."""
    names = list(time)
    bulk, single, floor, peer, netaddr, eni20, eni16, at10, at99, new20, new16, _, _, ours6, peer6 = (
        time[name] for name in names
    )
    return [
        ("T1 bulk fill / floor", bulk / floor, "<= 2.0"),
        ("T2 single calls / floor", single / floor, "<= 2.5"),
        ("T4 ipaddress set / bulk fill", peer / bulk, ">= 8"),
        ("T5 netaddr incremental / bulk fill", netaddr / bulk, ">= 4000"),
        ("T9 exponent of an ENI's cost, /20 -> /16", math.log(eni16 / eni20) / math.log(16), "<= 0.10"),
        ("T10 churn at 99 % / at 10 %", at99 / at10, "<= 3"),
        ("T11 constructor /20, us", new20, "<= 20"),
        ("T11 constructor /16, us", new16, "<= 30"),
        ("T18 ipaddress + sets / IPv6 pool", peer6 / ours6, ">= 3"),
    ]


def main(rounds: int = 5) -> None:
    """Print all times, then the ratios."""
    time = microseconds_per_unit(cases(), rounds)
    print(f"medians of {rounds} interleaved rounds")
    for name, taken in time.items():
        print(f"  {name:<58}{taken:>14,.3f} us")
    for name, figure, target in targets(time):
        print(f"  {name:<58}{figure:>14,.2f}    {target}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
