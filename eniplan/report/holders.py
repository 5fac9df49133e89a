"""Who holds an address, since when, and under which rule: the answer behind a map's cell, as a value and a sentence.

An answer is never empty: an address that nobody holds is the system's, free, or in no VSwitch, and says so. It has one
holder for each owner in each VSwitch that has the address, so two owners of one address (a contradiction of the files)
and VSwitches of different VPCs with the same addresses are all named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from eniplan.errors import QuestionError
from eniplan.network.cidr import (
    BITS,
    PREFIX_MASK,
    PREFIX_SIZE,
    SYSTEM,
    Cidr,
    address_text,
    cidr_of,
    has_system_address,
    is_system,
    parse_address,
    prefix_text,
    split_cidr,
)
from eniplan.network.eni import ENI
from eniplan.network.remarks import VPC_DOCUMENTATION
from eniplan.planning.plan import Plan
from eniplan.planning.steps import step_with
from eniplan.report.address_book import address_book, held_by, inventory_of, known_vswitch, overlapping, range_of
from eniplan.report.holder import LONGEST, Holder, Holders
from eniplan.report.lettering import visible
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from eniplan.network.cidr import Family
    from eniplan.network.inventory import Inventory
    from eniplan.network.vswitch import ReservedBlock, VSwitch
    from eniplan.report.address_book import AddressBook, Held, HeldState, PlannedOwner
    from eniplan.report.holder import State

_STATE: dict[HeldState, State] = {"existing": "exists", "planned": "planned", "illustrative": "illustrative"}
_NEAREST = 2


class _Asked(NamedTuple):
    """What was asked for: an address, or a prefix."""

    family: Family
    first: int
    last: int
    is_prefix: bool

    @property
    def text(self) -> str:
        written = prefix_text if self.is_prefix else address_text
        return written(self.family, self.first)


def who_holds(subject: Plan | Inventory, address: str, *, vswitch: str | None = None) -> Holders:
    """Who holds an address or a prefix, in which state, since which request and under which rule.

    Args:
        subject: a plan (with what exists) or an inventory.
        address: an IPv4 or IPv6 address, or a prefix (``10.0.3.64/28``, an IPv6 /80): then everything inside.
        vswitch: the VSwitch's id; without it, every VSwitch that has the address answers.

    Returns:
        At least one holder: owners first of all, else whether it is free, the system's or in no VSwitch.

    Raises:
        QuestionError: the text is no address or prefix, or no VSwitch has that id.
    """
    asked = _read(address)
    inventory = inventory_of(subject)
    sites = list(inventory.vswitches.values()) if vswitch is None else [known_vswitch(subject, vswitch)]
    inside = [site for site in sites if (cidr := site.family_cidr(asked.family)) and cidr.overlaps(_range(asked))]
    found = [answer for site in inside for answer in _answers(subject, asked, address_book(subject, site.id))]
    known = {site.id for site in inside}
    found += [answer for site in sites if site.id not in known for answer in _strays(subject, asked, site.id)]
    if vswitch is None:
        unlisted = inventory.holders_by_vswitch.keys() - inventory.vswitches.keys()
        found += [answer for key in sorted(unlisted) for answer in _strays(subject, asked, key)]
    return Holders(found or [_outside(asked, sites, vswitch)])


def holders_in(book: AddressBook, subject: Plan | Inventory, address: str) -> Holders:
    """The answer of :func:`who_holds` inside one VSwitch, from its book: for many questions, as of a map's pointer."""
    asked = _read(address)
    cidr = book.vswitch.family_cidr(asked.family)
    inside = cidr is not None and cidr.overlaps(_range(asked))
    return Holders(_answers(subject, asked, book) if inside else [_outside(asked, [book.vswitch], book.vswitch.id)])


def _read(text: str) -> _Asked:
    """What a text asks for.

    Raises:
        QuestionError: it is no address and no prefix.
    """
    family: Family = 6 if ":" in text else 4
    address, parts = parse_address(text, family), split_cidr(text, family)
    if address is not None:
        return _Asked(family, address, address, is_prefix=False)
    shown, mask = visible(text, LONGEST), PREFIX_MASK[family]
    if parts is None:
        raise QuestionError(
            text, f"'{shown}' is no address; expected is one like 10.0.3.77 or 2001:db8::4d, or a prefix"
        )
    if parts[1] != mask:
        raise QuestionError(text, f"{shown} has mask {parts[1]}; an IPv{family} prefix has mask {mask}")
    first = cidr_of(family, *parts).first
    if first != parts[0]:
        raise QuestionError(text, f"{shown} has host bits; the prefix around it is {prefix_text(family, first)}")
    return _Asked(family, first, first + PREFIX_SIZE[family] - 1, is_prefix=True)


def _range(asked: _Asked) -> Cidr:
    return Cidr(asked.family, asked.first, PREFIX_MASK[asked.family] if asked.is_prefix else BITS[asked.family])


def _answers(subject: Plan | Inventory, asked: _Asked, book: AddressBook) -> list[Holder]:
    held = overlapping(book.held, asked.family, asked.first, asked.last)
    in_order = sorted(held, key=lambda one: one.first)
    return [_held(subject, book.vswitch, one) for one in in_order] or [_nobody(asked, book.vswitch)]


def _strays(subject: Plan | Inventory, asked: _Asked, vswitch_id: str) -> Iterator[Holder]:
    """Holders that stand in a VSwitch whose CIDR does not have the address, or that no file shows."""
    inventory = inventory_of(subject)
    for eni in inventory.holders_by_vswitch.get(vswitch_id, ()):
        for held in overlapping(held_by(eni), asked.family, asked.first, asked.last):
            known = inventory.vswitches.get(vswitch_id)
            rule = f"outside the CIDR of its VSwitch, {known.cidr}" if known else "no file shows its VSwitch"
            yield _existing(held, eni, vswitch_id, "", rule)


def _held(subject: Plan | Inventory, vswitch: VSwitch, held: Held) -> Holder:
    block = _reserved(vswitch, held.family, held.first)
    where, cidr = _where(vswitch, held, block), str(block.cidr) if block else ""
    if isinstance(held.owner, ENI):
        return _existing(held, held.owner, vswitch.id, cidr, where)
    eni = held.owner.eni
    return Holder(
        address=_text(held),
        vswitch=vswitch.id,
        kind=held.kind,
        state=_STATE[held.state],
        owner=eni.name,
        name=eni.name,
        group=eni.group,
        request=_request(subject, held.owner),
        step=_step(held, held.owner),
        block=cidr,
        rule=f"{where}; {_chosen(held, held.owner)}",
    )


def _existing(held: Held, eni: ENI, vswitch_id: str, block: str, rule: str) -> Holder:
    return Holder(
        address=_text(held),
        vswitch=vswitch_id,
        kind=held.kind,
        state="exists",
        owner=eni.id,
        name=eni.name,
        instance=eni.instance_id,
        block=block,
        rule=rule,
    )


def _text(held: Held) -> str:
    return prefix_text(held.family, held.first) if held.kind == "prefix" else address_text(held.family, held.first)


def _request(subject: Plan | Inventory, owner: PlannedOwner) -> int | None:
    """Which request of the whole batch creates the ENI, counted from 1."""
    if not isinstance(subject, Plan):
        return None
    before = 0
    for columns in subject.columns:
        if columns is owner.columns:
            break
        before += columns.request_count
    return before + owner.columns.request_at(owner.row) + 1


def _step(held: Held, owner: PlannedOwner) -> str:
    """The step that brings an address, where its ENI takes more than one call."""
    steps = owner.columns.steps_of(owner.row)
    if len(steps) == 1 or held.kind == "primary":
        return steps[0].id if len(steps) > 1 else ""
    eni = owner.eni
    texts, parameters = {
        ("secondary", 4): (eni.secondary, ("PrivateIpAddress", "SecondaryPrivateIpAddressCount")),
        ("ipv6", 6): (eni.ipv6, ("Ipv6Address", "Ipv6AddressCount")),
        ("prefix", 4): (eni.ipv4_prefixes, ("Ipv4Prefix", "Ipv4PrefixCount")),
        ("prefix", 6): (eni.ipv6_prefixes, ("Ipv6Prefix", "Ipv6PrefixCount")),
    }[held.kind, held.family]
    place = next(place for place, text in enumerate(texts) if (known := range_of(text)) and known[1] == held.first)
    return step_with(steps, parameters, place).id


def _chosen(held: Held, owner: PlannedOwner) -> str:
    """Who chose a planned address."""
    group = owner.columns.group
    if held.state == "illustrative":
        source = "reserved blocks" if held.kind == "prefix" else "open pool"
        return f"automatic: the cloud takes any free one of the {source}, this one is an illustration"
    wish = group.wishes.get(group.names.number_of(owner.eni.name) or 0)
    named = () if wish is None else (wish.primary, *(wish.secondary or ()), *(wish.ipv6 or ()))
    named += () if wish is None else (*(wish.ipv4_prefixes or ()), *(wish.ipv6_prefixes or ()))
    if group.pinned and _text(held) not in named:
        how = "the lowest free one" if group.draw == "lowest" else "at random"
        return f"pinned: chosen by the plan ({how}) and named in its request"
    return "pinned: named for this ENI, and in its request"


def _reserved(vswitch: VSwitch, family: Family, address: int) -> ReservedBlock | None:
    return next((block for block in vswitch.blocks_of(family) if address in block.cidr), None)


def _where(vswitch: VSwitch, held: Held, block: ReservedBlock | None) -> str:
    """The pool that a held address or prefix lies in."""
    cidr = vswitch.family_cidr(held.family)
    if cidr is not None and held.kind != "prefix" and is_system(cidr, held.first):
        return "a system address, which no ENI can have (a contradiction of the files)"
    if block is None:
        return "outside every reserved block" if held.kind == "prefix" else "open pool"
    within = f"reserved block {block.cidr} ({visible(block.status, 20)})"
    return within if held.kind == "prefix" else f"a single address in {within}, where it spoils a prefix"


def _nobody(asked: _Asked, vswitch: VSwitch) -> Holder:
    """The system's, or free: from the open pool, or as a prefix of a reserved block."""
    cidr = vswitch.family_cidr(asked.family) or vswitch.cidr
    block = _reserved(vswitch, asked.family, asked.first)
    never = has_system_address(cidr, _range(asked)) if asked.is_prefix else is_system(cidr, asked.first)
    rule = _system_rule(asked, cidr) if never else _free_rule(asked, block) + _unexplained(asked, block, vswitch)
    return Holder(
        address=asked.text,
        vswitch=vswitch.id,
        kind="system" if never and not asked.is_prefix else "free",
        state="never" if never else "free",
        block=str(block.cidr) if block else "",
        rule=rule,
    )


def _system_rule(asked: _Asked, cidr: Cidr) -> str:
    head, tail = SYSTEM[asked.family]
    kept = f"the system keeps the first {head} and the last {tail} IPv{asked.family} addresses of {cidr}"
    if asked.is_prefix:
        return f"nobody holds it, and it can never be reserved: {kept} ({VPC_DOCUMENTATION})"
    return f"can never be used: {kept} ({VPC_DOCUMENTATION})"


def _free_rule(asked: _Asked, block: ReservedBlock | None) -> str:
    if block is None:
        whole = "a whole free block of the open pool: it can be reserved, then given as a prefix"
        return f"free: {whole if asked.is_prefix else 'in the open pool, single addresses are drawn from it'}"
    within = f"inside the reserved block {block.cidr}"
    if not block.is_assigned:
        return f"free, {within}, which is {visible(block.status, 20)}: neither prefixes nor addresses come from it"
    return f"free: {within}, {'it can be given' if asked.is_prefix else 'to be had only'} as a prefix"


def _unexplained(asked: _Asked, block: ReservedBlock | None, vswitch: VSwitch) -> str:
    hidden = vswitch.unexplained_ipv4
    if asked.family == 6 or block is not None or not hidden:
        return ""
    return f"; {counted(hidden, 'address')} of this VSwitch taken by something unexplained, maybe here"


def _outside(asked: _Asked, sites: Iterable[VSwitch], vswitch: str | None) -> Holder:
    """In no VSwitch, or not in the one that was asked about; the nearest ones are named."""
    ranked = sorted(
        (_distance(asked, cidr), site.id, cidr)
        for site in sites
        if (cidr := site.family_cidr(asked.family)) is not None
    )
    near = ", ".join(f"{visible(key, LONGEST)} ({cidr})" for _, key, cidr in ranked[:_NEAREST])
    if vswitch is not None:
        rule = f"not in {visible(vswitch, LONGEST)}, " + (f"which is {ranked[0][2]}" if ranked else "without IPv6")
    elif ranked:
        rule = f"in no VSwitch; nearest: {near}"
    else:
        rule = f"in no VSwitch; none has IPv{asked.family}"
    return Holder(address=asked.text, kind="outside", state="outside", rule=rule)


def _distance(asked: _Asked, cidr: Cidr) -> int:
    return cidr.first - asked.last if asked.last < cidr.first else asked.first - cidr.last
