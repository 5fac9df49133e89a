"""The frames of sizes: every mask, every number of VSwitches, and the demand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.report.frames.column import Frame, Table, count, flag, number, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pandas import DataFrame

    from eniplan.capacity.size import SizeAnswer
    from eniplan.capacity.size_options import SizeOption

_OPTION = (
    count("vswitches", "VSwitches that share the demand"),
    count("mask", "mask of the IPv4 CIDR of each"),
    count("usable", "usable IPv4 addresses of each"),
    count("addresses", "single IPv4 addresses needed in each"),
    count("prefixes", "IPv4 prefixes needed in each, in /28s"),
    count("ipv6_prefixes", "IPv6 prefixes needed in each, in /80s"),
    text("blocks", "masks of the IPv4 blocks to reserve in each, separated by blanks"),
    text("ipv6_blocks", "masks of the IPv6 blocks to reserve in each, separated by blanks"),
    count("spare", "open IPv4 addresses left in each; negative where they do not suffice"),
    number("chance", "chance that everything fits, from 0 to 1"),
    flag("holds", "the chance is at least the confidence that was asked for"),
    text("short", "what does not fit; empty where everything can"),
)
SIZES = Table("One row per mask that a VSwitch may have, the smallest VSwitch first.", _OPTION)
SPREAD = Table("One row per number of VSwitches, the fewest first, with the smallest mask that holds.", _OPTION)
DEMAND = Table(
    "One row per group of the demand.",
    (
        text("group", "name of the group"),
        count("enis", "ENIs of the group"),
        count("addresses", "single IPv4 addresses of one ENI, its primary one included"),
        count("ipv4_prefixes", "IPv4 prefixes of one ENI, in /28s"),
        count("ipv6_addresses", "IPv6 addresses of one ENI"),
        count("ipv6_prefixes", "IPv6 prefixes of one ENI, in /80s"),
    ),
)


@SIZES.documents
def sizes_frame(answer: SizeAnswer) -> DataFrame:
    """Every mask."""
    return _options(SIZES, answer, answer.sizes)


@SPREAD.documents
def spread_frame(answer: SizeAnswer) -> DataFrame:
    """The smallest mask for each number of VSwitches."""
    return _options(SPREAD, answer, answer.spread)


def _options(table: Table, answer: SizeAnswer, options: Sequence[SizeOption]) -> DataFrame:
    return table.of(
        options,
        blocks=[" ".join(map(str, each.blocks)) for each in options],
        ipv6_blocks=[" ".join(map(str, each.ipv6_blocks)) for each in options],
        holds=[each.chance >= answer.confidence for each in options],
    )


@DEMAND.documents
def demand_frame(answer: SizeAnswer) -> DataFrame:
    """The demand."""
    return DEMAND.of(answer.groups)


FRAMES = {
    "sizes": Frame(SIZES, sizes_frame),
    "spread": Frame(SPREAD, spread_frame),
    "demand": Frame(DEMAND, demand_frame),
}
