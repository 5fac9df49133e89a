"""W2: ENIs of 1 + 0 to 5 addresses and 1 to 4 /28s come and go in a /16, half of which is reserved for prefixes."""

from __future__ import annotations

from collections import deque
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Any, Final

from eniplan import Ipv4Pool
from tests.speed.peers.address_pool import NET, Ground
from tests.speed.peers.ipaddress_sets import IpaddressReject, IpaddressSample
from tests.speed.peers.netaddr_sets import NetaddrAnew, NetaddrIncremental
from tests.speed.peers.numpy_mask import NumpyMask
from tests.speed.peers.pandas_frame import PandasFrame
from tests.speed.table import Contender, Table, at_least, raced, ratios

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.speed.peers.address_pool import AddressPool

    Made = tuple[list[Any], list[Any]]

BLOCKS: Final = ("10.0.64.0/18", "10.0.128.0/18")
LIVE: Final = 400
"""ENIs that stand at any time: about 1,000 of the 2,048 /28s and 1,400 single addresses of their own."""
MANY: Final = 100
"""A peer that is sampled by fewer pairs has as few ENIs at any time: making the others would take minutes."""
FILLED: Final = 16_000
"""Other single addresses in use: half of the open pool."""
GOALS: Final = {
    "numpy flags": 12.0, "ipaddress set, drawn again": 25.0, "pandas frame": 100.0, "netaddr.IPSet kept up": 2_000.0,
    "ipaddress set, sample(list)": 2_500.0, "netaddr.IPSet anew": 40_000.0,
}  # fmt: skip
PEERS: Final[dict[str, tuple[Callable[[Ground, Random], AddressPool], int, str]]] = {
    "ipaddress set, drawn again": (IpaddressReject, 500, "random, again while in the set; a /28 likewise"),
    "numpy flags": (NumpyMask, 300, "choice(flatnonzero(free)); reshape(-1, 16).all(1)"),
    "pandas frame": (PandasFrame, 100, "frame[frame.free].sample(n); groupby(block).free.all()"),
    "ipaddress set, sample(list)": (IpaddressSample, 10, "random.sample(list(free), n); each /28 looked at"),
    "netaddr.IPSet kept up": (NetaddrIncremental, 2, "IPSet.remove and IPSet.add"),
    "netaddr.IPSet anew": (NetaddrAnew, 1, "IPSet - IPSet for each creation, as NetBox to 4.6.2"),
}  # fmt: skip
"""Peers: how many pairs of a deletion and a creation are sampled, and how each is used."""


class Churn:
    """A pool with ENIs that come and go, the oldest first.

    Args:
        pool: ours or a peer's.
        live: how many ENIs stand at any time.
    """

    def __init__(self, pool: AddressPool, live: int = LIVE) -> None:
        self._pool, self._random = pool, Random(3)
        self._live: deque[Made] = deque(self._create() for _ in range(live))

    def _create(self) -> Made:
        draw = self._random.random
        return self._pool.allocate(1 + int(draw() * 6)), self._pool.allocate_prefixes(1 + int(draw() * 4))

    def run(self, pairs: int) -> None:
        """So many deletions, each followed by a creation."""
        pool, live = self._pool, self._live
        for _ in range(pairs):
            addresses, prefixes = live.popleft()
            for address in addresses:
                pool.release(address)
            for prefix in prefixes:
                pool.release_prefix(prefix)
            live.append(self._create())


class Loaded(Ipv4Pool):
    """Our pool, with the peers' word for taking addresses beforehand."""

    def load(self, offsets: list[int]) -> None:
        """Take addresses by their offsets."""
        for offset in offsets:
            self.claim(NET + offset)


def contenders() -> Iterator[Contender]:
    """Ours and the peers, each with the same addresses in use; a unit is one creation or one deletion."""
    ground = Ground(blocks=True)
    taken = Random(2).sample(ground.open_offsets(), FILLED)
    ours = Loaded.of("10.0.0.0/16", BLOCKS, seed=1)
    ours.load(taken)
    yield Contender("eniplan", partial(Churn(ours).run, 5_000), 10_000, "allocate, allocate_prefixes, release, ...")
    for name, (make, pairs, how) in PEERS.items():
        pool = make(ground, Random(1))
        pool.load(taken)
        live = LIVE if pairs >= MANY else pairs
        yield Contender(
            name, partial(Churn(pool, live).run, pairs), 2 * pairs, f"{how}; sampled: {2 * pairs} operations"
        )


def measured(rounds: int) -> Iterator[Table]:
    """The table of W2."""
    rows = raced(list(contenders()), rounds)
    yield Table(
        key="W2", title="ENIs with addresses and prefixes come and go in a /16", unit="operation", rows=rows,
        targets=at_least("T8", ratios(rows), GOALS),
    )  # fmt: skip
