"""The limits of an ECS type by its name: the inventory's own, else the dated catalogue's, else nobody's.

DescribeInstanceTypes of the inventory always wins. The catalogue is loaded for the first type that is not there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from eniplan.contract.finding import Finding
    from eniplan.network.instance_type import InstanceType
    from eniplan.network.inventory import Inventory


class KnownType(NamedTuple):
    """What is known of a type: its limits, None where nobody has them, and what is to be said about them."""

    limits: InstanceType | None
    finding: Finding | None = None


def known_type(wanted: str, inventory: Inventory) -> KnownType:
    """The limits of an ECS type, with a note or a warning where the inventory does not have them.

    Args:
        wanted: the type's name; empty where none is named, then nothing is known and nothing said.
        inventory: what DescribeInstanceTypes said.
    """
    listed = inventory.instance_types.get(wanted)
    if listed is not None or not wanted:
        return KnownType(listed)
    from eniplan.network.unlisted_type import unlisted_type  # noqa: PLC0415 - first use only

    return KnownType(*unlisted_type(wanted, frozenset(inventory.instance_types)))
