"""How many ENIs of single addresses and prefixes fit, when a /28 is reserved for each prefix as it is needed.

Single addresses erode the whole /28s that later prefixes need, at random: so the number of ENIs is random, and its law
is exact. An ENI's prefixes are taken before its addresses (the order inside one request), each prefix takes one whole
/28 and its 16 addresses, each address hits one of the F whole /28s left with the chance 16 F / R. R does not depend on
chance, so a law over F is enough. Small VSwitches need no numpy.
"""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

from eniplan.capacity.whole_blocks import BLOCK, NEGLIGIBLE, draw_at_random

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from eniplan.capacity.whole_blocks import Law, States

    Draw = Callable[[States, int, int], States]

_SMALL = 512
"""Up to so many whole /28s a loop is as fast as loading numpy."""
_AT_ONCE = 16
"""Draws between two divisions: 16 factors of at most 65,536 are far from too large for a float."""


def enis_law(whole: Law, free: int, *, addresses: int, prefixes: int) -> Law:
    """The law of the number of ENIs that fit.

    Args:
        whole: the law of the number of whole /28s before.
        free: free addresses before, those of the /28s among them.
        addresses: single addresses of an ENI, its primary one included.
        prefixes: IPv4 prefixes of an ENI; one of the two is not 0.
    """
    if not prefixes:
        return (*(0.0,) * (free // addresses), 1.0)
    draw = draw_singly if len(whole) <= _SMALL else draw_at_random
    return tuple(refused_after(whole, free, addresses, prefixes, draw))


def refused_after(whole: States, free: int, addresses: int, prefixes: int, draw: Draw) -> Iterator[float]:
    """The chance that the ENI after none, one, two, ... is refused."""
    while free >= addresses + BLOCK * prefixes and len(whole) > prefixes:
        yield float(sum(whole[:prefixes]))
        free -= BLOCK * prefixes
        whole = draw(whole[prefixes:], free, addresses)
        free -= addresses
    yield float(sum(whole))


def draw_singly(whole: States, free: int, draws: int) -> States:
    """A law of whole /28s after random draws, without numpy; the likely states only.

    With F whole /28s, 16 F of the R free addresses lead to F - 1 and R - 16 F do not: both are counted here, and the
    law is divided by all ways to draw at the end.
    """
    while draws > _AT_ONCE:
        whole, free, draws = draw_singly(whole, free, _AT_ONCE), free - _AT_ONCE, draws - _AT_ONCE
    first = next((blocks for blocks, chance in enumerate(whole) if chance > NEGLIGIBLE), len(whole))
    low = max(first - draws, 0)
    law = list(whole[low:])
    hits = [float(BLOCK * blocks) for blocks in range(low, len(whole) + 1)]
    for left in range(free, free - draws, -1):
        law.append(0.0)
        pairs = zip(law, hits, law[1:], hits[1:], strict=False)
        law = [stay * (left - hit) + come * next_hit for stay, hit, come, next_hit in pairs]
    ways = 1.0 / prod(range(free, free - draws, -1))
    law = [chance * ways for chance in law]
    while len(law) > 1 and law[-1] < NEGLIGIBLE:
        law.pop()
    return [0.0] * low + law
