"""Blocks to reserve in words: each block with what it buys and costs, and what no block helps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.report.answers.answer_table import answer_table
from eniplan.report.cards.table import Head
from eniplan.report.lettering import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eniplan.capacity.reserve import BlockToReserve, ReserveAnswer
    from eniplan.capacity.unmet import Unmet
    from eniplan.report.answers.answer_table import AnswerTable, Row

_BLOCK = (
    Head("block", "name"),
    Head("VSwitch"),
    Head("prefixes", "number"),
    Head("open addresses it takes", "number"),
    Head("more ENIs that fit", "number"),
    Head("of which groups", "words"),
    Head("ENIs placed so far", "number"),
    Head("open addresses so far", "number"),
    Head("remark", "words", optional=True),
)
_UNMET = (
    Head("group", "name"),
    Head("ENIs refused", "number"),
    Head("limit", "words"),
    Head("why no block helps", "words", optional=True),
    Head("code", "code"),
)
BEYOND = "beyond 10 per VSwitch"
"""What is said of a block that accounts with the older limit cannot have."""


def tables(answer: ReserveAnswer) -> tuple[AnswerTable, ...]:
    """The blocks, and what they do not help."""
    return (
        answer_table(
            f"Blocks to reserve, in this order (ENIs of {answer.enis:,} asked for; without them"
            f" {answer.placed_before:,} are placed)",
            _BLOCK,
            map(_block, answer.blocks),
            "blocks",
        ),
        answer_table("Refused all the same", _UNMET, (row for one in answer.unmet for row in _unmet(one)), "unmet"),
    )


def gains_words(block: BlockToReserve) -> str:
    """What a block changes for each group: ``pod-{n}: 2 more, 4 of 5 placed``."""
    return "; ".join(
        f"{gain.group}: {gain.enis:,} more, {gain.placed:,} of {gain.count:,} placed" for gain in block.gains
    )


def _block(block: BlockToReserve) -> Row:
    opened = block.open_addresses if block.family == 4 else NOTHING
    enis = f"{block.enis:+,}" if block.enis else "0"
    so_far = block.placed, block.all_open_addresses
    remark = BEYOND if block.beyond_older_limit else ""
    return block.block, block.vswitch, block.prefixes, opened, enis, gains_words(block), *so_far, remark


def _unmet(one: Unmet) -> Iterator[Row]:
    """A row for each reason; the first one says of how many ENIs."""
    for place, reason in enumerate(one.reasons or ("",)):
        yield one.group, one.enis if place == 0 else "", one.limit if place == 0 else "", reason, one.code
