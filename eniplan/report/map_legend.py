"""What a map's legend and its IPv6 panel say, in words, whatever draws them: the picture or the notebook's map.

A legend has an entry for what occurs and nothing else. IPv6 is told and not drawn to the address: a /64 has 65,536
prefixes and 2^64 addresses, too many for cells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from eniplan.report.address_cells import CONTRADICTION, FREE, HELD, SYSTEM, Tally, kinds_in
from eniplan.report.block_use import uses_in
from eniplan.report.palette import WORD
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eniplan.network.vswitch import VSwitch
    from eniplan.report.address_book import AddressBook
    from eniplan.report.palette import Role

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
