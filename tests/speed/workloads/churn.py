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
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tests.speed.peers.address_pool import AddressPool

    Made = tuple[list[Any], list[Any]]

BLOCKS: Final = ("10.0.64.0/18", "10.0.128.0/18")
LIVE: Final = 400
"""ENIs that stand at any time: about 1,000 of the 2,048 /28s and 1,400 single addresses of their own."""
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
        live: the ENIs that stand at first.
    """

    def __init__(self, pool: AddressPool, live: Iterable[Made]) -> None:
        self._pool, self._random, self._live = pool, Random(3), deque(live)

    def _create(self) -> Made:
        return create(self._pool, self._random)

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


def create(pool: AddressPool, random: Random) -> Made:
    """One ENI: addresses and /28s of a random number."""
    return pool.allocate(1 + int(random.random() * 6)), pool.allocate_prefixes(1 + int(random.random() * 4))


class Loaded(Ipv4Pool):
    """Our pool, with the peers' words for taking addresses beforehand."""

    def load(self, offsets: list[int], prefixes: Sequence[int] = ()) -> None:
        """Take addresses and /28s by their offsets."""
        for offset in offsets:
            self.claim(NET + offset)
        for offset in prefixes:
            self.claim_prefix(NET + offset)

    def address(self, offset: int) -> int:
        """As they are allocated."""
        return NET + offset

    prefix = address


def standing(ground: Ground) -> list[Made]:
    """The ENIs that stand at first, the same for everybody, as offsets."""
    taken = Random(2).sample(ground.open_offsets(), FILLED)
    pool, random = Loaded.of("10.0.0.0/16", BLOCKS, seed=1), Random(4)
    pool.load(taken)
    enis = [create(pool, random) for _ in range(LIVE)]
    return [([each - NET for each in addresses], [each - NET for each in prefixes]) for addresses, prefixes in enis]


def churning(pool: AddressPool, live: list[Made]) -> Churn:
    """A pool in which some addresses and these ENIs stand."""
    taken = Random(2).sample(Ground(blocks=True).open_offsets(), FILLED)
    pool.load(taken + [offset for addresses, _ in live for offset in addresses], [p for _, ps in live for p in ps])
    return Churn(pool, [([*map(pool.address, addresses)], [*map(pool.prefix, ps)]) for addresses, ps in live])


def contenders() -> Iterator[Contender]:
    """Ours and the peers, each with the same addresses in use; a unit is one creation or one deletion."""
    ground = Ground(blocks=True)
    live = standing(ground)
    ours = churning(Loaded.of("10.0.0.0/16", BLOCKS, seed=1), live)
    yield Contender("eniplan", partial(ours.run, 5_000), 10_000, "allocate, allocate_prefixes, release, ...")
    for name, (make, pairs, how) in PEERS.items():
        peer = churning(make(ground, Random(1)), live)
        yield Contender(name, partial(peer.run, pairs), 2 * pairs, f"{how}; sampled: {2 * pairs} operations")


def measured(rounds: int) -> Iterator[Table]:
    """The table of W2."""
    rows = raced(list(contenders()), rounds)
    yield Table(
        key="W2", title="ENIs with addresses and prefixes come and go in a /16", unit="operation", rows=rows,
        targets=at_least("T8", ratios(rows), GOALS),
    )  # fmt: skip
