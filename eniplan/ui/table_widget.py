"""A table whose rows can be chosen, as a widget, and whose rows may have buttons; cells are texts, or say more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import anywidget
import traitlets

if TYPE_CHECKING:
    from collections.abc import Sequence

_HERE = Path(__file__).parent


class Cell(NamedTuple):
    """A cell with more than a text.

    Args:
        text: what it says.
        kind: said by a sign as well: ``error``, ``warning``, ``note``.
        below: a second line, in small letters.
    """

    text: str
    kind: str = ""
    below: str = ""


class Column(NamedTuple):
    """A column: its head, whether its cells are numbers, which stand at the right, and what it means."""

    name: str
    number: bool = False
    meaning: str = ""


class TableWidget(anywidget.AnyWidget):
    """A table; ``on_choose`` is called with a row's position, ``on_act`` with it and the button's."""

    _esm = _HERE / "table.js"
    _css = _HERE / "planner.css"
    caption = traitlets.Unicode("").tag(sync=True)
    empty = traitlets.Unicode("").tag(sync=True)
    columns: traitlets.List[Any] = traitlets.List().tag(sync=True)
    rows: traitlets.List[Any] = traitlets.List().tag(sync=True)
    acts: traitlets.List[Any] = traitlets.List().tag(sync=True)
    selected = traitlets.Int(-1).tag(sync=True)
    revision = traitlets.Int(0).tag(sync=True)

    def __init__(
        self,
        caption: str,
        columns: Sequence[Column],
        on_choose: Callable[[int], None],
        empty: str,
        on_act: Callable[[int, int], None] | None = None,
    ) -> None:
        """An empty table; ``empty`` is the sentence that stands where it has no rows."""
        super().__init__(caption=caption, columns=[column._asdict() for column in columns], empty=empty)
        self._on_choose, self._on_act = on_choose, on_act
        self.on_msg(self._received)

    def show(
        self, rows: Sequence[Sequence[str | Cell]], selected: int = -1, acts: Sequence[Sequence[str]] = ()
    ) -> None:
        """Show rows, which one is chosen, and each row's buttons; nothing is sent where nothing changed."""
        made = [[cell._asdict() if isinstance(cell, Cell) else cell for cell in row] for row in rows]
        buttons = [list(labels) for labels in acts]
        with self.hold_sync():
            self.selected = selected
            if made != self.rows or buttons != self.acts:
                self.rows, self.acts = made, buttons
                self.revision += 1

    def _received(self, _widget: object, content: dict[str, Any], _buffers: object) -> None:
        index = content.get("index")
        if not isinstance(index, int) or not 0 <= index < len(self.rows):
            return  # a late message about a row that has gone
        if content.get("type") == "choose":
            self._on_choose(index)
        elif content.get("type") == "act" and self._on_act is not None and index < len(self.acts):
            act = content.get("act")
            if isinstance(act, int) and 0 <= act < len(self.acts[index]):
                self._on_act(index, act)
