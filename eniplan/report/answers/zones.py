"""Losses in words: each zone and VSwitch with what it takes with it, group by group, and what to reserve today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.report.answers.answer_table import AnswerTable
from eniplan.report.cards.table import Head

if TYPE_CHECKING:
    from eniplan.capacity.zones import BlockToday, GroupLoss, LossRow, ZonesAnswer

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


def zones_tables(answer: ZonesAnswer) -> tuple[AnswerTable, ...]:
    """The losses, the groups that they refuse, and the blocks to reserve today."""
    hurt = [(loss, group) for loss in answer.losses for group in loss.groups if group.refused]
    blocks = [(loss, block) for loss in answer.losses for block in loss.blocks]
    return (
        AnswerTable(
            caption="Losses, in ENIs", heads=_LOSS, rows=tuple(_loss(loss) for loss in answer.losses), frame="losses"
        ),
        AnswerTable(
            caption="Groups that no longer fit",
            heads=_GROUP,
            rows=tuple(_group(*each) for each in hurt),
            frame="groups",
        ),
        AnswerTable(
            caption="Blocks to reserve today",
            heads=_BLOCK,
            rows=tuple(_block(*each) for each in blocks),
            frame="blocks",
        ),
    )


def lost_words(loss: LossRow) -> str:
    """``zone cn-hangzhou-h``, or the VSwitch with its zone."""
    if not loss.vswitch:
        return f"zone {loss.zone}"
    return f"{loss.vswitch} ({loss.zone})" if loss.zone else loss.vswitch


def _loss(loss: LossRow) -> tuple[str, ...]:
    placed = loss.there - loss.refused
    with_blocks = f"{loss.refused_with_blocks:,}" if loss.blocks or not loss.refused else "no block helps"
    return lost_words(loss), f"{loss.there:,}", f"{placed:,}", f"{loss.refused:,}", f"{loss.nowhere:,}", with_blocks


def _group(loss: LossRow, group: GroupLoss) -> tuple[str, ...]:
    others = ", ".join(f"{each.vswitch} ({each.enis:,})" for each in group.others)
    numbers = (group.there, group.placed_again, group.refused)
    return lost_words(loss), group.group, *(f"{number:,}" for number in numbers), group.limit, others, group.code


def _block(loss: LossRow, block: BlockToday) -> tuple[str, ...]:
    return block.block, block.vswitch, f"{block.prefixes:,}", lost_words(loss)
