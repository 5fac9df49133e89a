"""W3: which /28s of a /20 random addresses leave whole, at 20 levels: the chain of counts, and the exact law."""

from __future__ import annotations

import tempfile
from functools import partial
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from netaddr import IPAddress, IPNetwork, IPSet

from eniplan.capacity.blocks import blocks
from eniplan.capacity.chain import compared, simulated
from eniplan.capacity.eni_fill import draw_singly, enis_law, refused_after
from eniplan.capacity.whole_blocks import laws, mean_and_variance
from tests.speed.peers.address_pool import NET
from tests.speed.peers.compiled import compiled
from tests.speed.table import Contender, Table, Target, at_least, raced, ratios
from tests.speed.timing import Timing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.speed.table import Row

WHOLE: Final = 254
FREE: Final = 4092
LEVELS: Final = [FREE * step // 20 for step in range(1, 21)]
FEW: Final = LEVELS[3::4]
"""The levels at which netaddr is sampled."""
TRIALS: Final = 10_000
GOALS: Final = {
    "random.sample and set": 800.0,
    "ipaddress sets": 2_000.0,
    "netaddr.IPSet": 25_000.0,
    "pandas groupby": 20.0,
}
RANDOM: Final = Random(1)
NUMBERS: Final = np.random.default_rng(1)
BLOCKS: Final = list(IPv4Network("10.0.0.0/20").subnets(new_prefix=28))[1:-1]


def sample_and_set() -> list[int]:
    """At each level a sample of addresses, and the set of /28s that they lie in."""
    found = []
    for level in LEVELS:
        hit = {address >> 4 for address in RANDOM.sample(range(1, FREE + 1), level)}
        found.append(WHOLE - len(hit - {0, 255}))
    return found


def ipaddress_sets() -> list[int]:
    """One random order, a growing set of IPv4Address, and at each level a look at all addresses of each /28."""
    order = RANDOM.sample(range(NET + 1, NET + 1 + FREE), FREE)
    used: set[IPv4Address] = set()
    found, start = [], 0
    for level in LEVELS:
        used.update(map(IPv4Address, order[start:level]))
        start = level
        found.append(sum(used.isdisjoint(block) for block in BLOCKS))
    return found


def netaddr_set() -> list[int]:
    """One random order, and at each sampled level IPSet(VSwitch) - IPSet(used), its whole /28s counted."""
    order = RANDOM.sample(range(NET + 1, NET + 1 + FREE), FREE)
    found = []
    for level in FEW:
        free = IPSet([IPNetwork("10.0.0.0/20")]) - IPSet(map(IPAddress, order[:level]))
        found.append(sum(2 ** (28 - cidr.prefixlen) for cidr in free.iter_cidrs() if cidr.prefixlen <= 28))
    return found


def groupby() -> list[int]:
    """One permutation, the first draw of each /28 by groupby, and how many are later than each level."""
    drawn = pd.Series(NUMBERS.permutation(FREE))
    first = drawn.groupby((np.arange(FREE) + 1) >> 4).min().iloc[1:255]
    return [int((first >= level).sum()) for level in LEVELS]


def contenders(folder: Path) -> Iterator[Contender]:
    """All who simulate; a unit is one trial of 20 levels."""
    chain = partial(simulated, WHOLE, FREE, LEVELS, trials=TRIALS, seed=1)
    yield Contender("eniplan", chain, TRIALS, "the chain of counts, no address simulated")
    if (c := compiled(folder)) is not None:
        yield Contender(
            "C", partial(c.paths, TRIALS, FREE, LEVELS), TRIALS, "each address of a path, no Python objects"
        )
    yield Contender("pandas groupby", lambda: [groupby() for _ in range(50)], 50, "permutation, groupby.min; 50 trials")
    yield Contender("random.sample and set", lambda: [sample_and_set() for _ in range(5)], 5,
                    "a new sample at each level; 5 trials")  # fmt: skip
    yield Contender("ipaddress sets", lambda: [ipaddress_sets() for _ in range(2)], 2,
                    "set.isdisjoint for each /28 and level; 2 trials")  # fmt: skip
    # A unit is 20 levels; 5 are done, so one run is a quarter of a unit.
    yield Contender(
        "netaddr.IPSet", netaddr_set, 1, "IPSet difference, whole /28s of what is left; 5 of 20 levels, times 4"
    )


def scaled(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Rows with netaddr's sampled levels counted for all of them."""
    times = len(LEVELS) / len(FEW)
    return tuple(
        row._replace(ratio=row.ratio * times, time=Timing(*(time * times for time in row.time)))
        if row.name == "netaddr.IPSet"
        else row
        for row in rows
    )


def law(mask: int) -> tuple[float, ...]:
    """The law of an empty VSwitch: all of its /28s but the first and the last are whole."""
    return (*(0.0,) * (2 ** (28 - mask) - 2), 1.0)


def enis(mask: int) -> tuple[float, ...]:
    """How many ENIs of 4 addresses and one /28 fit."""
    return enis_law(law(mask), 2 ** (32 - mask) - 4, addresses=4, prefixes=1)


def enis_singly() -> list[float]:
    """The same in a /20 without numpy."""
    return list(refused_after(law(20), FREE, 4, 1, draw_singly))


def worst_z(seed: int) -> float:
    """The largest distance of the simulation from the exact mean over the levels, in standard errors."""
    samples = simulated(WHOLE, FREE, LEVELS, trials=TRIALS, seed=seed)
    exact = (map(float, mean_and_variance(WHOLE, FREE, level)) for level in LEVELS)
    return max(abs(compared(sample, *moments).z) for sample, moments in zip(samples, exact, strict=True))


def worst_mean() -> float:
    """The largest distance of the law's mean from the closed form."""
    found = laws(WHOLE, FREE, LEVELS)
    means = {level: sum(n * chance for n, chance in enumerate(each)) for level, each in found.items()}
    return max(abs(mean - float(mean_and_variance(WHOLE, FREE, level)[0])) for level, mean in means.items())


def measured(rounds: int) -> Iterator[Table]:
    """The tables of W3."""
    with tempfile.TemporaryDirectory() as folder:
        rows = scaled(raced(list(contenders(Path(folder))), rounds))
    found = ratios(rows)
    goals = at_least("T12", found, GOALS)
    if "C" in found:
        goals += (Target("T12", "eniplan / C", 1 / found["C"], "<=", 2),)
    yield Table(
        key="W3", title="whole /28s of a /20 at 20 levels, by simulation", unit="trial", rows=rows, targets=goals
    )
    yield exact(rounds)


def exact(rounds: int) -> Table:
    """Answers without sampling; nobody else gives them."""
    rows = raced(
        [
            Contender("law at 20 levels, /20", partial(laws, WHOLE, FREE, LEVELS), 1, "the whole law at each level"),
            Contender("ENIs of 4 + a /28, /20", partial(enis, 20), 1, "the law of how many fit"),
            Contender("the same without numpy", enis_singly, 1, "standard library only"),
            Contender("ENIs of 4 + a /28, /16", partial(enis, 16), 1, "the law of how many fit"),
            Contender("blocks()", partial(blocks, "10.0.0.0/20", used=300, more=200, trials=0), 1, "the answer"),
            Contender("blocks(), 1,000 trials", partial(blocks, "10.0.0.0/20", used=300, more=200, trials=1_000), 1,
                      "the answer beside a simulation"),
        ],
        rounds,
    )  # fmt: skip
    goals = zip(rows, (30, 15, 15, 200, 100, 100), strict=True)
    return Table(
        key="W3e", title="exact laws", unit="answer", rows=rows,
        targets=(
            *(Target("T13", f"{row.name}, ms", row.time.median / 1000, "<=", goal) for row, goal in goals),
            Target("T14", "mean of the law off by", worst_mean(), "<=", 1e-9),
            Target("T14", "worst z of 20 levels, seeds 1 to 5", max(map(worst_z, range(1, 6))), "<=", 4),
        ),
    )  # fmt: skip
