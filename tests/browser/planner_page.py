"""The planner on a page, by what its users see: labels, buttons, rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator, Page


class PlannerPage:
    """One planner of a page."""

    def __init__(self, page: Page, place: int = 0) -> None:
        self.page = page
        self.box = page.locator(".eniplan-planner").nth(place)

    def ready(self) -> PlannerPage:
        """Wait until forms, tables and map are there."""
        expect(self.box.locator(".eniplan-groups .eniplan-form[data-rev]").first).to_be_attached(timeout=60_000)
        expect(self.box.locator(".eniplan-table[data-rev]")).to_have_count(3, timeout=30_000)
        return self

    def field(self, label: str) -> Locator:
        """A field by its whole label."""
        return self.box.get_by_label(re.compile(f"^{re.escape(label)}$"))

    def slider(self, label: str) -> Locator:
        """The slider of a field."""
        return self.box.get_by_label(f"{label}, slider", exact=True)

    def type(self, label: str, text: str) -> None:
        """Type into a field, and leave it."""
        field = self.field(label)
        field.fill(text)
        field.press("Tab")

    def press(self, name: str) -> None:
        """Click a button by its whole name."""
        self.box.get_by_role("button", name=name, exact=True).first.click()

    def rows(self, caption: str) -> Locator:
        """The rows of a table."""
        return self.box.get_by_role("grid", name=caption).locator("tbody tr")

    def tab(self, name: str) -> Locator:
        """Open a tab; its panel."""
        self.box.get_by_role("tab", name=name).click()
        return self.box.locator(":is(.eniplan-export, .eniplan-text):visible")

    @property
    def canvas(self) -> Locator:
        """The map."""
        return self.box.locator(".eniplan-map > canvas")

    def drawn(self) -> int:
        """The revision of the map that is on the canvas."""
        return int(self.canvas.get_attribute("data-rev") or 0)

    def drawn_after(self, revision: int) -> None:
        """Wait until a later picture is on the canvas."""
        self.page.wait_for_function(
            "([canvas, revision]) => Number(canvas.dataset.rev) > revision",
            arg=[self.canvas.element_handle(), revision],
            timeout=20_000,
        )

    def download(self, within: Locator, folder: Path) -> Path:
        """Press Download, and keep what the browser gets."""
        with self.page.expect_download(timeout=30_000) as coming:
            within.get_by_role("button", name="Download").click()
        path = folder / coming.value.suggested_filename
        coming.value.save_as(path)
        return path
