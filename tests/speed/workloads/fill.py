"""W1: a /16 is filled with ENIs of 1 + 9 random addresses, and what one costs at any size and fill."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from random import Random
from time import process_time
from typing import TYPE_CHECKING, Any, Final

from eniplan import Ipv4Pool
from tests.speed.peers.address_pool import NET, Ground
from tests.speed.peers.compiled import compiled
from tests.speed.peers.ipaddress_sets import IpaddressReject, IpaddressSample
from tests.speed.peers.moto_backend import creator
from tests.speed.peers.netaddr_sets import NetaddrAnew, NetaddrIncremental
from tests.speed.peers.numpy_mask import NumpyMask
from tests.speed.peers.pandas_frame import PandasFrame
from tests.speed.peers.sorted_gaps import SortedGaps
from tests.speed.table import Contender, Figure, Table, Target, at_least, exponent, raced, ratios
from tests.speed.timing import timings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.speed.peers.address_pool import AddressPool
    from tests.speed.timing import Case

    Maker = Callable[[Ground, Random], AddressPool]

EACH: Final = 10
USABLE: Final = 65532
ENIS: Final = USABLE // EACH
REJECT_TO: Final = ENIS * 98 // 100
GOALS: Final = {
    "T4": {"ipaddress set, drawn again": 8.0, "numpy flags": 7.0, "pandas frame": 50.0},
    "T5": {"ipaddress set, sample(list)": 120.0, "sorted gaps": 500.0, "netaddr.IPSet kept up": 4_000.0,
           "netaddr.IPSet anew": 70_000.0},
    "T6": {"moto backend": 8.0},
}  # fmt: skip
SAMPLED: Final[dict[str, tuple[Maker, int, int, str]]] = {
    "numpy flags": (NumpyMask, 10, 30, "choice(flatnonzero(free))"),
    "pandas frame": (PandasFrame, 10, 5, "frame[frame.free].sample(10)"),
    "ipaddress set, sample(list)": (IpaddressSample, 10, 6, "random.sample(list(free), 10)"),
    "sorted gaps": (
        SortedGaps,
        10,
        6,
        "first gaps of a sorted list of numbers, as NetBox from 4.6.3, without its database",
    ),
    "netaddr.IPSet kept up": (NetaddrIncremental, 3, 1, "random address, again while not in the set; remove"),
    "netaddr.IPSet anew": (NetaddrAnew, 1, 1, "IPSet - IPSet for each ENI, as NetBox to 4.6.2, without its database"),
}
"""Peers too slow for a whole /16: at so many fill levels so many ENIs, and how each is used."""


def made(mask: int) -> Ipv4Pool:
    """The same by the constructor, from integers."""
    last = NET + 2 ** (32 - mask) - 1
    usable = (NET + 1, last - 3)
    return Ipv4Pool(first=NET, last=last, usable=usable, open_ranges=[usable], prefix_ranges=[], random=Random(1))


def empty(mask: int = 16) -> Ipv4Pool:
    """Our pool of a VSwitch without reserved blocks."""
    return Ipv4Pool.of(f"10.0.0.0/{mask}", seed=1)


def fill() -> object:
    """The whole /16, ten addresses a call; the constructor counts."""
    allocate = empty().allocate
    return [allocate(EACH) for _ in range(ENIS)]


def fill_singly() -> object:
    """The same by one call per address."""
    allocate = empty().allocate_address
    return [[allocate() for _ in range(EACH)] for _ in range(ENIS)]


def fill_at_once() -> object:
    """The same in one call, cut into lists of ten."""
    drawn = empty().allocate(ENIS * EACH)
    return [drawn[start : start + EACH] for start in range(0, ENIS * EACH, EACH)]


def sample_and_cut(random: Random) -> object:
    """The floor: one sample of the whole VSwitch. It keeps nothing: no release, no named address, no second call."""
    drawn = random.sample(range(NET + 1, NET + 1 + USABLE), ENIS * EACH)
    return [drawn[start : start + EACH] for start in range(0, ENIS * EACH, EACH)]


def fill_with(make: Maker, enis: int) -> object:
    """A peer that is quick enough for the whole of it."""
    pool = make(Ground(), Random(1))
    return [pool.allocate(EACH) for _ in range(enis)]


def loaded(make: Maker, levels: int, mask: int = 16) -> list[AddressPool]:
    """A peer's pools, one for each fill level, evenly from 100/2/levels per cent on."""
    ground = Ground(mask)
    order = Random(2).sample(ground.open_offsets(), len(ground.open_offsets()))
    pools = []
    for level in range(levels):
        pool = make(ground, Random(level))
        pool.load(order[: len(order) * (2 * level + 1) // (2 * levels)])
        pools.append(pool)
    return pools


def a_few(pools: list[AddressPool], enis: int) -> None:
    """So many ENIs at each fill level."""
    for pool in pools:
        for _ in range(enis):
            pool.allocate(EACH)


def contenders(folder: Path) -> Iterator[Contender]:
    """Everybody who can fill a /16."""
    yield Contender("eniplan, 10 a call", fill, ENIS, "Ipv4Pool.of(...), then allocate(10)")
    yield Contender("eniplan, 1 a call", fill_singly, ENIS, "allocate_address() for each address")
    yield Contender("eniplan, all at once", fill_at_once, ENIS, "one allocate(65530), cut into tens")
    yield Contender(
        "random.sample", partial(sample_and_cut, Random(1)), ENIS, "floor: one sample, cut; no state is kept"
    )
    if (c := compiled(folder)) is not None:
        yield Contender("C and lists", partial(c.fill, USABLE, NET, EACH), ENIS, "partial shuffle in C, lists of ints")
    yield Contender(
        "ipaddress set, drawn again", partial(fill_with, IpaddressReject, REJECT_TO), REJECT_TO,
        "random IPv4Address, again while in the set; to 98 %, it would not end",
    )  # fmt: skip
    if (create := creator()) is not None:
        yield Contender("moto backend", partial(create, 300), 300, "sampled: 300 calls; looks for no duplicates")
    for name, (make, levels, enis, how) in SAMPLED.items():
        pools = loaded(make, levels)
        sampled = f"{how}; sampled: {enis} ENIs at each of {levels} fill levels around half full"
        yield Contender(name, partial(a_few, pools, enis), enis * levels, sampled)


def at_half(mask: int, pools: int, enis: int) -> Callable[[], object]:
    """Our ENIs around half full, each released afterwards."""
    half = [empty(mask) for _ in range(pools)]
    for each in half:
        each.allocate(each.usable_count // 2 - enis * EACH // 2)

    def run() -> None:
        for each in half:
            given = [each.allocate(EACH) for _ in range(enis)]
            for eni in given:
                for address in eni:
                    each.release(address)

    return run


def churn(percent: int, pairs: int = 20_000) -> Callable[[], object]:
    """Release one address and allocate one, at a fill of a /16."""
    pool = empty()
    used = pool.allocate(USABLE * percent // 100)

    def run() -> None:
        for place in range(pairs):
            index = place % len(used)
            pool.release(used[index])
            used[index] = pool.allocate_address()

    return run


def construct(make: Callable[[int], Ipv4Pool], mask: int) -> None:
    """100 VSwitches, one after the other."""
    for _ in range(100):
        make(mask)


def own_cases() -> dict[str, Case]:
    """What only our own pool is asked."""
    return {
        "20": (at_half(20, 16, 100), 1600),
        "18": (at_half(18, 4, 400), 1600),
        "16": (at_half(16, 1, 1600), 1600),
        "10 %": (churn(10), 20_000),
        "99 %": (churn(99), 20_000),
        "/20": (partial(construct, made, 20), 100),
        "/16": (partial(construct, made, 16), 100),
        "of": (partial(construct, empty, 16), 100),
    }


def peer_growth(rounds: int) -> Iterator[Figure]:
    """The exponent of one ENI's cost in the VSwitch's size for the peers, half full, a few ENIs each."""
    peers: dict[str, Any] = {"ipaddress set, drawn again": IpaddressReject, "numpy flags": NumpyMask,
                             "ipaddress set, sample(list)": IpaddressSample}  # fmt: skip
    for name, make in peers.items():
        cases: dict[str, Case] = {str(mask): (partial(a_few, loaded(make, 1, mask), 2), 2) for mask in (20, 18, 16)}
        taken = timings(cases, rounds, process_time)
        yield Figure(f"growth: {name}", exponent({2 ** (32 - int(mask)): cost.median for mask, cost in taken.items()}))


def measured(rounds: int) -> Iterator[Table]:
    """The table of W1."""
    with tempfile.TemporaryDirectory() as folder:
        rows = raced(list(contenders(Path(folder))), rounds)
    found = ratios(rows)
    own = {name: timing.median for name, timing in timings(own_cases(), rounds, process_time).items()}
    floor, bulk = found["random.sample"], 1.0
    growth = exponent({2 ** (32 - mask): own[str(mask)] for mask in (20, 18, 16)})
    targets = [
        Target("T1", "10 a call / random.sample", bulk / floor, "<=", 2),
        Target("T2", "1 a call / random.sample", found["eniplan, 1 a call"] / floor, "<=", 2.5),
    ]
    if "C and lists" in found:
        ratio = found["eniplan, all at once"] / found["C and lists"]
        targets.append(Target("T3", "all at once / C and lists", ratio, "<=", 2))
    for key, goals in GOALS.items():
        targets += at_least(key, found, goals)
    targets += [
        Target("T9", "growth of an ENI's cost, /20 to /16", growth, "<=", 0.10),
        Target("T10", "release + allocate at 99 % / at 10 %", own["99 %"] / own["10 %"], "<=", 3),
        Target("T11", "constructor of a /20, us", own["/20"], "<=", 20),
        Target("T11", "constructor of a /16, us", own["/16"], "<=", 30),
    ]
    yield Table(
        key="W1", title="a /16 filled with ENIs of 1 + 9 addresses", unit="ENI", rows=rows, targets=tuple(targets),
        figures=(Figure("growth: eniplan (exponent of one ENI's cost in the VSwitch's size)", growth),
                 Figure("Ipv4Pool.of of a /16, which parses texts", own["of"], "us"), *peer_growth(min(rounds, 3))),
    )  # fmt: skip
