"""What one call asks for, counted: whether it names the addresses and prefixes or only says how many."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from eniplan.planning.shape import AMOUNT_NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eniplan.contract.wire import Value
    from eniplan.planning.steps import Step


class Asked(NamedTuple):
    """How many of each kind, besides the primary address."""

    secondary_addresses: int
    ipv4_prefixes: int
    ipv6_addresses: int
    ipv6_prefixes: int


def asked_by(step: Step) -> Asked:
    """What a step asks for."""
    parameters = step.parameters
    secondary, ipv6, prefixes4, prefixes6 = (_count(parameters, *names) for names in AMOUNT_NAMES)
    return Asked(secondary, prefixes4, ipv6, prefixes6)


def _count(parameters: Mapping[str, Value], listed: str, counted: str) -> int:
    """How many are listed, or else counted."""
    named, number = parameters.get(listed), parameters.get(counted, 0)
    return len(named) if isinstance(named, list) else number if isinstance(number, int) else 0
