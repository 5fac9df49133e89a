"""What exists is not planned again: ENIs of a group that the inventory already shows by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.network.cidr import address_text, parse_address, parse_cidr
from eniplan.planning.plan import PlannedENI
from eniplan.planning.shape import amounts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eniplan.network.cidr import Family
    from eniplan.network.eni import ENI
    from eniplan.network.inventory import Inventory
    from eniplan.planning.spec import Group, Wish


def find_existing(group: Group, inventory: Inventory) -> dict[int, ENI]:
    """The ENIs of the group that exist in one of its VSwitches, by number.

    Where two ENIs have the name, the one in the VSwitch listed first counts.
    """
    rank = {vswitch_id: place for place, vswitch_id in enumerate(group.vswitches)}
    found: dict[int, ENI] = {}
    names = group.names
    for name in inventory.names_that_begin(names.head):
        number = names.number_of(name)
        here = [eni for eni in inventory.enis_by_name[name] if eni.vswitch_id in rank]
        if number is not None and number <= group.count and here:
            found[number] = min(here, key=lambda eni: rank[eni.vswitch_id])
    return found


def existing_eni(group: Group, name: str, eni: ENI, wish: Wish | None) -> tuple[PlannedENI, str]:
    """An existing ENI as part of the plan, and how its shape differs from what is asked for (empty: not at all)."""
    planned = PlannedENI(
        name=name,
        group=group.name,
        state="existing",
        vswitch=eni.vswitch_id,
        addressing=group.addressing,
        illustrative=False,
        primary=_texts(4, (eni.primary,))[0] if eni.primary is not None else "",
        secondary=_texts(4, eni.secondary),
        ipv4_prefixes=tuple(map(str, eni.ipv4_prefixes)),
        ipv6=_texts(6, eni.ipv6),
        ipv6_prefixes=tuple(map(str, eni.ipv6_prefixes)),
        reason=f"{eni.vswitch_id}: it exists there as {eni.id}",
    )
    return planned, "; ".join(differences(group, eni, wish))


def _texts(family: Family, addresses: tuple[int | None, ...]) -> tuple[str, ...]:
    return tuple(address_text(family, address) for address in addresses if address is not None)


def differences(group: Group, eni: ENI, wish: Wish | None) -> Iterator[str]:
    """How the shape of an existing ENI differs from what its group asks for; ``wish`` is its own, if it has one."""
    has = (len(eni.secondary), len(eni.ipv6), len(eni.ipv4_prefixes), len(eni.ipv6_prefixes))
    kinds = ("secondary addresses", "IPv6 addresses", "IPv4 prefixes", "IPv6 prefixes")
    for kind, amount, there in zip(kinds, amounts(group, wish), has, strict=True):
        if amount.total != there:
            yield f"{there} {kind} instead of {amount.total}"
    if wish is not None:
        yield from _named_differences(eni, wish)


def _named_differences(eni: ENI, wish: Wish) -> Iterator[str]:
    if wish.primary is not None and parse_address(wish.primary, 4) != eni.primary:
        yield f"another primary address than {wish.primary}"
    wanted = (
        ("secondary", [parse_address(text, 4) for text in wish.secondary or ()], set(eni.secondary)),
        ("ipv6", [parse_address(text, 6) for text in wish.ipv6 or ()], set(eni.ipv6)),
        ("ipv4_prefixes", [parse_cidr(text, 4) for text in wish.ipv4_prefixes or ()], set(eni.ipv4_prefixes)),
        ("ipv6_prefixes", [parse_cidr(text, 6) for text in wish.ipv6_prefixes or ()], set(eni.ipv6_prefixes)),
    )
    for key, asked, there in wanted:
        if missing := [item for item in asked if item not in there]:
            yield f"{len(missing)} of the {key} named for it missing"
