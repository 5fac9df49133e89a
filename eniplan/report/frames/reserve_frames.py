"""The frames of blocks to reserve: the blocks, what each changes for each group, and what no block helps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.report.frames.column import Frame, Table, choice, count, flag, text
from eniplan.report.frames.tables import FAMILIES

if TYPE_CHECKING:
    from pandas import DataFrame

    from eniplan.capacity.reserve import ReserveAnswer

BLOCKS = Table(
    "One row per block to reserve, in the order to reserve them.",
    (
        text("vswitch", "id of the VSwitch"),
        text("block", "CIDR of the block"),
        choice("family", FAMILIES, "its family"),
        count("prefixes", "prefixes that it has, in /28s or /80s"),
        count("open_addresses", "IPv4 addresses that it takes from the open pool; 0 for IPv6"),
        count("enis", "more ENIs of the plan that have a place with it"),
        count("placed", "ENIs of the plan that have a place with it and the blocks before it"),
        count("all_prefixes", "prefixes of it and the blocks before it"),
        count("all_open_addresses", "IPv4 addresses that it and the blocks before it take from the open pool"),
        flag("beyond_older_limit", "the VSwitch then has more than 10 blocks of the family, the limit of older pages"),
    ),
)
GAINS = Table(
    "One row per block and group for which it changes something.",
    (
        text("block", "CIDR of the block"),
        text("group", "name of the group"),
        count("enis", "more ENIs of the group that have a place with the block"),
        count("placed", "ENIs of the group that have a place then"),
        count("count", "ENIs that the group asks for"),
    ),
)
UNMET = Table(
    "One row per refusal that remains with all blocks, of the groups that ask for prefixes.",
    (
        text("group", "name of the group"),
        count("enis", "ENIs that remain refused"),
        text("limit", "what refuses them"),
        text("reasons", "why no further block helps, VSwitch by VSwitch; empty where the limit is no matter of blocks"),
        text("code", "code that refuses them"),
    ),
)


@BLOCKS.documents
def blocks_frame(answer: ReserveAnswer) -> DataFrame:
    """The blocks to reserve."""
    return BLOCKS.of(answer.blocks, family=[f"IPv{each.family}" for each in answer.blocks])


@GAINS.documents
def gains_frame(answer: ReserveAnswer) -> DataFrame:
    """What each block changes, group by group."""
    return GAINS.of_rows(
        [
            (block.block, gain.group, gain.enis, gain.placed, gain.count)
            for block in answer.blocks
            for gain in block.gains
        ]
    )


@UNMET.documents
def unmet_frame(answer: ReserveAnswer) -> DataFrame:
    """What no block helps."""
    return UNMET.of(answer.unmet, reasons=["; ".join(each.reasons) for each in answer.unmet])


FRAMES = {
    "blocks": Frame(BLOCKS, blocks_frame),
    "gains": Frame(GAINS, gains_frame),
    "unmet": Frame(UNMET, unmet_frame),
}
