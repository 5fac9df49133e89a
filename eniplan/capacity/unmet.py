"""What no block helps: the ENIs that ask for prefixes and are refused all the same, and why, VSwitch by VSwitch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eniplan.capacity.arranging import prefixes_in, stock_of
from eniplan.capacity.providing import Place, asked_of
from eniplan.network.cidr import FAMILIES, PREFIX_MASK, PREFIX_SIZE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eniplan.capacity.block_choice import Choice
    from eniplan.network.cidr import Family
    from eniplan.network.vswitch import VSwitch
    from eniplan.planning.plan import Refusal
    from eniplan.planning.spec import Group

_PREFIX_CODES = frozenset({"InvalidVSwitchId.IpPrefixNotEnough", "InvalidOperation.VSwitchCidrReservationNotExist"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmet:
    """ENIs of a group that remain refused.

    Args:
        group: the group's name.
        enis: how many.
        code: the code that refuses them.
        limit: the limit in words, as the plan says it.
        reasons: why no further block helps, a sentence for each VSwitch; empty where the limit is no matter of blocks.
    """

    group: str
    enis: int
    code: str
    limit: str
    reasons: tuple[str, ...]


def unmet_by(choice: Choice) -> Iterator[Unmet]:
    """What remains refused of the groups that ask for prefixes, with the blocks of a choice reserved."""
    asking = {group.name: group for group in choice.demand.asking}
    for refusal in choice.made.refused:
        if group := asking.get(refusal.group):
            yield Unmet(
                group=group.name,
                enis=refusal.enis,
                code=refusal.code,
                limit=refusal.limit,
                reasons=tuple(_reasons(choice, group, refusal)),
            )


def _reasons(choice: Choice, group: Group, refusal: Refusal) -> Iterator[str]:
    if refusal.code in _PREFIX_CODES:
        for vswitch in choice.demand.vswitches(group):
            short = [family for family in FAMILIES if asked_of(group, family)]
            yield from filter(None, (_reason(choice, group, vswitch, family) for family in short))


def _reason(choice: Choice, group: Group, vswitch: VSwitch, family: Family) -> str:
    """Why no further block of a family helps a group in a VSwitch; empty where one would."""
    cidr, mask = vswitch.family_cidr(family), PREFIX_MASK[family]
    if cidr is None:
        return f"{vswitch.id} has no IPv6"
    if cidr.mask > mask - 2:
        return f"{vswitch.id} is a /{cidr.mask}, which can never hold a prefix: a /{mask - 2} is the smallest"
    return _no_room(choice, group, vswitch, family)


def _no_room(choice: Choice, group: Group, vswitch: VSwitch, family: Family) -> str:
    """Which of the three runs out: whole prefixes, blocks of the VPC, or open addresses beside them."""
    asked, place, room = asked_of(group, family), Place(vswitch.id, family), choice.room(vswitch)
    whole = prefixes_in(stock_of(choice.demand.free[place]).elements()) - prefixes_in(choice.sizes.get(place, ()))
    left = room.left[family]
    if left + whole < asked:
        kind = f"/{PREFIX_MASK[family]}"
        return f"{vswitch.id} has {left + whole:,} of {asked:,} {kind} left for one more ENI, reserved or whole"
    if not choice.blocks_left(vswitch.vpc_id)[family]:
        most = choice.demand.plan.profile.reserved_blocks_per_vpc
        return f"{vswitch.id}: the VPC has all of its {most:,} reserved IPv{family} blocks"
    needed = 1 + group.secondary_addresses + (PREFIX_SIZE[4] * max(asked - left, 0) if family == 4 else 0)
    if room.spare < needed:
        spare = max(room.spare, 0)
        return f"{vswitch.id} has {spare:,} open addresses to spare, and one more ENI with its block takes {needed:,}"
    return ""
