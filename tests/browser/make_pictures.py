"""The pictures of the README and of the index notebook, taken in a real JupyterLab: ``make pictures``.

They show the example account, are small enough to be kept, and are taken anew when what they show has changed.
"""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PIL import Image
from playwright.sync_api import expect, sync_playwright

import eniplan
from eniplan.report.approval import approval_card
from tests.browser.chromium import FLAGS, find_chromium
from tests.browser.notebook_page import open_page, write_notebook
from tests.browser.planner_page import PlannerPage
from tests.browser.servers import jupyterlab

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.browser.servers import Server

PICTURES: Final = Path(__file__).parent.parent.parent / "notebooks" / "pictures"
COLOURS: Final = 128
"""A picture of few colours is a third as large, and looks the same."""
WIDE: Final = {"width": 1720, "height": 2_000}
COPY: Final = 'import eniplan, shutil\nshutil.copytree(eniplan.examples / "hangzhou", "account", dirs_exist_ok=True)'
SHOW: Final = 'eniplan.Planner("account", eniplan.examples / "web.toml", save=None)'


def main() -> None:
    """Take all of them."""
    PICTURES.mkdir(exist_ok=True)
    plan = eniplan.plan(eniplan.examples / "web.toml", eniplan.examples / "hangzhou")
    keep("address-map", drawn(eniplan.address_map(plan, "vsw-bp1ph2v5g9s1b6u8j0n4r")))
    keep("first-plan", drawn(plan.chart("utilisation")))
    keep("capacity", drawn(eniplan.headroom(plan).chart()))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver, jupyterlab(Path(folder)) as server:
        browser = driver.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        keep("planner", planner(browser, server, Path(folder)))
        keep("approval", card(browser, approval_card(plan), Path(folder)))
        browser.close()


def drawn(figure: object) -> bytes:
    """A figure as PNG."""
    stream = io.BytesIO()
    figure.savefig(stream, format="png", dpi=110)  # type: ignore[attr-defined] # a matplotlib figure
    return stream.getvalue()


def planner(browser: Browser, server: Server, folder: Path) -> bytes:
    """The planner with the example's plan and its map."""
    page = new_page(browser)
    notebook = open_page(page, server, write_notebook(folder / "planner.ipynb", COPY, SHOW), front="lab/tree")
    notebook.run_all()
    shown = PlannerPage(page).ready()
    shown.drawn_after(0)
    expect(shown.box.locator(".eniplan-chart img")).to_be_visible(timeout=30_000)  # it comes last
    page.wait_for_timeout(2_000)  # and the page is laid out anew around it
    return bytes(shown.box.screenshot())


def card(browser: Browser, html: str, folder: Path) -> bytes:
    """The head of the approval card."""
    page = new_page(browser, width=1060, height=900)
    path = folder / "approval.html"
    path.write_text(html, encoding="utf-8")
    page.goto(path.as_uri())
    return bytes(page.screenshot())


def new_page(browser: Browser, width: int = WIDE["width"], height: int = WIDE["height"]) -> Page:
    """A light page without animations."""
    size = {"width": width, "height": height}
    return browser.new_page(viewport=size, color_scheme="light", reduced_motion="reduce")  # type: ignore[arg-type] # it is a size


def keep(name: str, png: bytes) -> None:
    """Keep a picture with few colours."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    path = PICTURES / f"{name}.png"
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.name}: {picture.width} x {picture.height}, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
