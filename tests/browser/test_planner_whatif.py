"""The planner's what-if questions in a real JupyterLab: asked, answered beside the form, and acted upon."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from eniplan.ui.whatif_questions import QUESTIONS
from tests.browser.planner_page import PlannerPage

if TYPE_CHECKING:
    from collections.abc import Iterable

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

    def field(self, label: str) -> Locator:
        """A field of the question by its whole label."""
        return self.box.get_by_label(re.compile(f"^{re.escape(label)}$"))

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


def looked_at(whatif: WhatIfPage, suffix: str, names: Iterable[str]) -> None:
    """Ask questions: a sentence, a chart with that description, nothing serious for axe; and its picture."""
    for name in names:
        whatif.ask(name)
        whatif.drawn(whatif.said.inner_text()[:40])
        whatif.page.wait_for_timeout(600)  # for a chart that is drawn anew in another theme
        whatif.notebook.picture(f"what if {name}{suffix}", whatif.box)
        assert whatif.notebook.grave_violations(PANEL) == [], name


def test_every_question_is_answered_in_light_and_some_in_dark(web: WhatIfPage) -> None:
    """Each with its defaults, at 1280 px; all of them share the style that is dark."""
    web.page.set_viewport_size({"width": 1280, "height": 2000})
    looked_at(web, "", QUESTIONS)
    web.notebook.go_dark()
    looked_at(web, " dark", ("forecast", "terway", "sweep"))
    web.notebook.go_light()


def test_headroom_follows_a_slider_of_the_group_form(web: WhatIfPage) -> None:
    """Five steps more, five ENIs fewer fit: sentence, table and chart."""
    web.ask("headroom")
    web.field("group").select_option("gateway-{n}")
    expect(web.said).to_have_text("218 more of gateway-{n} fit, then InvalidVSwitchId.IpNotEnough")
    slider = web.planner.slider("count")
    slider.focus()
    for _ in range(5):
        slider.press("ArrowRight")
    expect(web.said).to_have_text("213 more of gateway-{n} fit, then InvalidVSwitchId.IpNotEnough")
    expect(web.box.locator(".eniplan-card tbody tr").first).to_contain_text("213")
    web.drawn("213 more of gateway-{n} fit")
    web.planner.press("Undo")
    expect(web.said).to_contain_text("218 more")


def test_fields_are_reached_by_keys_and_explain_what_is_wrong(web: WhatIfPage) -> None:
    """Tab from the question to its fields; a slider moves by arrows; a wrong text stays with its sentence."""
    web.ask("size")
    web.box.get_by_label("Question").focus()
    reached = []
    for _ in range(8):
        web.page.keyboard.press("Tab")
        reached.append(web.page.evaluate("document.activeElement.getAttribute('aria-label') ?? ''"))
    assert "VSwitches, slider" in reached
    slider = web.box.get_by_label("VSwitches, slider", exact=True)
    slider.focus()
    slider.press("ArrowRight")
    expect(web.field("VSwitches")).to_have_value("2")
    expect(web.box.locator("pre")).to_have_text("eniplan.size(plan, vswitches=2)")
    field = web.field("confidence")
    field.fill("sure")
    field.press("Tab")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(web.box.locator(".eniplan-wrong .eniplan-problem")).to_contain_text('"sure" is no chance')
    expect(web.said).to_be_hidden()
    web.notebook.picture("what if with a wrong value", web.box)
    assert web.notebook.grave_violations(PANEL) == []
    field.fill("0.9")
    field.press("Tab")
    expect(web.said).to_be_visible()


def test_long_work_is_cancelled(web: WhatIfPage) -> None:
    """Churn of many nodes: the kernel answers meanwhile, Cancel ends it, and it can be asked again."""
    web.ask("churn")
    for label, text in (("nodes", "100"), ("replications", "100")):
        web.field(label).fill(text)
        web.field(label).press("Tab")
    expect(web.box.get_by_role("button", name="Cancel")).to_be_visible()
    expect(web.box.get_by_text("Working: what stands below is of before.")).to_be_visible()
    web.box.get_by_role("button", name="Cancel").click()
    expect(web.box.get_by_text("Cancelled: there is no answer.")).to_be_visible(timeout=10_000)
    expect(web.box.get_by_role("button", name="Ask again")).to_be_visible()
    web.notebook.picture("what if cancelled", web.box)
    for label, text in (("nodes", "5"), ("replications", "5")):
        web.field(label).fill(text)
        web.field(label).press("Tab")
    expect(web.said).to_be_visible(timeout=60_000)


def test_blocks_are_reserved_by_one_act(open_cells: OpensCells) -> None:
    """All of them: the refused ENIs are placed, and one step back they are refused again."""
    whatif = WhatIfPage(open_cells(IMPORT, SHOW.format("tight")))
    whatif.page.set_viewport_size({"width": 1280, "height": 2000})
    whatif.ask("reserve")
    act = whatif.box.get_by_role("button", name="Reserve all 2 blocks as what-if")
    act.click()
    expect(whatif.said).to_contain_text("no block", timeout=30_000)
    expect(act).to_be_hidden()
    whatif.notebook.picture("what if blocks are reserved", whatif.planner.box)
    whatif.planner.press("Undo")
    expect(act).to_be_visible(timeout=30_000)
    expect(whatif.said).to_contain_text("reserve 2 blocks")


HOSTILE = r"""
names = ["<img src=x onerror=alert(1)>", "x" * 128, "\u202eabc right to left \u05d0\u05d1", "\U0001F4A9 <script>"]
rows = [{"VSwitchId": f"vsw-{i}", "VSwitchName": n, "VpcId": "vpc-<b>", "ZoneId": "cn-hangzhou-h",
         "CidrBlock": f"10.{i}.0.0/24"} for i, n in enumerate(names)]
import json, pathlib
pathlib.Path("hostile.json").write_text(json.dumps({"VSwitches": {"VSwitch": rows}}))
planner = eniplan.Planner("hostile.json", save=None)
for name in names:
    planner.state.add_group()
    planner.state.set_group_key(planner.state.group, "name", name + "{n}")
    planner.state.set_group_key(planner.state.group, "vswitches", ["vsw-0", "vsw-1"])
    planner.state.set_group_key(planner.state.group, "security_groups", ["sg-<b>"])
planner
"""


def test_hostile_names_are_text(open_cells: OpensCells) -> None:
    """Markup, 128 letters, right to left, emoji, as VSwitches and groups: letters in every answer; nothing runs."""
    notebook = open_cells(IMPORT, HOSTILE)
    dialogs: list[str] = []
    notebook.page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    whatif = WhatIfPage(notebook)
    whatif.page.set_viewport_size({"width": 1280, "height": 2000})
    for name in ("headroom", "blocks", "zones", "pin", "burst"):
        whatif.ask(name)
        expect(whatif.chart).to_have_attribute(
            "alt", re.compile(re.escape(whatif.said.inner_text()[:12])), timeout=20_000
        )
        notebook.picture(f"what if {name} with hostile names", whatif.box)
    assert whatif.planner.box.locator("img[src=x], script").count() == 0
    assert dialogs == []
    assert notebook.grave_violations(PANEL) == []
