"""The address map for a terminal: the text twin of the picture, one character for each address or /28.

Characters are ASCII, so they are one cell wide everywhere. Capital letters exist, small ones are planned, punctuation
is an illustration. Of a VSwitch larger than a /22 each character is a /28 with the number of its addresses in use; what
the plan adds stands in a line of its own below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.network.cidr import address_text
from eniplan.report.address_book import address_book
from eniplan.report.address_cells import (
    CODES,
    CONTRADICTION,
    FREE,
    HELD,
    SYSTEM,
    cells_of,
    grid_of,
    kinds_in,
    tallies,
)
from eniplan.report.block_use import uses_in
from eniplan.report.lettering import wrapped
from eniplan.report.map_words import headlines, remarks, subtitle_of, title_of
from eniplan.report.pools import pools_in
from eniplan.report.text_table import INDENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from eniplan.network.inventory import Inventory
    from eniplan.network.vswitch import VSwitch
    from eniplan.planning.plan import Plan
    from eniplan.report.address_book import AddressBook
    from eniplan.report.address_cells import Grid, Tally

_LETTERS = "PSXpsx*+~"
"""Primary, secondary, prefix: existing, planned, illustrative, in the order of the codes."""
_CHARACTER = {FREE: ".", SYSTEM: "#", CONTRADICTION: "!", **dict(zip(HELD, _LETTERS, strict=True))}
_FREE_PREFIX, _NOT_YET = "_", ":"
_COUNT = ".123456789abcdefg"
"""How many of 16 addresses are in use."""
_WORDS = {
    "primary": "primary address",
    "secondary": "secondary address",
    "prefix": "in a prefix",
    "existing": "existing ",
    "planned": "planned ",
    "illustrative": "illustrative ",
}
_LABEL = 16


def address_map_text(subject: Plan | Inventory, vswitch_id: str, width: int = 100) -> str:
    """Every address of a VSwitch up to a /22 (1,024), every /28 of a larger one, as rows of characters with a legend.

    Args:
        subject: a plan or an inventory.
        vswitch_id: the VSwitch.
        width: of the text, in characters, at least 40.

    Raises:
        QuestionError: no VSwitch has that id.
    """
    book = address_book(subject, vswitch_id)
    pools, cells, grid = pools_in(subject, vswitch_id), cells_of(book), grid_of(book.vswitch.cidr)
    illustrative = any(held.state == "illustrative" for held in book.held)
    sections = [
        [*wrapped(title_of(subject, book.vswitch), width), *wrapped(subtitle_of(book.vswitch), width)],
        _indented((f"{number} {counts}, {of}" for number, counts, of in headlines(pools)), width),
        _addresses(book.vswitch, cells, grid, width) if grid.step == 1 else _blocks(book.vswitch, cells, grid, width),
        _block_lines(book, width),
        [line for said in remarks(pools, illustrative=illustrative) for line in wrapped(said, width)],
    ]
    return "\n\n".join("\n".join(section) for section in sections if section)


def _addresses(vswitch: VSwitch, cells: bytes, grid: Grid, width: int) -> list[str]:
    written = [_CHARACTER[code] for code in cells]
    _mark_blocks(vswitch, written, grid, set(_CHARACTER[FREE]))
    legend = [(_CHARACTER[code], _word(code)) for code in kinds_in(cells)]
    return [*_rows(written, grid, width), *_legend([*legend, *_block_legend(written)], width)]


def _word(code: int) -> str:
    if code in HELD:
        return f"{_WORDS[HELD[code].state]}{_WORDS[HELD[code].kind]}"
    return {FREE: "free", SYSTEM: "system address", CONTRADICTION: "contradiction"}[code]


def _mark_blocks(vswitch: VSwitch, written: list[str], grid: Grid, free: set[str]) -> None:
    """Show what is free inside reserved blocks apart from what is free in the open pool."""
    for block in vswitch.blocks_of(4):
        sign = _FREE_PREFIX if block.is_assigned else _NOT_YET
        start = (block.cidr.first - grid.first) // grid.step
        for place in range(start, start + max(block.cidr.size // grid.step, 1)):
            if written[place] in free:
                written[place] = sign


def _block_legend(written: Sequence[str]) -> Iterator[tuple[str, str]]:
    if _FREE_PREFIX in written:
        yield _FREE_PREFIX, "free in an Assigned reserved block"
    if _NOT_YET in written:
        yield _NOT_YET, "free in a reserved block that is not Assigned"


def _blocks(vswitch: VSwitch, cells: bytes, grid: Grid, width: int) -> list[str]:
    found = tallies(cells)
    before = [_before(tally) for tally in found]
    _mark_blocks(vswitch, before, grid, {"."})
    planned = [_planned(tally) for tally in found]
    legend = [(".", "/28 without an address in use"), ("1 to f", "1 to 15 of its 16 addresses in use, g all 16")]
    legend += [("X", "prefix")] if "X" in before else []
    legend += [("#", "only a system address in it")] if "#" in before else []
    legend += [("!", "a contradiction in it")] if "!" in before else []
    legend += [("+ line", "planned in the row above: a number, x prefix named, ~ prefix illustrative")]
    if not "".join(planned).strip():
        legend.pop()
    head = f"Each character is one /28 of 16 addresses: {vswitch.cidr} is too large to show every address."
    return [
        *wrapped(head, width),
        *_rows(before, grid, width, planned),
        *_legend([*legend, *_block_legend(before)], width),
    ]


def _before(tally: Tally) -> str:
    if tally.contradiction:
        return "!"
    if tally.prefix == "existing":
        return _CHARACTER[CODES["prefix", "existing"]]
    return "#" if tally.system and not tally.existing else _COUNT[tally.existing]


def _planned(tally: Tally) -> str:
    if tally.prefix in ("planned", "illustrative"):
        return _CHARACTER[CODES["prefix", tally.prefix]]
    count = tally.planned + tally.illustrative
    return _COUNT[count] if count else " "


def _rows(written: Sequence[str], grid: Grid, width: int, below: Sequence[str] = ()) -> list[str]:
    """Rows as wide as fit, a blank after every 16 characters; each with its first address."""
    groups = max((width - _LABEL) // 17, 1)
    step = 16 * min(1 << (groups.bit_length() - 1), 4)
    lines = []
    for start in range(0, len(written), step):
        address = address_text(4, grid.first + start * grid.step)
        lines.append(f"{address:<{_LABEL}}{_grouped(written[start : start + step])}".rstrip())
        under = _grouped(below[start : start + step])
        lines += [f"{'+':>{_LABEL - 1}} {under}".rstrip()] if under.strip() else []
    return lines


def _grouped(written: Sequence[str]) -> str:
    return " ".join("".join(written[start : start + 16]) for start in range(0, len(written), 16))


def _legend(entries: Iterable[tuple[str, str]], width: int) -> list[str]:
    words = [f"{sign}\u00a0{word}".replace(" ", "\u00a0") for sign, word in entries]
    return ["", *(line.replace("\u00a0", " ").rstrip() for line in wrapped("   ".join(words), width))]


def _block_lines(book: AddressBook, width: int) -> list[str]:
    uses = [*uses_in(book, 4), *uses_in(book, 6)]
    return ["Reserved blocks", *_indented((f"{use.block.cidr} {use.words()}" for use in uses), width)] if uses else []


def _indented(texts: Iterable[str], width: int) -> list[str]:
    return [line for text in texts for line in wrapped(text, width, INDENT, 2 * INDENT)]
