"""Steps back and forth, as a value: a history is never changed, so an act that fails leaves the one before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from eniplan.network.inventory import Inventory
    from eniplan.ui.document import Document

MOST = 500
"""How many steps back are kept."""


class Kept(NamedTuple):
    """What a step goes back to: the document, the what-if blocks, the selected group, and what exists."""

    document: Document
    reserved: tuple[tuple[str, str], ...]
    group: int
    inventory: Inventory
    sources: tuple[str, ...]
    loaded: tuple[str, ...]


class History(NamedTuple):
    """What can be undone and done again, newest last."""

    past: tuple[Kept, ...] = ()
    future: tuple[Kept, ...] = ()
    gesture: object = None

    def after(self, now: Kept, gesture: object = None) -> History:
        """The history once something has been done to ``now``; edits of one gesture (a drag) are one step."""
        if gesture is not None and gesture == self.gesture:
            return self
        return History((*self.past, now)[-MOST:], (), gesture)

    def back(self, now: Kept) -> tuple[Kept, History]:
        """One step back, from what there is now; there has to be one."""
        return self.past[-1], History(self.past[:-1], (*self.future, now))

    def forth(self, now: Kept) -> tuple[Kept, History]:
        """One step forward again; there has to be one."""
        return self.future[-1], History((*self.past, now), self.future[:-1])
