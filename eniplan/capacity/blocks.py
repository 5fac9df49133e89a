"""Blocks: how many whole /28s are left after random single addresses, and what can still be reserved.

The cloud hands out single addresses at random, and only a whole aligned block can be reserved for prefixes: so what
decides is not how many addresses are free but how many blocks are whole. Mean and variance are exact in closed form,
the percentiles and the whole distribution by the exact law (:mod:`eniplan.capacity.whole_blocks`), and a simulation
(:mod:`eniplan.capacity.chain`) must agree with them.

Addresses that are in use at unknown places, ``used`` of a CIDR or the unexplained ones of an inventory, count as drawn
at random beforehand: the law is that of all of these and the ``more`` further ones together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.capacity.blocks_answer import BlockChance, BlockLevel, BlocksAnswer, BlockSize, ENIFill
from eniplan.capacity.chain import compared, simulated
from eniplan.capacity.eni_fill import enis_law
from eniplan.capacity.open_pool import LONGEST, open_pool_of
from eniplan.capacity.whole_blocks import draws_until, laws, mean_and_variance, percentile, some_whole
from eniplan.errors import QuestionError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eniplan.capacity.chain import Sample
    from eniplan.capacity.open_pool import OpenPool
    from eniplan.capacity.whole_blocks import Law
    from eniplan.network.inventory import Inventory

MOST_TRIALS = 1_000_000
_LEVELS = 20
_UNIFORM = (
    "each free address of the open pool is equally likely to be drawn next (the API says randomly; how is unconfirmed)"
)
_NO_RELEASES = "nothing is released and nothing else is reserved meanwhile"
_EMPTY = "{} is empty but for its system addresses, and has no reserved block"
_USED = "{:,} addresses in use count as drawn at random; where they are is not known, so now is before them"
_UNEXPLAINED = "{:,} unexplained addresses count as drawn at random before the others; now is what the files show"
_FILES = "everything else that is in use is in the files"
_FILL = "for each prefix of an ENI a whole /28 is reserved as it is created, before its single addresses are drawn"
_SIMULATED = "the simulation draws counts, not addresses, from seed {}"


def blocks(
    subject: Inventory | str,
    vswitch: str = "",
    *,
    used: int = 0,
    more: int = 0,
    limit: float = 0.05,
    eni: tuple[int, int] | None = None,
    trials: int = 10_000,
    seed: int = 0,
) -> BlocksAnswer:
    """How many aligned /28s stay whole while single addresses are drawn at random from the open pool.

    Whole: no address in use, no system address, outside reserved blocks. ``now`` is before any draw; ``expected``,
    ``variance`` and the percentiles are after ``used + more`` draws of a CIDR, and after the unexplained and the
    ``more`` addresses of an inventory's VSwitch.

    Args:
        subject: an inventory, or the CIDR of an empty VSwitch (``10.0.0.0/20``).
        vswitch: with an inventory, the VSwitch's id or name.
        used: with a CIDR, single addresses that are in use already, at random places.
        more: further single addresses that will be drawn.
        limit: for ``draws_left``: the chance, between 0 and 1, below which a size of block counts as gone.
        eni: single addresses (the primary one included) and prefixes of an ENI, to learn how many of them fit.
        trials: of the simulation, 2 to 1,000,000; 0 for none.
        seed: of the simulation.

    Raises:
        QuestionError: no such VSwitch, a CIDR that can be none, or a number that is out of its range.

    >>> import eniplan
    >>> eniplan.blocks("10.0.0.0/24", used=25, trials=0)
    <BlocksAnswer: 10.0.0.0/24: 2.5 of 14 whole /28s are left after 25 random addresses (5 to 95 %: 1 to 4)>
    """
    pool = open_pool_of(subject, vswitch)
    hidden = pool.unexplained if pool.vswitch else used
    _check_counts(pool, used, more, hidden)
    _check_chances(limit, trials)
    _check_eni(eni)
    whole, drawn = pool.whole.get(LONGEST, 0), hidden + more
    sizes = tuple(_sizes(pool, hidden, more, limit))
    counts = _level_counts(hidden, more, sizes[-1].draws_left if sizes else 0, pool.free)
    law = laws(whole, pool.free, counts)
    samples = zip(counts, _samples(pool, counts, trials, seed), strict=True)
    levels = {count: _level(pool, count, hidden, law[count], sample) for count, sample in samples}
    here = levels[drawn]
    return BlocksAnswer(
        assumptions=tuple(_assumptions(pool, hidden, eni, trials, seed)),
        vswitch=pool.vswitch,
        cidr=str(pool.cidr),
        free=pool.free,
        hidden=hidden,
        more=more,
        now=whole,
        expected=here.expected,
        variance=here.variance,
        p05=here.p05,
        p50=here.p50,
        p95=here.p95,
        largest_reservable=str(pool.largest) if pool.largest else None,
        monte_carlo=here.simulated,
        limit=limit,
        sizes=sizes,
        levels=tuple(levels.values()),
        distribution=tuple(BlockChance(blocks=n, chance=p) for n, p in enumerate(law[drawn]) if p > 1e-12),
        enis=_eni_fill(law[hidden], pool.free - hidden, *eni) if eni else None,
    )


def _sizes(pool: OpenPool, hidden: int, more: int, limit: float) -> Iterator[BlockSize]:
    for mask, whole in pool.whole.items():
        size = 1 << (32 - mask)
        yield BlockSize(
            mask=mask,
            prefixes=size >> 4,
            now=whole,
            chance_now=some_whole(whole, pool.free, hidden, size),
            chance=some_whole(whole, pool.free, hidden + more, size),
            draws_left=max(draws_until(whole, pool.free, limit, size) - hidden, 0),
        )


def _level_counts(hidden: int, more: int, draws_left: int, free: int) -> list[int]:
    """Numbers of draws: from now on evenly, until no /28 is likely to be whole and until what is asked about."""
    end = min(max(draws_left, more, 1), free - hidden)
    even = {hidden + end * step // _LEVELS for step in range(_LEVELS + 1)}
    return sorted(even | {hidden, hidden + more})


def _samples(pool: OpenPool, counts: Sequence[int], trials: int, seed: int) -> Sequence[Sample | None]:
    """The simulation at each number of draws; None where nothing is simulated."""
    if not trials:
        return [None] * len(counts)
    key = pool.vswitch or str(pool.cidr)
    return simulated(pool.whole.get(LONGEST, 0), pool.free, counts, trials=trials, seed=seed, vswitch=key)


def _level(pool: OpenPool, count: int, hidden: int, law: Law, sample: Sample | None) -> BlockLevel:
    mean, variance = map(float, mean_and_variance(pool.whole.get(LONGEST, 0), pool.free, count))
    return BlockLevel(
        more=count - hidden,
        expected=mean,
        variance=variance,
        p05=percentile(law, 0.05),
        p50=percentile(law, 0.5),
        p95=percentile(law, 0.95),
        simulated=compared(sample, mean, variance) if sample else None,
    )


def _eni_fill(whole: Law, free: int, addresses: int, prefixes: int) -> ENIFill:
    law = enis_law(whole, free, addresses=addresses, prefixes=prefixes)
    mean = sum(count * chance for count, chance in enumerate(law))
    return ENIFill(
        addresses=addresses,
        prefixes=prefixes,
        expected=mean,
        variance=sum((count - mean) ** 2 * chance for count, chance in enumerate(law)),
        p05=percentile(law, 0.05),
        p50=percentile(law, 0.5),
        p95=percentile(law, 0.95),
    )


# what is wrong with a question


def _check_counts(pool: OpenPool, used: int, more: int, hidden: int) -> None:
    if used and pool.vswitch:
        problem = f"what {pool.vswitch} has in use stands in the inventory; used goes with a CIDR"
        raise QuestionError(str(used), problem)
    for name, count in (("used", used), ("more", more)):
        if count < 0:
            raise QuestionError(str(count), f"{name} is {count:,}; a number of addresses from 0 on is expected")
    if hidden + more > pool.free:
        before = f", {hidden:,} of them in use at unknown places" if hidden else ""
        where = pool.vswitch or str(pool.cidr)
        over = hidden + more - pool.free
        problem = f"{over:,} addresses too many: {where} has {pool.free:,} free in its open pool{before}"
        raise QuestionError(str(more), problem)


def _check_chances(limit: float, trials: int) -> None:
    if not 0 < limit < 1:
        raise QuestionError(str(limit), f"the chance is {limit:g}; a number between 0 and 1 is expected")
    if trials != 0 and not 2 <= trials <= MOST_TRIALS:
        raise QuestionError(str(trials), f"{trials:,} trials; 2 to {MOST_TRIALS:,} are possible, 0 for no simulation")


def _check_eni(eni: tuple[int, int] | None) -> None:
    if eni is not None and (min(eni) < 0 or eni[0] < 1):
        problem = f"an ENI of {eni[0]} addresses and {eni[1]} prefixes; at least its primary address is expected"
        raise QuestionError(str(eni), problem)


def _assumptions(pool: OpenPool, hidden: int, eni: tuple[int, int] | None, trials: int, seed: int) -> Iterator[str]:
    yield _UNIFORM
    yield _NO_RELEASES
    yield _FILES if pool.vswitch else _EMPTY.format(pool.cidr)
    if hidden:
        yield (_UNEXPLAINED if pool.vswitch else _USED).format(hidden)
    if eni:
        yield _FILL
    if trials:
        yield _SIMULATED.format(seed)
