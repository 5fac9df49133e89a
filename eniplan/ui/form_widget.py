"""The group form as a widget: native inputs, drawn from a list of fields, filled from the planner's state."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eniplan.ui.fields import Field

_HERE = Path(__file__).parent
SLIDERS: Mapping[str, tuple[int, int]] = {
    "count": (1, 200),
    "secondary_addresses": (0, 49),
    "ipv4_prefixes": (0, 49),
    "ipv6_addresses": (0, 10),
    "ipv6_prefixes": (0, 49),
    "seed": (0, 50),
}
"""Where a slider goes from and to; beyond its end a number is typed."""

Typed = Callable[[str, str, str | None], None]


class Shown(dict[str, str]):
    """What one field shows: what is typed in it, and what is wrong with that."""

    def __init__(self, typed: str, problem: str = "") -> None:
        super().__init__(typed=typed, problem=problem)


def key_of(field: Field) -> str:
    """The key of a field in messages to and from the browser."""
    return "/".join(map(str, field.path))


class FormWidget(anywidget.AnyWidget):
    """A form; ``on_typed`` is called with a field's key, what was typed, and the gesture it belongs to (or None).

    Each message of the browser has a serial number, and ``answered`` is that of the latest one whose consequences are
    shown: while somebody drags a slider, the field does not jump back to what the kernel knew a moment ago.
    """

    _esm = _HERE / "form.js"
    _css = _HERE / "planner.css"
    layout_: traitlets.List[Any] = traitlets.List().tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    offered = traitlets.Dict().tag(sync=True)
    revision = traitlets.Int(0).tag(sync=True)
    answered = traitlets.Int(0).tag(sync=True)
    enabled = traitlets.Bool(default_value=True).tag(sync=True)

    def __init__(self, sections: Sequence[tuple[str, str, bool, Sequence[Field]]], on_typed: Typed) -> None:
        """A form of sections: name, what stands in it, whether it is open at first, and its fields."""
        rows = [_section(*section) for section in sections]
        super().__init__(layout_=rows)
        self._on_typed = on_typed
        self.on_msg(self._received)

    def show(self, values: Mapping[str, Shown]) -> None:
        """Show values; nothing is sent where nothing changed."""
        if dict(values) != self.values:
            with self.hold_sync():
                self.values = dict(values)
                self.revision += 1

    def offer(self, choices: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        """Offer values for some fields, by key: each with what it is called; nothing is sent where nothing changed."""
        offered = {key: [list(choice) for choice in found] for key, found in choices.items()}
        if offered != self.offered:
            self.offered = offered

    def go_to(self, key: str) -> None:
        """Open the section of a field and put the cursor there."""
        self.send({"type": "focus", "key": key})

    def _received(self, _widget: object, content: dict[str, Any], _buffers: object) -> None:
        if content.get("type") == "typed":
            gesture = content.get("gesture")
            try:
                self._on_typed(str(content["key"]), str(content["typed"]), None if gesture is None else str(gesture))
            finally:
                serial = content.get("serial")
                self.answered = serial if isinstance(serial, int) else self.answered


def _section(name: str, about: str, is_open: bool, fields: Sequence[Field]) -> dict[str, object]:  # noqa: FBT001
    return {"name": name, "about": about, "open": is_open, "fields": [_field(field) for field in fields]}


def _field(field: Field) -> dict[str, object]:
    key = key_of(field)
    slider = (field.slider or SLIDERS.get(key)) if field.widget == "whole" else None
    return {
        "key": key,
        "label": field.label,
        "struct": field.struct,
        "help": field.help,
        "widget": field.widget,
        "choices": list(field.choices),
        "default": field.default,
        "status": field.status,
        "slider": list(slider) if slider else None,
        "hint": field.hint,
    }
