"""Losses in words: each zone and VSwitch with what it takes with it, group by group, and what to reserve today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.report.answers.answer_table import answer_table
from eniplan.report.cards.table import Head

if TYPE_CHECKING:
    from eniplan.capacity.zones import BlockToday, GroupLoss, LossRow, ZonesAnswer
    from eniplan.report.answers.answer_table import AnswerTable, Row

_LOSS = (
    Head("lost", "name"),
    Head("ENIs there", "number"),
    Head("placed again", "number"),
    Head("refused", "number"),
    Head("refused with other VSwitches of the VPC", "number"),
    Head("refused with blocks reserved today", "number"),
)
_GROUP = (
    Head("lost", "name"),
    Head("group"),
    Head("ENIs there", "number"),
    Head("placed again", "number"),
    Head("refused", "number"),
    Head("limit", "words"),
    Head("where they could go", "words", optional=True),
    Head("code", "code", optional=True),
)
_BLOCK = (
    Head("block", "name"),
    Head("VSwitch"),
    Head("prefixes", "number"),
    Head("for the loss of"),
)


def tables(answer: ZonesAnswer) -> tuple[AnswerTable, ...]:
    """The losses, the groups that they refuse, and the blocks to reserve today."""
    hurt = [(loss, group) for loss in answer.losses for group in loss.groups if group.refused]
    blocks = [(loss, block) for loss in answer.losses for block in loss.blocks]
    return (
        answer_table("Losses, in ENIs", _LOSS, map(_loss, answer.losses), "losses"),
        answer_table("Groups that no longer fit", _GROUP, (_group(*each) for each in hurt), "groups"),
        answer_table("Blocks to reserve today", _BLOCK, (_block(*each) for each in blocks), "blocks"),
    )


def lost_words(loss: LossRow) -> str:
    """``zone cn-hangzhou-h``, or the VSwitch with its zone."""
    if not loss.vswitch:
        return f"zone {loss.zone}"
    return f"{loss.vswitch} ({loss.zone})" if loss.zone else loss.vswitch


def _loss(loss: LossRow) -> Row:
    placed = loss.there - loss.refused
    with_blocks = loss.refused_with_blocks if loss.blocks or not loss.refused else "no block helps"
    return lost_words(loss), loss.there, placed, loss.refused, loss.nowhere, with_blocks


def _group(loss: LossRow, group: GroupLoss) -> Row:
    others = ", ".join(f"{each.vswitch} ({each.enis:,})" for each in group.others)
    there = group.there, group.placed_again, group.refused
    return lost_words(loss), group.group, *there, group.limit, others, group.code


def _block(loss: LossRow, block: BlockToday) -> Row:
    return block.block, block.vswitch, block.prefixes, lost_words(loss)
