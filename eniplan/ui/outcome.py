"""What came of a plan, as the planner asks it: how many more fit, and where a finding leads."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from eniplan.planning.limits import more_that_fit
from eniplan.ui.document import value_at
from eniplan.ui.fields import field_of

if TYPE_CHECKING:
    from eniplan.contract.finding import Finding
    from eniplan.ui.document import Path
    from eniplan.ui.state import PlannerState


class Headroom(NamedTuple):
    """How many more ENIs of a group fit after the whole plan, and the code that refuses the next one."""

    group: str
    more: int
    code: str
    limit: str


def headroom(state: PlannerState) -> Headroom | None:
    """How many more ENIs of the selected group fit; None where its limits are not known."""
    name = str(value_at(state.document, ("group", state.group, "name"), ""))
    limits = [limit for limit in state.plan.limits if limit.group == name] if state.plan else []
    if not limits:
        return None
    first = min(limits, key=lambda limit: limit.fits)
    known = state.subject_vswitches.get(first.subject)
    subject = known.name or known.id if known is not None else first.subject
    return Headroom(name, more_that_fit(limits), first.code, f"{first.kind} of {subject}")


def group_of(state: PlannerState, finding: Finding) -> int | None:
    """The group that a finding is about, by position; None for none of them."""
    owner = state.owners.of(finding.request).group
    places = (place for place, group in enumerate(state.groups) if str(group.get("name")) == owner)
    return next(places, None) if owner else None


def place_of(state: PlannerState, finding: Finding) -> tuple[int | None, Path]:
    """Where a finding leads: the group by position (None for none of them) and the path of the field."""
    return group_of(state, finding), field_of(finding.parameter)
