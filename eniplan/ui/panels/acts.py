"""What every panel shares: acts that may fail, texts that are safe and read out, and what a panel is."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING, Protocol

import ipywidgets as W  # noqa: N812 - as everybody calls it

from eniplan.ui.background import Background

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from eniplan.ui.acting import Part
    from eniplan.ui.state import PlannerState


class Panel(Protocol):
    """A part of the planner."""

    box: W.Widget

    def show(self, changed: frozenset[Part]) -> None:
        """Show what has changed."""


class Acts:
    """Acts on a state: what they raise is caught, shown and kept in one place, :meth:`PlannerState.acting`."""

    def __init__(self, state: PlannerState) -> None:
        self.state = state

    def do(self, act: Callable[[], object]) -> None:
        """Do something."""
        with self.state.acting():
            act()

    def fail(self, error: Exception) -> None:
        """Treat what work in the background has raised like what an act raises."""
        self.do(partial(_raise, error))

    def button(self, label: str, tooltip: str, act: Callable[[], object]) -> W.Button:
        """A button that does something."""
        made = W.Button(description=label, tooltip=tooltip, layout=W.Layout(width="auto"))
        made.on_click(lambda _button: self.do(act))
        return made

    def on_value(self, widget: W.Widget, act: Callable[[], object]) -> None:
        """Do something whenever a widget has another value."""
        widget.observe(lambda _change: self.do(act), "value")

    def beside(self, on_progress: Callable[[int], None], on_end: Callable[[Exception | None], None]) -> Background:
        """Work beside the kernel's own thread, whose progress and end are acts; see :class:`Background`."""
        return Background(lambda done: self.do(lambda: on_progress(done)), lambda error: self.do(lambda: on_end(error)))


def _raise(error: Exception) -> None:
    raise error


def status(*said: str) -> str:
    """What is going on or was done, as HTML that is read out when it changes: a line each, escaped; none for none."""
    return f'<div role="status">{"".join(f"<p>{escape(line)}</p>" for line in said)}</div>' if any(said) else ""


def bare_name(path: str, otherwise: str) -> str:
    """The file's name of a path as any browser or system writes it, without any folder."""
    return path.replace("\\", "/").rpartition("/")[2] or otherwise


def lines(texts: Iterable[str], kind: str = "") -> str:
    """Lines of text as HTML, each escaped."""
    return "".join(f'<div class="{kind}">{escape(text)}</div>' for text in texts)


def row(*widgets: W.Widget) -> W.HBox:
    """Widgets beside each other, on several lines where there is no room."""
    box = W.HBox(widgets, layout=W.Layout(flex_flow="row wrap", align_items="center"))
    box.add_class("eniplan-row")
    return box
