"""The reserved block for a range that somebody points at: the smallest that covers it, if it could be reserved.

Aligned blocks nest, so there is one smallest block around a range, and no larger one can do better: it would hold the
same system address, reserved block or address in use. What exists decides, and what a plan names in its requests;
illustrative addresses do not, since a plan that is made again keeps out of the block.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from eniplan.errors import QuestionError
from eniplan.network.cidr import BITS, PREFIX_MASK, Cidr, address_text, cidr_of, parse_address
from eniplan.network.reserving import reserving_problem
from eniplan.report.address_book import address_book, inventory_of, known_vswitch, overlapping
from eniplan.report.lettering import visible
from eniplan.spelling import counted

if TYPE_CHECKING:
    from eniplan.network.cidr import Family
    from eniplan.network.inventory import Inventory
    from eniplan.planning.plan import Plan
    from eniplan.report.address_book import AddressBook


class Proposal(NamedTuple):
    """The block's CIDR, None where none can be reserved; and one sentence: what it gives, or why there is none."""

    block: str | None
    words: str


def block_proposal(
    subject: Plan | Inventory, vswitch_id: str, first: str, last: str, *, book: AddressBook | None = None
) -> Proposal:
    """The smallest block that covers a range of a VSwitch, judged by whether it could be reserved now.

    Args:
        subject: a plan (with what exists) or an inventory.
        vswitch_id: the VSwitch.
        first: one end of the range.
        last: the other end, of the same family; either may be the lower one.
        book: the VSwitch's book, where it is at hand.

    Raises:
        QuestionError: no VSwitch has that id, or an end is no address of it.
    """
    vswitch = known_vswitch(subject, vswitch_id)
    family: Family = 6 if ":" in first else 4
    ends = [_inside(text, vswitch.family_cidr(family), family) for text in (first, last)]
    block = _around(family, min(ends), max(ends))
    problem = reserving_problem(inventory_of(subject), vswitch, block)
    problem = problem or _named(book or address_book(subject, vswitch_id), block)
    if problem:
        return Proposal(None, f"no block can be reserved here: {visible(problem)}")
    count = counted(block.prefixes, "prefix")
    hidden = vswitch.unexplained_ipv4 if family == 4 else 0
    maybe = f"; unexplained addresses ({hidden:,} in the VSwitch) may lie in it" if hidden else ""
    return Proposal(str(block), f"{block} could be reserved: {count}, nothing in use inside{maybe}")


def _inside(text: str, cidr: Cidr | None, family: Family) -> int:
    address = parse_address(text, family)
    if address is None or cidr is None or address not in cidr:
        where = f"the VSwitch's {cidr}" if cidr else "the VSwitch, which has no IPv6"
        raise QuestionError(text, f"{visible(text, 60)} is no address of {where}")
    return address


def _around(family: Family, first: int, last: int) -> Cidr:
    """The smallest aligned block, a prefix at least, that holds both addresses."""
    mask = BITS[family] - (first ^ last).bit_length()
    return cidr_of(family, first, min(mask, PREFIX_MASK[family]))


def _named(book: AddressBook, block: Cidr) -> str:
    """The first thing inside a block that a request of the plan names, as half a sentence; empty for none."""
    inside = overlapping(book.held, block.family, block.first, block.last)
    named = (address_text(held.family, held.first) for held in inside if held.state == "planned")
    return next((f"the plan names {text} in {block}" for text in named), "")
