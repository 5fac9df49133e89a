"""Which /28s to clear so that fewest addresses, or fewest ENIs, move.

n more whole blocks need 16 n free addresses in broken blocks: a block that is cleared gives up its free addresses and
sends its used ones elsewhere, 16 together, whichever blocks are chosen. So room does not depend on the choice, and
fewest addresses are those of the n cheapest blocks. Fewest ENIs is another matter: an ENI may stand in several blocks,
and counts once. That is searched by branch and bound, exact until it has looked at :data:`MOST_LOOKS` choices.
"""

from __future__ import annotations

from functools import reduce
from itertools import groupby
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from eniplan.capacity.broken_blocks import BLOCK
from eniplan.network.cidr import PREFIX_MASK

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from eniplan.capacity.occupied_blocks import Occupied
    from eniplan.network.vswitch import VSwitch

Fewest = Literal["addresses", "enis"]
FEWEST: tuple[Fewest, ...] = get_args(Fewest)

MOST_LOOKS = 50_000
"""How many partial choices the search for fewest ENIs looks at."""


class Cost(NamedTuple):
    """What clearing takes, the dearest first: ENIs made anew, then addresses moved or ENIs touched."""

    recreated: int
    first: int
    second: int


class Chosen(NamedTuple):
    """The blocks to clear, the cheapest first; whether no choice is smaller; more /28s that nothing may move into."""

    blocks: tuple[Occupied, ...]
    is_smallest: bool
    spared: frozenset[int] = frozenset()


def enis_of(blocks: Iterable[Occupied]) -> frozenset[str]:
    """The ids of the ENIs that clearing some blocks touches."""
    return frozenset(occupant.holder.id for block in blocks for occupant in block.occupants)


def choose_blocks(candidates: Sequence[Occupied], wanted: int, fewest: Fewest) -> Chosen:
    """The blocks to clear.

    Args:
        candidates: blocks that can be cleared.
        wanted: how many; no more than there are.
        fewest: what is counted, after the ENIs that have to be made anew.
    """
    loads = sorted((_load(block) for block in candidates), key=lambda load: (load.cost(fewest), load.block.number))
    if fewest == "addresses":
        return Chosen(tuple(load.block for load in loads[:wanted]), is_smallest=True)
    search = _Search(loads, wanted)
    search.extend(_Touched(), [], 0)
    return Chosen(tuple(load.block for load in search.best), is_smallest=not search.is_cut)


def cost_of(blocks: Iterable[Occupied], fewest: Fewest) -> Cost:
    """What clearing some blocks together takes."""
    touched = reduce(_Touched.with_block, map(_load, blocks), _Touched())
    return _cost(touched.recreated, touched.addresses, len(touched.enis), fewest)


class _Load(NamedTuple):
    """What one block takes to clear."""

    block: Occupied
    recreated: int
    addresses: int
    enis: frozenset[str]

    def cost(self, fewest: Fewest) -> Cost:
        """Its cost by itself."""
        return _cost(self.recreated, self.addresses, len(self.enis), fewest)


class _Touched(NamedTuple):
    """What some blocks take to clear together: an ENI that stands in several counts once."""

    recreated: int = 0
    addresses: int = 0
    enis: frozenset[str] = frozenset()

    def with_block(self, load: _Load) -> _Touched:
        """The same with one block more."""
        return _Touched(self.recreated + load.recreated, self.addresses + load.addresses, self.enis | load.enis)

    @property
    def cost(self) -> Cost:
        """Their cost, ENIs first."""
        return _cost(self.recreated, self.addresses, len(self.enis), "enis")


def _load(block: Occupied) -> _Load:
    return _Load(block, block.count("primary"), len(block.occupants), enis_of([block]))


def _cost(recreated: int, addresses: int, enis: int, fewest: Fewest) -> Cost:
    return Cost(recreated, addresses, enis) if fewest == "addresses" else Cost(recreated, enis, addresses)


class _Search:
    """Branch and bound over the choices of ``wanted`` blocks with fewest ENIs; what is chosen never gets cheaper."""

    def __init__(self, loads: Sequence[_Load], wanted: int) -> None:
        self._loads, self._wanted = loads, wanted
        self._looks = 0
        self.best = _greedy(loads, wanted)
        self._least = reduce(_Touched.with_block, self.best, _Touched()).cost

    @property
    def is_cut(self) -> bool:
        """Whether the search ended before it had seen everything."""
        return self._looks >= MOST_LOOKS

    def extend(self, touched: _Touched, chosen: list[_Load], start: int) -> None:
        """Look at every way to go on from some blocks that may be better than the best."""
        self._looks += 1
        missing = self._wanted - len(chosen)
        if touched.cost < self._least and not missing:
            self.best, self._least = list(chosen), touched.cost
        if missing and touched.cost < self._least:
            for place in range(start, len(self._loads) - missing + 1):
                if self.is_cut:
                    return
                load = self._loads[place]
                self.extend(touched.with_block(load), [*chosen, load], place + 1)


def _greedy(loads: Sequence[_Load], wanted: int) -> list[_Load]:
    """A good choice to begin with: each time the block that adds least."""
    chosen: list[_Load] = []
    touched, left = _Touched(), list(loads)
    for _ in range(wanted):
        best = min(left, key=lambda load: (touched.with_block(load).cost, load.block.number))
        chosen.append(best)
        left.remove(best)
        touched = touched.with_block(best)
    return chosen


def choose_larger(
    vswitch: VSwitch, found: Sequence[Occupied], free: Sequence[int], mask: int, fewest: Fewest, *, recreate: bool
) -> tuple[Chosen, str]:
    """The /28s to clear for one free block of a mask; empty with the obstacle where none can be won.

    All candidates are compared, so the choice is the smallest. One that is free already needs no clearing. Room is
    whatever is free outside the block: broken /28s are filled first, whole ones only then.
    """
    size = 1 << (PREFIX_MASK[4] - mask)
    groups = [list(blocks) for _, blocks in groupby(found, key=lambda block: block.number // size)]
    movable = [blocks for blocks in groups if not any(block.stands(recreate=recreate) for block in blocks)]
    held = len(free) - vswitch.unexplained_ipv4
    roomy = [blocks for blocks in movable if _leaving(blocks) <= held - _free_in(blocks)]
    if not roomy:
        reason = "free addresses outside it are too few" if movable else "something in each of them cannot move"
        return Chosen((), is_smallest=True), f"of {len(groups):,} aligned /{mask} none can be cleared: {reason}"
    best = min(roomy, key=lambda blocks: (cost_of(blocks, fewest), blocks[0].number))
    cleared = sorted(
        (block for block in best if block.occupants), key=lambda block: (len(block.occupants), block.number)
    )
    return Chosen(tuple(cleared), is_smallest=True, spared=frozenset(block.number for block in best)), ""


def _leaving(blocks: Sequence[Occupied]) -> int:
    return sum(len(block.occupants) for block in blocks)


def _free_in(blocks: Sequence[Occupied]) -> int:
    return BLOCK * len(blocks) - _leaving(blocks)
