"""What is wanted: the groups, the form of the selected one, and the wishes of one of its ENIs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import ipywidgets as W  # noqa: N812 - as everybody calls it

from eniplan.ui import rows
from eniplan.ui.fields import BASIC, NUMBER, SECTIONS, group_fields, wish_fields
from eniplan.ui.form_widget import FormWidget, Shown, key_of
from eniplan.ui.offered import offered
from eniplan.ui.panels.acts import lines, row
from eniplan.ui.table_widget import TableWidget

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eniplan.ui.acting import Part
    from eniplan.ui.document import Path
    from eniplan.ui.fields import Field
    from eniplan.ui.panels.acts import Acts

_WISHES: Final = "Wishes of one ENI"


class Groups:
    """The table of groups with its acts, and two forms: the group's, and that of one ENI's wishes."""

    def __init__(self, acts: Acts) -> None:
        state = acts.state
        self._acts, self._state = acts, state
        self.table = TableWidget("Groups", rows.GROUP_COLUMNS, self._choose, "No group yet: add one.")
        self.add = acts.button("Add", "add a group", state.add_group)
        self._of_group = [
            acts.button("Copy", "copy the selected group", state.copy_group),
            acts.button("Up", "move the selected group up", lambda: state.move_group(-1)),
            acts.button("Down", "move the selected group down", lambda: state.move_group(1)),
            acts.button("Delete", "delete the selected group", state.delete_group),
        ]
        self._fields = {key_of(field): field for field in group_fields()}
        self._wishes = {key_of(field): field for field in wish_fields()}
        self.form = FormWidget(_sections(), self._typed)
        self.wishes = FormWidget([(_WISHES, SECTIONS[_WISHES], False, [NUMBER, *wish_fields()])], self._wished)
        self.headroom = W.HTML()
        self.box = W.VBox([self.table, row(self.add, *self._of_group), self.headroom, self.form, self.wishes])
        self.box.add_class("eniplan-groups")

    def show(self, changed: frozenset[Part]) -> None:
        """Show what has changed."""
        state = self._state
        self.table.show(rows.group_rows(state), state.group if state.groups else -1)
        if not changed & {"document", "plan", "selection"}:
            return
        self.headroom.value = lines(rows.headroom_lines(state), "eniplan-headroom")
        for button in self._of_group:
            button.disabled = not state.groups
        self.form.enabled = self.wishes.enabled = bool(state.groups)
        if changed & {"plan", "inventory"}:
            choices = offered(state)
            for form, known in ((self.form, self._fields), (self.wishes, self._wishes)):
                form.offer({key: found for key, found in choices.items() if key in known})
        said = rows.beside_fields(state)
        self.form.show({key: self._shown(each, said) for key, each in self._fields.items()})
        wishes = {key: self._wish(each, said) for key, each in self._wishes.items()}
        self.wishes.show({key_of(NUMBER): Shown(str(state.eni)), **wishes})

    def _shown(self, field: Field, said: Mapping[Path, str]) -> Shown:
        state = self._state
        return Shown(state.typed(field), state.problem_of(field.path) or said.get(field.path, ""))

    def _wish(self, field: Field, said: Mapping[Path, str]) -> Shown:
        state, path = self._state, ("eni", *field.path)
        return Shown(state.wish_of(state.eni, field), rows.wish_problem(state, field) or said.get(path, ""))

    def lead_to(self, path: Path) -> bool:
        """Put the cursor into the field of the selected group that a path leads to; False where there is none."""
        if path[:1] == ("eni",):
            self.wishes.go_to(next((str(step) for step in path[1:] if step in self._wishes), key_of(NUMBER)))
            return True
        keys = ("/".join(map(str, path[:length])) for length in range(len(path), 0, -1))
        known = next((key for key in keys if key in self._fields), None)
        if known is not None:
            self.form.go_to(known)
        return known is not None

    def _choose(self, index: int) -> None:
        self._acts.do(lambda: self._state.select_group(index))

    def _typed(self, key: str, typed: str, gesture: str | None) -> None:
        self._acts.do(lambda: self._state.type_into(self._fields[key], typed, gesture=gesture))

    def _wished(self, key: str, typed: str, _gesture: str | None) -> None:
        if key == key_of(NUMBER):
            number = NUMBER.value_of(typed)
            self._acts.do(lambda: self._state.select_eni(number if isinstance(number, int) and number > 0 else 1))
        else:
            self._acts.do(lambda: self._state.wish_into(self._state.eni, self._wishes[key], typed))


def _sections() -> list[tuple[str, str, bool, list[Field]]]:
    found = [
        (name, about, name in BASIC, [field for field in group_fields() if field.section == name])
        for name, about in SECTIONS.items()
    ]
    return [section for section in found if section[3]]
