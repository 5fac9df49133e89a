"""What the files say that cannot all be true: shown with file and id, never mended.

One finding for each ENI and kind of contradiction, with the first address and how many more there are; one for each
VSwitch id that no file shows. An address inside its own ENI's prefix is in use once.

The work is one pass over the addresses with dicts of ints: prefixes are aligned, so two overlap only where they are
equal, and an address is inside the prefix that its leading bits name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.network.cidr import FAMILIES, PREFIX_SIZE, Cidr, Family, address_text, usable
from eniplan.network.remarks import PREFIX_DOCUMENTATION, VPC_DOCUMENTATION, remark

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from eniplan.contract.finding import Finding
    from eniplan.network.eni import ENI
    from eniplan.network.inventory import Inventory
    from eniplan.network.vswitch import VSwitch


def contradictions(inventory: Inventory, *, lists_blocks: bool) -> Iterator[Finding]:
    """Every contradiction of an inventory.

    Args:
        inventory: the facts.
        lists_blocks: whether any file lists reserved blocks; without one, prefixes are not held against them.
    """
    has_prefixes = False
    for vswitch_id, holders in inventory.holders_by_vswitch.items():
        vswitch = inventory.vswitches.get(vswitch_id)
        if vswitch is None and inventory.vswitches:
            yield _unknown_vswitch(vswitch_id, holders)
        for family in FAMILIES:
            if vswitch is not None:
                yield from _misplaced(vswitch, holders, family)
                yield from _outside_blocks(vswitch, holders, family) if lists_blocks else ()
            if vswitch_id:
                yield from _owned_twice(holders, vswitch_id, family)
            has_prefixes = has_prefixes or any(_prefixes(holder, family) for holder in holders)
    if has_prefixes and not lists_blocks:
        message = (
            "prefixes in use are not held against reserved blocks: no file lists any (ListVSwitchCidrReservations)"
        )
        yield remark("Lint.NotChecked", message)


def _unknown_vswitch(vswitch_id: str, holders: Sequence[ENI]) -> Finding:
    where = f"in {vswitch_id}, which no file shows" if vswitch_id else "without a VSwitchId"
    message = f"{len(holders)} ENI(s), {holders[0].owner} first, {where}"
    return remark(
        "Lint.UnknownVSwitch", message, file=holders[0].file, subject=vswitch_id or holders[0].id, vswitch=vswitch_id
    )


def _misplaced(vswitch: VSwitch, holders: Sequence[ENI], family: Family) -> Iterator[Finding]:
    """Addresses and prefixes that the VSwitch does not have or keeps for the system."""
    block = vswitch.family_cidr(family)
    low, high = usable(block) if block is not None else (1, 0)
    for holder in holders:
        odd = [address for address in _addresses(holder, family) if not low <= address <= high]
        if odd or _prefixes(holder, family):
            system = [address for address in odd if block is not None and address in block]
            outside = [address_text(family, address) for address in odd if address not in set(system)]
            outside += [str(prefix) for prefix in _prefixes(holder, family) if block is None or not block.holds(prefix)]
            yield from _outside(vswitch, holder, block, outside)
            yield from _system(vswitch, holder, [address_text(family, address) for address in system])


def _outside(vswitch: VSwitch, holder: ENI, block: Cidr | None, values: Sequence[str]) -> Iterator[Finding]:
    if values:
        place = f"outside {block}" if block is not None else "an IPv6 address where IPv6 is off"
        message = f"{_first(values)} of {holder.owner} is {place} in {vswitch.id}"
        yield _about("Lint.AddressOutsideVSwitch", message, holder)


def _system(vswitch: VSwitch, holder: ENI, values: Sequence[str]) -> Iterator[Finding]:
    if values:
        message = f"{_first(values)} of {holder.owner} is a system address of {vswitch.id}, which no ENI can have"
        yield _about("Lint.SystemAddressUsed", message, holder, VPC_DOCUMENTATION)


def _outside_blocks(vswitch: VSwitch, holders: Sequence[ENI], family: Family) -> Iterator[Finding]:
    block = vswitch.family_cidr(family)
    reserved = [reserved.cidr for reserved in vswitch.blocks_of(family)]
    for holder in holders:
        inside = [prefix for prefix in _prefixes(holder, family) if block is not None and block.holds(prefix)]
        stray = [str(prefix) for prefix in inside if not any(one.holds(prefix) for one in reserved)]
        if stray:
            message = f"prefix {_first(stray)} of {holder.owner} is outside every reserved block of {vswitch.id}"
            yield _about("Lint.PrefixOutsideBlocks", message, holder, PREFIX_DOCUMENTATION)


def _owned_twice(holders: Sequence[ENI], vswitch_id: str, family: Family) -> Iterator[Finding]:
    """Addresses and prefixes of one VSwitch with two owners, and addresses inside the prefix of their own ENI."""
    prefixes: dict[int, ENI] = {}
    addresses: dict[int, ENI] = {}
    size = PREFIX_SIZE[family]
    shared: dict[tuple[int, int], tuple[ENI, ENI, list[str]]] = {}
    for holder in holders:
        for prefix in _prefixes(holder, family):
            _share(shared, prefixes.setdefault(prefix.first // size, holder), holder, str(prefix))
    for holder in holders:
        for address in _addresses(holder, family):
            owner = addresses.setdefault(address, holder)
            if owner is not holder:
                _share(shared, owner, holder, address_text(family, address))
            elif prefixes and (around := prefixes.get(address // size)) is not None:
                if around is holder:
                    yield _in_own_prefix(holder, family, address, vswitch_id)
                else:
                    _share(shared, around, holder, f"{address_text(family, address)} (inside a prefix)")
    for owner, holder, values in shared.values():
        message = f"{_first(values)} in {vswitch_id} has two owners: {owner.owner} and {holder.owner}"
        yield _about("Lint.TwoOwners", message, holder)


def _share(shared: dict[tuple[int, int], tuple[ENI, ENI, list[str]]], owner: ENI, holder: ENI, value: str) -> None:
    if owner is not holder:
        shared.setdefault((id(owner), id(holder)), (owner, holder, []))[2].append(value)


def _in_own_prefix(holder: ENI, family: Family, address: int, vswitch_id: str) -> Finding:
    which = "primary" if address == holder.primary else "single"
    message = (
        f"the {which} address {address_text(family, address)} of {holder.owner} in {vswitch_id} "
        "is inside a prefix of the same ENI; it is counted once"
    )
    return _about("Lint.PrimaryInOwnPrefix", message, holder, PREFIX_DOCUMENTATION)


def _about(code: str, message: str, holder: ENI, source: str = "decision") -> Finding:
    place: Mapping[str, str] = {"file": holder.file, "subject": holder.id, "vswitch": holder.vswitch_id}
    return remark(code, message, source=source, **place)


def _addresses(holder: ENI, family: Family) -> tuple[int, ...]:
    return holder.ipv4 if family == 4 else holder.ipv6


def _prefixes(holder: ENI, family: Family) -> tuple[Cidr, ...]:
    return holder.ipv4_prefixes if family == 4 else holder.ipv6_prefixes


def _first(values: Sequence[str]) -> str:
    return f"{values[0]} (and {len(values) - 1} more)" if len(values) > 1 else values[0]
