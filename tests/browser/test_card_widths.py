"""Cards in a notebook's column: the words that say why are not cut off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import eniplan
from tests.browser.notebook_page import take_picture

if TYPE_CHECKING:
    from playwright.sync_api import Page

TIGHT = eniplan.plan(eniplan.examples / "tight.toml", eniplan.examples / "hangzhou")
COLUMN = 880
"""A notebook's output on a screen of 1,100 pixels, in pixels (measured in JupyterLab)."""


@pytest.mark.parametrize("name", ["refused", "findings"])
def test_no_table_is_wider_than_the_column(checked_page: Page, name: str) -> None:
    """Ten codes of up to 46 letters, with their sentences: nothing has to be scrolled aside to be read."""
    card = getattr(TIGHT, name)
    checked_page.set_viewport_size({"width": COLUMN, "height": 900})
    checked_page.set_content(f"<!doctype html><body style='margin:0'>{card._repr_html_()}")
    take_picture(checked_page, f"{name} in a column")
    hidden = checked_page.evaluate(
        "() => [...document.querySelectorAll('.eniplan-scroll')].map(box => box.scrollWidth - box.clientWidth)"
    )
    assert hidden == [0]
