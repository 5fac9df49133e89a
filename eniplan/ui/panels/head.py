"""The head: what account this is, what the plan comes to, one step back and forward, and what went wrong."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import ipywidgets as W  # noqa: N812 - as everybody calls it

from eniplan.ui import rows
from eniplan.ui.fields import PLAN_FIELDS
from eniplan.ui.form_widget import FormWidget, Shown, key_of
from eniplan.ui.panels.acts import row

if TYPE_CHECKING:
    from eniplan.ui.acting import Part
    from eniplan.ui.fields import Field
    from eniplan.ui.panels.acts import Acts
    from eniplan.ui.troubles import Trouble

_SHOWN = 3
_FIELDS = {key_of(field): field for field in PLAN_FIELDS}


class Head:
    """Title, headline, undo and redo, the banner, and the keys of the plan itself."""

    def __init__(self, acts: Acts) -> None:
        self._acts, self._state = acts, acts.state
        self.title, self.banner = W.HTML(), W.HTML()
        self.undo = acts.button("Undo", "one step back", self._state.undo)
        self.redo = acts.button("Redo", "one step forward again", self._state.redo)
        self.dismiss = acts.button("Dismiss", "close this message", self._state.dismiss)
        self.form = FormWidget([("Plan", "what all groups share", True, PLAN_FIELDS)], self._typed)
        self.form.add_class("eniplan-plan-keys")
        top = row(self.title, row(self.undo, self.redo))
        top.add_class("eniplan-top")
        self._alert = W.HBox([self.banner, self.dismiss])
        self._alert.add_class("eniplan-alert")
        self.box = W.VBox([top, self._alert, self.form])
        self.show_banner()

    def show(self, changed: frozenset[Part]) -> None:
        """Show what has changed."""
        state = self._state
        account, headline = escape(rows.account(state)), escape(rows.headline(state))
        self.title.value = f"<h2>eniplan <small>{account}</small></h2><strong>{headline}</strong>"
        self.undo.disabled, self.redo.disabled = not state.history.past, not state.history.future
        if "document" in changed:
            self.form.show({key_of(field): self._shown(field) for field in PLAN_FIELDS})
        if "trouble" in changed:
            self.show_banner()

    def _shown(self, field: Field) -> Shown:
        key = str(field.path[0])
        wrong = next((problem.message for problem in self._state.problems if problem.path[:1] == (key,)), "")
        return Shown(field.typed(self._state.document.get(key, field.default)), wrong)

    def _typed(self, key: str, typed: str, gesture: str | None) -> None:
        self._acts.do(lambda: self._type(key, typed, gesture))

    def _type(self, key: str, typed: str, gesture: str | None) -> None:
        field = _FIELDS[key]
        value = field.value_of(typed)
        self._state.set_plan_key(key, field.default if value is None else value, gesture=gesture)

    def show_banner(self) -> None:
        """Show what went wrong, the newest last."""
        troubles = self._state.troubles
        self.banner.value = f'<div role="alert">{"".join(map(_told, troubles[-_SHOWN:]))}</div>' if troubles else ""
        self._alert.layout.display = "" if troubles else "none"


def _told(trouble: Trouble) -> str:
    report = trouble.report
    more = f"<details><summary>Report</summary><pre>{escape(report)}</pre></details>" if report else ""
    return f'<p class="eniplan-problem">{escape(trouble.message)}</p>{more}'
