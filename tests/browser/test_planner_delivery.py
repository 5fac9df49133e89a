"""The way into the cloud in a real JupyterLab: approved, rehearsed, confirmed by typing, sent to a stand-in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.planner_page import PlannerPage

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import OpensCells

SERVER = """import os
server = eniplan.serve(eniplan.read_inventory(eniplan.examples / "hangzhou"))
os.environ["ALIBABA_CLOUD_ACCESS_KEY_ID"] = server.access_key_id
os.environ["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] = server.access_key_secret
server.endpoint"""
SHOW = 'eniplan.Planner(eniplan.examples / "hangzhou", save=None, strict=True)'
PANEL = ".eniplan-delivery"


def test_a_plan_is_approved_rehearsed_and_sent(open_cells: OpensCells, tmp_path: Path) -> None:
    """Four ENIs: the card is downloaded; the rehearsal carries all out; only 4 lets them go; then they are there."""
    notebook = open_cells("import eniplan", SERVER, SHOW)
    planner = PlannerPage(notebook.page).ready()
    endpoint = notebook.page.locator(".jp-OutputArea-output pre").first.inner_text().strip().strip("'")
    planner.add()
    planner.type("count", "4")
    expect(planner.box.get_by_text("4 requests ready to export.")).to_be_visible()
    planner.box.get_by_role("tab", name="Send").click()
    tab = planner.box.locator(PANEL)
    expect(tab.get_by_text("Creates 4 ENIs with 4 calls")).to_be_visible(timeout=30_000)
    with notebook.page.expect_download(timeout=60_000) as coming:
        tab.get_by_role("button", name="Download approval card").click()
    assert coming.value.suggested_filename == "approval.html"
    tab.get_by_role("button", name="Rehearse").click()
    expect(tab.get_by_text("4 steps: 4 carried out")).to_be_visible(timeout=30_000)
    send = tab.get_by_role("button", name="Send", exact=True)
    expect(send).to_be_disabled()
    tab.get_by_label("Calls to confirm").fill("5")
    expect(send).to_be_disabled()
    tab.get_by_label("Endpoint").fill(endpoint)
    tab.get_by_label("Journal").fill(str(tmp_path / "planner.journal"))
    tab.get_by_label("Calls to confirm").fill("4")
    expect(send).to_be_enabled()
    notebook.picture("planner send", tab)
    assert notebook.grave_violations(PANEL) == []
    send.click()
    expect(tab.get_by_text("4 ENIs created; 4 of 4 steps done")).to_be_visible(timeout=60_000)
    expect(send).to_be_disabled()
    notebook.picture("planner sent", tab)
