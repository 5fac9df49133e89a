"""The planner in a real JupyterLab: a plan from the first group to the file that is sent, and everything on the way."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import TimeoutError as Late
from playwright.sync_api import expect

import eniplan
from eniplan.cli import main
from tests.browser.planner_page import PlannerPage

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Opens, OpensCells
    from tests.browser.notebook_page import NotebookPage

HANGZHOU = str(eniplan.examples / "hangzhou")
IMPORT = "import eniplan"
SHOW = 'planner = eniplan.Planner(eniplan.examples / "hangzhou", save="own.json")\nplanner'
PLANNER = ".eniplan-planner"


@pytest.fixture(scope="module")
def notebook(open_for_all: OpensCells) -> NotebookPage:
    """A notebook with an empty planner of the example account."""
    notebook = open_for_all(IMPORT, SHOW)
    PlannerPage(notebook.page).ready()
    return notebook


@pytest.fixture
def planner(notebook: NotebookPage) -> PlannerPage:
    """The planner without a group: what the test before did is undone."""
    planner = PlannerPage(notebook.page)
    undo = planner.box.get_by_role("button", name="Undo", exact=True)
    while undo.is_enabled():
        with suppress(Late):  # it may be disabled by now
            undo.click(timeout=1_000)
        notebook.settle()  # a click that came once too often would take back what the test does
    expect(planner.rows("Groups")).to_have_count(0)
    return planner


def test_a_group_is_built_and_the_map_and_the_numbers_follow(planner: PlannerPage) -> None:
    """Added, counted: the row, the headline, the VSwitch's figures and the map change."""
    planner.add()
    expect(planner.rows("Groups")).to_have_count(1)
    before = planner.drawn()
    planner.type("count", "40")
    expect(planner.rows("Groups").first).to_contain_text("all placed")
    expect(planner.box.get_by_text("40 requests ready to export.")).to_be_visible()
    expect(planner.rows("Free in each VSwitch after the plan").first).to_contain_text("was 750")
    expect(planner.box.locator(".eniplan-map .figures, .eniplan-map dl").first).to_contain_text("750 → 710")
    planner.drawn_after(before)
    planner.picture("planner with a group")


def test_a_finding_is_provoked_and_fixed(planner: PlannerPage) -> None:
    """Too many: the refusal stands in the findings, beside the field and in the group's row; its button mends it."""
    planner.add()
    planner.type("count", "900")
    findings = planner.rows("Findings")
    expect(findings.first).to_contain_text("InvalidVSwitchId.IpNotEnough")
    expect(planner.rows("Groups").first).to_contain_text("150 ENIs refused")
    planner.picture("planner with a refusal")
    findings.first.get_by_role("button").first.click()
    expect(planner.rows("Groups").first).to_contain_text("all placed")
    expect(planner.box.get_by_text("900 requests ready to export.")).to_be_visible()


def test_a_wrong_value_stays_and_its_finding_leads_to_it(planner: PlannerPage) -> None:
    """The text stays in its field with a sentence; a click on the finding brings the cursor there."""
    planner.add()
    planner.type("secondary addresses", "many")
    field = planner.field("secondary addresses")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(planner.box.locator(".eniplan-wrong .eniplan-problem")).to_contain_text('"many" is not a whole number')
    planner.field("count").focus()
    planner.rows("Findings").first.dispatch_event("click")  # wherever the page has scrolled to
    expect(field).to_be_focused()
    expect(field).to_have_value("many")


def test_undo_takes_back_a_whole_drag(planner: PlannerPage) -> None:
    """Ten steps of the slider are one step back, and one forward."""
    planner.add()
    slider = planner.slider("count")
    slider.focus()
    for _ in range(10):
        slider.press("ArrowRight")
    expect(planner.rows("Groups").locator("td").nth(0)).to_have_text("11")
    planner.press("Undo")
    expect(planner.field("count")).to_have_value("1")
    planner.press("Redo")
    expect(planner.field("count")).to_have_value("11")


def test_a_slider_is_dragged_and_the_map_follows(planner: PlannerPage) -> None:
    """The pointer goes along the slider: the field, the plan and the map follow, and end where it ends."""
    planner.add()
    expect(planner.box.get_by_text("1 request ready to export.")).to_be_visible()
    slider = planner.slider("count")
    mouse = planner.page.mouse
    slider.hover(position={"x": 8, "y": 4})  # waits until it stands still
    box = slider.bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    mouse.move(box["x"] + 8, middle)
    mouse.down()
    for step in range(1, 9):
        mouse.move(box["x"] + 8 + (box["width"] - 16) * step / 16, middle)
    mouse.up()
    field = planner.field("count")
    expect(field).to_have_value(re.compile(r"^(8\d|9\d|1[01]\d|120)$"))  # the middle of 1 to 200
    count = field.input_value()
    expect(planner.rows("Groups").locator("td").nth(0)).to_have_text(count)
    expect(planner.box.get_by_text(f"{count} requests ready to export.")).to_be_visible()
    expect(planner.box.locator(".eniplan-map .figures, .eniplan-map dl").first).to_contain_text(f"→ {750 - int(count)}")


def test_a_batch_is_downloaded_and_the_check_accepts_it(planner: PlannerPage, tmp_path: Path) -> None:
    """Twelve ENIs with addresses: the browser gets the file, and ``eniplan check`` has nothing against it."""
    planner.add()
    planner.type("count", "12")
    planner.type("secondary addresses", "3")
    expect(planner.box.get_by_text("12 requests ready to export.")).to_be_visible()
    path = planner.download(planner.tab("Export"), tmp_path)
    assert path.name == "requests.jsonl"
    assert len(path.read_text(encoding="utf-8").splitlines()) == 12
    assert main(["check", str(path), "--inventory", HANGZHOU]) == 0


def test_a_batch_is_written_beside_the_notebook(planner: PlannerPage, notebook: NotebookPage) -> None:
    """The panel says so, and the file is there."""
    planner.add()
    planner.type("count", "7")
    expect(planner.box.get_by_text("7 requests ready to export.")).to_be_visible()
    planner.tab("Export")
    planner.press("Write file")
    expect(planner.box.get_by_text("wrote requests.jsonl")).to_be_visible()
    assert len((notebook.folder / "requests.jsonl").read_text(encoding="utf-8").splitlines()) == 7


def test_the_plan_file_and_the_code_are_shown(planner: PlannerPage, tmp_path: Path) -> None:
    """What was clicked, as TOML that reads as the same plan, and as Python."""
    planner.add()
    planner.type("name", "web-{n:03}")
    planner.type("count", "3")
    panel = planner.tab("Plan file")
    expect(panel.locator("pre")).to_contain_text("count = 3")
    path = planner.download(panel, tmp_path)
    assert eniplan.read_plan_file(path).groups[0].name == "web-{n:03}"
    expect(planner.tab("Code").locator("pre")).to_contain_text("eniplan.read_inventory(")


def test_the_code_in_a_new_cell_gives_the_same_plan(planner: PlannerPage, notebook: NotebookPage) -> None:
    """As it stands on the page: copied into a cell and run, spec, ENIs and calls are the planner's own."""
    planner.add()
    planner.type("name", "web-{n:03}")
    planner.type("secondary addresses", "2")
    expect(planner.box.get_by_text("1 request ready to export.")).to_be_visible()
    code = planner.tab("Code").locator("pre")
    expect(code).to_contain_text("secondary_addresses=2")
    same = "plan.spec == planner.spec, [*plan.enis] == [*planner.plan.enis], [*plan.steps] == [*planner.plan.steps]"
    assert notebook.run_new(f"{code.inner_text()}\nprint({same})").strip().endswith("True True True")


def test_groups_are_copied_moved_and_deleted_and_each_step_is_taken_back(planner: PlannerPage) -> None:
    """The table says each order; Undo goes through all of them back, and Redo forth."""
    names = planner.rows("Groups").locator("th")
    orders = []

    def does(press: str, *order: str) -> None:
        planner.press(press)
        expect(names).to_have_text(list(order))
        orders.append(list(order))

    one, two, three = "group-{n}", "group-2-{n}", "group-3-{n}"
    does("Add", one)
    does("Copy", one, two)
    does("Add", one, two, three)
    does("Up", one, three, two)
    does("Delete", one, two)
    for order in reversed(orders[:-1]):
        planner.press("Undo")
        expect(names).to_have_text(order)
    for order in orders[1:]:
        planner.press("Redo")
        expect(names).to_have_text(order)


def test_vswitches_are_chosen_by_name(planner: PlannerPage) -> None:
    """By keys: the field gets the id, the list a tick; chosen again it goes; the plan follows."""
    planner.add()
    field, pick = planner.field("vswitches"), planner.box.get_by_label("vswitches: choose by name")
    first = field.input_value()
    pick.focus()
    assert pick.evaluate(CHOICES)[1:3] == [
        "\u2713 web-h \u00b7 cn-hangzhou-h \u00b7 10.20.0.0/22",
        "web-i \u00b7 cn-hangzhou-i \u00b7 10.20.4.0/22",
    ]
    pick.select_option(index=2)
    expect(field).to_have_value(re.compile(f"^{first}, vsw-"))
    planner.type("count", "4")
    expect(planner.rows("Free in each VSwitch after the plan").nth(1)).to_contain_text("was 840")
    pick.focus()
    pick.select_option(index=1)
    expect(field).not_to_have_value(re.compile(first))
    expect(planner.rows("Free in each VSwitch after the plan").nth(0)).not_to_contain_text("was")


CHOICES = "select => [...select.options].map(option => option.text)"


def test_a_file_larger_than_a_message_may_be_is_uploaded(planner: PlannerPage, tmp_path: Path) -> None:
    """A server closes the connection at 10 MB: 11 come in parts, and the account is there."""
    file = tmp_path / "large.json"
    row = '{"VSwitchId": "vsw-up", "VpcId": "vpc-up", "ZoneId": "cn-hangzhou-h", "CidrBlock": "192.168.0.0/24"}'
    file.write_text(f'{{"Pad": "{"x" * 11_000_000}", "VSwitches": {{"VSwitch": [{row}]}}}}', encoding="utf-8")
    with planner.page.expect_file_chooser() as chooser:
        planner.box.get_by_role("button", name="Upload answers").click()
    chooser.value.set_files(file)
    expect(planner.rows("Free in each VSwitch after the plan")).to_have_count(1, timeout=30_000)
    planner.press("Undo")
    expect(planner.rows("Free in each VSwitch after the plan")).to_have_count(6)


def test_a_block_is_reserved_and_an_eni_pinned_on_the_map(planner: PlannerPage) -> None:
    """By keys alone: from address to address, then the buttons below the map."""
    planner.add()
    planner.type("count", "2")
    expect(planner.rows("Groups").first).to_contain_text("all placed")
    planner.rows("Free in each VSwitch after the plan").nth(3).click()  # pod-i, a /21 whose map has /28s for cells
    expect(planner.box.locator(".eniplan-map .title")).to_contain_text("pod-i")
    planner.canvas.focus()
    reserve = planner.box.get_by_role("button", name="Reserve 1")
    for _ in range(60):
        for key in ("Escape", "ArrowRight", "Shift+ArrowRight", "Shift+ArrowLeft"):
            planner.canvas.press(key)
        planner.page.wait_for_timeout(100)
        if reserve.count():
            break
    before = planner.drawn()
    block = (reserve.inner_text()).removeprefix("Reserve ")
    reserve.click()
    planner.drawn_after(before)
    expect(planner.box.locator(".eniplan-map tbody")).to_contain_text(block)
    planner.rows("Free in each VSwitch after the plan").first.click()
    expect(planner.box.locator(".eniplan-map .title")).to_contain_text("web-h")
    planner.canvas.focus()
    pin = planner.box.get_by_role("button", name="Pin group-1 at ")
    for _ in range(20):
        planner.canvas.press("ArrowRight")
        planner.canvas.press("Enter")
        planner.page.wait_for_timeout(150)
        if pin.count():
            break
    address = pin.inner_text().rpartition(" ")[2]
    pin.click()
    planner.box.get_by_text("Wishes of one ENI", exact=True).click()
    expect(planner.field("primary")).to_have_value(address)


def test_answers_are_uploaded(planner: PlannerPage, tmp_path: Path) -> None:
    """A VSwitch of another account from a file of the browser's machine; Load and Undo bring the others back."""
    file = tmp_path / "vswitches.json"
    row = '{"VSwitchId": "vsw-up", "VpcId": "vpc-up", "ZoneId": "cn-hangzhou-h", "CidrBlock": "192.168.0.0/24"}'
    file.write_text(f'{{"VSwitches": {{"VSwitch": [{row}]}}}}', encoding="utf-8")
    with planner.page.expect_file_chooser() as chooser:
        planner.box.get_by_role("button", name="Upload answers").click()
    chooser.value.set_files(file)
    rows = planner.rows("Free in each VSwitch after the plan")
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("192.168.0.0/24")
    folder = planner.box.get_by_placeholder("folder or file of API answers")
    folder.fill(HANGZHOU)
    folder.press("Tab")
    planner.press("Load")
    expect(rows).to_have_count(6)


def test_trouble_is_told_in_a_banner(planner: PlannerPage) -> None:
    """A folder that is none: an alert, which goes away."""
    folder = planner.box.get_by_placeholder("folder or file of API answers")
    form = planner.box.locator(".eniplan-form", has=planner.page.get_by_placeholder("folder or file of API answers"))
    before = form.get_attribute("data-rev") or ""
    folder.fill("/no/such <b>folder</b>")
    folder.press("Tab")
    expect(form).not_to_have_attribute("data-rev", before)  # the kernel has answered
    planner.press("Load")
    alert = planner.box.get_by_role("alert")
    expect(alert).to_contain_text("/no/such <b>folder</b>: there is no such")
    planner.press("Dismiss")
    expect(alert).to_have_count(0)


def test_everybody_can_read_it(planner: PlannerPage, notebook: NotebookPage) -> None:
    """Nothing serious or critical for axe-core, with all sections open, in light and in dark; both are pictures."""
    planner.add()
    planner.type("count", "900")
    expect(planner.rows("Findings").first).to_contain_text("IpNotEnough")
    closed = planner.box.locator(".eniplan-form details:not([open]) > summary")
    while closed.count():
        closed.first.click()
    for go, name in ((notebook.go_dark, "dark"), (notebook.go_light, "light")):
        go()
        planner.page.wait_for_timeout(300)
        planner.picture(f"planner, {name}")
        assert notebook.grave_violations(PLANNER) == []


@pytest.mark.parametrize("width", [1280, 1920, 1000])
def test_no_label_is_cut(planner: PlannerPage, width: int) -> None:
    """At the widths of usual screens nothing that can be read stands out of its box."""
    planner.add()
    planner.page.set_viewport_size({"width": width, "height": 1100})
    planner.page.wait_for_timeout(400)
    planner.picture(f"planner at {width}", width)
    cut = planner.box.evaluate(CUT)
    planner.page.set_viewport_size({"width": 1400, "height": 1100})
    assert cut == []


CUT = """box => [...box.querySelectorAll('label, th, td, summary, button, dt, .jupyter-button')]
  .filter(one => one.offsetParent && getComputedStyle(one).display !== 'inline')
  .filter(one => one.scrollWidth > one.clientWidth + 1)
  .map(one => `${one.tagName} ${one.textContent.slice(0, 40)} ${one.scrollWidth} > ${one.clientWidth}`)"""


def test_it_can_be_used_by_keys_alone(planner: PlannerPage) -> None:
    """By Tab from the first field to Add, the count and the findings; arrows choose rows, Enter goes to the field."""
    page = planner.page
    planner.field("plan name").focus()

    def tab_to(what: str) -> None:
        for _ in range(120):
            page.keyboard.press("Tab")
            focused = page.evaluate(FOCUSED)
            if focused == what:
                return
        pytest.fail(f"{what} is not reached by Tab, the last was {focused}")

    tab_to("Add")
    page.keyboard.press("Enter")
    expect(planner.rows("Groups")).to_have_count(1)
    tab_to("count")
    page.keyboard.type("901")
    tab_to("TR")
    expect(planner.rows("Findings").first).to_contain_text("IpNotEnough")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(planner.field("vswitches")).to_be_focused()
    assert page.locator(".jp-CodeCell").count() == 2


FOCUSED = """() => {
  const one = document.activeElement;
  if (one.tagName === 'BUTTON') return one.textContent;
  return one.labels?.[0]?.firstChild?.textContent || one.tagName;
}"""


def test_a_restarted_kernel_brings_the_plan_back(open_cells: OpensCells) -> None:
    """A group, a wrong value: the kernel restarts, the cells run, and both are there again."""
    notebook = open_cells(IMPORT, SHOW)
    planner = PlannerPage(notebook.page).ready()
    planner.add()
    planner.type("count", "33")
    expect(planner.rows("Groups").locator("td").nth(0)).to_have_text("33")
    planner.type("secondary addresses", "many")
    expect(planner.field("secondary addresses")).to_have_attribute("aria-invalid", "true")
    notebook.restart_kernel()
    notebook.run_all()
    again = PlannerPage(notebook.page).ready()
    expect(again.field("count")).to_have_value("33")
    expect(again.field("secondary addresses")).to_have_value("many")
    assert notebook.page.locator(PLANNER).count() == 1


def test_two_planners_do_not_disturb_each_other(open_cells: OpensCells) -> None:
    """Each has its own plan and file; after a restart each gets its own back; a cell that runs again has no second."""
    cell = 'eniplan.Planner(eniplan.examples / "hangzhou")'
    notebook = open_cells(IMPORT, cell, cell)
    for place, count in enumerate(("5", "8")):
        planner = PlannerPage(notebook.page, place).ready()
        planner.add()
        planner.type("count", count)
        expect(planner.rows("Groups").locator("td").nth(0)).to_have_text(count)
    assert len(list(notebook.folder.glob("planner-*.json"))) == 2
    notebook.run_all()
    notebook.restart_kernel()
    notebook.run_all()
    assert len(list(notebook.folder.glob("planner-*.json"))) == 2
    for place, count in enumerate(("5", "8")):
        expect(PlannerPage(notebook.page, place).ready().field("count")).to_have_value(count)


HOSTILE = r"""
names = ["<img src=x onerror=alert(1)>", "x" * 128, "\u202eabc right to left \u05d0\u05d1", "\U0001F4A9 <script>"]
rows = [{"VSwitchId": f"vsw-{i}", "VSwitchName": n, "VpcId": "vpc-<b>", "ZoneId": "cn-hangzhou-h",
         "CidrBlock": f"10.{i}.0.0/24"} for i, n in enumerate(names)]
import json, pathlib
pathlib.Path("hostile.json").write_text(json.dumps({"VSwitches": {"VSwitch": rows}}))
planner = eniplan.Planner("hostile.json", save=None)
planner.state.add_group()
planner.state.set_group_key(0, "name", names[0])
planner
"""


def test_hostile_names_are_text(open_cells: OpensCells) -> None:
    """Markup, 128 letters, right to left, emoji: shown as letters everywhere, and nothing of it runs."""
    notebook = open_cells(IMPORT, HOSTILE)
    dialogs: list[str] = []
    notebook.page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    planner = PlannerPage(notebook.page).ready()
    rows = planner.rows("Free in each VSwitch after the plan")
    for place in range(4):
        rows.nth(place).click()
        expect(rows.nth(place)).to_have_attribute("aria-selected", "true")
    for tab in ("Code", "Plan file", "Export"):
        planner.tab(tab)
    planner.page.wait_for_timeout(300)
    planner.picture("planner with hostile names")
    assert planner.box.locator("img[src=x], script").count() == 0
    assert dialogs == []
    assert notebook.grave_violations(PLANNER) == []


def test_it_works_in_notebook_7(open_notebook: Opens) -> None:
    """The shipped notebook: a group more, and the map follows."""
    notebook = open_notebook(eniplan.examples / "planner.ipynb", front="notebooks")
    notebook.run_all()
    planner = PlannerPage(notebook.page).ready()
    planner.add()
    expect(planner.rows("Groups")).to_have_count(6)
    planner.picture("planner in Notebook 7")
