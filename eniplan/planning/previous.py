"""An earlier plan of the same name: what its ENIs had, so that nothing is renumbered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eniplan.planning.plan import Plan, PlannedENI


@dataclass(frozen=True, slots=True, kw_only=True)
class Previous:
    """An earlier plan, as far as a new one builds on it.

    Args:
        name: of the plan; the new one must have the same.
        enis: its ENIs by name, with their client tokens where they are known.
    """

    name: str
    enis: Mapping[str, PlannedENI] = field(default_factory=dict)


def previous_of(plan: Plan) -> Previous:
    """A plan as the earlier one of another."""
    return Previous(name=plan.name, enis={eni.name: eni for eni in plan.enis})
