"""The planner's what-if questions in a real JupyterLab: asked, answered beside the form, and acted upon."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from eniplan.ui.whatif_questions import QUESTIONS
from tests.browser.planner_page import PlannerPage

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from tests.browser.conftest import OpensCells
    from tests.browser.notebook_page import NotebookPage

IMPORT = "import eniplan"
SHOW = (
    'planner = eniplan.Planner(eniplan.examples / "hangzhou", eniplan.examples / "{}.toml", save=None, strict=True)\n'
    "planner"
)
PANEL = ".eniplan-whatif"


class WhatIfPage:
    """The what-if tab of the planner of a page."""

    def __init__(self, notebook: NotebookPage) -> None:
        self.notebook, self.page = notebook, notebook.page
        self.planner = PlannerPage(notebook.page).ready()
        self.planner.box.get_by_role("tab", name="What if").click()
        self.box = self.planner.box.locator(PANEL)

    def ask(self, name: str) -> None:
        """Choose a question, and wait for its answer."""
        self.box.get_by_label("Question").select_option(name)
        expect(self.box.locator("pre")).to_contain_text(f"eniplan.{name}(", timeout=60_000)
        expect(self.box.get_by_role("button", name="Cancel")).to_be_hidden(timeout=60_000)

    @property
    def said(self) -> Locator:
        """The answer's one sentence."""
        return self.box.locator(".eniplan-headline")

    @property
    def chart(self) -> Locator:
        """The answer's chart."""
        return self.box.locator(".eniplan-answer-picture img")

    def drawn(self, words: str) -> None:
        """Wait until the chart's description has these words."""
        expect(self.chart).to_have_attribute("alt", re.compile(re.escape(words)), timeout=20_000)
        expect(self.chart).to_be_visible()


@pytest.fixture(scope="module")
def web(open_for_all: OpensCells) -> WhatIfPage:
    """The what-if tab of the example's plan."""
    return WhatIfPage(open_for_all(IMPORT, SHOW.format("web")))


def test_every_question_is_answered_and_looked_at(web: WhatIfPage) -> None:
    """Each with its defaults: a sentence, a chart with a description, nothing serious for axe, light and dark."""
    web.page.set_viewport_size({"width": 1280, "height": 1400})
    for name in QUESTIONS:
        web.ask(name)
        expect(web.chart).to_have_attribute("alt", re.compile(re.escape(web.said.inner_text()[:40])), timeout=20_000)
        web.page.wait_for_timeout(400)
        web.notebook.picture(f"what if {name}", web.box)
        assert web.notebook.grave_violations(PANEL) == [], name
    web.notebook.go_dark()
    for name in QUESTIONS:
        web.ask(name)
        expect(web.chart).to_have_attribute("alt", re.compile(re.escape(web.said.inner_text()[:40])), timeout=20_000)
        web.page.wait_for_timeout(900)
        web.notebook.picture(f"what if {name} dark", web.box)
        assert web.notebook.grave_violations(PANEL) == [], name
    web.notebook.go_light()
