"""The open pool of a VSwitch as what-if questions see it: how many addresses are free, and which aligned blocks whole.

A block is *whole* when the open pool has all of its addresses free: none in use, none a system address, none in another
reserved block. Only a whole block can be reserved, so its mask is at least the VSwitch's + 2 (a half always holds a
system address) and at most 28 (VPC API, CreateVSwitchCidrReservation).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eniplan.capacity.asking import cidr_named, vswitch_named
from eniplan.network.cidr import BITS, PREFIX_MASK, Cidr
from eniplan.network.counts import open_pool_marks
from eniplan.network.vswitch import VSwitch

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from eniplan.network.inventory import Inventory

LONGEST = PREFIX_MASK[4]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPool:
    """An open pool, counted.

    Args:
        vswitch: the VSwitch's id; empty for a CIDR alone.
        cidr: the VSwitch's CIDR.
        free: free addresses of the open pool, unexplained ones among them.
        unexplained: of these, in use by something that no file shows; where they are is not known.
        whole: how many whole blocks there are, by mask, from the largest possible block (the shortest mask) to /28.
        largest: the first of the largest whole blocks; None where there is none.
    """

    vswitch: str
    cidr: Cidr
    free: int
    unexplained: int
    whole: Mapping[int, int]
    largest: Cidr | None


def open_pool_of(subject: Inventory | str, vswitch: str = "") -> OpenPool:
    """The open pool of a VSwitch of an inventory, or of an empty VSwitch with a CIDR.

    Args:
        subject: an inventory, or the CIDR of an empty VSwitch, ``10.0.0.0/20``.
        vswitch: with an inventory, the VSwitch's id or name.

    Raises:
        QuestionError: no VSwitch has that id or name, several have that name, or the CIDR can be no VSwitch's.
    """
    if isinstance(subject, str):
        empty = VSwitch(id="", cidr=cidr_named(subject))
        return _counted(empty, open_pool_marks(empty, ()))
    chosen = vswitch_named(subject, vswitch)
    return _counted(chosen, open_pool_marks(chosen, subject.holders_by_vswitch.get(chosen.id, ())))


def _counted(vswitch: VSwitch, marks: bytearray) -> OpenPool:
    whole = {mask: list(_whole(marks, mask)) for mask in range(vswitch.cidr.mask + 2, LONGEST + 1)}
    largest = next(((mask, places[0]) for mask, places in whole.items() if places), None)
    return OpenPool(
        vswitch=vswitch.id,
        cidr=vswitch.cidr,
        free=marks.count(0),
        unexplained=min(vswitch.unexplained_ipv4, marks.count(0)),
        whole={mask: len(places) for mask, places in whole.items()},
        largest=Cidr(4, vswitch.cidr.first + largest[1], largest[0]) if largest else None,
    )


def _whole(marks: bytearray, mask: int) -> Iterator[int]:
    """Where the whole blocks of a mask begin, from the VSwitch's first address."""
    size = 1 << (BITS[4] - mask)
    return (place for place in range(0, len(marks), size) if marks.count(0, place, place + size) == size)
