"""Size: the smallest VSwitches, and the blocks in them, that hold a demand, and what one size less would risk.

From empty, with blocks reserved first, the answer is exact. Where single addresses are drawn before the blocks are
reserved, it holds with a confidence. Where one VSwitch is too small, a /16 being the largest, several share the demand.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import isfinite
from typing import TYPE_CHECKING, ClassVar

from eniplan.capacity import unconfirmed
from eniplan.capacity.answer import Answer
from eniplan.capacity.block_choice import chosen_blocks
from eniplan.capacity.size_options import SizeOption, addresses_of, demands_of, empty_vswitch, size_option
from eniplan.errors import QuestionError
from eniplan.network.cidr import VSWITCH_MASKS
from eniplan.network.inventory import Inventory
from eniplan.network.profile import Profile
from eniplan.planning.plan import Plan
from eniplan.planning.planner import plan_groups
from eniplan.planning.spec import Group, PlanSpec
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eniplan.capacity.size_options import GroupDemand

MOST_VSWITCHES = 100
"""More VSwitches than that are not tried."""
_FURTHER = 3
_FIRST = "blocks are reserved in new VSwitches before any address is drawn, so nothing is left to chance"
_DRAWN = (
    "{:,} single addresses are drawn before the blocks are reserved, each free address with the same chance"
    " (the API says randomly, not how)"
)
_PIECES = "each prefix may need a block of its own then, and a VPC has {:,} blocks at most"
_EVENLY = "each group is spread evenly over the VSwitches, all in one VPC"
_NO_ACCOUNT = "quota, security groups, instance types and other services' addresses are no matter of a VSwitch's size"
_NAMED = "addresses and prefixes that the plan names count like others; the new VSwitch has its own"


@dataclass(frozen=True, slots=True, kw_only=True)
class OneSizeLess:
    """What VSwitches of half the size would do.

    Args:
        mask: of each; 30 is no VSwitch.
        short: what does not fit, as half a sentence; empty where only chance is against it.
        chance: that everything fits.
        refused: ENIs that a plan on such VSwitches refuses for want of room, with the best blocks reserved first.
        codes: the codes that refuse them.
    """

    mask: int
    short: str
    chance: float
    refused: int
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class SizeAnswer(Answer):
    """The smallest VSwitches for a demand.

    Args:
        groups: the demand, group by group.
        confidence: the chance that is asked for.
        drawn: single addresses that are drawn before the blocks are reserved.
        best: the fewest VSwitches, of these the smallest.
        less: what one size less would risk; None where there is no smaller VSwitch.
        sizes: as many VSwitches of every mask, smallest first.
        spread: the smallest mask for each number of VSwitches, from the fewest on.
        refused: ENIs that planning refuses whatever the size: their shape breaks a rule.
        codes: the codes that refuse them.
    """

    question: ClassVar[str] = "size"

    groups: tuple[GroupDemand, ...]
    confidence: float
    drawn: int
    best: SizeOption
    less: OneSizeLess | None
    sizes: tuple[SizeOption, ...]
    spread: tuple[SizeOption, ...]
    refused: int
    codes: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether there is a size that holds every ENI."""
        return not self.refused

    @property
    def headline(self) -> str:
        """The VSwitches, their blocks, and the chance where there is one."""
        best = self.best
        what = f"a /{best.mask} VSwitch" if best.vswitches == 1 else f"{best.vswitches:,} VSwitches of /{best.mask}"
        blocks = blocks_text((*best.blocks, *best.ipv6_blocks))
        chance = f", with a chance of {chance_text(best.chance)}" if self.drawn and best.prefixes else ""
        enis = sum(group.enis for group in self.groups)
        every = counted(enis, "ENI")
        rule = f"; {self.refused:,} break a rule whatever the size" if self.refused else ""
        return f"{what} {'holds' if best.vswitches == 1 else 'hold'} {every} {blocks}{chance}{rule}"


def chance_text(chance: float) -> str:
    """A chance with four decimals; what is not certain is never written as 1.

    >>> chance_text(0.99999), chance_text(1.0)
    ('over 0.9999', '1.0000')
    """
    return "over 0.9999" if 0.9999 < chance < 1 else f"{chance:.4f}"


def blocks_text(masks: Sequence[int]) -> str:
    """Blocks by mask in words: ``with reserved blocks: 2 of /26, 1 of /28``."""
    if not masks:
        return "without a reserved block"
    counts = [f"{masks.count(mask):,} of /{mask}" for mask in sorted(set(masks))]
    return f"with reserved blocks: {', '.join(counts)}"


def size(
    demand: Plan | PlanSpec | Sequence[Group],
    *,
    confidence: float = 0.95,
    vswitches: int = 1,
    drawn: int = 0,
) -> SizeAnswer:
    """The smallest VSwitches and reserved blocks that hold a demand from empty, and what one size less would risk.

    Args:
        demand: a plan, what a plan file asks for, or groups; all their ENIs count, existing ones too.
        confidence: the chance with which everything must fit, above 0 and below 1; it matters with ``drawn`` only.
        vswitches: how many VSwitches share the demand at least.
        drawn: how many of the demand's single IPv4 addresses are drawn before the blocks are reserved.

    Raises:
        QuestionError: an empty demand, a number out of its range, or a demand that no VSwitches can hold.

    >>> import eniplan
    >>> web = eniplan.plan(eniplan.examples / "web.toml", eniplan.examples / "hangzhou")
    >>> eniplan.size(web).best.mask
    22
    """
    groups, profile = _groups(demand), _profile(demand)
    demands, limit = demands_of(groups), profile.reserved_blocks_per_vpc
    _check(demands, confidence, vswitches, drawn)
    best = next(_smallest(demands, vswitches, MOST_VSWITCHES, confidence, drawn, limit), None)
    if best is None:
        most = max(vswitches, MOST_VSWITCHES)
        problem = f"no {most:,} VSwitches of /{VSWITCH_MASKS[4][0]} hold the demand within {limit:,} blocks of a VPC"
        raise QuestionError("size", problem)
    ruled_out = chosen_blocks(planned_from_empty(groups, best.vswitches, best.mask, profile)).made.refused
    spread = _smallest(demands, best.vswitches, best.vswitches + _FURTHER, confidence, drawn, limit)
    return SizeAnswer(
        assumptions=(*_assumptions(groups, drawn, limit, best), *unconfirmed.of_groups(groups, profile)),
        groups=demands,
        confidence=confidence,
        drawn=drawn,
        best=best,
        less=_one_less(groups, best, profile, drawn, ruled_out.enis),
        sizes=tuple(
            size_option(demands, best.vswitches, mask, drawn=drawn, blocks=limit) for mask in reversed(VSWITCH_MASKS[4])
        ),
        spread=tuple(spread),
        refused=ruled_out.enis,
        codes=tuple(dict.fromkeys(refusal.code for refusal in ruled_out)),
    )


def _groups(demand: Plan | PlanSpec | Sequence[Group]) -> tuple[Group, ...]:
    spec = demand.spec if isinstance(demand, Plan) else demand
    groups = tuple(spec.groups if isinstance(spec, PlanSpec) else spec)
    return tuple(group for group in groups if group.vswitches or not isinstance(demand, Plan))


def _profile(demand: Plan | PlanSpec | Sequence[Group]) -> Profile:
    if isinstance(demand, Plan):
        return demand.profile
    return Profile().with_values(demand.profile, "plan file") if isinstance(demand, PlanSpec) else Profile()


def _check(demands: Sequence[GroupDemand], confidence: float, vswitches: int, drawn: int) -> None:
    """Refuse what is no question, in one sentence each."""
    if not any(each.enis for each in demands):
        raise QuestionError("size", "the demand is empty: a group with at least one ENI is expected")
    if not (isfinite(confidence) and 0 < confidence < 1):
        raise QuestionError("confidence", f"a confidence of {confidence} is no chance: above 0 and below 1 is expected")
    if not 1 <= vswitches <= MOST_VSWITCHES:
        raise QuestionError("vswitches", f"{vswitches:,} VSwitches: from 1 to {MOST_VSWITCHES} are expected")
    most = addresses_of(demands)
    if not 0 <= drawn <= most:
        raise QuestionError("drawn", f"{drawn:,} drawn addresses: from 0 to the demand's {most:,} are expected")


def _smallest(  # noqa: PLR0917 - what size() was asked
    demands: Sequence[GroupDemand], first: int, last: int, confidence: float, drawn: int, limit: int
) -> Iterator[SizeOption]:
    """The smallest mask that holds the demand, for each number of VSwitches that can."""
    for count in range(first, last + 1):
        every = (size_option(demands, count, mask, drawn=drawn, blocks=limit) for mask in reversed(VSWITCH_MASKS[4]))
        found = next((one for one in every if one.chance >= confidence), None)
        if found is not None:
            yield found


def _one_less(
    groups: Sequence[Group], best: SizeOption, profile: Profile, drawn: int, ruled_out: int
) -> OneSizeLess | None:
    """What VSwitches of half the size would do, found by planning on them; ENIs that a rule refuses do not count."""
    mask = best.mask + 1
    if mask not in VSWITCH_MASKS[4]:
        return None
    option = size_option(demands_of(groups), best.vswitches, mask, drawn=drawn, blocks=profile.reserved_blocks_per_vpc)
    made = chosen_blocks(planned_from_empty(groups, best.vswitches, mask, profile)).made
    return OneSizeLess(
        mask=mask,
        short=option.short,
        chance=option.chance,
        refused=made.refused.enis - ruled_out,
        codes=tuple(dict.fromkeys(refusal.code for refusal in made.refused)),
    )


def planned_from_empty(groups: Sequence[Group], vswitches: int, mask: int, profile: Profile) -> Plan:
    """The groups planned on empty VSwitches without a block, by their shapes alone."""
    there = [empty_vswitch(place, mask) for place in range(vswitches)]
    wanted = tuple(
        Group(
            name=f"{place}-{{n}}",
            count=group.count,
            vswitches=tuple(each.id for each in there),
            security_groups=("sg-1",),
            secondary_addresses=group.secondary_addresses,
            ipv4_prefixes=group.ipv4_prefixes,
            ipv6_addresses=group.ipv6_addresses,
            ipv6_prefixes=group.ipv6_prefixes,
        )
        for place, group in enumerate(groups, 1)
    )
    free = replace(profile, eni_quota=0, addresses_per_vpc=1 << 32, basic_group_addresses=1 << 32)
    inventory = Inventory(vswitches={each.id: each for each in there}, profile=free)
    return plan_groups(PlanSpec(name="size", region=profile.prefix_regions[0], groups=wanted), inventory)


def _assumptions(groups: Sequence[Group], drawn: int, limit: int, best: SizeOption) -> Iterator[str]:
    yield _DRAWN.format(drawn) if drawn else _FIRST
    if drawn and best.prefixes:
        yield _PIECES.format(limit)
    if best.vswitches > 1:
        yield _EVENLY
    yield _NO_ACCOUNT
    if any(group.enis for group in groups):
        yield _NAMED
