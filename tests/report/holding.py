"""The slow oracle of the maps: every address that somebody holds, from the public ENIs of a plan, as sets of texts."""

from __future__ import annotations

from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eniplan.network.inventory import Inventory
    from eniplan.planning.plan import Plan


class Share(NamedTuple):
    """One owner's hold on one address or prefix: first and last as ints, the owner's id or name."""

    kind: str
    first: int
    last: int
    owner: str
    exists: bool


def number(text: str) -> tuple[int, int]:
    """First and last address of a text."""
    if "/" in text:
        network = ip_network(text)
        return int(network[0]), int(network[-1])
    return int(ip_address(text)), int(ip_address(text))


def shares(plan: Plan, vswitch_id: str) -> Iterator[Share]:
    """Everything that is held in a VSwitch, before and after."""
    yield from existing(plan.inventory, vswitch_id)
    for eni in plan.enis:
        if eni.vswitch == vswitch_id and eni.state == "planned":
            kinds = (
                ("primary", (eni.primary,)),
                ("secondary", eni.secondary),
                ("ipv6", eni.ipv6),
                ("prefix", (*eni.ipv4_prefixes, *eni.ipv6_prefixes)),
            )
            yield from (Share(kind, *number(text), eni.name, exists=False) for kind, texts in kinds for text in texts)


def existing(inventory: Inventory, vswitch_id: str) -> Iterator[Share]:
    """What the inventory has."""
    for eni in (*inventory.enis.values(), *inventory.others):
        if eni.vswitch_id == vswitch_id:
            if eni.primary is not None:
                yield Share("primary", eni.primary, eni.primary, eni.id, exists=True)
            yield from (Share("secondary", one, one, eni.id, exists=True) for one in eni.secondary)
            yield from (Share("ipv6", one, one, eni.id, exists=True) for one in eni.ipv6)
            for block in (*eni.ipv4_prefixes, *eni.ipv6_prefixes):
                yield Share("prefix", *number(str(block)), eni.id, exists=True)
