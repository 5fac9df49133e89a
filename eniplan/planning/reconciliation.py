"""A plan beside what exists after it was sent: what became of each ENI, with the evidence, and what is still to do."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from eniplan.spelling import counted
from eniplan.views import Viewable

if TYPE_CHECKING:
    from eniplan.planning.steps import Step

Fate = Literal["created", "changed", "missing", "unknown", "orphaned", "foreign"]
"""What an ENI is:

* ``created``: it exists as it was planned;
* ``changed``: it exists and differs from the plan;
* ``missing``: it does not exist;
* ``unknown``: a call for it has no answer, and it is not in the inventory, which may be older than the call;
* ``orphaned``: it exists because of the batch, and the plan does not find it by its name: renamed, or created twice;
* ``foreign``: it is in a VSwitch of the plan and in no plan.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
    """One ENI.

    Args:
        name: the plan's name for it; what the inventory calls it where it is in no plan.
        group: the group of the plan; empty where it is in none.
        fate: what it is.
        eni: its id; empty where it does not exist.
        vswitch: the VSwitch it is in, or would be.
        evidence: how that is known: its name, the journal, its token.
        differs: what differs from the plan, field by field; empty where nothing does.
    """

    name: str
    group: str
    fate: Fate
    eni: str = ""
    vswitch: str = ""
    evidence: str = ""
    differs: str = ""


@dataclass(frozen=True, kw_only=True, repr=False)
class Reconciliation(Viewable):
    """What :func:`eniplan.reconcile` gives.

    Args:
        plan: the plan's name.
        enis: the plan's ENIs in its order, then orphaned ones, then foreign ones.
        to_send: the steps that are still to be sent, with the tokens they always had.
        to_delete: the steps that take back what the journal created and what still exists, unattached.
        attached: ids of ENIs that the journal created and that cannot be deleted, for an instance has them.
        refused: how many ENIs of the plan have no place; they have no step either.
        note: what else should be known; empty where there is nothing.
    """

    plan: str
    enis: tuple[Reconciled, ...]
    to_send: tuple[Step, ...] = ()
    to_delete: tuple[Step, ...] = ()
    attached: tuple[str, ...] = ()
    refused: int = 0
    note: str = field(default="")

    @cached_property
    def counts(self) -> Counter[Fate]:
        """How many ENIs of each fate."""
        return Counter(each.fate for each in self.enis)

    @property
    def ok(self) -> bool:
        """Whether nothing is left: every ENI of the plan exists as planned, once. Foreign ones are not the plan's."""
        return not self.refused and all(each.fate in {"created", "foreign"} for each in self.enis)

    def __repr__(self) -> str:
        said = ", ".join(f"{number:,} {fate}" for fate, number in self.counts.items())
        left = f"{counted(len(self.to_send), 'step')} to send"
        return f"<Reconciliation of {self.plan}: {said or 'no ENI'}; {left}>"
