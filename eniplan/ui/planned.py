"""What is planned, on what: a document, an inventory with what-if blocks, the plan of both, and the way back.

The ground of the planner's state, without a field, a group or a file of its own: what changes the document comes
through :meth:`Planned.edit`, which keeps a step back, plans again and tells who listens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from eniplan.errors import EniplanError, SpecError
from eniplan.network.reserving import with_reserved_block
from eniplan.planning.planner import plan_groups
from eniplan.ui.acting import Acting
from eniplan.ui.document import Problem, groups_of, path_of, read_document
from eniplan.ui.history import History, Kept
from eniplan.ui.owners import Owners

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from eniplan.network.inventory import Inventory
    from eniplan.network.vswitch import VSwitch
    from eniplan.planning.plan import Plan
    from eniplan.planning.spec import PlanSpec
    from eniplan.ui.document import Document

EMPTY: Final[Document] = {"format": 1, "name": "plan", "region": "", "group": []}


class Planned(Acting):
    """A document, what it is planned on, and what came of it.

    Args:
        inventory: what exists.
        document: the plan's document; without one, a new plan.
        sources: where the inventory was read from, for the code that reads it again; empty if nobody knows.
        strict: raise what an act raises, besides keeping it as trouble: for tests.

    Attributes:
        plan: of all groups without problems; None before there is one.
        problems: what no plan can say, with its place.
        reserved: blocks that are reserved as a what-if: VSwitch id and CIDR.
        group: the selected group, by position.
        eni: the ENI of the selected group whose wishes are shown, counted from 1.
        vswitch: the selected VSwitch's id; empty where there is none.
        history: what can be undone.
        loaded: the files or folders of an inventory that was loaded since; none is the one that was given.
    """

    undone: ClassVar[tuple[str, ...]] = (
        "document", "reserved", "group", "eni", "vswitch", "inventory", "sources", "loaded", "plan", "problems",
        "history",
    )  # fmt: skip

    def __init__(
        self,
        inventory: Inventory,
        document: Document = EMPTY,
        sources: tuple[str, ...] = (),
        *,
        strict: bool = False,
    ) -> None:
        super().__init__(strict=strict)
        self.inventory, self.sources = inventory, sources
        self.loaded: tuple[str, ...] = ()
        self.document = document if document.get("region") else {**document, "region": _region_of(inventory)}
        self.plan: Plan | None = None
        self.problems: tuple[Problem, ...] = ()
        self.reserved: tuple[tuple[str, str], ...] = ()
        self.group, self.eni, self.vswitch = 0, 1, ""
        self.history = History()
        self._world_kept: tuple[Inventory, tuple[tuple[str, str], ...], Inventory] | None = None
        self._owners_kept: tuple[Plan | None, Owners] | None = None
        self._plan_again()

    @property
    def groups(self) -> tuple[Mapping[str, object], ...]:
        """The groups' tables, in order."""
        return tuple(groups_of(self.document))

    def select_group(self, place: int) -> None:
        """Select a group by position."""
        if 0 <= place < len(self.groups) and place != self.group:
            self.group, self.eni = place, 1
            self.tell("selection")

    def select_eni(self, number: int) -> None:
        """Select the ENI of the selected group whose wishes are shown, counted from 1."""
        if number != self.eni:
            self.eni = number
            self.tell("selection")

    def select_vswitch(self, vswitch: str) -> None:
        """Select a VSwitch."""
        if vswitch != self.vswitch:
            self.vswitch = vswitch
            self.tell("selection")

    # going on and back

    def edit(self, document: Document, gesture: object = None, *, select: int | None = None) -> None:
        """Take another document, as one step that can be undone.

        Args:
            document: the document; where it is the same, nothing has happened.
            gesture: edits of one gesture (dragging a slider) are one step.
            select: the group to select, by position.
        """
        changes = select is not None and select != self.group
        if document == self.document:
            if changes:
                self.select_group(select or 0)
            return
        self.history = self.history.after(self._now(), gesture)
        self.document = document
        if changes:
            self.group, self.eni = select or 0, 1
        self._plan_again()
        self.tell("document", "plan", *(("selection",) if select is not None else ()))

    def undo(self) -> None:
        """Go one step back, where there is one."""
        if self.history.past:
            self._go(*self.history.back(self._now()))

    def redo(self) -> None:
        """Go one step forward again, where there is one."""
        if self.history.future:
            self._go(*self.history.forth(self._now()))

    def _go(self, to: Kept, history: History) -> None:
        is_other = to.inventory is not self.inventory
        self.document, self.reserved, self.group, self.inventory, self.sources, self.loaded = to
        self.history = history
        self._plan_again()
        self.tell("document", "plan", "selection", *(("inventory",) if is_other else ()))

    def _now(self) -> Kept:
        return Kept(self.document, self.reserved, self.group, self.inventory, self.sources, self.loaded)

    # what it is planned on

    def reserve_all(self, blocks: Iterable[tuple[str, str]]) -> None:
        """Reserve blocks, each a VSwitch id and a CIDR, as a what-if and as one step that can be undone.

        Raises:
            SpecError: the API would refuse one of them; none is reserved.
        """
        reserved = (*self.reserved, *blocks)
        self._world(reserved)
        self.history = self.history.after(self._now())
        self.reserved = reserved
        self._plan_again()
        self.tell("document", "plan")

    @property
    def world(self) -> Inventory:
        """What exists, with the what-if blocks; made again only when one of them is another."""
        kept = self._world_kept
        if kept is None or kept[0] is not self.inventory or kept[1] != self.reserved:
            kept = self._world_kept = (self.inventory, self.reserved, self._world(self.reserved))
        return kept[2]

    def _world(self, reserved: tuple[tuple[str, str], ...]) -> Inventory:
        world = self.inventory
        for vswitch, block in reserved:
            world = with_reserved_block(world, vswitch, block)
        return world

    def take_inventory(self, inventory: Inventory, *sources: str) -> None:
        """Plan on another inventory, which was read from these files or folders, as one step that can be undone."""
        self.history = self.history.after(self._now())
        fits_nowhere = not self.groups and not self.inventory.vswitches
        self.inventory, self.sources, self.reserved = inventory, sources, ()
        if fits_nowhere:  # nothing is planned yet, so the region is the new account's
            self.document = {**self.document, "region": _region_of(inventory)}
        self._plan_again()
        self.tell("inventory", "document", "plan", "selection")

    def bring_back(self, document: Document, reserved: tuple[tuple[str, str], ...] = ()) -> None:
        """Begin where an earlier planner was; a what-if block that cannot be reserved any more is told and left out."""
        self.document, self.reserved, self.group, self.history = document, (), 0, History()
        for block in reserved:
            try:
                self._world((*self.reserved, block))
            except SpecError as error:
                self.troubles.add(error, f"{block[1]} is not reserved any more: {error.problem}")
            else:
                self.reserved = (*self.reserved, block)
        self._plan_again()
        self.tell("document", "plan", "selection", "trouble")

    # what came of it

    def _plan_again(self) -> None:
        """Plan what the document says; where it says no plan at all, the last one stays."""
        reading = read_document(self.document)
        self.problems = reading.problems
        if reading.spec is None:
            return
        try:
            self.plan = plan_groups(reading.spec, self.world)
        except SpecError as error:  # a network of the plan that the inventory contradicts
            self.problems = (*self.problems, Problem(path_of(error.key), error.problem))
        if self.vswitch not in self.subject_vswitches:
            self.vswitch = next(iter(self.subject_vswitches), "")

    @property
    def owners(self) -> Owners:
        """Whose each request of the plan is."""
        kept = self._owners_kept
        if kept is None or kept[0] is not self.plan:
            kept = self._owners_kept = (self.plan, Owners(self.plan.spec.groups if self.plan is not None else ()))
        return kept[1]

    @property
    def is_current(self) -> bool:
        """Whether the plan is of the whole document: nothing is left out, and nothing is of before."""
        return not self.problems

    @property
    def subject(self) -> Plan | Inventory:
        """What maps and numbers are of: the plan, or what exists while there is none."""
        return self.plan if self.plan is not None else self.inventory

    @property
    def subject_vswitches(self) -> Mapping[str, VSwitch]:
        """The VSwitches that maps and numbers are of: what exists, and what the plan adds."""
        return self.plan.inventory.vswitches if self.plan is not None else self.inventory.vswitches

    def spec(self) -> PlanSpec:
        """The plan's spec, of all groups without problems.

        Raises:
            EniplanError: there is no plan yet.
        """
        spec = read_document(self.document).spec
        if spec is None:
            raise EniplanError(f"there is no plan yet: {self.problems[0].message if self.problems else 'it is empty'}")
        return spec


def _region_of(inventory: Inventory) -> str:
    """The region that most VSwitches are in; cn-hangzhou where nobody says."""
    regions = [vswitch.region_id for vswitch in inventory.vswitches.values() if vswitch.region_id]
    return max(sorted(set(regions)), key=regions.count, default="cn-hangzhou")
