"""A planner without a browser: what a browser would send, as calls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ipywidgets as W  # noqa: N812 - as everybody calls it

import eniplan
from tests.planning.ground_kit import A, B, account

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eniplan.ui.form_widget import FormWidget
    from eniplan.ui.table_widget import TableWidget

WEB = eniplan.read_plan_file(eniplan.examples / "web.toml")
TIGHT = eniplan.read_plan_file(eniplan.examples / "tight.toml")
HANGZHOU = eniplan.read_inventory(eniplan.examples / "hangzhou")
HOSTILE = "<img src=x onerror=alert(1)>"


def new(**more: Any) -> eniplan.Planner:  # noqa: ANN401
    """A planner on two VSwitches that keeps nothing and raises what goes wrong."""
    return eniplan.Planner(account(A, B), **{"save": None, "strict": True, **more})


def of(spec: eniplan.PlanSpec, **more: Any) -> eniplan.Planner:  # noqa: ANN401
    """A planner of a plan for the example account, likewise."""
    return eniplan.Planner(HANGZHOU, spec, **{"save": None, "strict": True, **more})


def typed(form: FormWidget, key: str, text: str, gesture: str | None = None) -> None:
    """Something is typed into a field."""
    form._handle_custom_msg({"type": "typed", "key": key, "typed": text, "gesture": gesture}, [])


def chosen(table: TableWidget, index: int) -> None:
    """A row is chosen."""
    table._handle_custom_msg({"type": "choose", "index": index}, [])


def acted(table: TableWidget, index: int, act: int) -> None:
    """A button of a row is pressed."""
    table._handle_custom_msg({"type": "act", "index": index, "act": act}, [])


def press(planner: eniplan.Planner, label: str) -> None:
    """The first button of that label is pressed."""
    found = next(each for each in inside(planner) if isinstance(each, W.Button) and each.description == label)
    assert not found.disabled
    found.click()


def inside(widget: W.Widget) -> Iterator[W.Widget]:
    """Every widget in a widget, itself first."""
    yield widget
    for child in getattr(widget, "children", ()):
        yield from inside(child)


def kept_messages(widget: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    """The messages that a widget sends from now on."""
    sent: list[dict[str, Any]] = []
    widget.send = lambda content, buffers=None: sent.append({**content, "buffers": buffers})
    return sent
