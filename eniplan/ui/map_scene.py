"""What the map widget shows of one VSwitch, as values that travel to a browser: words, and a byte for each address.

Everything that is a fact or a figure is said here, from the same functions as the picture and its text; the script
lays out cells and draws. Words that others wrote are already safe to print (:mod:`eniplan.report.lettering`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, TypedDict

from eniplan.network.cidr import parse_cidr
from eniplan.report.address_book import address_book
from eniplan.report.address_cells import (
    BLOCK,
    CODES,
    CONTRADICTION,
    FREE,
    HELD,
    SYSTEM,
    Tally,
    cells_of,
    grid_of,
    kinds_in,
)
from eniplan.report.block_use import uses_in
from eniplan.report.holders import holders_in
from eniplan.report.map_glyphs import ROLE
from eniplan.report.map_words import facts_of, headlines, ipv6_lines, legend_of, remarks, title_of
from eniplan.report.palette import HATCH, THEMES
from eniplan.report.pools import pools_in
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from eniplan.network.inventory import Inventory
    from eniplan.planning.plan import Plan
    from eniplan.report.address_book import AddressBook
    from eniplan.report.block_use import BlockUse
    from eniplan.report.map_words import Entry
    from eniplan.report.palette import Theme

_TOLD = 2
"""Holders of a /28 that an answer names; of more it says how many."""


class LegendEntry(TypedDict):
    """A sample and its words: the code of an address, the 16 codes of a /28, or a role of the palette."""

    sample: int | list[int] | str
    words: str


class SceneBlock(TypedDict):
    """A reserved IPv4 block: where it is, whether it gives prefixes, and what takes them, in words."""

    cidr: str
    first: int
    size: int
    assigned: bool
    words: str


class Scene(TypedDict):
    """One VSwitch in words; ``step`` and ``columns`` arrange the overview: a cell of 1 or 16 addresses, cells in a row.

    ``row`` is how many addresses stand in a row once each is a cell of its own.
    """

    vswitch: str
    title: str
    subtitle: list[str]
    cidr: str
    first: int
    size: int
    step: int
    columns: int
    row: int
    headlines: list[tuple[str, str, str]]
    blocks: list[SceneBlock]
    address_legend: list[LegendEntry]
    block_legend: list[LegendEntry]
    notes: list[str]


class CellLook(TypedDict):
    """How an address cell is drawn: its shape, its state where it is held, and the palette's role."""

    shape: str
    state: str
    role: str


class ThemeLook(TypedDict):
    """The colours of a theme; ``hatch`` has the colour of each role's hatch."""

    ground: str
    ink: str
    quiet: str
    line: str
    mark: str
    fill: dict[str, str]
    hatch: dict[str, str]


class Look(TypedDict):
    """What never changes: both themes, the hatch of each role, and a cell's look by its code."""

    themes: dict[str, ThemeLook]
    hatch: dict[str, str]
    cells: list[CellLook]
    block: int


@dataclass(frozen=True, slots=True)
class MapPicture:
    """One VSwitch of a plan or an inventory: the book that answers questions, its cells, and the scene around them."""

    subject: Plan | Inventory
    book: AddressBook
    cells: bytes
    scene: Scene


@cache
def look() -> Look:
    """The palette and the shapes, for the script."""
    fixed = {FREE: "free", SYSTEM: "system", CONTRADICTION: "contradiction"}
    plain = [CellLook(shape=shape, state="", role=shape) for _, shape in sorted(fixed.items())]
    held = [CellLook(shape=kind, state=state, role=ROLE[state]) for kind, state in HELD.values()]
    return Look(
        themes={name: _theme(theme) for name, theme in THEMES.items()},
        hatch={role: hatch[:1] for role, hatch in HATCH.items()},
        cells=[*plain, *held],
        block=BLOCK,
    )


def _theme(theme: Theme) -> ThemeLook:
    return ThemeLook(
        ground=theme.ground,
        ink=theme.ink,
        quiet=theme.quiet,
        line=theme.line,
        mark=theme.hatch_ink,
        fill={str(role): color for role, color in theme.fill.items()},
        hatch={role: theme.hatch_on(role) for role in theme.fill},
    )


def picture_of(subject: Plan | Inventory, vswitch_id: str) -> MapPicture:
    """The picture of one VSwitch.

    Raises:
        QuestionError: no VSwitch has that id.
    """
    book = address_book(subject, vswitch_id)
    cells = cells_of(book)
    return MapPicture(subject, book, cells, _scene(subject, book, cells))


_ROW = 32


def _scene(subject: Plan | Inventory, book: AddressBook, cells: bytes) -> Scene:
    vswitch, pools, grid = book.vswitch, pools_in(subject, book.vswitch.id), grid_of(book.vswitch.cidr)
    illustrative = any(held.state == "illustrative" for held in book.held)
    ipv6 = [f"IPv6 {vswitch.ipv6_cidr}, {line}" if not place else line for place, line in enumerate(ipv6_lines(book))]
    return Scene(
        vswitch=vswitch.id,
        title=title_of(subject, vswitch),
        subtitle=facts_of(vswitch),
        cidr=str(vswitch.cidr),
        first=vswitch.cidr.first,
        size=vswitch.cidr.size,
        step=grid.step,
        columns=grid.columns,
        row=grid.columns if grid.step == 1 else _ROW,
        headlines=[(number, counts, of) for number, counts, of in headlines(pools)],
        blocks=[_block(use) for use in uses_in(book, 4)],
        address_legend=_entries(legend_of(vswitch, cells, [])),
        block_legend=_entries(legend_of(vswitch, cells, [_NOTHING, *_typical(cells)])),
        notes=[*ipv6, *remarks(pools, illustrative=illustrative)],
    )


def _block(use: BlockUse) -> SceneBlock:
    cidr = use.block.cidr
    return SceneBlock(
        cidr=str(cidr), first=cidr.first, size=cidr.size, assigned=use.block.is_assigned, words=use.words()
    )


_NOTHING = Tally(0, 0, 0, 0, 0, None)


def _typical(cells: bytes) -> Iterator[Tally]:
    """A /28 of each kind that occurs: a legend asks what there is, not how often, and 4,096 tallies take their time."""
    for code in kinds_in(cells):
        if code not in HELD:
            yield _NOTHING._replace(system=code == SYSTEM, contradiction=code == CONTRADICTION)
            continue
        kind, state = HELD[code]
        counts = {cells.count(code, start, start + BLOCK) for start in range(0, len(cells), BLOCK)}
        if kind == "prefix" and BLOCK in counts:
            yield _NOTHING._replace(prefix=state)
        if kind != "prefix" or counts - {0, BLOCK}:  # a prefix with something else in it is drawn as addresses
            yield Tally(state == "existing", state == "planned", state == "illustrative", 0, 0, None)


def _entries(entries: Iterable[Entry]) -> list[LegendEntry]:
    return [
        LegendEntry(sample=_codes(sample) if isinstance(sample, Tally) else sample, words=words)
        for sample, words in entries
    ]


def _codes(tally: Tally) -> list[int]:
    """Sixteen addresses that are used as a tally says."""
    if tally.prefix is not None:
        return [CODES["prefix", tally.prefix]] * BLOCK
    codes = [CODES["secondary", "existing"]] * tally.existing
    codes += [CODES["secondary", "planned"]] * tally.planned
    codes += [CODES["secondary", "illustrative"]] * tally.illustrative
    codes += [CONTRADICTION] * tally.contradiction + [SYSTEM] * tally.system
    return codes + [FREE] * (BLOCK - len(codes))


def answer(picture: MapPicture, asked: str) -> str:
    """Who holds an address, or what a /28 holds, in sentences, a line each.

    Raises:
        QuestionError: the text is no address or prefix.
    """
    holders = [str(holder) for holder in holders_in(picture.book, picture.subject, asked)]
    more = [f"and {counted(len(holders) - _TOLD, 'more holder')}"] if len(holders) > _TOLD else []
    return "\n".join([*_tally_words(picture, asked), *holders[:_TOLD], *more])


def _tally_words(picture: MapPicture, asked: str) -> list[str]:
    """How the 16 addresses of a /28 are used; nothing for an address, which its holder answers."""
    block, cidr = parse_cidr(asked, 4), picture.book.vswitch.cidr
    return [f"{block}: {used_words(picture, block.first, block.last)}"] if block and cidr.holds(block) else []


def used_words(picture: MapPicture, first: int, last: int) -> str:
    """``16 addresses: 5 in use, 2 planned, 9 free``: how a range of the VSwitch is used."""
    start = picture.book.vswitch.cidr.first
    part = picture.cells[first - start : last + 1 - start]
    found = Counter(_WORD_OF[code] for code in part)
    said = ", ".join(f"{found[word]:,} {word}" for word in dict.fromkeys(_WORD_OF.values()) if found[word])
    return f"{counted(len(part), 'address')}: {said}"


_STATE_WORD = {"existing": "in use", "planned": "planned", "illustrative": "illustrative"}
_WORD_OF = {
    **{code: _STATE_WORD[kind.state] for code, kind in HELD.items()},
    CONTRADICTION: "contradictory",
    SYSTEM: "the system's",
    FREE: "free",
}
"""How an address of each code is counted, in this order."""
