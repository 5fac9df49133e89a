"""The frames of an inventory's ENIs: who they are, their addresses and their prefixes."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from eniplan.network.cidr import address_text
from eniplan.report.frames import tables
from eniplan.report.frames.holdings import Held, listed
from eniplan.report.frames.placed import AMOUNTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pandas import DataFrame

    from eniplan.network.cidr import Cidr
    from eniplan.network.eni import ENI
    from eniplan.network.inventory import Inventory
    from eniplan.report.frames.column import Values
    from eniplan.report.frames.holdings import Holdings

_NAMED = {
    "id": "id",
    "name": "name",
    "vswitch": "vswitch_id",
    "zone": "zone_id",
    "type": "eni_type",
    "status": "status",
    "instance": "instance_id",
    "listed": "listed",
}
"""The columns that are an ENI's attributes."""


@tables.INVENTORY_ENIS.documents
def enis_frame(inventory: Inventory) -> DataFrame:
    """The ENIs of an inventory."""
    enis = inventory.holders
    amounts = [(len(eni.secondary), len(eni.ipv4_prefixes), len(eni.ipv6), len(eni.ipv6_prefixes)) for eni in enis]
    return tables.INVENTORY_ENIS.frame(
        {
            **{column: [getattr(eni, attribute) for eni in enis] for column, attribute in _NAMED.items()},
            "primary": ["" if eni.primary is None else address_text(4, eni.primary) for eni in enis],
            **{name: [each[place] for each in amounts] for place, name in enumerate(AMOUNTS)},
        }
    )


@tables.ADDRESSES.documents
def addresses_frame(inventory: Inventory) -> DataFrame:
    """The single addresses of an inventory's ENIs."""
    found = listed(one for place, eni in enumerate(inventory.holders) for one in _addresses_of(place, eni))
    return tables.ADDRESSES.frame({"address": found.texts(), "kind": found.kind, **_held(inventory, found)})


@tables.PREFIXES.documents
def prefixes_frame(inventory: Inventory) -> DataFrame:
    """The prefixes of an inventory's ENIs."""
    found = listed(one for place, eni in enumerate(inventory.holders) for one in _prefixes_of(place, eni))
    return tables.PREFIXES.frame(
        {"prefix": [str(prefix) for prefix in chain(*map(_prefixes, inventory.holders))], **_held(inventory, found)}
    )


def _addresses_of(place: int, eni: ENI) -> Iterator[Held]:
    yield from (Held(place, 4, "primary", address) for address in (eni.primary,) if address is not None)
    yield from (Held(place, 4, "secondary", address) for address in eni.secondary)
    yield from (Held(place, 6, "ipv6", address) for address in eni.ipv6)


def _prefixes_of(place: int, eni: ENI) -> Iterator[Held]:
    return (Held(place, prefix.family, tables.KINDS[0], prefix.first) for prefix in _prefixes(eni))


def _prefixes(eni: ENI) -> tuple[Cidr, ...]:
    return (*eni.ipv4_prefixes, *eni.ipv6_prefixes)


def _held(inventory: Inventory, found: Holdings) -> dict[str, Values]:
    """What addresses and prefixes have in common; what exists is in no group, and nothing of it a drawing."""
    enis, places, count = inventory.holders, found.eni.tolist(), len(found.eni)
    return {
        "vswitch": [enis[place].vswitch_id for place in places],
        "eni": [enis[place].id for place in places],
        "group": [""] * count,
        "state": ["existing"] * count,
        "illustrative": [False] * count,
        "family": found.family,
        "high": found.high,
        "low": found.low,
    }
