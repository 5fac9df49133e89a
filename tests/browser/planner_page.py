"""The planner on a page, by what its users see: labels, buttons, rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.notebook_page import take_picture

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

    def add(self) -> None:
        """Add a group, and wait for its form."""
        before = self.rows("Groups").count()
        self.press("Add")
        expect(self.rows("Groups")).to_have_count(before + 1)
        expect(self.box.locator(".eniplan-form.eniplan-off")).to_have_count(0)

    def press(self, name: str) -> None:
        """Click a button by its whole name."""
        self.box.get_by_role("button", name=name, exact=True).first.click()

    def rows(self, caption: str) -> Locator:
        """The rows of a table."""
        return self.box.get_by_role("grid", name=caption).locator("tbody tr")

    def picture(self, name: str, width: int = 1400) -> None:
        """Take a picture of the whole planner, in a window that is as high as it."""
        before = self.page.viewport_size
        for _ in range(2):  # what is laid out anew may be higher
            height = int((self.box.bounding_box() or {"height": 900})["height"]) + 330
            self.page.set_viewport_size({"width": width, "height": min(height, 6_000)})
            self.page.wait_for_timeout(400)
        self.box.locator(".eniplan-top").scroll_into_view_if_needed()
        take_picture(self.box, name)
        if before is not None:
            self.page.set_viewport_size(before)

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
