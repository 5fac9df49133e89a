"""What stands beside the map of a VSwitch, as a picture and as text: its title, its three figures, its blocks.

The figures are those that decide: free in the open pool, whole /28s left to reserve, free prefixes; each says of what
it is a part. A block's prefixes are counted by what takes them: a prefix that exists, a planned one, or single
addresses that spoil it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from eniplan.network.cidr import PREFIX_SIZE
from eniplan.planning.plan import Plan
from eniplan.report.lettering import NOTHING, changed, visible
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eniplan.network.inventory import Inventory
    from eniplan.network.vswitch import VSwitch
    from eniplan.report.pools import VSwitchPools

ILLUSTRATION = "Automatic ENIs: these addresses are one possible draw; the cloud will draw others."


class Headline(NamedTuple):
    """One figure: the number (before and after, where it changes), what it counts, and what it is a part of."""

    number: str
    counts: str
    of: str


def title_of(subject: Plan | Inventory, vswitch: VSwitch) -> str:
    """``web-h after plan web``."""
    name = visible(vswitch.name or vswitch.id, 40)
    return f"{name} after plan {visible(subject.name, 40)}" if isinstance(subject, Plan) else f"{name} as it is"


def subtitle_of(vswitch: VSwitch) -> str:
    """Id, CIDRs, zone and VPC."""
    parts = (
        visible(vswitch.id, 40) if vswitch.name else "",
        str(vswitch.cidr),
        str(vswitch.ipv6_cidr) if vswitch.ipv6_cidr else "",
        visible(vswitch.zone_id, 30),
        visible(vswitch.vpc_id, 40),
    )
    return ", ".join(filter(None, parts))


def headlines(pools: VSwitchPools) -> list[Headline]:
    """The figures of a VSwitch."""
    vswitch, addresses, prefixes = pools.vswitch, pools.open, pools.prefixes(4)
    blocks = len(vswitch.assigned_blocks(4))
    whole = blocks_outside(vswitch)
    found = [
        Headline(
            changed(addresses.before, addresses.after),
            "addresses free in the open pool",
            f"of {addresses.size:,} usable ones",
        ),
        Headline(
            changed(pools.before.whole_blocks, pools.after.whole_blocks),
            "whole /28s left to reserve",
            f"of {whole:,} outside reserved blocks",
        ),
    ]
    if not blocks:
        return [*found, Headline(NOTHING, "free prefixes", "no reserved block gives any")]
    place = f"of {prefixes.size:,} in {counted(blocks, 'reserved block')}"
    return [*found, Headline(changed(prefixes.before, prefixes.after), "free IPv4 prefixes", place)]


def blocks_outside(vswitch: VSwitch) -> int:
    """Aligned /28s outside every reserved block, without those that hold a system address: most that could be whole."""
    size = PREFIX_SIZE[4]
    total = vswitch.cidr.size // size
    inside = sum(block.cidr.size // size for block in vswitch.blocks_of(4))  # no block holds a system address
    return total - inside - min(total, 2)


def remarks(pools: VSwitchPools, *, illustrative: bool) -> Iterator[str]:
    """What a reader must know beside the figures."""
    if hidden := pools.after.unexplained_ipv4:
        taken = counted(hidden, "address")
        yield f"{taken} of the free ones taken by something the files do not show: where is unknown"
    if illustrative:
        yield ILLUSTRATION
