"""What the planner is: an inventory, a plan as a document, what is selected, and what came of it. No widgets.

Every act of the planner is a method here, so that what was clicked can be tested without a browser, undone, and shown
as code or as a plan file. An act changes the state, plans again where that is needed, and tells who listens what has
changed; views then show what the state says. No view computes anything. An act that fails changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from eniplan.errors import EniplanError, SpecError
from eniplan.exchange.plan_writing import write_plan_file
from eniplan.network.reading import read_inventory
from eniplan.network.reserving import with_reserved_block
from eniplan.planning.planner import plan_groups
from eniplan.ui.acting import Acting
from eniplan.ui.code import code_of
from eniplan.ui.document import Problem, groups_of, path_of, read_document, value_at, with_value, without
from eniplan.ui.group_edits import copied, moved, unused_name, wishes_of, with_group, with_wishes, without_group
from eniplan.ui.history import History, Kept

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping

    from eniplan.network.inventory import Inventory
    from eniplan.network.vswitch import VSwitch
    from eniplan.planning.plan import Plan
    from eniplan.planning.spec import PlanSpec
    from eniplan.ui.document import Document, Path
    from eniplan.ui.fields import Field

EMPTY: Final[Document] = {"format": 1, "name": "plan", "region": "", "group": []}


class PlannerState(Acting):
    """The planner's state.

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
        self._plan_again()

    # the plan's own keys and its groups

    @property
    def groups(self) -> tuple[Mapping[str, object], ...]:
        """The groups' tables, in order."""
        return tuple(groups_of(self.document))

    def typed(self, made: Field, group: int | None = None) -> str:
        """What a field shows, as it would be typed."""
        value = value_at(self.document, self._path(made, group))
        return made.typed(made.default if value is None else value)

    def problem_of(self, path: Path, group: int | None = None) -> str:
        """What is wrong with a field of a group, or with an item in it; empty for nothing."""
        full = ("group", self.group if group is None else group, *path)
        return next((each.message for each in self.problems if each.path[: len(full)] == full), "")

    def type_into(self, made: Field, typed: str, *, gesture: object = None) -> None:
        """Keep what was typed into a field of the selected group, right or wrong.

        Args:
            made: the field.
            typed: what was typed; nothing goes back to the default.
            gesture: edits of one gesture (dragging a slider) are one step back.
        """
        value, path = made.value_of(typed), self._path(made)
        if value is None or (value == made.default and value_at(self.document, path) is None):
            self._edit(without(self.document, path), gesture)
        else:
            self._edit(with_value(self.document, path, value), gesture)

    def _path(self, made: Field, group: int | None = None) -> Path:
        return ("group", self.group if group is None else group, *made.path)

    def set_plan_key(self, key: str, value: object, *, gesture: object = None) -> None:
        """Change a key of the plan itself: ``name``, ``region``, ``seed``."""
        self._edit(with_value(self.document, (key,), value), gesture)

    def set_group_key(self, group: int, key: str, value: object) -> None:
        """Change a key of one group, and select the group; None goes back to the default."""
        path = ("group", group, key)
        document = without(self.document, path) if value is None else with_value(self.document, path, value)
        self._edit(document, select=group)

    def add_group(self) -> None:
        """Add a group after the others and select it: where the selected VSwitch is, with a name of its own."""
        table: dict[str, object] = {"name": unused_name(self.document, "group-{n}"), "count": 1}
        known = self.inventory.security_groups
        table["vswitches"] = [self.vswitch] if self.vswitch else []
        table["security_groups"] = [next(iter(known))] if known else []
        self._edit(with_group(self.document, len(self.groups), table), select=len(self.groups))

    def copy_group(self) -> None:
        """Add a copy of the selected group after it, without its wishes, and select it."""
        if self.groups:
            self._edit(copied(self.document, self.group), select=self.group + 1)

    def delete_group(self) -> None:
        """Delete the selected group."""
        if self.groups:
            select = max(min(self.group, len(self.groups) - 2), 0)
            self._edit(without_group(self.document, self.group), select=select)

    def move_group(self, by: int) -> None:
        """Move the selected group up (negative) or down."""
        if 0 <= self.group + by < len(self.groups):
            self._edit(moved(self.document, self.group, self.group + by), select=self.group + by)

    # wishes and reserved blocks

    def wish_into(self, number: int, made: Field, typed: str) -> None:
        """Keep what was typed as a wish of one ENI of the selected group; a wish for nothing goes away."""
        self._wish(number, {str(made.path[0]): made.value_of(typed)})

    def wish_of(self, number: int, made: Field) -> str:
        """What a wish field of one ENI shows."""
        table = next((each for each in wishes_of(self.document, self.group) if each.get("n") == number), {})
        return made.typed(table.get(str(made.path[0])))

    def pin(self, vswitch: str, address: str) -> None:
        """Wish that the selected ENI gets an address of a VSwitch as its primary one."""
        asked = self.groups[self.group].get("vswitches", ()) if self.groups else ()
        several = not isinstance(asked, list | tuple) or tuple(asked) != (vswitch,)
        self._wish(self.eni, {"vswitch": vswitch if several else None, "primary": address})

    def _wish(self, number: int, wishes: Mapping[str, object | None]) -> None:
        if self.groups:
            self._edit(with_wishes(self.document, self.group, number, wishes))

    def reserve(self, vswitch: str, block: str) -> None:
        """Reserve a block as a what-if.

        Raises:
            SpecError: the API would refuse it.
        """
        self.reserve_all([(vswitch, block)])

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

    # going back

    def undo(self) -> None:
        """Go one step back, where there is one."""
        if self.history.past:
            self._go(*self.history.back(self._now()))

    def redo(self) -> None:
        """Go one step forward again, where there is one."""
        if self.history.future:
            self._go(*self.history.forth(self._now()))

    def _go(self, to: Kept, history: History) -> None:
        self.document, self.reserved, self.group = to
        self.history = history
        self._plan_again()
        self.tell("document", "plan", "selection")

    def _now(self) -> Kept:
        return Kept(self.document, self.reserved, self.group)

    def _edit(self, document: Document, gesture: object = None, *, select: int | None = None) -> None:
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

    # what came of it

    def _world(self, reserved: tuple[tuple[str, str], ...]) -> Inventory:
        world = self.inventory
        for vswitch, block in reserved:
            world = with_reserved_block(world, vswitch, block)
        return world

    @property
    def world(self) -> Inventory:
        """What exists, with the what-if blocks; made again only when one of them is another."""
        kept = self._world_kept
        if kept is None or kept[0] is not self.inventory or kept[1] != self.reserved:
            kept = self._world_kept = (self.inventory, self.reserved, self._world(self.reserved))
        return kept[2]

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

    # selecting and loading

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

    def load_inventory(self, *paths: str | os.PathLike[str]) -> None:
        """Read another inventory; the plan stays, what-if blocks go.

        Raises:
            MalformedFile: a file that is not what it should be; nothing changes.
        """
        inventory = read_inventory(*paths)
        self.loaded = tuple(map(str, paths))
        self.take_inventory(inventory, *self.loaded)

    def take_inventory(self, inventory: Inventory, *sources: str) -> None:
        """Plan on another inventory, which was read from these files or folders."""
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

    def load_document(self, document: Document, group: int = 0) -> None:
        """Take another plan and select a group of it, as one step that can be undone."""
        self._edit(document, select=group)

    def spec(self) -> PlanSpec:
        """The plan's spec, of all groups without problems.

        Raises:
            EniplanError: there is no plan yet.
        """
        spec = read_document(self.document).spec
        if spec is None:
            raise EniplanError(f"there is no plan yet: {self.problems[0].message if self.problems else 'it is empty'}")
        return spec

    def code(self) -> str:
        """The Python that makes the plan again."""
        return code_of(self.spec(), sources=self.sources, reserved=self.reserved)

    def plan_file(self) -> str:
        """The plan file of all groups without problems; what it cannot say stands above it as a comment.

        Raises:
            EniplanError: there is no plan, or a value that TOML cannot say.
        """
        blocks = [f"# What if: {block} is reserved in {vswitch}.\n" for vswitch, block in self.reserved]
        return "".join([*blocks, "\n" if blocks else "", write_plan_file(self.spec())])


def _region_of(inventory: Inventory) -> str:
    """The region that most VSwitches are in; cn-hangzhou where nobody says."""
    regions = [vswitch.region_id for vswitch in inventory.vswitches.values() if vswitch.region_id]
    return max(sorted(set(regions)), key=regions.count, default="cn-hangzhou")
