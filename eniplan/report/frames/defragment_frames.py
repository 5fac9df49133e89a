"""The frames of defragmentation: the moves in order, and every /28 before and after them."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from eniplan.capacity.occupied_blocks import State
from eniplan.report.frames.column import Frame, Table, choice, count, flag, text

if TYPE_CHECKING:
    from pandas import DataFrame

    from eniplan.capacity.defragment import DefragmentAnswer

MOVES = Table(
    "One row per address that moves, in order: after the last one of a block, that block is whole.",
    (
        count("step", "place in the order, from 1"),
        text("block", "/28 that is cleared"),
        text("address", "address that moves"),
        text("to", "free address that it moves to, in a /28 that is broken anyway"),
        text("eni", "id of the ENI that has it"),
        text("name", "name of the ENI; empty where it has none"),
        text("instance", "instance that the ENI is attached to; empty where it is not"),
        flag("recreates", "its primary address: a new ENI takes the ENI's place"),
    ),
)
BLOCKS = Table(
    "One row per aligned /28 of the VSwitch, the lowest first.",
    (
        text("block", "the /28"),
        choice(
            "state", get_args(State), "what it is before the moves; a reserved or a system one never counts as whole"
        ),
        count("used", "in use before the moves, in addresses"),
        count("used_after", "in use after the moves, in addresses"),
        count("secondary", "of the used ones secondary addresses, which two calls move, in addresses"),
        count("primary", "of the used ones primary addresses, which move with a new ENI, in addresses"),
        count("fixed", "of the used ones those that nobody can move, in addresses"),
        flag("is_cleared", "chosen to be cleared"),
        text("obstacle", "why it cannot be cleared; empty where it can, or is whole"),
    ),
)


@MOVES.documents
def moves_frame(answer: DefragmentAnswer) -> DataFrame:
    """What moves where."""
    return MOVES.of(answer.moves)


@BLOCKS.documents
def blocks_frame(answer: DefragmentAnswer) -> DataFrame:
    """Every /28 of the VSwitch."""
    return BLOCKS.of(answer.blocks)


FRAMES = {
    "moves": Frame(MOVES, moves_frame),
    "blocks": Frame(BLOCKS, blocks_frame),
}
