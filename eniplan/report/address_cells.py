"""The IPv4 addresses of a VSwitch as cells: what each is, and how a map arranges them in rows.

A cell is one byte, so a /16 is 65,536 bytes whatever is in it. Prefixes are entered first: an address inside the prefix
of its own ENI is in use once, and shown as the single address it is. What cannot be true (two owners of one address, a
system address in use) is a kind of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from eniplan.network.cidr import PREFIX_SIZE, usable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eniplan.network.cidr import Cidr
    from eniplan.report.address_book import AddressBook, Held, HeldKind, HeldState, Owner

FREE, SYSTEM, CONTRADICTION = 0, 1, 2


class CellKind(NamedTuple):
    """What a held cell is to its ENI, and whether it exists."""

    kind: HeldKind
    state: HeldState


_STATES: tuple[HeldState, ...] = ("existing", "planned", "illustrative")
_KINDS: tuple[HeldKind, ...] = ("primary", "secondary", "prefix")
_HELD = [CellKind(kind, state) for state in _STATES for kind in _KINDS]
HELD = dict(enumerate(_HELD, CONTRADICTION + 1))
"""The code of each kind of held cell: its byte in :func:`cells_of`."""
CODES: dict[tuple[HeldKind, HeldState], int] = {kind: code for code, kind in HELD.items()}

MOST_SINGLE = 1024
"""The largest VSwitch whose every address is drawn, a /22; of a larger one every /28."""
BLOCK = PREFIX_SIZE[4]
_ROW_OF_ADDRESSES = ((8, 8), (16, 16), (64, 16), (1024, 32))
_ROW_OF_BLOCKS = ((256, 16), (1024, 32), (4096, 64))


def cells_of(book: AddressBook) -> bytes:
    """One code for each address of the VSwitch's IPv4 CIDR."""
    cidr = book.vswitch.cidr
    low, high = usable(cidr)
    codes = bytearray(cidr.size)
    for place in (*range(low - cidr.first), *range(high - cidr.first + 1, cidr.size)):
        codes[place] = SYSTEM
    owners: list[Owner | None] = [None] * cidr.size
    ipv4 = [held for held in book.held if held.family == 4 and held.first <= cidr.last and cidr.first <= held.last]
    for prefixes in (True, False):
        for held in ipv4:
            if (held.kind == "prefix") is prefixes:
                _enter(codes, owners, held, cidr)
    return bytes(codes)


def _enter(codes: bytearray, owners: list[Owner | None], held: Held, cidr: Cidr) -> None:
    code = CODES[held.kind, held.state]
    start, stop = max(held.first - cidr.first, 0), min(held.last - cidr.first + 1, cidr.size)
    if stop - start == 1 and not codes[start]:  # the usual case: one address, where nothing is yet
        codes[start], owners[start] = code, held.owner
        return
    if not any(codes[start:stop]):  # nothing there yet: nearly always, and much faster
        codes[start:stop] = bytes((code,)) * (stop - start)
        owners[start:stop] = (held.owner,) * (stop - start)
        return
    for place in range(start, stop):
        owner = owners[place]
        if codes[place] == SYSTEM or (owner is not None and owner is not held.owner):
            codes[place] = CONTRADICTION
        elif codes[place] != CONTRADICTION:
            codes[place], owners[place] = code, held.owner


class Tally(NamedTuple):
    """How the 16 addresses of an aligned /28 are used."""

    existing: int
    planned: int
    illustrative: int
    system: int
    contradiction: int
    prefix: HeldState | None
    """The state of the prefix that takes the whole block, None where there is none."""

    @property
    def used(self) -> int:
        """Addresses in use after the plan; the system's are not."""
        return self.existing + self.planned + self.illustrative + self.contradiction


def tallies(cells: bytes) -> list[Tally]:
    """Every aligned /28 in order; a VSwitch smaller than that has one."""
    states = cells.translate(_STATE_OF)
    starts = range(0, len(cells), BLOCK)
    return [_tally(cells[start : start + BLOCK], states[start : start + BLOCK]) for start in starts]


_EMPTY, _NOTHING = bytes(BLOCK), Tally(0, 0, 0, 0, 0, None)
_FIRST_STATE = CONTRADICTION + 1
_STATE_OF = bytes(_FIRST_STATE + _STATES.index(HELD[code].state) if code in HELD else code for code in range(256))
"""Translates the code of a cell into one for its state alone."""


def _tally(block: bytes, states: bytes) -> Tally:
    if block == _EMPTY:
        return _NOTHING
    existing, planned, illustrative = (states.count(_FIRST_STATE + place) for place in range(len(_STATES)))
    whole = HELD.get(block[0]) if block.count(block[0]) == BLOCK else None
    prefix = whole.state if whole is not None and whole.kind == "prefix" else None
    return Tally(existing, planned, illustrative, block.count(SYSTEM), block.count(CONTRADICTION), prefix)


@dataclass(frozen=True, slots=True)
class Grid:
    """How cells stand in rows: the first address, how many addresses a cell has, cells in a row, rows."""

    first: int
    step: int
    columns: int
    rows: int

    @property
    def row_step(self) -> int:
        """Addresses of one row."""
        return self.step * self.columns

    def place(self, address: int) -> tuple[int, int]:
        """Column and row of an address."""
        row, column = divmod((address - self.first) // self.step, self.columns)
        return column, row

    def row_starts(self) -> Sequence[int]:
        """The first address of each row."""
        return range(self.first, self.first + self.rows * self.row_step, self.row_step)

    def span(self, block: Cidr) -> tuple[int, int, int, int]:
        """Column, row, width and height of an aligned block, in cells: always a rectangle, as both are powers of 2."""
        column, row = self.place(block.first)
        width = min(max(block.size // self.step, 1), self.columns)
        return column, row, width, max(block.size // self.row_step, 1)


def grid_of(cidr: Cidr) -> Grid:
    """The grid of a VSwitch: each address up to 1,024 of them, else each /28."""
    single = cidr.size <= MOST_SINGLE
    count = cidr.size if single else cidr.size // BLOCK
    widths = _ROW_OF_ADDRESSES if single else _ROW_OF_BLOCKS
    columns = next((columns for most, columns in widths if count <= most), widths[-1][1])
    return Grid(cidr.first, 1 if single else BLOCK, columns, count // columns)


def kinds_in(cells: bytes) -> Iterator[int]:
    """The codes that occur, in their order."""
    return (code for code in (FREE, SYSTEM, CONTRADICTION, *HELD) if code in cells)
