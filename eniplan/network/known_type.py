"""The limits of an ECS type by its name: the inventory's own, else the dated catalogue's, else nobody's.

DescribeInstanceTypes of the inventory always wins. What comes from the catalogue is said with its kind and date, and a
type that neither has is said with the names near it; its limits are not checked (decision).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from eniplan.network.catalogue import PRECEDENCE, catalogued, names
from eniplan.network.remarks import remark
from eniplan.spelling import near

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from eniplan.contract.finding import Finding
    from eniplan.network.catalogue import CatalogueEntry, Difference
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
    entry = catalogued(wanted)
    if entry is not None:
        return KnownType(entry.limits, _from_catalogue(entry))
    return KnownType(None, _unknown(wanted, frozenset(inventory.instance_types)))


def _from_catalogue(entry: CatalogueEntry) -> Finding:
    limits = entry.limits
    message = f"{limits.id} is not in the inventory; its limits are those of the {limits.source}"
    if entry.differences:
        message += f"; sources differ: {'; '.join(_told(entry.differences))} ({PRECEDENCE})"
    return remark("Lint.CatalogueUsed", message, source=limits.source)


def _told(differences: Iterable[Difference]) -> Iterator[str]:
    """``documentation table, 2021-07-19 or earlier, says eni_quantity 8 and not 2, ipv4_per_eni 20 and not 10``."""
    told: dict[str, list[str]] = {}
    for limit, used, others in differences:
        for source in dict.fromkeys(str(other.source) for other in others):
            figures = dict.fromkeys(other.text for other in others if str(other.source) == source)
            told.setdefault(source, []).append(f"{limit} {' or '.join(figures)} and not {used.text}")
    for source, sayings in told.items():
        yield f"{source}, says {', '.join(sayings)}"


@lru_cache(maxsize=256)
def _unknown(wanted: str, listed: frozenset[str]) -> Finding:
    close = near(wanted, sorted({*listed, *names()}))
    hint = f"near it: {', '.join(close)}; else " if close else ""
    message = f"the limits of {wanted} are not known and not checked; {hint}read DescribeInstanceTypes"
    return remark("Lint.TypeUnknown", message)
