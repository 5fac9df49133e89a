"""Defragmentation: the smallest set of addresses, or ENIs, to move so that whole /28s come back.

Addresses move out of chosen blocks into blocks that are broken anyway, the fullest first, so that no other whole block
is spoilt. The moves are ordered: after the last move of a block, that block is whole. The blast radius is told before:
addresses, ENIs, instances, ENIs to be made anew; and where it cannot be done, what stands in the way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from eniplan.allocation.from_inventory import open_pools
from eniplan.capacity.answer import Answer
from eniplan.capacity.asking import chosen_one, vswitch_named
from eniplan.capacity.broken_blocks import BLOCK, open_addresses
from eniplan.capacity.clearing import FEWEST, Chosen, Fewest, choose_blocks, choose_larger
from eniplan.capacity.moving import BlockUse, Move, block_uses, ordered_moves
from eniplan.capacity.occupied_blocks import occupied_blocks
from eniplan.errors import QuestionError
from eniplan.network.cidr import PREFIX_MASK
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eniplan.capacity.occupied_blocks import Occupied
    from eniplan.network.inventory import Inventory
    from eniplan.network.vswitch import VSwitch


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class DefragmentAnswer(Answer):
    """What to move so that whole blocks come back.

    Args:
        vswitch: its id.
        wanted: how many blocks are asked for.
        mask: of these blocks.
        fewest: what was made as few as it goes: ``addresses`` or ``enis``.
        won: how many whole blocks of the mask the moves win; fewer than asked for where something is in the way.
        moves: in order.
        blocks: every aligned /28 of the VSwitch.
        is_smallest: whether no smaller set with as few ENIs made anew does the same; a search that had to end early
            does not know.
        obstacle: what stands in the way of the rest, in one sentence; empty where all can be won.
    """

    question: ClassVar[str] = "defragment"
    derived: ClassVar[tuple[str, ...]] = ("enis", "instances", "recreated", "holds")

    vswitch: str
    wanted: int
    mask: int
    fewest: Fewest
    won: int
    moves: tuple[Move, ...]
    blocks: tuple[BlockUse, ...]
    is_smallest: bool
    obstacle: str

    @property
    def enis(self) -> int:
        """ENIs that the moves touch."""
        return len({move.eni for move in self.moves})

    @property
    def instances(self) -> int:
        """Instances that these ENIs are attached to."""
        return len({move.instance for move in self.moves if move.instance})

    @property
    def recreated(self) -> int:
        """ENIs that have to be made anew, since their primary address moves."""
        return sum(move.recreates for move in self.moves)

    @property
    def proof(self) -> str:
        """How sure it is that nothing smaller does the same, in words."""
        if not self.is_smallest:
            return "a smaller set may exist: the search ended early"
        return "with as few ENIs made anew no smaller set does" if self.recreated else "no smaller set does the same"

    @property
    def holds(self) -> bool:
        """Whether all blocks that are asked for can be won."""
        return self.won >= self.wanted

    @property
    def headline(self) -> str:
        """What is won, at which price; or what stands in the way."""
        if not self.won:
            return f"no /{self.mask} of {self.vswitch} can be won back: {self.obstacle}"
        anew = f", {self.recreated:,} of them made anew" if self.recreated else ""
        moved = f"{counted(len(self.moves), 'address')} of {counted(self.enis, 'ENI')}{anew}"
        said = f"{counted(self.won, f'whole /{self.mask}')} won back by moving {moved}"
        return said if self.holds else f"{said}, {self.wanted:,} asked for: {self.obstacle}"


def defragment(
    inventory: Inventory,
    vswitch: str,
    blocks: int = 1,
    *,
    mask: int = PREFIX_MASK[4],
    fewest: str = "addresses",
    recreate: bool = False,
) -> DefragmentAnswer:
    """The smallest set of addresses, or ENIs, of a VSwitch to move so that whole blocks come back.

    Args:
        inventory: what exists.
        vswitch: the VSwitch's id or name.
        blocks: how many whole /28s more than now; 1 with a shorter mask.
        mask: 28, or a shorter one: a single aligned block of that mask that could be reserved.
        fewest: ``addresses`` or ``enis``: what is to be as few as it goes. ENIs made anew always count first.
        recreate: whether ENIs may be made anew, so that primary addresses move too.

    Raises:
        QuestionError: no such VSwitch, or numbers that mean nothing.

    >>> import eniplan
    >>> there = eniplan.read_inventory(eniplan.examples / "hangzhou")
    >>> answer = eniplan.defragment(there, "vsw-bp1wi6t0z8d4m1y7e3k5p", blocks=2, recreate=True)
    >>> answer.won, len(answer.moves)
    (2, 2)
    """
    where = vswitch_named(inventory, vswitch)
    least = _checked(where, blocks, mask, fewest)
    holders = inventory.holders_by_vswitch.get(where.id, ())
    pool = open_pools(where, holders).ipv4
    found = occupied_blocks(where, holders)
    free = open_addresses(where, pool)
    if mask == PREFIX_MASK[4]:
        chosen, obstacle = _smallest(where, found, free, blocks, least, recreate=recreate)
        won = len(chosen.blocks)
    else:
        chosen, obstacle = choose_larger(where, found, free, mask, least, recreate=recreate)
        won = 0 if obstacle else 1
    moves = tuple(ordered_moves(chosen, free))
    return DefragmentAnswer(
        vswitch=where.id,
        wanted=blocks,
        mask=mask,
        fewest=least,
        won=won,
        moves=moves,
        blocks=tuple(block_uses(found, chosen, moves, recreate=recreate)),
        is_smallest=chosen.is_smallest,
        obstacle=obstacle,
        assumptions=tuple(_assumptions(where, recreate=recreate)),
    )


def _checked(vswitch: VSwitch, blocks: int, mask: int, fewest: str) -> Fewest:
    least = chosen_one("fewest", fewest, FEWEST)
    if blocks < 1 or (mask != PREFIX_MASK[4] and blocks != 1):
        raise QuestionError(str(blocks), f"blocks: {blocks} is not a whole number from 1; with a mask but /28 it is 1")
    shortest = vswitch.cidr.mask + 2
    if not shortest <= mask <= PREFIX_MASK[4]:
        message = f"mask: /{mask} cannot be reserved in {vswitch.cidr}"
        which = (
            f"from /{shortest} to /28 can"
            if shortest <= PREFIX_MASK[4]
            else "no block can: it has none without a system address"
        )
        raise QuestionError(str(mask), f"{message}; {which}")
    return least


def _smallest(
    vswitch: VSwitch, found: Sequence[Occupied], free: Sequence[int], wanted: int, fewest: Fewest, *, recreate: bool
) -> tuple[Chosen, str]:
    """The /28s to clear, as many as can be, and what stands in the way of the others."""
    broken = [block for block in found if block.state == "broken"]
    candidates = [block for block in broken if not block.stands(recreate=recreate)]
    whole = {block.number for block in found if block.state == "whole"}
    room = sum(address // BLOCK not in whole for address in free) - vswitch.unexplained_ipv4
    most = min(len(candidates), max(room, 0) // BLOCK)
    chosen = choose_blocks(candidates, min(wanted, most), fewest)
    if wanted <= most:
        return chosen, ""
    if most < len(candidates):
        return chosen, f"{max(room, 0):,} free addresses outside whole blocks take in no more; each block needs {BLOCK}"
    return chosen, _in_the_way(broken, recreate=recreate)


def _in_the_way(broken: Sequence[Occupied], *, recreate: bool) -> str:
    """What the blocks that cannot be cleared hold, in one sentence."""
    primary = sum(bool(block.count("primary")) and not block.count("fixed") for block in broken)
    fixed = sum(bool(block.count("fixed")) for block in broken)
    said = [] if recreate or not primary else [f"{primary:,} hold primary addresses, whose ENIs would be made anew"]
    said += [f"{fixed:,} hold addresses that nobody can move"] if fixed else []
    return (
        f"of {len(broken):,} broken blocks {' and '.join(said)}" if said else f"only {len(broken):,} blocks are broken"
    )


def _assumptions(vswitch: VSwitch, *, recreate: bool) -> Iterator[str]:
    yield "a secondary address moves by one assign and one unassign call; whatever uses it must follow"
    if recreate:
        yield "a primary address moves with a new ENI in place of the old one; its secondary addresses come along"
    else:
        yield "primary addresses stay where they are; with recreate their ENIs could be made anew"
    yield "the primary ENI of an instance, other services' addresses and prefixes outside reserved blocks cannot move"
    if vswitch.unexplained_ipv4:
        yield f"{vswitch.unexplained_ipv4:,} addresses that no file shows may lie in a block that is called whole here"
    yield "reserve a block as soon as it is whole: the next random address may fall into it"
