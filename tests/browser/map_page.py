"""A page with nothing but a map widget's view, joined to a real widget as a notebook would join them.

The view gets a model with the methods that anywidget's has. What it sends goes to the widget's own message handler,
what it saves to the widget's own state; what the widget then sends, and the traits that have changed, go back.
"""

from __future__ import annotations

from base64 import b64encode
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from eniplan.ui.map_widget import MapWidget

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

KEYS = ("look", "scene", "cells", "revision", "selected", "selection_words", "offers")
EMPTY = """<!doctype html><html lang="en"><head><title>map</title></head>
<body style="margin:0"><main><h1 hidden>map</h1><div id="place"></div></main></body></html>"""

BRIDGE = """async ([source, css, state]) => {
  const read = (values) => Object.fromEntries(Object.entries(values).map(([key, value]) =>
    [key, key === "cells" ? new DataView(Uint8Array.from(atob(value), (c) => c.charCodeAt(0)).buffer) : value]));
  const heard = {}, dirty = new Set(), traits = read(state);
  const tell = (name, value) => (heard[name] ?? []).slice().forEach((act) => act(value));
  const back = async ({ messages, changed }) => {
    model.update(changed);
    messages.forEach((message) => tell("msg:custom", message));
  };
  const model = window.model = {
    sent: [], heard,
    get: (key) => traits[key],
    set: (key, value) => { traits[key] = value; dirty.add(key); tell(`change:${key}`); },
    on: (name, act) => (heard[name] ??= []).push(act),
    off: (name, act) => { heard[name] = heard[name].filter((one) => one !== act); },
    send: async (content) => { model.sent.push(content); back(await toPython(content)); },
    save_changes: async () => { const keys = [...dirty]; dirty.clear();
      back(await savedToPython(Object.fromEntries(keys.map((key) => [key, traits[key]])))); },
    update: (values) => {
      Object.assign(traits, read(values));
      Object.keys(values).forEach((key) => tell(`change:${key}`));
    },
  };
  const style = document.createElement("style");
  style.textContent = css;
  document.head.append(style);
  window.map = await import(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
  window.close_map = window.map.default.render({ model, el: document.getElementById("place") });
}"""


class MapPage:
    """A widget and its view on a page."""

    def __init__(self, page: Page, width: int = 760) -> None:
        self.page, self.widget = page, MapWidget()
        self._messages: list[object] = []
        self._last = self._state()
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.widget.send = self._sent
        page.expose_function("toPython", self._received)
        page.expose_function("savedToPython", self._saved)
        page.set_content(EMPTY)
        page.eval_on_selector("#place", f"place => place.style.width = '{width}px'")
        css = self.widget._css
        page.evaluate(BRIDGE, [str(self.widget._esm), str(css), self._last])

    def show(self, subject: Any, vswitch_id: str) -> None:  # noqa: ANN401
        """Show a VSwitch and wait until it is drawn."""
        self.widget.show(subject, vswitch_id)
        self.push()
        self.drawn()

    def push(self) -> None:
        """Send the traits that have changed."""
        self.page.evaluate("changed => model.update(changed)", self._changed())

    def drawn(self) -> None:
        """Wait until the latest revision is on the canvas, and two frames more."""
        self.page.wait_for_function(
            "revision => document.querySelector('.eniplan-map > canvas').dataset.rev == revision",
            arg=self.widget.revision,
        )
        self.settled()

    def settled(self) -> None:
        """Wait for two frames and what came of them."""
        self.page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    @property
    def canvas(self) -> Locator:
        """The map."""
        return self.page.locator(".eniplan-map > canvas")

    def words(self, part: str) -> str:
        """The text of a part: ``answer``, ``selection``, ``problem``."""
        return self.page.locator(f".eniplan-map .{part}").inner_text()

    def _sent(self, content: object, buffers: object = None) -> None:
        assert buffers is None
        self._messages.append(content)

    def _received(self, content: object) -> dict[str, object]:
        with suppress(RuntimeError):  # a test's callback; the widget told the page
            self.widget._handle_custom_msg(content, [])
        return self._back()

    def _saved(self, values: dict[str, object]) -> dict[str, object]:
        self.widget.set_state(values)
        return self._back()

    def _back(self) -> dict[str, object]:
        messages, self._messages = self._messages, []
        return {"messages": messages, "changed": self._changed()}

    def _changed(self) -> dict[str, object]:
        state = self._state()
        changed = {key: state[key] for key in KEYS if state[key] != self._last[key]}
        self._last = state
        return changed

    def _state(self) -> dict[str, Any]:
        state = {key: getattr(self.widget, key) for key in KEYS}
        return {**state, "cells": b64encode(state["cells"]).decode(), "selected": list(state["selected"])}
