"""The way into the cloud: approve, rehearse, send, below each other in the order in which a batch meets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ipywidgets as W  # noqa: N812 - as everybody calls it

from eniplan.ui.panels.approval import Approval
from eniplan.ui.panels.rehearse import Rehearse
from eniplan.ui.panels.send import Send

if TYPE_CHECKING:
    from eniplan.ui.acting import Part
    from eniplan.ui.panels.acts import Acts, Panel


class Delivery:
    """The three panels; they follow the plan once somebody looks."""

    def __init__(self, acts: Acts) -> None:
        self.approval, self.rehearse, self.send = Approval(acts), Rehearse(acts), Send(acts)
        self._panels: dict[str, Panel] = {"Approve": self.approval, "Rehearse": self.rehearse, "Send": self.send}
        parts = [W.VBox([W.HTML(f"<h4>{title}</h4>"), panel.box]) for title, panel in self._panels.items()]
        self.box = W.VBox(parts)
        self.box.add_class("eniplan-delivery")
        self.is_seen = False
        self._is_old = True

    def show(self, changed: frozenset[Part]) -> None:
        """Show what has changed, once somebody looks."""
        self._is_old = self._is_old or bool(changed & {"document", "plan", "inventory"})
        if self._is_old and self.is_seen:
            self._is_old = False
            for panel in self._panels.values():
                panel.show(frozenset({"plan"}))
