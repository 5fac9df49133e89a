"""Where it goes: the map of the selected VSwitch, and what can be done with the addresses that are selected on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.report.lettering import visible
from eniplan.ui import rows
from eniplan.ui.map_widget import MapWidget, Offer

if TYPE_CHECKING:
    from eniplan.report.holder import Holders
    from eniplan.ui.acting import Part
    from eniplan.ui.map_widget import Selection
    from eniplan.ui.panels.acts import Acts

_NAME = 24
_TAKEN = frozenset({"exists", "never", "outside"})
"""States of an address that no ENI could be pinned at."""


class Place:
    """The map with two acts: reserve the block around the selection, and pin the selected ENI at an address."""

    def __init__(self, acts: Acts) -> None:
        self._acts, self._state = acts, acts.state
        self._picked = ""
        self.map = MapWidget(acts.do)
        self.map.on_select(lambda _selection: acts.do(self._offer))
        self.map.on_pick(self._pick)
        self.map.on_act(lambda place: (self._reserve, self._pin)[place]())
        self.map.add_class("eniplan-place")
        self.box = self.map
        self._offer()

    def show(self, changed: frozenset[Part]) -> None:
        """Show what has changed."""
        state = self._state
        if changed & {"plan", "inventory", "selection"} and state.vswitch in state.subject_vswitches:
            if self.map.scene.get("vswitch") != state.vswitch:
                self._picked = ""
            self.map.show(state.subject, state.vswitch)
        self._offer()

    def _pick(self, asked: str, _holders: Holders) -> None:
        """A click on one address chooses it for pinning."""
        self._picked = "" if "/" in asked else asked
        self._offer()

    def _offer(self) -> None:
        selection = self.map.selection
        block, eni = _block(selection), rows.selected_eni(self._state)
        address = self._free(self._address(selection))
        self.map.offer(
            Offer(
                f"Reserve {block}" if block else "Reserve a block",
                selection.proposal.words if selection else "drag over addresses on the map first",
                enabled=bool(block),
            ),
            Offer(
                f"Pin {visible(eni, _NAME)} at {address}" if address and eni else "Pin an ENI here",
                "name this address as the ENI's primary one" if address else "click a free address on the map first",
                enabled=bool(address and eni),
            ),
        )

    def _address(self, selection: Selection | None) -> str:
        """The one address that is selected, or was clicked."""
        if selection is None:
            return self._picked
        return selection.first if selection.first == selection.last else ""

    def _free(self, address: str) -> str:
        """The address, if an ENI could be pinned there."""
        holders = self.map.holders_of(address) if address else None
        return address if holders and not any(holder.state in _TAKEN for holder in holders) else ""

    def _reserve(self) -> None:
        if block := _block(self.map.selection):
            self._state.reserve(self._state.vswitch, block)

    def _pin(self) -> None:
        if address := self._free(self._address(self.map.selection)):
            self._state.pin(self._state.vswitch, address)


def _block(selection: Selection | None) -> str:
    return (selection.proposal.block or "") if selection else ""
