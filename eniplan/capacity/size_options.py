"""A demand, and VSwitches of each size for it, from empty: blocks, addresses, and the chance that it holds.

In a new VSwitch blocks are reserved first, so nothing is left to chance: prefixes and single addresses either fit or
they do not. Where some single addresses are drawn before, the prefixes must be found among the /28s that these left
whole; how many that are has an exact law (:mod:`eniplan.capacity.whole_blocks`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from math import nextafter
from typing import TYPE_CHECKING

from eniplan.capacity.arranging import prefixes_in, sizes_for, stock_of
from eniplan.capacity.reservable import reservable
from eniplan.capacity.whole_blocks import laws
from eniplan.network.cidr import FAMILIES, PREFIX_MASK, PREFIX_SIZE, VSWITCH_MASKS, Cidr, usable_count
from eniplan.network.vswitch import VSwitch

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Mapping

    from eniplan.capacity.arranging import Sizes
    from eniplan.network.cidr import Family
    from eniplan.planning.spec import Group


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupDemand:
    """What the ENIs of one group take.

    Args:
        group: the group's name.
        enis: how many ENIs.
        addresses: single IPv4 addresses of one ENI, its primary one included.
        ipv4_prefixes, ipv6_prefixes: prefixes of one ENI.
        ipv6_addresses: single IPv6 addresses of one ENI.
    """

    group: str
    enis: int
    addresses: int
    ipv4_prefixes: int
    ipv6_prefixes: int
    ipv6_addresses: int


def demands_of(groups: Iterable[Group]) -> tuple[GroupDemand, ...]:
    """What each group takes; addresses and prefixes that wishes name count like those by count."""
    return tuple(
        GroupDemand(
            group=group.name,
            enis=group.count,
            addresses=1 + group.secondary_addresses,
            ipv4_prefixes=group.ipv4_prefixes,
            ipv6_prefixes=group.ipv6_prefixes,
            ipv6_addresses=group.ipv6_addresses,
        )
        for group in groups
    )


def most_in_one(demands: Iterable[GroupDemand], vswitches: int) -> tuple[GroupDemand, ...]:
    """The share of one of several VSwitches, each group spread evenly: the most that one of them gets."""
    return tuple(replace(each, enis=-(-each.enis // vswitches)) for each in demands)


def addresses_of(demands: Iterable[GroupDemand]) -> int:
    """Single IPv4 addresses in all."""
    return sum(each.enis * each.addresses for each in demands)


def prefixes_of(demands: Iterable[GroupDemand]) -> Mapping[Family, int]:
    """Prefixes in all, by family."""
    every = tuple(demands)
    return {
        family: sum(each.enis * (each.ipv4_prefixes if family == 4 else each.ipv6_prefixes) for each in every)
        for family in FAMILIES
    }


EMPTY_IPV4 = 10 << 24
"""Where empty VSwitches are laid out; what fits does not depend on it."""
EMPTY_IPV6 = 0x20010DB8 << 96


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeOption:
    """One way to hold a demand: so many VSwitches of a mask, each with the same blocks.

    Args:
        vswitches: how many.
        mask: of the IPv4 CIDR of each.
        usable: usable IPv4 addresses of each.
        addresses: single IPv4 addresses that are needed in each.
        prefixes, ipv6_prefixes: prefixes that are needed in each.
        blocks, ipv6_blocks: masks of the blocks to reserve in each, largest first; empty where they do not fit. Where
            addresses are drawn before, a block for each prefix: larger ones may still be whole then, or not.
        spare: open IPv4 addresses that are left in each; negative where they do not suffice.
        chance: that everything fits; 1 or 0 where nothing is drawn before the blocks are reserved.
        short: what does not fit, as half a sentence; empty where everything can fit.
    """

    vswitches: int
    mask: int
    usable: int
    addresses: int
    prefixes: int
    ipv6_prefixes: int
    blocks: tuple[int, ...]
    ipv6_blocks: tuple[int, ...]
    spare: int
    chance: float
    short: str


def size_option(demands: Iterable[GroupDemand], vswitches: int, mask: int, *, drawn: int, blocks: int) -> SizeOption:
    """A demand in empty VSwitches of one mask, each group spread evenly over them.

    Args:
        demands: what is wanted in all.
        vswitches: how many VSwitches.
        mask: of each.
        drawn: single addresses of the demand that are drawn, in all, before blocks are reserved.
        blocks: how many blocks of a family the VPC may have.
    """
    share = most_in_one(demands, vswitches)
    addresses, prefixes = addresses_of(share), prefixes_of(share)
    whole = usable_count(Cidr(4, EMPTY_IPV4, mask))
    spare, limit = whole - addresses, blocks // vswitches
    sizes = {
        family: sizes_for(
            stock_in(family, mask),
            prefixes[family],
            most=max(spare, 0) // PREFIX_SIZE[4] if family == 4 else None,
            blocks=limit,
        )
        for family in (4, 6)
    }
    taken = prefixes_in(sizes[4]) if sizes[4] is not None else prefixes[4]
    spare -= taken * PREFIX_SIZE[4]
    short = _short(prefixes[4], prefixes[6], mask, spare, limit, sizes[4], sizes[6])
    return SizeOption(
        vswitches=vswitches,
        mask=mask,
        usable=whole,
        addresses=addresses,
        prefixes=prefixes[4],
        ipv6_prefixes=prefixes[6],
        blocks=_masks(4, sizes[4]) if not drawn or prefixes[4] > limit else (PREFIX_MASK[4],) * prefixes[4],
        ipv6_blocks=_masks(6, sizes[6]),
        spare=spare,
        chance=0.0 if short else chance_of_whole(mask, prefixes[4], -(-drawn // vswitches)),
        short=short,
    )


def _masks(family: Family, sizes: Sizes | None) -> tuple[int, ...]:
    return tuple(PREFIX_MASK[family] - exponent for exponent in sizes or ())


def _short(  # noqa: PLR0917 - the three things that can be short
    prefixes: int, ipv6: int, mask: int, spare: int, limit: int, sizes: Sizes | None, ipv6_sizes: Sizes | None
) -> str:
    """What does not fit, the first of it."""
    whole = prefixes_in(stock_in(4, mask).elements())
    if prefixes and not whole:
        return f"a /{mask} can never hold a prefix"
    if prefixes > whole:
        return f"{prefixes:,} prefixes needed, {whole:,} possible"
    if spare < 0:
        return f"{-spare:,} more open addresses needed"
    if sizes is None or ipv6_sizes is None:
        needed, which = (prefixes, "IPv4") if sizes is None else (ipv6, "IPv6")
        return f"{needed:,} {which} prefixes take more than {limit:,} blocks, or more open addresses than are left"
    return ""


@lru_cache(maxsize=64)
def stock_in(family: Family, mask: int) -> Counter[int]:
    """Free aligned blocks by size in an empty VSwitch; an IPv6 CIDR is always a /64."""
    return stock_of(reservable(empty_vswitch(0, mask), (), family))


def empty_vswitch(place: int, mask: int) -> VSwitch:
    """An empty VSwitch with both families: one of several that lie side by side."""
    return VSwitch(
        id=f"vsw-{place + 1}",
        cidr=Cidr(4, EMPTY_IPV4 + (place << (32 - mask)), mask),
        ipv6_cidr=Cidr(6, EMPTY_IPV6 + (place << 64), VSWITCH_MASKS[6][0]),
        vpc_id="vpc-1",
    )


def chance_of_whole(mask: int, prefixes: int, drawn: int) -> float:
    """The chance that a VSwitch has so many whole /28s after random single addresses were drawn from all of it."""
    whole, free = prefixes_in(stock_in(4, mask).elements()), usable_count(Cidr(4, EMPTY_IPV4, mask))
    if drawn > free or prefixes > whole:
        return 0.0
    if not prefixes or prefixes <= whole - drawn:
        return 1.0  # each address spoils one /28 at most
    return min(sum(laws(whole, free, [drawn])[drawn][prefixes:]), nextafter(1.0, 0.0))
