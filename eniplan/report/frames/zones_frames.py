"""The frames of losses: each loss, what it does to each group, where its ENIs could go, and blocks to reserve today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.report.frames.column import Frame, Table, count, text

if TYPE_CHECKING:
    from pandas import DataFrame

    from eniplan.capacity.zones import ZonesAnswer

_LOST = (
    text("zone", "id of the zone; of a VSwitch the one that it is in, empty where it is not known"),
    text("vswitch", "id of the VSwitch that is lost; empty where the zone is lost with all of its VSwitches"),
)
LOSSES = Table(
    "One row per zone, then per VSwitch, that groups of the plan may be in.",
    (
        *_LOST,
        count("enis", "ENIs of the plan that were there"),
        count("placed_again", "of these, ENIs that find a place in the VSwitches that their group still has"),
        count("refused", "ENIs that do not"),
        count("nowhere", "ENIs that find no place in other VSwitches of the VPC either"),
        count("refused_with_blocks", "ENIs that are refused if the blocks of the frame blocks are reserved today"),
    ),
)
GROUPS = Table(
    "One row per loss and group that had ENIs there.",
    (
        *_LOST,
        text("group", "name of the group"),
        count("count", "ENIs that the group asks for"),
        count("enis", "ENIs of the group that were there"),
        count("placed_again", "of these, ENIs that find a place in the VSwitches that the group still has"),
        count("refused", "ENIs that do not"),
        count("nowhere", "ENIs that find no place in other VSwitches of the VPC either"),
        text("limit", "what refuses them"),
        text("code", "code that refuses them; empty where no VSwitch is left"),
    ),
)
OTHERS = Table(
    "One row per loss, group and VSwitch that the group does not name and that would take ENIs.",
    (
        *_LOST,
        text("group", "name of the group"),
        text("goes_to", "id of the VSwitch that would take them"),
        text("goes_to_zone", "id of its zone; empty where it is not known"),
        count("enis", "ENIs that would go there"),
    ),
)
BLOCKS = Table(
    "One row per loss and block to reserve today.",
    (
        *_LOST,
        text("in_vswitch", "id of the VSwitch to reserve it in"),
        text("block", "CIDR of the block"),
        count("prefixes", "prefixes that it has, in /28s or /80s"),
    ),
)


@LOSSES.documents
def losses_frame(answer: ZonesAnswer) -> DataFrame:
    """Each loss."""
    return LOSSES.of(
        answer.losses,
        enis=[each.there for each in answer.losses],
        placed_again=[each.there - each.refused for each in answer.losses],
    )


@GROUPS.documents
def groups_frame(answer: ZonesAnswer) -> DataFrame:
    """What each loss does to each group."""
    return GROUPS.of_rows(
        [
            (
                *(loss.zone, loss.vswitch, each.group, each.count, each.there),
                *(each.placed_again, each.refused, each.nowhere, each.limit, each.code),
            )
            for loss in answer.losses
            for each in loss.groups
        ]
    )


@OTHERS.documents
def others_frame(answer: ZonesAnswer) -> DataFrame:
    """Where refused ENIs could go."""
    return OTHERS.of_rows(
        [
            (loss.zone, loss.vswitch, group.group, each.vswitch, each.zone, each.enis)
            for loss in answer.losses
            for group in loss.groups
            for each in group.others
        ]
    )


@BLOCKS.documents
def blocks_frame(answer: ZonesAnswer) -> DataFrame:
    """What to reserve today."""
    return BLOCKS.of_rows(
        [
            (loss.zone, loss.vswitch, each.vswitch, each.block, each.prefixes)
            for loss in answer.losses
            for each in loss.blocks
        ]
    )


FRAMES = {
    "losses": Frame(LOSSES, losses_frame),
    "groups": Frame(GROUPS, groups_frame),
    "others": Frame(OTHERS, others_frame),
    "blocks": Frame(BLOCKS, blocks_frame),
}
