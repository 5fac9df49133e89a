"""The planner: what exists, where it goes, what is wanted, and what stands in the way, in one picture.

The panels show what the state says and hand what is done to the state; each is built once and updated in place.
Whatever an act raises is caught in one place, shown in a banner, and kept for a report.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import ipywidgets as W  # noqa: N812 - as everybody calls it

from eniplan.errors import WrongKind
from eniplan.exchange.plan_file import read_plan_file
from eniplan.network.inventory import Inventory
from eniplan.network.reading import read_inventory
from eniplan.planning.spec import PlanSpec
from eniplan.ui import autosave, cell_files
from eniplan.ui.acting import ALL
from eniplan.ui.document import document_of
from eniplan.ui.panels.acts import Acts
from eniplan.ui.panels.chart import Chart
from eniplan.ui.panels.export import Export
from eniplan.ui.panels.findings import Findings
from eniplan.ui.panels.groups import Groups
from eniplan.ui.panels.head import Head
from eniplan.ui.panels.network import Network
from eniplan.ui.panels.place import Place
from eniplan.ui.panels.texts import PlanFile, TextPanel
from eniplan.ui.state import PlannerState

if TYPE_CHECKING:
    from eniplan.planning.plan import Plan
    from eniplan.ui.acting import Part
    from eniplan.ui.panels.acts import Panel
    from eniplan.ui.panels.delivery import Delivery
    from eniplan.ui.panels.whatif import WhatIfPanel
    from eniplan.ui.troubles import Trouble

AUTOMATIC = "automatic"
_TABS = ("Export", "Code", "Plan file", "What if", "Send")
_CODE, _PLAN_FILE, _WHAT_IF, _SEND = range(1, len(_TABS))


class Planner(W.VBox):  # type: ignore[misc]
    """Plan ENIs in a notebook: as the last line of a cell it shows itself.

    Args:
        inventory: what exists, or the folder or file of API answers to read it from; without it, the planner offers
            to load answers, or an example.
        spec: a plan to begin with, or a plan file.
        save: the file beside the notebook that keeps what is planned, so that running the cell again brings it back;
            ``automatic`` is a file of the cell's own, None keeps nothing. What was saved goes before ``spec``, unless
            ``spec`` is another one than the saved plan began with.
        strict: raise what an act raises, besides showing it: for tests.

    Attributes:
        plan: the plan of all groups without problems, as :func:`eniplan.plan` gives it; None before there is one.
        spec: what it is made from, as :func:`eniplan.plan` takes it.
        troubles: what went wrong in acts, newest last, each with its exception.

    Raises:
        MalformedFile: a file that is not what it should be; ``save`` names one that the planner did not write.
        EniplanError: ``save`` names the file of another cell's planner.
        WrongKind: an inventory or a spec that is none was given.
    """

    def __init__(
        self,
        inventory: Inventory | str | Path | None = None,
        spec: PlanSpec | str | Path | None = None,
        *,
        save: str | Path | None = AUTOMATIC,
        strict: bool = False,
    ) -> None:
        given = _given(spec)
        self._begun = None if given is None else document_of(given)
        known, sources = _known(inventory)
        self.state = PlannerState(known, sources=sources, strict=strict)
        self._save = cell_files.claim(self, save if save != AUTOMATIC else cell_files.file_of_cell())
        self._acts = acts = Acts(self.state)
        self.head, self.place, self.groups = Head(acts), Place(acts), Groups(acts)
        self.network = Network(acts, cell_files.uploads_beside(self._save))
        self.chart, self.export = Chart(acts), Export(acts)
        self.code, self.plan_file = TextPanel(acts, "plan.py", self.state.code), PlanFile(acts)
        self._whatif_box, self._delivery_box = W.VBox(), W.VBox()
        self.findings = Findings(acts, self.head, self.groups)
        super().__init__(self._parts())
        self.add_class("eniplan-planner")
        self._begin()
        self.state.listen(self._changed)
        self._show(ALL)

    @property
    def plan(self) -> Plan | None:
        """The plan of all groups without problems."""
        return self.state.plan

    @property
    def spec(self) -> PlanSpec:
        """What the plan is made from.

        Raises:
            EniplanError: there is no plan yet.
        """
        return self.state.spec()

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """What went wrong in acts, newest last."""
        return tuple(self.state.troubles)

    @property
    def panels(self) -> tuple[Panel, ...]:
        """Every panel, in the order in which they follow a change: what somebody looks at first comes first."""
        return (
            self.place, self.groups, self.network, self.findings, self.head,
            self.export, self.code, self.plan_file, *self._late(), self.chart,
        )  # fmt: skip

    @cached_property
    def whatif(self) -> WhatIfPanel:
        """The what-if questions, loaded when somebody first looks: a planner without them is there a third sooner."""
        from eniplan.ui.panels.whatif import WhatIfPanel  # noqa: PLC0415 - when first used, see above

        panel = WhatIfPanel(Acts(self.state))
        self._whatif_box.children = (panel.box,)
        return panel

    @cached_property
    def delivery(self) -> Delivery:
        """Approval, rehearsal and sending, loaded when somebody first looks too."""
        from eniplan.ui.panels.delivery import Delivery  # noqa: PLC0415 - when first used, see above

        panel = Delivery(Acts(self.state))
        self._delivery_box.children = (panel.box,)
        return panel

    def _late(self) -> list[WhatIfPanel | Delivery]:
        """The panels that are loaded late, once somebody has looked."""
        return [panel for name, panel in vars(self).items() if name in {"whatif", "delivery"}]

    def close(self) -> None:
        """Take every widget of the planner out of the notebook."""
        for widget in reversed(_inside(self)):
            if widget is not self:
                widget.close()
        super().close()

    def _parts(self) -> list[W.Widget]:
        columns = W.Box([self.network.box, self.place.box, self.chart.box, self.groups.box])
        columns.add_class("eniplan-columns")
        late = (self._whatif_box, self._delivery_box)
        self.tabs = W.Tab([self.export.box, self.code.box, self.plan_file.box, *late], titles=_TABS)
        self.tabs.observe(lambda _change: self._acts.do(self._look), "selected_index")
        return [self.head.box, columns, self.findings.box, self.tabs]

    def _look(self) -> None:
        """Show what the tab that was opened has to show."""
        seen = self.tabs.selected_index
        tabs: dict[int, TextPanel | WhatIfPanel | Delivery] = {_CODE: self.code, _PLAN_FILE: self.plan_file}
        if seen == _WHAT_IF or "whatif" in vars(self):
            tabs[_WHAT_IF] = self.whatif
        if seen == _SEND or "delivery" in vars(self):
            tabs[_SEND] = self.delivery
        for place, panel in tabs.items():
            panel.is_seen = seen == place
            panel.show(frozenset())

    def _begin(self) -> None:
        """Begin with what was saved, else with the plan that was given."""
        saved = autosave.load(self._save) if self._save is not None else None
        if saved is not None and (self._begun is None or saved.begun == self._begun):
            with self.state.acting():
                autosave.restore(self.state, saved)
        elif self._begun is not None:
            self.state.bring_back(self._begun)

    def _changed(self, parts: frozenset[Part]) -> None:
        self._show(parts)
        if self._save is not None and parts & {"document", "selection", "inventory"}:
            autosave.save(self.state, self._save, begun=self._begun)

    def _show(self, parts: frozenset[Part]) -> None:
        """Show what has changed; a panel that cannot is trouble, and keeps no other one from showing it."""
        for panel in self.panels:
            with self.state.troubles.kept(strict=self.state.strict, told=self.head.show_banner):
                panel.show(parts)


def _known(inventory: object) -> tuple[Inventory, tuple[str, ...]]:
    """What exists, and where it was read from."""
    match inventory:
        case None:
            return Inventory(), ()
        case Inventory():
            return inventory, ()
        case str() | Path():
            return read_inventory(inventory), (str(inventory),)
    raise WrongKind("inventory", inventory, "an Inventory, or a file or folder of API answers")


def _given(spec: object) -> PlanSpec | None:
    """The plan to begin with."""
    if spec is None or isinstance(spec, PlanSpec):
        return spec
    if isinstance(spec, str | Path):
        return read_plan_file(spec)
    raise WrongKind("spec", spec, "a plan file, or a PlanSpec as read_plan_file gives it,")


def _inside(widget: W.Widget) -> list[W.Widget]:
    """A widget and all widgets in it, outer ones first."""
    return [widget, *(found for child in getattr(widget, "children", ()) for found in _inside(child))]
