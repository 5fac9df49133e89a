"""The planner: what exists, where it goes, what is wanted, and what stands in the way, in one picture.

The views below show what the state says and hand what is done to the state; each is built once and updated in place.
Whatever an act raises is caught in one place, shown in a banner, and kept for a report.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import ipywidgets as W  # noqa: N812 - as everybody calls it

from eniplan.exchange.batches import FORMATS, export, write_batch
from eniplan.ui import autosave, rows
from eniplan.ui.fields import BASIC, SECTIONS, Field, group_fields
from eniplan.ui.form_widget import FormWidget, Shown, key_of
from eniplan.ui.map_widget import MapWidget
from eniplan.ui.state import PlannerState
from eniplan.ui.table_widget import TableWidget

if TYPE_CHECKING:
    from eniplan.contract.finding import Finding
    from eniplan.network.inventory import Inventory
    from eniplan.planning.plan import Plan
    from eniplan.planning.spec import PlanSpec
    from eniplan.ui.state import Part

_PREVIEW_LINES = 3
_PREVIEW_WIDTH = 400
_PLAN_FIELDS = (
    Field(path=("name",), label="plan name", help="part of every client token", widget="text", section="Group"),
    Field(path=("region",), label="region", help="the region of all requests", widget="text", section="Group"),
    Field(
        path=("seed",), label="seed", help="same file, inventory and seed: the same plan", widget="whole",
        section="Group", default=0,
    ),
)  # fmt: skip


class Planner(W.VBox):  # type: ignore[misc]
    """The planner as a widget: the last line of a cell shows it.

    Args:
        inventory: what exists.
        spec: a plan to begin with; without it, what was saved, else an empty plan.
        save: the file beside the notebook that keeps the plan; None keeps nothing.
        source: where the inventory was read from, for the code that the planner shows.

    Attributes:
        plan: the plan of all groups without problems.
        spec: what it was made from.
    """

    def __init__(
        self,
        inventory: Inventory,
        spec: PlanSpec | None = None,
        *,
        save: str | Path | None = "planner.json",
        source: str = "",
        strict: bool = False,
    ) -> None:
        self.state = PlannerState(inventory, source=source, strict=strict)
        self._save = None if save is None else Path(save)
        self._found: list[Finding | int] = []
        self._make()
        super().__init__(self._parts())
        self.add_class("eniplan-planner")
        self._begin(spec)
        self.state.listen(self._changed)
        self._show(frozenset({"inventory", "document", "plan", "selection", "trouble"}))

    @property
    def plan(self) -> Plan | None:
        """The plan of all groups without problems."""
        return self.state.plan

    @property
    def spec(self) -> PlanSpec:
        """What the plan is made from."""
        return self.state.spec()

    # building

    def _make(self) -> None:
        state = self.state
        self._title, self._numbers, self._headroom = W.HTML(), W.HTML(), W.HTML()
        self._banner = W.HTML()
        self._dismiss = self._button("Dismiss", "close this message", state.dismiss)
        self._undo = self._button("Undo", "one step back", state.undo)
        self._redo = self._button("Redo", "one step forward again", state.redo)
        self._vswitches = TableWidget("VSwitches", rows.VSWITCH_COLUMNS, self._choose_vswitch, "No VSwitches yet.")
        self._groups = TableWidget("Groups", rows.GROUP_COLUMNS, self._choose_group, "No group yet.")
        self._findings = TableWidget(
            "Findings", rows.FINDING_COLUMNS, self._choose_finding, "Nothing stands in the way."
        )
        self._map = MapWidget()
        self._plan_form = FormWidget([("Plan", "what all groups share", True, _PLAN_FIELDS)], self._typed_plan)
        sections = [
            (name, about, name in BASIC, [field for field in group_fields() if field.section == name])
            for name, about in SECTIONS.items()
        ]
        self._fields = {key_of(field): field for field in group_fields()}
        self._form = FormWidget([section for section in sections if section[3]], self._typed)
        self._acts = [
            self._button("Add", "add a group", state.add_group),
            self._button("Copy", "copy the selected group", state.copy_group),
            self._button("Up", "move the group up", lambda: state.move_group(-1)),
            self._button("Down", "move the group down", lambda: state.move_group(1)),
            self._button("Delete", "delete the selected group", state.delete_group),
        ]
        self._make_export()
        self._make_loading()

    def _make_export(self) -> None:
        self._format = W.Dropdown(options=list(FORMATS), description="Format", layout=W.Layout(width="220px"))
        self._file = W.Text(value="requests.jsonl", description="File", continuous_update=False)
        self._write = self._button("Write", "write the requests into this file", self._export)
        self._preview = W.HTML()
        self._code, self._plan_file = W.HTML(), W.HTML()
        self._format.observe(lambda _change: self._show(frozenset({"plan"})), "value")

    def _make_loading(self) -> None:
        self._folder = W.Text(placeholder="folder or file of API answers", description="Load", continuous_update=False)
        self._load = self._button("Load answers", "read another inventory", self._load_folder)

    def _button(self, label: str, tooltip: str, act: Callable[[], object]) -> W.Button:
        made = W.Button(description=label, tooltip=tooltip, layout=W.Layout(width="auto"))
        made.on_click(lambda _button: self._act(act))
        return made

    def _parts(self) -> list[W.Widget]:
        column = {"min_width": "300px", "flex": "1 1 300px", "overflow": "visible"}
        left = W.VBox(
            [self._vswitches, W.HBox([self._folder, self._load], layout=W.Layout(flex_flow="row wrap"))],
            layout=W.Layout(**column),
        )
        middle = W.VBox([self._map, self._numbers], layout=W.Layout(**{**column, "flex": "1.4 1 420px"}))
        right = W.VBox(
            [self._groups, W.HBox(self._acts, layout=W.Layout(flex_flow="row wrap")), self._headroom, self._form],
            layout=W.Layout(**column),
        )
        export_box = W.VBox([W.HBox([self._format, self._file, self._write]), self._preview])
        tabs = W.Tab([export_box, self._code, self._plan_file], titles=["Export", "Code", "Plan file"])
        return [
            W.HBox([self._title, self._undo, self._redo], layout=W.Layout(justify_content="space-between")),
            W.HBox([self._banner, self._dismiss]),
            self._plan_form,
            W.HBox([left, middle, right], layout=W.Layout(flex_flow="row wrap", align_items="flex-start")),
            self._findings,
            tabs,
        ]

    def _begin(self, spec: PlanSpec | None) -> None:
        """Begin with a plan that was given, else with what was saved."""
        from eniplan.ui.document import document_of  # noqa: PLC0415 - only where it is needed

        if spec is not None:
            self.state.bring_back(document_of(spec), ())
            return
        with self.state.acting():
            saved = autosave.load(self._save) if self._save else None
            if saved is not None:
                autosave.restore(self.state, saved)

    # acts

    def _act(self, act: Callable[[], object]) -> None:
        with self.state.acting():
            act()

    def _typed(self, key: str, typed: str, gesture: str | None) -> None:
        self._act(lambda: self.state.type_into(self._fields[key], typed, gesture=gesture))

    def _typed_plan(self, key: str, typed: str, gesture: str | None) -> None:
        field = next(field for field in _PLAN_FIELDS if key_of(field) == key)
        value = field.value_of(typed)
        value = field.default if value is None else value
        self._act(lambda: self.state.set_plan_key(key, value, gesture=gesture))

    def _choose_vswitch(self, index: int) -> None:
        self._act(lambda: self.state.select_vswitch(list(self.state.subject_vswitches)[index]))

    def _choose_group(self, index: int) -> None:
        self._act(lambda: self.state.select_group(index))

    def _choose_finding(self, index: int) -> None:
        self._act(lambda: self._lead(self._found[index]))

    def _lead(self, found: Finding | int) -> None:
        """Select the group of a finding and go to its field."""
        if isinstance(found, int):
            problem = self.state.problems[found]
            group, path = problem.group, problem.path[2:] if problem.group is not None else problem.path
        else:
            group, path = self.state.field_of(found)
        if group is not None:
            self.state.select_group(group)
        keys = ["/".join(map(str, path[:length])) for length in range(len(path), 0, -1)]
        known = next((key for key in keys if key in self._fields), None)
        if known is not None and group is not None:
            self._form.go_to(known)
        elif keys and keys[-1] in {"name", "region", "seed"}:
            self._plan_form.go_to(keys[-1])

    def _load_folder(self) -> None:
        self.state.load_inventory(self._folder.value)

    def _export(self) -> None:
        if self.plan is not None:
            export(self.plan, self._file.value, self._format.value)

    # showing

    def _changed(self, parts: frozenset[Part]) -> None:
        self._show(parts)
        if self._save is not None and parts & {"document", "selection"}:
            with self.state.acting():
                autosave.save(self.state, self._save)

    def _show(self, parts: frozenset[Part]) -> None:
        state = self.state
        self._show_title()
        if "trouble" in parts:
            self._show_banner()
        if parts & {"plan", "inventory", "selection", "document"}:
            self._show_tables()
            self._form.enabled = bool(state.groups)
            self._form.show({key: Shown(state.typed(f), state.problem_of(f.path)) for key, f in self._fields.items()})
            self._plan_form.show({key_of(field): self._shown_plan(field) for field in _PLAN_FIELDS})
        if parts & {"plan", "inventory", "selection"}:
            self._show_map()
        if "plan" in parts:
            self._show_export()

    def _shown_plan(self, field: Field) -> Shown:
        key = str(field.path[0])
        wrong = next((problem.message for problem in self.state.problems if problem.path[:1] == (key,)), "")
        return Shown(field.typed(self.state.document.get(key, field.default)), wrong)

    def _show_title(self) -> None:
        state = self.state
        region, enis = str(state.document.get("region", "")), len(state.inventory.enis)
        self._title.value = (
            f"<strong>eniplan</strong> {escape(region)} · {len(state.inventory.vswitches):,} VSwitches · {enis:,} ENIs"
            f" · <span>{escape(rows.headline(state))}</span>"
        )
        self._undo.disabled, self._redo.disabled = not state.can_undo, not state.can_redo

    def _show_banner(self) -> None:
        troubles = self.state.troubles
        said = "".join(f"<p>{escape(trouble.message)}</p>" for trouble in troubles[-3:])
        self._banner.value = f'<div role="alert" class="eniplan-problem">{said}</div>' if troubles else ""
        self._dismiss.layout.display = "" if troubles else "none"

    def _show_tables(self) -> None:
        state = self.state
        ids = list(state.subject_vswitches)
        chosen = ids.index(state.vswitch) if state.vswitch in ids else -1
        self._vswitches.show(rows.vswitch_rows(state), chosen)
        self._groups.show(rows.group_rows(state), state.group if state.groups else -1)
        found = rows.finding_rows(state)
        self._found = [leads for _, leads in found]
        self._findings.show([row for row, _ in found])

    def _show_map(self) -> None:
        state = self.state
        self._numbers.value = "".join(f"<div>{escape(line)}</div>" for line in rows.numbers(state))
        self._headroom.value = escape(rows.headroom_text(state))
        if state.vswitch in state.subject_vswitches:
            self._map.show(state.subject, state.vswitch)

    def _show_export(self) -> None:
        plan = self.plan
        if plan is None:
            return
        lines = [line for _, line in zip(range(_PREVIEW_LINES), self._lines(plan), strict=False)]
        preview = "\n".join(line if len(line) <= _PREVIEW_WIDTH else f"{line[:_PREVIEW_WIDTH]}…" for line in lines)
        self._preview.value = f"<pre>{escape(preview)}</pre>"
        for view, text in (
            (self._code, self._text(self.state.code)),
            (self._plan_file, self._text(self.state.plan_file)),
        ):
            view.value = f"<pre>{escape(text)}</pre>"

    def _lines(self, plan: Plan) -> list[str]:
        stream = io.StringIO()
        write_batch(plan, self._format.value, stream)
        return stream.getvalue().splitlines()

    def _text(self, make: Callable[[], str]) -> str:
        """What a text says, or why there is none."""
        try:
            return make()
        except Exception as error:
            return str(error)


def download(name: str, text: str) -> str:
    """A link that saves a text from the browser."""
    data = base64.b64encode(text.encode()).decode()
    return f'<a download="{escape(name)}" href="data:text/plain;base64,{data}">Download {escape(name)}</a>'
