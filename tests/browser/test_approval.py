"""The approval card in Chromium: readable for everybody, on a screen in both themes and on paper; it loads nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import eniplan
from eniplan.report.approval import approval_card
from tests.browser.accessibility import violations
from tests.browser.notebook_page import take_picture

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Literal

    from playwright.sync_api import Page

ALL = frozenset({"minor", "moderate", "serious", "critical"})


@pytest.fixture(scope="module")
def card(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The card of the plan with refusals."""
    plan = eniplan.plan(eniplan.examples / "tight.toml", eniplan.examples / "hangzhou")
    path = tmp_path_factory.mktemp("card") / "approval.html"
    path.write_text(approval_card(plan), encoding="utf-8")
    return path


@pytest.mark.parametrize(("scheme", "media"), [("light", "screen"), ("dark", "screen"), ("light", "print")])
def test_everybody_can_read_it(
    card: Path, page: Page, scheme: Literal["light", "dark"], media: Literal["screen", "print"]
) -> None:
    """Nothing that axe-core finds, nothing wider than the page, all pictures there, and no request leaves it."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": 720 if media == "print" else 1200, "height": 900})
    page.emulate_media(media=media, color_scheme=scheme)
    page.goto(card.as_uri())
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert page.evaluate("[...document.images].every((each) => each.complete && each.naturalWidth > 0)")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    take_picture(page.locator("main"), f"approval card {scheme} {media}")
    assert violations(page, "main", impacts=ALL) == []
