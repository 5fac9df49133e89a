"""The frames of headroom: each VSwitch of each group, and every limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.report.frames.column import Frame, Table, count, flag, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pandas import DataFrame

    from eniplan.capacity.headroom import GroupHeadroom, HeadroomAnswer

HEADROOM = Table(
    "One row per VSwitch of each group, in the listed order; before them one row for all of them, without a VSwitch.",
    (
        text("group", "name of the group"),
        text("vswitch", "id of the VSwitch; empty in the row for all of them"),
        text("zone", "id of its zone; empty where it is not known"),
        count("fits", "more of the group fit, if all go there, in ENIs"),
        flag("at_most", "fewer may fit"),
        text("limit", "kind of the limit that refuses the next one"),
        text("subject", "id of the VSwitch, VPC or security group that has it, or a region"),
        text("code", "code that refuses the next one"),
    ),
)
LIMITS = Table(
    "One row per limit of each group, the one that lets fewest through first.",
    (
        text("group", "name of the group"),
        text("limit", "kind of the limit"),
        text("subject", "id of the VSwitch, VPC or security group that has it, or a region"),
        count("fits", "more of the group that it lets through, in ENIs"),
        count("left", "left of it, in addresses, prefixes, ENIs or slots"),
        count("needed", "of these one ENI takes, in the same unit"),
        count("most", "set by the account's profile, in the same unit; 0 for a pool"),
        text("code", "code that refuses when it does not suffice"),
    ),
)


@HEADROOM.documents
def headroom_frame(answer: HeadroomAnswer) -> DataFrame:
    """How many more ENIs fit, in all and per VSwitch."""
    return HEADROOM.of_rows([row for group in answer.groups for row in _rows(group)])


def _rows(group: GroupHeadroom) -> Iterator[tuple[object, ...]]:
    yield group.group, "", "", group.fits, group.at_most, group.kind, group.subject, group.code
    for one in group.vswitches:
        refuses = one.refuses
        yield group.group, one.vswitch, one.zone, one.fits, False, refuses.kind, refuses.subject, refuses.code


@LIMITS.documents
def limits_frame(answer: HeadroomAnswer) -> DataFrame:
    """Every limit of every group, ranked."""
    return LIMITS.of_rows(
        [
            (group.group, row.kind, row.subject, row.fits, row.left, row.needed, row.most, row.code)
            for group in answer.groups
            for row in group.ranking
        ]
    )


FRAMES = {
    "headroom": Frame(HEADROOM, headroom_frame),
    "limits": Frame(LIMITS, limits_frame),
}
