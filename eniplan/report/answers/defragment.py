"""Defragmentation in words: the blast radius, the moves in order, and what stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.report.answers.answer_table import answer_table
from eniplan.report.cards.table import Head

if TYPE_CHECKING:
    from eniplan.capacity.defragment import DefragmentAnswer
    from eniplan.capacity.moving import Move
    from eniplan.report.answers.answer_table import AnswerTable, Row

_RADIUS = (Head("what is touched", "name"), Head("how many", "number"), Head("what that means", "words"))
_MOVE = (
    Head("step", "number"),
    Head("/28"),
    Head("address"),
    Head("to"),
    Head("ENI"),
    Head("instance", optional=True),
    Head("how", "words"),
)
_OBSTACLE = (Head("/28", "name"), Head("addresses in use", "number"), Head("why it cannot be cleared", "words"))


def tables(answer: DefragmentAnswer) -> tuple[AnswerTable, ...]:
    """What is touched, what moves, and what cannot be cleared."""
    stuck = tuple(
        (block.block, block.used, block.obstacle)
        for block in answer.blocks
        if block.obstacle and block.state == "broken"
    )
    return (
        answer_table("Blast radius", _RADIUS, _radius(answer) if answer.moves else (), "moves"),
        answer_table("Moves, in order", _MOVE, map(_move, answer.moves), "moves"),
        answer_table("Broken /28s that cannot be cleared", _OBSTACLE, stuck, "blocks"),
    )


def _radius(answer: DefragmentAnswer) -> tuple[Row, ...]:
    return (
        ("addresses", len(answer.moves), answer.proof),
        ("ENIs", answer.enis, "their addresses change"),
        ("ENIs made anew", answer.recreated, "their primary address moves: a new ENI takes their place"),
        ("instances", answer.instances, "they have one of these ENIs"),
    )


def _move(move: Move) -> Row:
    who = f"{move.eni} ({move.name})" if move.name else move.eni
    how = "make the ENI anew" if move.recreates else "assign the new address, unassign the old one"
    return move.step, move.block, move.address, move.to, who, move.instance, how
