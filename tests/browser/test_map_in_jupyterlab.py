"""The map widget in JupyterLab: its script comes through the kernel, bytes arrive, answers come back, dark is dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.browser.conftest import OpensCells
    from tests.browser.notebook_page import NotebookPage

SHOW = """import eniplan
from eniplan.ui.map_widget import MapWidget
inventory = eniplan.read_inventory(eniplan.examples / "hangzhou")
plan = eniplan.plan(eniplan.examples / "web.toml", inventory)
ids = {vswitch.name: vswitch.id for vswitch in inventory.vswitches.values()}
map = MapWidget()
map.show(plan, ids["web-h"])
map"""


@pytest.fixture(scope="module")
def notebook(open_for_all: OpensCells) -> NotebookPage:
    """A notebook that shows web-h after the example plan."""
    notebook = open_for_all(SHOW)
    notebook.page.locator(".eniplan-map > canvas[data-rev='1']").wait_for()
    return notebook


def test_it_is_drawn_and_answers(notebook: NotebookPage) -> None:
    """The kernel's answer stands below the map; keys go to the map and not to the notebook."""
    canvas = notebook.page.locator(".eniplan-map > canvas")
    canvas.focus()
    for key in ("ArrowRight", "ArrowDown", "Shift+ArrowRight", "Enter"):
        canvas.press(key)
    answer = notebook.page.locator(".eniplan-map .answer")
    answer.filter(has_text="10.20.0.34 in ").wait_for()
    notebook.page.locator(".eniplan-map .selection").filter(has_text="10.20.0.33 to 10.20.0.34, 2 addresses").wait_for()
    assert notebook.page.locator(".jp-CodeCell").count() == 1


def test_the_notebooks_own_style_stays_outside(notebook: NotebookPage) -> None:
    """JupyterLab would break the words of the figures: each stands on one line, 12 to 30 pixels high."""
    for words in notebook.page.locator(".eniplan-map dt").all():
        box = words.bounding_box()
        assert box is not None
        assert 12 < box["height"] < 30


def test_it_follows_the_theme(notebook: NotebookPage) -> None:
    """While it is open; everybody can read it in both."""
    map_ = notebook.page.locator(".eniplan-map")
    notebook.go_dark()
    notebook.page.locator(".eniplan-map[data-theme=dark]").wait_for()
    assert notebook.grave_violations(".eniplan-map") == []
    notebook.picture("map-in-jupyterlab-dark", map_)
    notebook.go_light()
    notebook.page.locator(".eniplan-map[data-theme=light]").wait_for()
    assert notebook.grave_violations(".eniplan-map") == []
    notebook.picture("map-in-jupyterlab", map_)
