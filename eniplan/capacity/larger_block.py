"""The one aligned block of a mask shorter than /28 that is cheapest to clear."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from eniplan.capacity.broken_blocks import BLOCK
from eniplan.capacity.clearing import Chosen, Fewest, cost_of
from eniplan.network.cidr import PREFIX_MASK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eniplan.capacity.occupied_blocks import Occupied
    from eniplan.network.vswitch import VSwitch


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
