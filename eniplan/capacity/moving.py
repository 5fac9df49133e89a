"""The moves that clear blocks, in order, and what each /28 holds before and after them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eniplan.capacity.broken_blocks import count_by_block, sparing
from eniplan.capacity.occupied_blocks import State
from eniplan.network.cidr import address_text, parse_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eniplan.capacity.clearing import Chosen
    from eniplan.capacity.occupied_blocks import Occupant, Occupied


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One address that moves.

    Args:
        step: its place in the order, from 1.
        block: the /28 that it leaves.
        address: where it is.
        to: where it goes: a free address of a /28 that is broken anyway.
        eni: the ENI's id.
        name: the ENI's name; empty where it has none.
        instance: the instance that the ENI is attached to; empty where it is not.
        recreates: whether it is the ENI's primary address: a new ENI takes the old one's place.
    """

    step: int
    block: str
    address: str
    to: str
    eni: str
    name: str
    instance: str
    recreates: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockUse:
    """One aligned /28 of the VSwitch.

    Args:
        block: its CIDR.
        state: ``whole``, ``broken``, ``system`` or ``reserved``, before anything moves.
        used: its addresses in use.
        used_after: those in use after all moves.
        secondary: used ones that two calls move.
        primary: used ones that move only with a new ENI.
        fixed: used ones that nobody can move.
        is_cleared: whether it is chosen to be cleared.
        obstacle: why it cannot be, as half a sentence; empty where it could be, or is whole.
    """

    block: str
    state: State
    used: int
    used_after: int
    secondary: int
    primary: int
    fixed: int
    is_cleared: bool
    obstacle: str


def ordered_moves(chosen: Chosen, free: Sequence[int]) -> Iterator[Move]:
    """The moves block by block, each to the next free address that spoils least."""
    spared = chosen.spared | {block.number for block in chosen.blocks}
    targets = iter(sparing(free, spared))
    leaving = ((block, occupant) for block in chosen.blocks for occupant in block.occupants)
    for step, (block, occupant) in enumerate(leaving, 1):
        yield _move(step, block, occupant, next(targets))


def _move(step: int, block: Occupied, occupant: Occupant, to: int) -> Move:
    return Move(
        step=step,
        block=str(block.cidr),
        address=address_text(4, occupant.address),
        to=address_text(4, to),
        eni=occupant.holder.id,
        name=occupant.holder.name,
        instance=occupant.holder.instance_id,
        recreates=occupant.role == "primary",
    )


def block_uses(
    found: Sequence[Occupied], chosen: Chosen, moves: Sequence[Move], *, recreate: bool
) -> Iterator[BlockUse]:
    """Every /28 before and after the moves."""
    cleared = {block.number for block in chosen.blocks}
    arrivals = count_by_block(to for move in moves if (to := parse_address(move.to, 4)) is not None)
    for block in found:
        used = len(block.occupants)
        yield BlockUse(
            block=str(block.cidr),
            state=block.state,
            used=used,
            used_after=(0 if block.number in cleared else used) + arrivals.get(block.number, 0),
            secondary=block.count("secondary"),
            primary=block.count("primary"),
            fixed=block.count("fixed"),
            is_cleared=block.number in cleared,
            obstacle=block.stands(recreate=recreate),
        )
