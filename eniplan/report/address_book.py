"""Who holds what in one VSwitch: the existing ENIs, and what a plan adds. The one index behind map, text and answers.

It is made for one VSwitch, so a plan of 100,000 ENIs costs only what is in that VSwitch: existing holders come from the
inventory, planned ones straight from the columns of each group. An owner is built when it is asked for.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from eniplan.errors import QuestionError, WrongKind
from eniplan.network.cidr import FAMILIES, PREFIX_SIZE, parse_address, parse_cidr
from eniplan.network.eni import ENI
from eniplan.network.inventory import Inventory
from eniplan.planning.plan import Plan
from eniplan.report.lettering import visible
from eniplan.spelling import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from eniplan.network.cidr import Family
    from eniplan.network.vswitch import VSwitch
    from eniplan.planning.column_rows import OwnRequest
    from eniplan.planning.columns import GroupColumns
    from eniplan.planning.ground import Taken
    from eniplan.planning.plan import PlannedENI

HeldKind = Literal["primary", "secondary", "ipv6", "prefix"]
"""What an address is to its ENI; a prefix is of either family."""
HeldState = Literal["existing", "planned", "illustrative"]
"""``planned``: named in its request. ``illustrative``: left to the cloud, which will draw another one."""

_NAMING = ("PrimaryIpAddress", "PrivateIpAddress", "Ipv6Address", "Ipv4Prefix", "Ipv6Prefix")


class PlannedOwner(NamedTuple):
    """A new ENI of a plan: its group's columns, and its row in them."""

    columns: GroupColumns
    row: int

    @property
    def eni(self) -> PlannedENI:
        """The ENI itself."""
        return self.columns.eni(self.row)


Owner = ENI | PlannedOwner


class Held(NamedTuple):
    """One address, or one prefix, that an owner holds; first and last address as ints."""

    kind: HeldKind
    state: HeldState
    family: Family
    first: int
    last: int
    owner: Owner


@dataclass(frozen=True, slots=True)
class AddressBook:
    """A VSwitch and everything that is held in it, existing holders first, then the plan's in order."""

    vswitch: VSwitch
    held: tuple[Held, ...]


def overlapping(held: Iterable[Held], family: Family, first: int, last: int) -> list[Held]:
    """What shares an address with a range."""
    return [one for one in held if one.first <= last and first <= one.last and one.family == family]


def inventory_of(subject: Plan | Inventory) -> Inventory:
    """What exists, with the VSwitches that a plan adds.

    Raises:
        WrongKind: neither a plan nor an inventory.
    """
    there = subject.inventory if isinstance(subject, Plan) else subject
    if not isinstance(there, Inventory):
        raise WrongKind("subject", subject, "a Plan or an Inventory")
    return there


def known_vswitch(subject: Plan | Inventory, vswitch_id: str) -> VSwitch:
    """The VSwitch of an id.

    Raises:
        QuestionError: no VSwitch has that id.
    """
    known = inventory_of(subject).vswitches
    if vswitch_id in known:
        return known[vswitch_id]
    by_name = [key for key, vswitch in known.items() if vswitch.name == vswitch_id]
    hint = f"; {visible(vswitch_id, 60)} is the name of {by_name[0]}" if by_name else did_you_mean(vswitch_id, known)
    what = "here" if known else "here, there are none at all"
    raise QuestionError(vswitch_id, f"no VSwitch {visible(vswitch_id, 60)} {what}{hint if known else ''}")


def address_book(subject: Plan | Inventory, vswitch_id: str) -> AddressBook:
    """Everything that is held in one VSwitch.

    Raises:
        QuestionError: no VSwitch has that id.
    """
    return AddressBook(known_vswitch(subject, vswitch_id), tuple(_held(subject, vswitch_id)))


def _held(subject: Plan | Inventory, vswitch_id: str) -> Iterator[Held]:
    for eni in inventory_of(subject).holders_by_vswitch.get(vswitch_id, ()):
        yield from held_by(eni)
    if isinstance(subject, Plan):
        for columns in subject.columns:
            for row, taken in columns.usual_in(vswitch_id):
                yield from _usual(PlannedOwner(columns, row), taken)
            for row, own in columns.own_in(vswitch_id):
                yield from _own(PlannedOwner(columns, row), own)


def held_by(eni: ENI) -> Iterator[Held]:
    """What an existing ENI holds."""
    if eni.primary is not None:
        yield Held("primary", "existing", 4, eni.primary, eni.primary, eni)
    for address in eni.secondary:
        yield Held("secondary", "existing", 4, address, address, eni)
    for prefix in (*eni.ipv4_prefixes, *eni.ipv6_prefixes):
        yield Held("prefix", "existing", prefix.family, prefix.first, prefix.last, eni)
    for address in eni.ipv6:
        yield Held("ipv6", "existing", 6, address, address, eni)


def _usual(owner: PlannedOwner, taken: Taken) -> Iterator[Held]:
    state: HeldState = "planned" if owner.columns.group.pinned else "illustrative"
    primary, *secondary = taken.ipv4
    yield Held("primary", state, 4, primary, primary, owner)
    for address in secondary:
        yield Held("secondary", state, 4, address, address, owner)
    for address in taken.ipv6:
        yield Held("ipv6", state, 6, address, address, owner)
    yield from _prefixes(4, taken.ipv4_prefixes, state, owner)
    yield from _prefixes(6, taken.ipv6_prefixes, state, owner)


def _prefixes(family: Family, firsts: Sequence[int], state: HeldState, owner: Owner) -> Iterator[Held]:
    more = PREFIX_SIZE[family] - 1
    return (Held("prefix", state, family, first, first + more, owner) for first in firsts)


def _own(owner: PlannedOwner, own: OwnRequest) -> Iterator[Held]:
    """An ENI with wishes: what its calls name is planned, the rest is illustrative."""
    calls = (own.line, *(step.line for step in own.further))
    eni, named = own.eni, _ranges(text for line in calls for text in _named_in(line))
    kinds: tuple[tuple[HeldKind, Iterable[str]], ...] = (
        ("primary", (eni.primary,)),
        ("secondary", eni.secondary),
        ("ipv6", eni.ipv6),
        ("prefix", (*eni.ipv4_prefixes, *eni.ipv6_prefixes)),
    )
    for kind, texts in kinds:
        for family, first, last in _ranges(texts):
            state: HeldState = "planned" if (family, first, last) in named else "illustrative"
            yield Held(kind, state, family, first, last, owner)


def _named_in(line: str) -> Iterator[str]:
    """The addresses and prefixes that a call names."""
    parameters = json.loads(line)
    for member in _NAMING:
        value = parameters.get(member, ())
        yield from (value,) if isinstance(value, str) else value


def _ranges(texts: Iterable[str]) -> list[tuple[Family, int, int]]:
    """Family, first and last address of addresses and prefixes."""
    return [found for text in texts if (found := range_of(text))]


def range_of(text: str) -> tuple[Family, int, int] | None:
    """Family, first and last address of an address or CIDR without host bits; None where it is neither."""
    for family in FAMILIES:
        address, block = parse_address(text, family), parse_cidr(text, family)
        if address is not None:
            return family, address, address
        if block is not None:
            return family, block.first, block.last
    return None
