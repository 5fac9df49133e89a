"""An ECS type that the inventory does not list: the dated catalogue's limits, else nobody's, and what to say of them.

What comes from the catalogue is said with its kind and date, and a type that it does not have either is said with the
names near it; its limits are not checked (decision).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from eniplan.network.catalogue import PRECEDENCE, catalogued, names
from eniplan.network.remarks import remark
from eniplan.spelling import near

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from eniplan.contract.finding import Finding
    from eniplan.network.catalogue import CatalogueEntry, Difference
    from eniplan.network.instance_type import InstanceType


def unlisted_type(wanted: str, listed: frozenset[str]) -> tuple[InstanceType | None, Finding]:
    """The limits of a type, None where nobody has them, and what is to be said about them.

    Args:
        wanted: the type's name.
        listed: the types that the inventory has, for a name that is near.
    """
    entry = catalogued(wanted)
    return (entry.limits, _from_catalogue(entry)) if entry is not None else (None, _unknown(wanted, listed))


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
