"""The planner in a real JupyterLab in a real Chromium: from a slider's step to the new picture, beside a bare Label.

Run as ``python -m tests.speed.bench_planner [steps]``. Times are taken in the page, from the slider's own event to the
frame after the last change. A ``Label`` that follows an ``IntSlider`` is the least that a notebook can do: a
message to the kernel and one back. Both are measured in turns, on one page.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from playwright.sync_api import sync_playwright

from tests.browser.chromium import FLAGS, find_chromium
from tests.browser.notebook_page import NotebookPage, open_page, write_notebook
from tests.browser.planner_page import PlannerPage
from tests.browser.servers import jupyterlab

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

LABEL: Final = """import ipywidgets as W
slider, label = W.IntSlider(description="plain"), W.Label("0")
slider.observe(lambda change: setattr(label, "value", str(change.new)), "value")
label.add_class("bare-label")
W.HBox([slider, label])"""
WIDE: Final = '''import eniplan
wide = eniplan.read_plan_text("""format = 1
name = "wide"
region = "cn-hangzhou"
[[vswitch]]
id = "vsw-wide"
vpc = "vpc-a"
zone = "cn-hangzhou-h"
cidr = "10.64.0.0/16"
reserved = ["10.64.64.0/18"]
[[security_group]]
id = "sg-wide"
vpc = "vpc-a"
type = "advanced"
[[group]]
name = "web-{n}"
count = 1000
vswitches = ["vsw-wide"]
security_groups = ["sg-wide"]
secondary_addresses = 3
""")'''
SHOW: Final = "planner = eniplan.Planner(None, wide, save=None)\nplanner"
MANY: Final = """from dataclasses import replace
web = eniplan.read_plan_file(eniplan.examples / "web.toml")
one = replace(web.groups[1], count=1, enis=())
many = replace(web, groups=tuple(replace(one, name=f"web-{place}-{{n}}") for place in range(300)))
crowd = eniplan.Planner(eniplan.examples / "hangzhou", many, save=None)
crowd"""

STEP: Final = """async ([slider, watched, by]) => {
  const quiet = by.quiet ?? 0;
  return await new Promise((done) => {
    let last = 0;
    const begin = performance.now();
    const end = () => { watch.disconnect(); done(last - begin); };
    let ending = quiet ? setTimeout(end, quiet) : 0;
    const watch = new MutationObserver(() => requestAnimationFrame(() => {
      last = performance.now();
      if (!quiet) return end();
      clearTimeout(ending);
      ending = setTimeout(end, quiet);
    }));
    watch.observe(watched, { attributes: true, childList: true, characterData: true, subtree: true });
    slider.value = Number(slider.value) + by.step;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  });
}"""
"""One step of a native slider; milliseconds until the page has changed, or until nothing changes any more."""

KEY: Final = """async (watched) => await new Promise((done) => {
  const begin = performance.now();
  const end = () => { watch.disconnect(); done(performance.now() - begin); };
  const watch = new MutationObserver(() => requestAnimationFrame(end));
  watch.observe(watched, { childList: true, characterData: true, subtree: true });
  document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
})"""
"""One key on the plain slider's handle; milliseconds until the label has changed."""

BURST: Final = """async ([slider, planner]) => await new Promise((done) => {
  let last = 0, left = 40, keyed = 0, pictures = 0, ending = 0;
  const watch = new MutationObserver((seen) => requestAnimationFrame(() => {
    pictures += seen.some(({ attributeName }) => attributeName === "data-rev");
    last = performance.now();
    if (left) return;
    clearTimeout(ending);
    ending = setTimeout(() => { watch.disconnect(); done([last - keyed, pictures]); }, 1_500);
  }));
  watch.observe(planner, { attributes: true, childList: true, characterData: true, subtree: true });
  const key = () => {
    slider.value = Number(slider.value) - 1;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    keyed = performance.now();
    if (--left) setTimeout(key, 30);
  };
  key();
})"""
"""Forty steps, one every 30 ms; milliseconds from the last to the last change, and the pictures on the way."""

SHOWN: Final = """async () => {
  const app = window.jupyterapp, panel = app.shell.currentWidget;
  panel.content.activeCellIndex = 2;
  const begin = performance.now();
  app.commands.execute('notebook:run-cell');
  for (;;) {
    const canvas = document.querySelector('.eniplan-map > canvas[data-rev]');
    const forms = document.querySelectorAll('.eniplan-planner .eniplan-form[data-rev]').length;
    if (canvas && forms >= 3) return performance.now() - begin;
    await new Promise((next) => requestAnimationFrame(next));
  }
}"""
HEAP: Final = "() => { gc(); gc(); return performance.memory.usedJSHeapSize / 1e6; }"


def main(steps: int = 40) -> None:
    """Print the figures, one line each."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright, jupyterlab(Path(folder)) as lab:
        flags = [*FLAGS, "--js-flags=--expose-gc", "--enable-precise-memory-info"]
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=flags)
        page = browser.new_page(viewport={"width": 1400, "height": 1100})
        notebook = open_page(
            page, lab, write_notebook(Path(folder) / "speed.ipynb", LABEL, WIDE, SHOW, MANY), front="lab/tree"
        )
        _prepare(notebook)
        print(f"{'first display of the planner, from the cell':60} {page.evaluate(SHOWN):8.0f} ms (target 1,500)")
        _steps(page, steps)
        _crowd(notebook, steps)
        notebook.shut_down()
        browser.close()


def _prepare(notebook: NotebookPage) -> None:
    """Run the label's and the plan's cell; the planner's comes by itself."""
    notebook.run_some([0, 1])
    notebook.page.locator(".bare-label").wait_for()


def _steps(page: Page, steps: int) -> None:
    planner = PlannerPage(page).ready()
    planner.box.locator(".eniplan-chart img:visible").wait_for()
    slider, canvas = _of(planner.slider("count")), _of(planner.canvas)
    label, handle = _of(page.locator(".bare-label")), page.locator(".noUi-handle").first
    ours, bare = [], []
    for step in range(steps):
        ours.append(page.evaluate(STEP, [slider, canvas, {"step": 1 if step % 2 else -1}]))
        page.wait_for_timeout(120)
        handle.focus()
        bare.append(page.evaluate(KEY, label))
        page.wait_for_timeout(60)
    ratio = median(ours) / median(bare)
    print(
        f"{'slider step to new map, /16 with 1,000 ENIs':60} {median(ours):8.0f} ms (target 100), p95 {_p95(ours):.0f}"
    )
    print(f"{'slider step to new text, a bare Label':60} {median(bare):8.0f} ms, p95 {_p95(bare):.0f}")
    print(f"{'ratio':60} {ratio:8.1f} (target 3)")
    settled, pictures = page.evaluate(BURST, [slider, _of(planner.box)])
    print(
        f"{'40 quick steps: last step to last change':60} {settled:8.0f} ms (target 300), {pictures} changes on the way"
    )
    heaps = []
    for fourth in range(5):
        heaps.append(page.evaluate(HEAP))
        for step in range(250 if fourth < 4 else 0):
            page.evaluate(STEP, [slider, canvas, {"step": 1 if step % 2 else -1}])
    print(f"{'page memory after 0, 250, ... 1,000 steps':60} {', '.join(f'{heap:.1f}' for heap in heaps)} MB")


def _crowd(notebook: NotebookPage, steps: int) -> None:
    notebook.run_some([3])
    crowd = PlannerPage(notebook.page, 1).ready()
    slider, canvas = _of(crowd.slider("secondary addresses")), _of(crowd.canvas)
    took = []
    for step in range(max(steps // 4, 5)):
        took.append(notebook.page.evaluate(STEP, [slider, canvas, {"step": 1 if step % 2 == 0 else -1}]))
        notebook.page.wait_for_timeout(500)
    print(f"{'slider step with 300 groups':60} {median(took):8.0f} ms")


def _of(locator: Locator) -> Any:  # noqa: ANN401
    return locator.element_handle()


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
