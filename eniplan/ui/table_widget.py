"""A table whose rows can be chosen, as a widget; cells are texts, or a text with a kind (error, warning, note)."""

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
    """A cell that says its kind by a sign as well: ``error``, ``warning``, ``note``."""

    text: str
    kind: str


class Column(NamedTuple):
    """A column: its head, and whether its cells are numbers, which stand at the right."""

    name: str
    number: bool = False


class TableWidget(anywidget.AnyWidget):
    """A table; ``on_choose`` is called with the row's position."""

    _esm = _HERE / "table.js"
    _css = _HERE / "planner.css"
    caption = traitlets.Unicode("").tag(sync=True)
    empty = traitlets.Unicode("").tag(sync=True)
    columns: traitlets.List[Any] = traitlets.List().tag(sync=True)
    rows: traitlets.List[Any] = traitlets.List().tag(sync=True)
    selected = traitlets.Int(-1).tag(sync=True)
    revision = traitlets.Int(0).tag(sync=True)

    def __init__(self, caption: str, columns: Sequence[Column], on_choose: Callable[[int], None], empty: str) -> None:
        """An empty table; ``empty`` is the sentence that stands where it has no rows."""
        super().__init__(caption=caption, columns=[column._asdict() for column in columns], empty=empty)
        self._on_choose = on_choose
        self.on_msg(self._received)

    def show(self, rows: Sequence[Sequence[str | Cell]], selected: int = -1) -> None:
        """Show rows, and which one is chosen; nothing is sent where nothing changed."""
        made = [[cell._asdict() if isinstance(cell, Cell) else cell for cell in row] for row in rows]
        with self.hold_sync():
            self.selected = selected
            if made != self.rows:
                self.rows = made
                self.revision += 1

    def _received(self, _widget: object, content: dict[str, Any], _buffers: object) -> None:
        if content.get("type") == "choose" and 0 <= int(content["index"]) < len(self.rows):
            self._on_choose(int(content["index"]))
