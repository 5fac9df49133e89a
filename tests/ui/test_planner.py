"""The planner without a browser: what the state says is shown, what a browser sends is done."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

import eniplan
from eniplan.errors import EniplanError, MalformedFile
from eniplan.ui.cell_files import Run
from eniplan.ui.document import document_of
from eniplan.ui.fields import group_fields
from eniplan.ui.form_widget import key_of
from tests.planning.ground_kit import A, B, account, vswitch
from tests.ui.planner_kit import HANGZHOU, HOSTILE, WEB, chosen, inside, kept_messages, new, of, press, typed

if TYPE_CHECKING:
    from pathlib import Path


def test_every_field_is_shown_and_typed_back() -> None:
    """The example's values stand in the form; typing each one again changes nothing."""
    planner = of(WEB)
    before = planner.state.document
    for field in group_fields():
        shown = planner.groups.form.values[key_of(field)]
        assert shown["problem"] == ""
        typed(planner.groups.form, key_of(field), shown["typed"])
    assert planner.state.document == before
    assert planner.groups.form.values["count"]["typed"] == "4"


def test_it_says_what_eniplan_says() -> None:
    """``plan`` and ``spec`` are the values of the same call without widgets."""
    planner = of(WEB)
    assert planner.plan is not None
    assert planner.spec == WEB
    assert list(planner.plan.requests.lines()) == list(eniplan.plan(WEB, HANGZHOU).requests.lines())


def test_a_group_is_made_by_hand() -> None:
    """Added, counted, refused, mended: tables, numbers and headline follow each act."""
    planner = new()
    assert not planner.groups.form.enabled
    press(planner, "Add")
    typed(planner.groups.form, "count", "189")
    assert planner.groups.table.rows[0][:3] == ["group-{n}", "189", "188"]
    assert planner.groups.table.rows[0][3]["text"] == "1 ENI refused"
    assert "188 requests ready to export; 1 refused." in planner.head.title.value
    typed(planner.groups.form, "count", "3")
    assert planner.groups.table.rows == [["group-{n}", "3", "3", "all placed"]]
    assert planner.place.map.scene["headlines"][0][0] == "188 → 185"
    assert "Headroom: 185 more of group-{n} fit" in planner.groups.headroom.value
    assert "InvalidVSwitchId.IpNotEnough (open pool of vsw-a)" in planner.groups.headroom.value


def test_wrong_values_are_shown_beside_their_field() -> None:
    """The text stays, the sentence stands beside it, and the finding leads to it."""
    planner = new()
    press(planner, "Add")
    typed(planner.groups.form, "count", "many")
    shown = planner.groups.form.values["count"]
    assert shown["typed"] == "many"
    assert shown["problem"].startswith('"many" is not a whole number from 1')
    sent = kept_messages(planner.groups.form)
    chosen(planner.findings.table, 0)
    assert [(message["type"], message["key"]) for message in sent] == [("focus", "count")]


def test_undo_and_redo_follow_the_buttons() -> None:
    """Disabled where there is nothing to go to; a drag is one step."""
    planner = new()
    assert (planner.head.undo.disabled, planner.head.redo.disabled) == (True, True)
    press(planner, "Add")
    for count in range(2, 9):
        typed(planner.groups.form, "count", str(count), gesture="drag")
    press(planner, "Undo")
    assert planner.groups.form.values["count"]["typed"] == "1"
    press(planner, "Redo")
    assert planner.groups.form.values["count"]["typed"] == "8"


def test_rows_select_what_they_show() -> None:
    """A VSwitch and its map, a group and its form."""
    planner = of(WEB)
    chosen(planner.network.table, 3)
    assert planner.state.vswitch == list(HANGZHOU.vswitches)[3]
    assert "pod-i" in str(planner.place.map.scene)
    chosen(planner.groups.table, 1)
    assert planner.groups.form.values["name"]["typed"] == "web-{n:02}"
    assert (planner.network.table.selected, planner.groups.table.selected) == (3, 1)


def test_trouble_is_a_banner_and_goes_away(tmp_path: Path) -> None:
    """A folder that is none: one sentence, escaped; the inventory stays; dismissed, the banner is gone."""
    planner = new(strict=False)
    typed(planner.network.folder, "answers", str(tmp_path / HOSTILE))
    press(planner, "Load")
    assert "there is no such" in planner.head.banner.value
    assert HOSTILE not in planner.head.banner.value
    assert list(planner.state.inventory.vswitches) == ["vsw-a", "vsw-b"]
    press(planner, "Dismiss")
    assert planner.head.banner.value == ""


def test_an_exception_in_an_act_is_raised_in_tests() -> None:
    """Strict: what a callback raises does not vanish; it is kept with its traceback for a report."""
    planner = new()
    with pytest.raises(ZeroDivisionError), planner.state.acting():
        _ = 1 // 0
    assert "ZeroDivisionError" in planner.head.banner.value
    assert "Traceback" in planner.troubles[0].report
    assert "Report" in planner.head.banner.value


def test_the_plan_is_kept_beside_the_notebook(tmp_path: Path) -> None:
    """After a restart the same line brings everything back; another name is another plan."""
    first = new(save=tmp_path / "one.json")
    press(first, "Add")
    typed(first.groups.form, "count", "many")
    again = new(save=tmp_path / "one.json")
    assert again.state.document == first.state.document
    assert again.groups.form.values["count"]["typed"] == "many"
    other = new(save=tmp_path / "two.json")
    assert other.state.groups == ()


def test_what_was_saved_goes_before_the_plan_it_began_with(tmp_path: Path) -> None:
    """The cell that gave a plan gives the edited one again; with another plan in the cell it begins anew."""
    path = tmp_path / "plan.json"
    typed(of(WEB, save=path).groups.form, "count", "5")
    assert of(WEB, save=path).groups.form.values["count"]["typed"] == "5"
    other = eniplan.PlanSpec(name="other", region="cn-hangzhou", groups=WEB.groups)
    assert of(other, save=path).groups.form.values["count"]["typed"] == "4"


def test_paths_are_read_and_stand_in_the_code(tmp_path: Path) -> None:
    """A folder of answers and a plan file instead of values; what is none of them is one sentence."""
    planner = eniplan.Planner(eniplan.examples / "hangzhou", eniplan.examples / "web.toml", save=None)
    assert planner.spec == WEB
    assert f"eniplan.read_inventory({str(eniplan.examples / 'hangzhou')!r})" in planner.state.code()
    with pytest.raises(MalformedFile):
        eniplan.Planner(tmp_path / "none", save=None)


def test_another_cells_file_is_not_shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two cells never keep their plans in one file; a cell that runs again takes it over from its earlier planner."""
    run_as(monkeypatch, "first", "1")
    first = new(save=tmp_path / "one.json")
    run_as(monkeypatch, "first", "2")
    again = new(save=tmp_path / "one.json")
    assert (first.comm is None, again.comm is None) == (True, False)
    for cell, message in (("first", "2"), ("second", "3")):
        run_as(monkeypatch, cell, message)
        with pytest.raises(EniplanError, match=r"one\.json keeps the plan of another planner of this notebook; give"):
            new(save=tmp_path / "one.json")
    assert again.comm is not None


def test_two_planners_of_one_cell_keep_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Side by side in one cell: each has its file; when the cell runs again, each gets its own plan back."""
    monkeypatch.chdir(tmp_path)
    run_as(monkeypatch, "cell", "1")
    pair = [eniplan.Planner(account(A, B), strict=True) for _ in range(2)]
    for planner, count in zip(pair, ("5", "8"), strict=True):
        press(planner, "Add")
        typed(planner.groups.form, "count", count)
    run_as(monkeypatch, "cell", "2")
    again = [eniplan.Planner(account(A, B), strict=True) for _ in range(2)]
    assert [planner.groups.form.values["count"]["typed"] for planner in again] == ["5", "8"]
    assert [planner.comm is None for planner in (*pair, *again)] == [True, True, False, False]
    assert len(list(tmp_path.iterdir())) == 2


def run_as(monkeypatch: pytest.MonkeyPatch, cell: str, message: str) -> None:
    """From now on, this run of this cell goes on."""
    monkeypatch.setattr("eniplan.ui.cell_files.this_run", lambda: Run(cell, message))


def test_half_a_character_is_kept(tmp_path: Path) -> None:
    """What UTF-8 cannot say comes back all the same, with the sentence that says what is wrong with it."""
    planner = new(save=tmp_path / "one.json")
    press(planner, "Add")
    typed(planner.groups.form, "name", "half \ud800")
    assert new(save=tmp_path / "one.json").groups.form.values["name"]["typed"] == "half \ud800"


def test_nothing_exists_yet() -> None:
    """Without an inventory: one sentence, and the example a click away."""
    planner = eniplan.Planner(save=None, strict=True)
    assert planner.network.table.empty.startswith("No VSwitches yet")
    press(planner, "Try the example")
    assert planner.spec == WEB
    assert len(planner.network.table.rows) == 6
    assert planner.network.example.layout.display == "none"


def test_hostile_names_are_text_everywhere() -> None:
    """No view holds the markup of a VSwitch's or a group's name."""
    hostile = account(vswitch("a", "10.0.0.0/24", name=HOSTILE), B, A)
    planner = eniplan.Planner(hostile, save=None, strict=True)
    press(planner, "Add")
    typed(planner.groups.form, "name", HOSTILE)
    for place in (1, 2, 0):
        planner.tabs.selected_index = place
    pages = [each.value for each in inside(planner) if type(each).__name__ == "HTML"]
    assert len(pages) > 5
    assert all(HOSTILE not in page for page in pages)


def test_everything_can_be_closed() -> None:
    """A planner that is closed leaves no widget behind."""
    planner = of(WEB)
    widgets = list(inside(planner))
    planner.close()
    assert all(widget.comm is None for widget in widgets)


def test_saved_files_are_plain_json(tmp_path: Path) -> None:
    """What was begun with is in it, so that another plan in the cell is told from the same one."""
    planner = of(WEB, save=tmp_path / "one.json")
    press(planner, "Copy")
    saved = json.loads((tmp_path / "one.json").read_text(encoding="utf-8"))
    assert saved["begun"] == document_of(WEB)
    assert len(saved["document"]["group"]) == 6


@pytest.mark.parametrize("given", [7, ["vswitches.json"], WEB, {"VSwitches": {}}])
def test_what_is_no_inventory_is_refused(given: Any) -> None:  # noqa: ANN401
    """One sentence, and not an empty planner."""
    with pytest.raises(eniplan.EniplanError, match=f"^inventory: .*, not a value of type {type(given).__name__}$"):
        eniplan.Planner(given, save=None)


@pytest.mark.parametrize("given", [7, HANGZHOU, {"format": 1}])
def test_what_is_no_plan_is_refused(given: Any) -> None:  # noqa: ANN401
    """Likewise."""
    with pytest.raises(eniplan.EniplanError, match=f"^spec: .*, not a value of type {type(given).__name__}$"):
        eniplan.Planner(HANGZHOU, given, save=None)
