"""Who is in the way: every aligned /28 of a VSwitch, what it holds, and what of that can move.

A secondary address moves by one assign and one unassign call. A primary address stays with its ENI for life: it moves
only with a new ENI in place of the old one, and that of an instance's own primary ENI not even so. What no listed ENI
holds (another service, an instance whose ENI the files do not show), a prefix outside of reserved blocks, and an
address that two claim can be moved by nobody here.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from eniplan.capacity.broken_blocks import BLOCK
from eniplan.network.cidr import Cidr, has_system_address, prefix_at
from eniplan.network.eni import PRIMARY
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from eniplan.network.eni import ENI
    from eniplan.network.vswitch import VSwitch

Role = Literal["secondary", "primary", "fixed"]
State = Literal["whole", "broken", "system", "reserved"]


class Occupant(NamedTuple):
    """One used address of a block: who holds it, and what it takes to move it.

    ``secondary``: two calls. ``primary``: a new ENI. ``fixed``: nobody can, for the reason in ``why``.
    """

    address: int
    holder: ENI
    role: Role
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occupied:
    """One aligned /28 of a VSwitch.

    Args:
        cidr: the block.
        state: ``whole``, ``broken``, ``system`` (it has a system address, so it never is whole) or ``reserved``.
        occupants: its used addresses in order.
    """

    cidr: Cidr
    state: State
    occupants: tuple[Occupant, ...] = ()

    @property
    def number(self) -> int:
        """Its number among all /28s: its first address // 16."""
        return self.cidr.first // BLOCK

    def count(self, role: Role) -> int:
        """How many used addresses have a role."""
        return sum(occupant.role == role for occupant in self.occupants)

    def stands(self, *, recreate: bool) -> str:
        """Why it cannot be won back, as half a sentence; empty where it can, or is whole."""
        if self.state == "system":
            return "holds a system address"
        if self.state == "reserved":
            return "is reserved already"
        fixed = next((occupant for occupant in self.occupants if occupant.role == "fixed"), None)
        if fixed is not None:
            return f"is held by {fixed.holder.owner}: {fixed.why}"
        primaries = self.count("primary")
        if primaries and not recreate:
            return f"holds {counted(primaries, 'primary address')}: those ENIs would be made anew"
        return ""


def occupied_blocks(vswitch: VSwitch, holders: Iterable[ENI]) -> tuple[Occupied, ...]:
    """The aligned /28s of a VSwitch, lowest first; one smaller than a /28 has none."""
    found: dict[int, list[Occupant]] = {}
    for occupant in _once(vswitch, holders):
        found.setdefault(occupant.address // BLOCK, []).append(occupant)
    cidr = vswitch.cidr
    if cidr.size < BLOCK:
        return ()
    return tuple(
        _block(vswitch, prefix_at(4, first), found.get(first // BLOCK, []))
        for first in range(cidr.first, cidr.last, BLOCK)
    )


def _block(vswitch: VSwitch, block: Cidr, occupants: list[Occupant]) -> Occupied:
    return Occupied(cidr=block, state=_state(vswitch, block, bool(occupants)), occupants=tuple(sorted(occupants)))


def _state(vswitch: VSwitch, block: Cidr, is_used: bool) -> State:  # noqa: FBT001 - one of three facts
    if any(block.overlaps(reserved.cidr) for reserved in vswitch.blocks_of(4)):
        return "reserved"
    if has_system_address(vswitch.cidr, block):
        return "system"
    return "broken" if is_used else "whole"


def _once(vswitch: VSwitch, holders: Iterable[ENI]) -> Iterator[Occupant]:
    """Every used address once; one that two claim is fixed."""
    everything = [occupant for holder in holders for occupant in _occupants(vswitch.cidr, holder)]
    claims = Counter(occupant.address for occupant in everything)
    seen: Mapping[int, Occupant] = {occupant.address: occupant for occupant in reversed(everything)}
    for address, occupant in seen.items():
        twice = claims[address] > 1
        yield occupant._replace(role="fixed", why="two claim one of its addresses") if twice else occupant


def _occupants(cidr: Cidr, holder: ENI) -> Iterator[Occupant]:
    for address in dict.fromkeys(holder.ipv4):
        if address in cidr:
            yield Occupant(address, holder, *_role(holder, address))
    for prefix in holder.ipv4_prefixes:
        for address in range(max(prefix.first, cidr.first), min(prefix.last, cidr.last) + 1):
            yield Occupant(address, holder, "fixed", "a prefix lies there")


def _role(holder: ENI, address: int) -> tuple[Role, str]:
    if not holder.listed:
        return "fixed", "no listed ENI has the address"
    if address != holder.primary:
        return "secondary", ""
    if holder.eni_type == PRIMARY:
        return "fixed", "it is the primary ENI of an instance"
    return "primary", ""
