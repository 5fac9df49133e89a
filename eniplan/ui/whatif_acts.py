"""What can be done with an answer to a what-if question: acts on the state, each of which is one step back.

A reservation goes into the planner as a what-if block, groups and pinned addresses into the plan's document; so all of
it stands in the form, the map, the code and the plan file, like anything that was typed.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from eniplan.capacity.pin import PinAnswer
from eniplan.capacity.reserve import ReserveAnswer
from eniplan.capacity.terway import TerwayAnswer
from eniplan.capacity.zones import ZonesAnswer
from eniplan.planning.spec import PlanSpec
from eniplan.report.lettering import visible
from eniplan.spelling import counted
from eniplan.ui.document import document_of, groups_of
from eniplan.ui.fixes import Fix
from eniplan.ui.group_edits import unused_name, with_group

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eniplan.capacity.answer import Answer
    from eniplan.planning.spec import Group
    from eniplan.ui.document import Document
    from eniplan.ui.state import PlannerState

MOST = 3
"""How many acts of one answer are offered."""
_NAME = 30


def acts_of(state: PlannerState, answer: Answer) -> list[Fix]:
    """What can be done with an answer; most often nothing."""
    return list(_acts(state, answer))[:MOST]


def _acts(state: PlannerState, answer: Answer) -> Iterator[Fix]:
    if isinstance(answer, ReserveAnswer) and answer.blocks:
        sites = [(row.vswitch, row.block) for row in answer.blocks]
        yield Fix(f"Reserve {_blocks(len(sites))} as what-if", partial(state.reserve_all, sites))
    if isinstance(answer, ZonesAnswer):
        yield from _against_losses(state, answer)
    if isinstance(answer, TerwayAnswer) and answer.groups:
        yield Fix(f"Add {counted(len(answer.groups), 'group')} to the plan", partial(_add, state, answer.groups))
    if isinstance(answer, PinAnswer) and answer.named:
        yield Fix("Take the pinned plan", partial(_take, state, answer.spec))


def _blocks(number: int) -> str:
    return "this block" if number == 1 else f"all {number:,} blocks"


def _against_losses(state: PlannerState, answer: ZonesAnswer) -> Iterator[Fix]:
    """The blocks against each loss that some help, the worst loss first."""
    for loss in sorted(answer.losses, key=lambda loss: -loss.refused):
        if loss.blocks:
            sites = [(row.vswitch, row.block) for row in loss.blocks]
            name = state.subject_vswitches[loss.vswitch].name or loss.vswitch if loss.vswitch else loss.zone
            said = f"Reserve {_blocks(len(sites))} against losing {visible(name, _NAME)}"
            yield Fix(said, partial(state.reserve_all, sites))


def _add(state: PlannerState, groups: tuple[Group, ...]) -> None:
    """Add groups after the others, each under a name that no other has, and select the first of them."""
    document, first = state.document, len(state.groups)
    for table in groups_of(document_of(PlanSpec(name="added", region="added", groups=groups))):
        named = {**table, "name": unused_name(document, str(table["name"]))}
        document = with_group(document, len(groups_of(document)), named)
    state.load_document(document, first)


def _take(state: PlannerState, spec: PlanSpec) -> None:
    """Take a plan's groups instead of those of the same names; what is still to be mended stays as it is typed."""
    taken = {str(table["name"]): table for table in groups_of(document_of(spec))}
    groups = [taken.get(str(table.get("name")), table) for table in state.groups]
    document: Document = {**state.document, "group": groups}
    state.load_document(document, state.group)
