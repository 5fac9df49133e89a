"""What the planner is: an inventory, a plan as a document, what is selected, and what came of it. No widgets.

Every act of the planner is a method here, so that what was clicked can be tested without a browser, undone, and shown
as code or as a plan file. An act changes the state, plans again where that is needed, and tells who listens what has
changed; views then show what the state says. No view computes anything.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from eniplan.errors import EniplanError, SpecError
from eniplan.exchange.plan_writing import write_plan_file
from eniplan.network.reading import read_inventory
from eniplan.network.reserving import with_reserved_block
from eniplan.planning.limits import more_that_fit
from eniplan.planning.planner import plan_groups
from eniplan.ui.code import code_of
from eniplan.ui.document import (
    Document,
    Path,
    Problem,
    groups_of,
    path_of,
    read_document,
    value_at,
    with_value,
    without,
)
from eniplan.ui.fields import Field, field_of

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping

    from eniplan.contract.finding import Finding
    from eniplan.network.inventory import Inventory
    from eniplan.network.vswitch import VSwitch
    from eniplan.planning.plan import Plan
    from eniplan.planning.spec import PlanSpec

Part = Literal["inventory", "document", "plan", "selection", "trouble"]
"""What a listener is told has changed."""

Listener = Callable[[frozenset[Part]], None]
EMPTY: Document = {"format": 1, "name": "plan", "region": "", "group": []}


class Kept(NamedTuple):
    """What undo goes back to."""

    document: Document
    reserved: tuple[tuple[str, str], ...]
    group: int


@dataclass(frozen=True, slots=True)
class Headroom:
    """How many more ENIs of a group fit after the whole plan, and the code that refuses the next one."""

    group: str
    more: int
    code: str
    limit: str


class Trouble(NamedTuple):
    """Something that went wrong in an act: what, and what to do; the exception is kept for a report."""

    message: str
    error: BaseException


@dataclass
class PlannerState:
    """The planner's state.

    Args:
        inventory: what exists.
        document: the plan's document; empty for a new plan.
        source: where the inventory was read from, for the code that reads it again; empty if nobody knows.
        strict: raise what an act raises, instead of keeping it as trouble: for tests.

    Attributes:
        plan: of all groups without problems; None before there is one.
        problems: what no plan can say, with its place.
        reserved: blocks that are reserved as a what-if: VSwitch id and CIDR.
        group: the selected group, by position.
        vswitch: the selected VSwitch's id; empty where there is none.
        troubles: what went wrong, newest last.
    """

    inventory: Inventory
    document: Document = field(default_factory=lambda: EMPTY)
    source: str = ""
    strict: bool = False
    plan: Plan | None = field(default=None, init=False)
    problems: tuple[Problem, ...] = field(default=(), init=False)
    reserved: tuple[tuple[str, str], ...] = field(default=(), init=False)
    group: int = field(default=0, init=False)
    vswitch: str = field(default="", init=False)
    troubles: list[Trouble] = field(default_factory=list, init=False)
    _listeners: list[Listener] = field(default_factory=list, init=False)
    _undo: list[Kept] = field(default_factory=list, init=False)
    _redo: list[Kept] = field(default_factory=list, init=False)
    _gesture: object = field(default=None, init=False)

    def __post_init__(self) -> None:
        if not self.document.get("region"):
            self.document = {**self.document, "region": _region_of(self.inventory)}
        self.vswitch = next(iter(self.inventory.vswitches), "")
        self._plan_again()

    # listening

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Be told what changes; the result ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def _tell(self, *parts: Part) -> None:
        changed = frozenset(parts)
        for listener in tuple(self._listeners):
            listener(changed)

    @contextmanager
    def acting(self) -> Iterator[None]:
        """An act of the user: what it raises becomes trouble that is shown and kept, and is raised in tests."""
        try:
            yield
        except Exception as error:
            message = str(error) if isinstance(error, EniplanError) else f"{type(error).__name__}: {error}"
            self.troubles.append(Trouble(message, error))
            self._tell("trouble")
            if self.strict:
                raise

    def dismiss(self) -> None:
        """Forget what went wrong."""
        self.troubles.clear()
        self._tell("trouble")

    # the plan's own keys and its groups

    @property
    def groups(self) -> tuple[Mapping[str, object], ...]:
        """The groups' tables, in order."""
        return tuple(groups_of(self.document))

    def typed(self, made: Field, group: int | None = None) -> str:
        """What a field shows, as it would be typed."""
        place = self.group if group is None else group
        value = value_at(self.document, ("group", place, *made.path))
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
        value = made.value_of(typed)
        path = ("group", self.group, *made.path)
        if value is None or (value == made.default and value_at(self.document, path) is None):
            self._edit(without(self.document, path), gesture)
        else:
            self._edit(with_value(self.document, path, value), gesture)

    def set_plan_key(self, key: str, value: object, *, gesture: object = None) -> None:
        """Change a key of the plan itself: ``name``, ``region``, ``seed``."""
        self._edit(with_value(self.document, (key,), value), gesture)

    def add_group(self) -> None:
        """Add a group after the others and select it: where the selected one is, with a name of its own."""
        table: dict[str, object] = {"name": self._new_name("group-{n}"), "count": 1}
        known = self.inventory.security_groups
        table["vswitches"] = [self.vswitch] if self.vswitch else []
        table["security_groups"] = [next(iter(known))] if known else []
        self._insert(len(self.groups), table)

    def copy_group(self) -> None:
        """Add a copy of the selected group after it, without its wishes, and select it."""
        if self.groups:
            table = {key: value for key, value in self.groups[self.group].items() if key != "eni"}
            self._insert(self.group + 1, {**table, "name": self._new_name(str(table.get("name", "group-{n}")))})

    def delete_group(self) -> None:
        """Delete the selected group."""
        if self.groups:
            rest = [*self.groups[: self.group], *self.groups[self.group + 1 :]]
            self._edit({**self.document, "group": rest}, select=max(min(self.group, len(rest) - 1), 0))

    def move_group(self, by: int) -> None:
        """Move the selected group up (negative) or down."""
        to = self.group + by
        if 0 <= to < len(self.groups):
            order = list(self.groups)
            order.insert(to, order.pop(self.group))
            self._edit({**self.document, "group": order}, select=to)

    def _insert(self, place: int, table: Mapping[str, object]) -> None:
        groups = [*self.groups[:place], table, *self.groups[place:]]
        self._edit({**self.document, "group": groups}, select=place)

    def _new_name(self, like: str) -> str:
        """A name pattern that no group has."""
        names = {str(group.get("name")) for group in self.groups}
        head, brace, tail = like.partition("{")
        stem = head.rstrip("0123456789-")
        numbered = (f"{stem}-{number}-{brace}{tail}" if brace else f"{stem}-{number}" for number in range(2, 10_000))
        return like if like not in names else next(name for name in numbered if name not in names)

    # wishes and reserved blocks

    def wish_into(self, number: int, made: Field, typed: str) -> None:
        """Keep what was typed as a wish of one ENI of the selected group; a wish for nothing goes away."""
        wishes = [dict(table) for table in self._wishes()]
        table = next((each for each in wishes if each.get("n") == number), None)
        if table is None:
            table = {"n": number}
            wishes.append(table)
        value = made.value_of(typed)
        key = str(made.path[0])
        table.pop(key, None)
        if value is not None:
            table[key] = value
        left = sorted((each for each in wishes if len(each) > 1), key=lambda each: str(each.get("n")).zfill(_WIDTH))
        path = ("group", self.group, "eni")
        self._edit(with_value(self.document, path, left) if left else without(self.document, path))

    def wish_of(self, number: int, made: Field) -> str:
        """What a wish field of one ENI shows."""
        table = next((each for each in self._wishes() if each.get("n") == number), {})
        return made.typed(table.get(str(made.path[0])))

    def _wishes(self) -> list[Mapping[str, object]]:
        wishes = value_at(self.document, ("group", self.group, "eni"), ())
        return [each for each in wishes if isinstance(each, dict)] if isinstance(wishes, list | tuple) else []

    def reserve(self, vswitch: str, block: str) -> None:
        """Reserve a block as a what-if.

        Raises:
            SpecError: the API would refuse it.
        """
        self._world((*self.reserved, (vswitch, block)))
        self._keep()
        self.reserved = (*self.reserved, (vswitch, block))
        self._plan_again()
        self._tell("document", "plan")

    # going back

    @property
    def can_undo(self) -> bool:
        """Whether there is a step back."""
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step forward."""
        return bool(self._redo)

    def undo(self) -> None:
        """Go one step back."""
        self._step(self._undo, self._redo)

    def redo(self) -> None:
        """Go one step forward again."""
        self._step(self._redo, self._undo)

    def _step(self, back: list[Kept], forth: list[Kept]) -> None:
        if back:
            forth.append(Kept(self.document, self.reserved, self.group))
            self.document, self.reserved, self.group = back.pop()
            self._gesture = None
            self._plan_again()
            self._tell("document", "plan", "selection")

    def _edit(self, document: Document, gesture: object = None, *, select: int | None = None) -> None:
        if document == self.document:
            return
        if gesture is None or gesture != self._gesture:
            self._keep()
        self._gesture = gesture
        self.document = document
        if select is not None:
            self.group = select
        self._plan_again()
        self._tell("document", "plan", *(("selection",) if select is not None else ()))

    def _keep(self) -> None:
        self._undo.append(Kept(self.document, self.reserved, self.group))
        del self._undo[:-_MOST_STEPS]
        self._redo.clear()
        self._gesture = None

    # what came of it

    def _world(self, reserved: tuple[tuple[str, str], ...]) -> Inventory:
        world = self.inventory
        for vswitch, block in reserved:
            world = with_reserved_block(world, vswitch, block)
        return world

    def _plan_again(self) -> None:
        """Plan what the document says; where it says no plan at all, the last one stays."""
        reading = read_document(self.document)
        self.problems = reading.problems
        if reading.spec is None:
            return
        try:
            self.plan = plan_groups(reading.spec, self._world(self.reserved))
        except SpecError as error:  # a network of the plan that the inventory contradicts
            self.problems = (*self.problems, Problem(path_of(error.key), error.problem))

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

    def headroom(self) -> Headroom | None:
        """How many more ENIs of the selected group fit; None where its limits are not known."""
        name = str(value_at(self.document, ("group", self.group, "name"), ""))
        limits = [limit for limit in self.plan.limits if limit.group == name] if self.plan else []
        if not limits:
            return None
        first = min(limits, key=lambda limit: limit.fits)
        return Headroom(name, more_that_fit(limits), first.code, f"{first.kind} of {first.subject}")

    def field_of(self, finding: Finding) -> tuple[int | None, Path]:
        """Where a finding leads: the group by position (None for none of them) and the path of the field."""
        names = [str(group.get("name")) for group in self.groups]
        spec = self.plan.spec if self.plan else None
        owners = spec.groups if spec else ()
        for owner in owners:
            if finding.request == owner.name or owner.names.number_of(finding.request):
                return (names.index(owner.name) if owner.name in names else None), field_of(finding.parameter)
        return None, field_of(finding.parameter)

    # selecting and loading

    def select_group(self, place: int) -> None:
        """Select a group by position; the VSwitch of its first ENI, or the first that it names, is selected too."""
        if 0 <= place < len(self.groups) and place != self.group:
            self.group = place
            self._tell("selection")

    def select_vswitch(self, vswitch: str) -> None:
        """Select a VSwitch."""
        if vswitch != self.vswitch:
            self.vswitch = vswitch
            self._tell("selection")

    def load_inventory(self, *paths: str | os.PathLike[str]) -> None:
        """Read another inventory; the plan stays, what-if blocks go.

        Raises:
            MalformedFile: a file that is not what it should be; nothing changes.
        """
        inventory = read_inventory(*paths)
        self.take_inventory(inventory, source=", ".join(map(str, paths)))

    def take_inventory(self, inventory: Inventory, *, source: str = "") -> None:
        """Plan on another inventory."""
        self.inventory, self.source, self.reserved = inventory, source, ()
        if self.vswitch not in inventory.vswitches:
            self.vswitch = next(iter(inventory.vswitches), "")
        self._plan_again()
        self._tell("inventory", "plan", "selection")

    def bring_back(self, document: Document, reserved: tuple[tuple[str, str], ...]) -> None:
        """Begin where an earlier planner was; a what-if block that cannot be reserved any more is left out."""
        self.document, self.reserved, self.group = document, (), 0
        for block in reserved:
            try:
                self._world((*self.reserved, block))
            except SpecError as error:
                self.troubles.append(Trouble(f"{block[1]} is not reserved any more: {error.problem}", error))
            else:
                self.reserved = (*self.reserved, block)
        self._undo.clear()
        self._redo.clear()
        self._plan_again()
        self._tell("document", "plan", "selection", "trouble")

    def load_document(self, document: Document) -> None:
        """Take another plan, as one step that can be undone."""
        self._edit(document, select=0)

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
        return code_of(self.spec(), source=self.source, reserved=self.reserved)

    def plan_file(self) -> str:
        """The plan file of all groups without problems.

        Raises:
            EniplanError: there is no plan, or a value that TOML cannot say.
        """
        return write_plan_file(self.spec())


_MOST_STEPS = 500
_WIDTH = 12


def _region_of(inventory: Inventory) -> str:
    """The region that most VSwitches are in; cn-hangzhou where nobody says."""
    regions = [vswitch.region_id for vswitch in inventory.vswitches.values() if vswitch.region_id]
    return max(sorted(set(regions)), key=regions.count, default="cn-hangzhou")
