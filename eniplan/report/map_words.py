"""What stands around the map of a VSwitch, in words: its title, its three figures, its legend and its IPv6.

The figures are those that decide: free in the open pool, whole /28s left to reserve, free prefixes; each says of what
it is a part. A legend has an entry for what occurs and nothing else. IPv6 is told and not drawn to the address: a /64
has 65,536 prefixes and 2^64 addresses, too many for cells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from eniplan.network.cidr import PREFIX_SIZE
from eniplan.planning.plan import Plan
from eniplan.report.address_cells import CONTRADICTION, FREE, HELD, SYSTEM, Tally, kinds_in
from eniplan.report.block_use import uses_in
from eniplan.report.lettering import NOTHING, changed, visible
from eniplan.report.palette import WORD
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eniplan.network.inventory import Inventory
    from eniplan.network.vswitch import VSwitch
    from eniplan.report.address_book import AddressBook
    from eniplan.report.palette import Role
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
    return ", ".join(facts_of(vswitch))


def facts_of(vswitch: VSwitch) -> list[str]:
    """Id, CIDRs, zone and VPC, as far as they are known, each safe to print."""
    parts = (
        visible(vswitch.id, 40) if vswitch.name else "",
        str(vswitch.cidr),
        str(vswitch.ipv6_cidr) if vswitch.ipv6_cidr else "",
        visible(vswitch.zone_id, 30),
        visible(vswitch.vpc_id, 40),
    )
    return list(filter(None, parts))


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


_STATE_WORD = {"existing": "", "planned": "planned ", "illustrative": "illustrative "}
_KIND_WORD = {"primary": "primary address", "secondary": "secondary address", "prefix": "prefix"}
_MOST_BLOCKS = 4


class Entry(NamedTuple):
    """One entry of a legend: a code of an address cell, the tally of a /28 or a role of the palette, and its words."""

    sample: int | Tally | Role
    words: str


def legend_of(vswitch: VSwitch, cells: bytes, blocks: Sequence[Tally]) -> list[Entry]:
    """The entries of what occurs: kinds of addresses or of /28s, reserved blocks, and what has no known place."""
    entries = _samples(blocks) if blocks else [Entry(code, _word(code)) for code in kinds_in(cells)]
    if vswitch.blocks:
        entries.append(Entry("reserved", WORD["reserved"]))
    if not all(block.is_assigned for block in vswitch.blocks):
        entries.append(Entry("refused", "reserved block, not Assigned"))
    if vswitch.unexplained_ipv4:
        entries.append(Entry("unexplained", f"{vswitch.unexplained_ipv4:,} unexplained, place unknown, not drawn"))
    return entries


def _samples(blocks: Sequence[Tally]) -> list[Entry]:
    whole = Tally(0, 0, 0, 0, 0, None)
    samples = (
        (whole, "whole free /28", True),
        (whole._replace(existing=8), "half used", any(tally.existing for tally in blocks if not tally.prefix)),
        (whole._replace(existing=5, planned=5), "planned above it", any(t.planned for t in blocks if not t.prefix)),
        (
            whole._replace(existing=5, illustrative=5),
            "illustrative above it",
            any(tally.illustrative for tally in blocks if not tally.prefix),
        ),
        (whole._replace(prefix="existing"), "prefix", any(tally.prefix == "existing" for tally in blocks)),
        (whole._replace(prefix="planned"), "planned prefix", any(tally.prefix == "planned" for tally in blocks)),
        (
            whole._replace(prefix="illustrative"),
            "illustrative prefix",
            any(tally.prefix == "illustrative" for tally in blocks),
        ),
        (whole._replace(contradiction=8), WORD["contradiction"], any(tally.contradiction for tally in blocks)),
        (whole._replace(system=8), "system addresses", any(tally.system for tally in blocks)),
    )
    return [Entry(sample, words) for sample, words, occurs in samples if occurs]


def _word(code: int) -> str:
    if code in HELD:
        return f"{_STATE_WORD[HELD[code].state]}{_KIND_WORD[HELD[code].kind]}"
    return {FREE: WORD["free"], SYSTEM: WORD["system"], CONTRADICTION: WORD["contradiction"]}[code]


def ipv6_lines(book: AddressBook) -> list[str]:
    """What is held of the /64, and each reserved block; nothing where IPv6 is off."""
    if book.vswitch.ipv6_cidr is None:
        return []
    held = [one.kind == "prefix" for one in book.held if one.family == 6]
    prefixes, singles = held.count(True), held.count(False)
    said = f"{counted(prefixes, 'prefix')} of 65,536, {counted(singles, 'address')} of 2^64"
    uses = uses_in(book, 6)
    lines = [f"{use.block.cidr}  {use.words()}" for use in uses[:_MOST_BLOCKS]] or ["no reserved IPv6 block"]
    if len(uses) > _MOST_BLOCKS:
        lines.append(f"and {counted(len(uses) - _MOST_BLOCKS, 'more reserved block')}")
    return [f"held: {said}", *lines]
