"""Reserve: which blocks to reserve for the prefixes that a plan asks for, and what each one buys.

Prefixes come from reserved blocks and from nowhere else, so a plan whose prefixes are refused needs blocks: as few as
can be (their number is limited), then as small as can be (each takes its addresses from the open pool, which must still
give every ENI of the plan its single ones). What a block buys is found by planning again with it and the blocks before
it; so is what remains refused with all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, count
from typing import TYPE_CHECKING, ClassVar

from eniplan.capacity.answer import Answer
from eniplan.capacity.block_choice import chosen_blocks, planned_with
from eniplan.capacity.replanning import refused_enis
from eniplan.capacity.unmet import Unmet, unmet_by
from eniplan.errors import QuestionError
from eniplan.network.block_limits import OLDER_LIMIT
from eniplan.network.cidr import PREFIX_SIZE
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from eniplan.capacity.block_choice import Choice
    from eniplan.capacity.replanning import Site
    from eniplan.capacity.telling import Progress
    from eniplan.network.cidr import Family
    from eniplan.planning.plan import Plan

_PLANNED = "what each block buys is planned, with the blocks before it reserved and nothing else changed"
_FREE = "a block can be reserved where no ENI of the files has an address or prefix (VPC user guide: implied, not said)"
_RANDOM = "the plan's single addresses are drawn after the blocks are Assigned; drawn before, they may lie inside them"
_UNEXPLAINED = "{:,} addresses of {} that no file explains are taken to lie outside of the blocks (unconfirmed)"
_LIMIT = (
    "at most {:,} blocks of a family per VPC ({}); documents differ: accounts with the older limit have {} per VSwitch"
)
_IN_TURN = "groups share VSwitches: blocks are the fewest for each group in its turn, not proven the fewest for all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """What a block changes for one group: ENIs that then fit, and how many of the group have a place with it."""

    group: str
    enis: int
    placed: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockToReserve:
    """One block to reserve.

    Args:
        vswitch: the VSwitch's id.
        block: the CIDR.
        family: 4 or 6.
        prefixes: how many prefixes it has (/28 or /80).
        open_addresses: IPv4 addresses that it takes from the open pool; 0 for IPv6, where they do not run out.
        gains: what it changes, group by group; groups for which it changes nothing are left out.
        placed: ENIs of the whole plan that have a place with it and the blocks before it.
        all_prefixes, all_open_addresses: with the blocks before it.
        beyond_older_limit: whether the VSwitch then has more blocks of the family than accounts with the older limit.
    """

    vswitch: str
    block: str
    family: Family
    prefixes: int
    open_addresses: int
    gains: tuple[Gain, ...]
    placed: int
    all_prefixes: int
    all_open_addresses: int
    beyond_older_limit: bool

    @property
    def enis(self) -> int:
        """How many more ENIs fit with it."""
        return sum(gain.enis for gain in self.gains)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ReserveAnswer(Answer):
    """Which blocks to reserve for a plan.

    Args:
        plan: the plan's name.
        region: the plan's region.
        enis: how many ENIs the plan asks for.
        placed_before: how many of them have a place without further blocks.
        blocks: the blocks in the order to reserve them, largest first.
        unmet: what they do not help, group by group.
    """

    question: ClassVar[str] = "reserve"
    derived: ClassVar[tuple[str, ...]] = ("requests",)

    plan: str
    region: str
    enis: int
    placed_before: int
    blocks: tuple[BlockToReserve, ...]
    unmet: tuple[Unmet, ...]

    @property
    def placed(self) -> int:
        """How many ENIs of the plan have a place with all blocks."""
        return self.blocks[-1].placed if self.blocks else self.placed_before

    @property
    def requests(self) -> tuple[dict[str, str], ...]:
        """The parameters of a CreateVSwitchCidrReservation call for each block (VPC API, version 2016-04-28)."""
        return tuple(
            {
                "RegionId": self.region,
                "VSwitchId": each.vswitch,
                "VSwitchCidrReservationCidr": each.block,
                "VSwitchCidrReservationType": "prefix",
                "IpVersion": f"IPv{each.family}",
            }
            for each in self.blocks
        )

    @property
    def holds(self) -> bool:
        """Whether every ENI that asks for prefixes has a place with the blocks."""
        return not self.unmet

    @property
    def headline(self) -> str:
        """How many blocks, what they buy, and what remains."""
        short = sum(each.enis for each in self.unmet)
        rest = f"; {short:,} remain refused" if short else ""
        if not self.blocks:
            return (
                f"no block helps{rest}" if short else "no block is needed: every ENI that asks for prefixes has a place"
            )
        last = self.blocks[-1]
        blocks, enis = counted(len(self.blocks), "block"), counted(self.placed - self.placed_before, "more ENI")
        return f"reserve {blocks} with {counted(last.all_prefixes, 'prefix')}: {enis} of {self.enis:,} fit{rest}"


def reserve(plan: Plan, *, progress: Progress | None = None) -> ReserveAnswer:
    """Which blocks to reserve for the prefixes that a plan asks for, and what each one buys.

    Args:
        plan: a plan of groups, at least one of which asks for prefixes.
        progress: called with the number of plans made so far; what it raises ends the answer.

    Returns:
        The fewest blocks with which the plan places everything that blocks can help; of as many blocks those that take
        the fewest open addresses.

    Raises:
        QuestionError: no group asks for prefixes by count.

    >>> import eniplan
    >>> tight = eniplan.plan(eniplan.examples / "tight.toml", eniplan.examples / "hangzhou")
    >>> [block.block for block in eniplan.reserve(tight).blocks]
    ['10.20.4.32/28', '10.20.6.48/28']
    """
    choice = chosen_blocks(plan, _counted(plan, progress) if progress else None)
    if not choice.demand.asking:
        raise QuestionError(
            "reserve", "no group of the plan asks for prefixes by count, so there is nothing to reserve"
        )
    return ReserveAnswer(
        assumptions=tuple(_assumptions(choice)),
        plan=plan.name,
        region=plan.region,
        enis=sum(group.count for group in plan.spec.groups),
        placed_before=len(plan.enis),
        blocks=tuple(_rows(choice)),
        unmet=tuple(unmet_by(choice)),
    )


def _counted(plan: Plan, progress: Progress) -> Callable[[tuple[Site, ...]], Plan]:
    """Makes the plan again with blocks, and tells how often it did."""
    number = count()

    def remade(sites: tuple[Site, ...]) -> Plan:
        progress(next(number))
        return planned_with(plan, sites)

    return remade


def _rows(choice: Choice) -> Iterator[BlockToReserve]:
    """Each block, with what planning with it and the blocks before it says."""
    plan, sites = choice.demand.plan, choice.sites
    prefixes = [block.prefixes for _, block in sites]
    opened = [each * PREFIX_SIZE[4] if site[1].family == 4 else 0 for each, site in zip(prefixes, sites, strict=True)]
    totals, before = zip(accumulate(prefixes), accumulate(opened), strict=True), plan
    for place, ((vswitch_id, block), total) in enumerate(zip(sites, totals, strict=True)):
        made = choice.demand.remade(sites[: place + 1]) if place + 1 < len(sites) else choice.made
        there = plan.inventory.vswitches[vswitch_id].blocks_of(block.family)
        ours = sum(site[0] == vswitch_id and site[1].family == block.family for site in sites[: place + 1])
        yield BlockToReserve(
            vswitch=vswitch_id,
            block=str(block),
            family=block.family,
            prefixes=prefixes[place],
            open_addresses=opened[place],
            gains=tuple(_gains(before, made)),
            placed=len(made.enis),
            all_prefixes=total[0],
            all_open_addresses=total[1],
            beyond_older_limit=len(there) + ours > OLDER_LIMIT,
        )
        before = made


def _gains(before: Plan, after: Plan) -> Iterator[Gain]:
    """What changes from one plan to another, group by group."""
    had, has = refused_enis(before), refused_enis(after)
    for group in after.spec.groups:
        if gained := had[group.name] - has[group.name]:
            placed = group.count - has[group.name]
            yield Gain(group=group.name, enis=gained, placed=placed, count=group.count)


def _assumptions(choice: Choice) -> Iterator[str]:
    plan = choice.demand.plan
    yield _PLANNED
    if choice.sites:
        yield _FREE
        yield _RANDOM
    yield from (_UNEXPLAINED.format(count, where) for where, count in _hidden(plan, choice.sites))
    most = plan.profile.reserved_blocks_per_vpc
    yield _LIMIT.format(most, plan.profile.source("reserved_blocks_per_vpc"), OLDER_LIMIT)
    shared = [set(group.vswitches) for group in choice.demand.asking]
    if any(len(mine | its) > 1 and mine & its for i, mine in enumerate(shared) for its in shared[:i]):
        yield _IN_TURN


def _hidden(plan: Plan, sites: Sequence[Site]) -> Iterator[tuple[str, int]]:
    for vswitch_id in dict.fromkeys(site[0] for site in sites if site[1].family == 4):
        if count := plan.inventory.vswitches[vswitch_id].unexplained_ipv4:
            yield vswitch_id, count
