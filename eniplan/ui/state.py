"""What the planner is, and every act of it: an inventory, a plan as a document, what is selected. No widgets.

Every act of the planner is a method here, so that what was clicked can be tested without a browser, undone, and shown
as code or as a plan file. An act changes the state, plans again where that is needed (:mod:`eniplan.ui.planned`), and
tells who listens what has changed; views then show what the state says. No view computes anything. An act that fails
changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.exchange.plan_writing import write_plan_file
from eniplan.network.reading import read_inventory
from eniplan.ui.code import code_of
from eniplan.ui.document import value_at, with_value, without
from eniplan.ui.group_edits import copied, moved, unused_name, wishes_of, with_group, with_wishes, without_group
from eniplan.ui.planned import Planned

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from eniplan.ui.document import Document, Path
    from eniplan.ui.fields import Field


class PlannerState(Planned):
    """The planner's state; what it is made of and what it holds is that of :class:`eniplan.ui.planned.Planned`."""

    # fields

    def typed(self, made: Field) -> str:
        """What a field shows, as it would be typed."""
        value = value_at(self.document, self._path(made))
        return made.typed(made.default if value is None else value)

    def problem_of(self, path: Path) -> str:
        """What is wrong with a field of the selected group, or with an item in it; empty for nothing."""
        full = ("group", self.group, *path)
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
            self.edit(without(self.document, path), gesture)
        else:
            self.edit(with_value(self.document, path, value), gesture)

    def _path(self, made: Field) -> Path:
        return ("group", self.group, *made.path)

    def set_plan_key(self, key: str, value: object, *, gesture: object = None) -> None:
        """Change a key of the plan itself: ``name``, ``region``, ``seed``."""
        self.edit(with_value(self.document, (key,), value), gesture)

    def set_group_key(self, group: int, key: str, value: object) -> None:
        """Change a key of one group, and select the group; None goes back to the default."""
        path = ("group", group, key)
        document = without(self.document, path) if value is None else with_value(self.document, path, value)
        self.edit(document, select=group)

    # groups

    def add_group(self) -> None:
        """Add a group after the others and select it: where the selected VSwitch is, with a name of its own."""
        table: dict[str, object] = {"name": unused_name(self.document, "group-{n}"), "count": 1}
        known = self.inventory.security_groups
        table["vswitches"] = [self.vswitch] if self.vswitch else []
        table["security_groups"] = [next(iter(known))] if known else []
        self.edit(with_group(self.document, len(self.groups), table), select=len(self.groups))

    def copy_group(self) -> None:
        """Add a copy of the selected group after it, without its wishes, and select it."""
        if self.groups:
            self.edit(copied(self.document, self.group), select=self.group + 1)

    def delete_group(self) -> None:
        """Delete the selected group."""
        if self.groups:
            select = max(min(self.group, len(self.groups) - 2), 0)
            self.edit(without_group(self.document, self.group), select=select)

    def move_group(self, by: int) -> None:
        """Move the selected group up (negative) or down."""
        if 0 <= self.group + by < len(self.groups):
            self.edit(moved(self.document, self.group, self.group + by), select=self.group + by)

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
            self.edit(with_wishes(self.document, self.group, number, wishes))

    def reserve(self, vswitch: str, block: str) -> None:
        """Reserve a block as a what-if.

        Raises:
            SpecError: the API would refuse it.
        """
        self.reserve_all([(vswitch, block)])

    # files

    def load_inventory(self, *paths: str | os.PathLike[str]) -> None:
        """Read another inventory, as one step that can be undone; the plan stays, what-if blocks go.

        Raises:
            MalformedFile: a file that is not what it should be; nothing changes.
        """
        self.take_inventory(read_inventory(*paths), *map(str, paths))
        self.loaded = self.sources

    def load_document(self, document: Document, group: int = 0) -> None:
        """Take another plan and select a group of it, as one step that can be undone."""
        self.edit(document, select=group)

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
