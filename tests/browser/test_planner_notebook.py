"""The notebook that ships, where people open it: JupyterLab, Notebook 7 and Voila, in light and dark."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from playwright.sync_api import expect

import eniplan
from tests.browser.accessibility import violations
from tests.browser.planner_page import PlannerPage

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Opens, OpensCells
    from tests.browser.servers import Server

NOTEBOOK = eniplan.examples / "planner.ipynb"
CARD = ".eniplan-card"
SUMMARY = "68 ENIs asked for"


def test_in_jupyterlab(open_notebook: Opens) -> None:
    """Every cell runs; the inventory's and the plan's card are there, readable for everybody, in light and dark."""
    notebook = open_notebook(NOTEBOOK)
    notebook.run_all()
    expect(notebook.output(-1).locator(CARD)).to_contain_text(SUMMARY)
    notebook.picture("planner in JupyterLab, light")
    assert notebook.grave_violations(CARD) == []
    notebook.go_dark()
    notebook.picture("planner in JupyterLab, dark")
    assert notebook.grave_violations(CARD) == []


def test_in_notebook_7(open_notebook: Opens) -> None:
    """The same in Notebook 7."""
    notebook = open_notebook(NOTEBOOK, front="notebooks")
    notebook.run_all()
    expect(notebook.output(-1).locator(CARD)).to_contain_text(SUMMARY)
    notebook.picture("planner in Notebook 7")
    assert notebook.grave_violations(CARD) == []


def test_in_voila(voila_server: Server, checked_page: Page) -> None:
    """The same as a page without cells, in Voila; its page is light, and so is the card on a dark system."""
    shutil.copy(NOTEBOOK, voila_server.root)
    checked_page.emulate_media(color_scheme="dark")
    checked_page.goto(voila_server.address(f"voila/render/{NOTEBOOK.name}"))
    expect(checked_page.locator(CARD).last).to_contain_text(SUMMARY, timeout=60_000)
    planner = PlannerPage(checked_page).ready()
    planner.add()
    expect(planner.rows("Groups")).to_have_count(6)
    planner.box.locator(".eniplan-chart img:visible").wait_for(timeout=60_000)
    planner.picture("planner in Voila", 1280)
    assert violations(checked_page, CARD) == []
    assert violations(checked_page, ".eniplan-planner") == []


HOSTILE = """
text = '''format = 1
name = "<script>document.title='taken'</script>"
region = "cn-hangzhou"
''' + "".join(f'''
[[group]]
name = "{name}-{{n}}"
count = {count}
vswitches = ["vsw-bp1wh3k9c7r2n5x0q4t8m"]
security_groups = ["sg-bp1web7d3k9x2m5qt8r4"]
secondary_addresses = 4
''' for name, count in NAMES.items())
from pathlib import Path
Path("hostile.toml").write_text(text, encoding="utf-8")
"""
NAMES = {
    "<img src=x onerror=document.title='taken'>": 1,
    "\u202egnihton": 3,
    "n" * 120: 200,
    "网卡 🙂": 1,
}


def test_hostile_names(open_cells: OpensCells) -> None:
    """Names that would be markup, turn the line around, never end or are no Latin letters: shown, and harmless."""
    notebook = open_cells(
        f"NAMES = {NAMES!r}",
        HOSTILE,
        "import eniplan",
        'inventory = eniplan.read_inventory(eniplan.examples / "hangzhou")',
        'plan = eniplan.plan("hostile.toml", inventory)\nplan',
    )
    card = notebook.output(-1).locator(CARD)
    expect(card).to_contain_text("onerror")
    expect(notebook.page).not_to_have_title("taken")
    notebook.picture("hostile names, light", card)
    notebook.go_dark()
    notebook.picture("hostile names, dark", card)
    assert notebook.grave_violations(CARD) == []
