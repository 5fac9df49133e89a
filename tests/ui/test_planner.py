"""The planner's views without a browser: what the state says is shown, what a browser sends is done."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

import eniplan
from eniplan.ui.fields import group_fields
from eniplan.ui.form_widget import FormWidget, Shown, key_of
from eniplan.ui.planner import Planner
from eniplan.ui.table_widget import Cell, Column, TableWidget
from tests.planning.ground_kit import A, B, account, vswitch

if TYPE_CHECKING:
    from pathlib import Path

WEB = eniplan.read_plan_file(eniplan.examples / "web.toml")
HANGZHOU = eniplan.read_inventory(eniplan.examples / "hangzhou")
HOSTILE = "<img src=x onerror=alert(1)>"


def new(**more: Any) -> Planner:  # noqa: ANN401
    """A planner on two VSwitches that keeps nothing and raises what goes wrong."""
    return Planner(account(A, B), save=None, strict=True, **more)


def type_into(planner: Planner, key: str, typed: str, gesture: str | None = None) -> None:
    """What the browser sends when something is typed into a field of the group."""
    planner._form._handle_custom_msg({"type": "typed", "key": key, "typed": typed, "gesture": gesture}, [])


def choose(table: TableWidget, index: int) -> None:
    """What the browser sends when a row is chosen."""
    table._handle_custom_msg({"type": "choose", "index": index}, [])


def press(planner: Planner, label: str) -> None:
    """A click on a button."""
    buttons = [planner._undo, planner._redo, planner._dismiss, planner._write, planner._load, *planner._acts]
    next(button for button in buttons if button.description == label).click()


def test_every_field_is_shown_and_typed_back() -> None:
    """The example's values stand in the form; typing each one again changes nothing."""
    planner = Planner(HANGZHOU, WEB, save=None, strict=True)
    before = planner.state.document
    for field in group_fields():
        shown = planner._form.values[key_of(field)]
        assert shown["problem"] == ""
        type_into(planner, key_of(field), shown["typed"])
    assert planner.state.document == before
    assert planner._form.values["count"]["typed"] == "4"


def test_a_group_is_made_by_hand() -> None:
    """Added, counted, refused, mended: tables, numbers and headline follow each act."""
    planner = new()
    assert not planner._form.enabled
    press(planner, "Add")
    type_into(planner, "count", "189")
    assert planner.plan is not None
    assert planner._groups.rows == [["group-{n}", "189", "188", {"text": "1 ENI refused", "kind": "error"}]]
    assert "188 requests ready to export; 1 refused." in planner._title.value
    type_into(planner, "count", "3")
    assert planner._groups.rows == [["group-{n}", "3", "3", "all placed"]]
    assert "188 → 185 free of 188 usable addresses" in planner._numbers.value
    assert planner._headroom.value.startswith("185 more of group-{n} fit; then InvalidVSwitchId.IpNotEnough")


def test_wrong_values_are_shown_beside_their_field() -> None:
    """The text stays, the sentence stands beside it, and the finding leads to it."""
    planner = new()
    press(planner, "Add")
    type_into(planner, "count", "many")
    shown = planner._form.values["count"]
    assert shown["typed"] == "many"
    assert shown["problem"].startswith('"many" is not a whole number from 1')
    sent: list[dict[str, Any]] = []
    planner._form.send = lambda content, buffers=None: sent.append(content)  # noqa: ARG005
    choose(planner._findings, 0)
    assert sent == [{"type": "focus", "key": "count"}]


def test_undo_and_redo_follow_the_buttons() -> None:
    """Disabled where there is nothing to go to; a drag is one step."""
    planner = new()
    assert (planner._undo.disabled, planner._redo.disabled) == (True, True)
    press(planner, "Add")
    for count in range(2, 9):
        type_into(planner, "count", str(count), gesture="drag")
    press(planner, "Undo")
    assert planner._form.values["count"]["typed"] == "1"
    press(planner, "Redo")
    assert planner._form.values["count"]["typed"] == "8"


def test_rows_select_what_they_show() -> None:
    """A VSwitch and its map, a group and its form."""
    planner = Planner(HANGZHOU, WEB, save=None, strict=True)
    choose(planner._vswitches, 3)
    assert planner.state.vswitch == list(HANGZHOU.vswitches)[3]
    assert "pod-i" in str(planner._map.scene)
    choose(planner._groups, 1)
    assert planner._form.values["name"]["typed"] == "web-{n:02}"
    assert (planner._vswitches.selected, planner._groups.selected) == (3, 1)


def test_trouble_is_a_banner_and_goes_away(tmp_path: Path) -> None:
    """A folder that is none: one sentence, escaped; the inventory stays; dismissed, the banner is gone."""
    planner = Planner(account(A), save=None)
    planner._folder.value = str(tmp_path / HOSTILE)
    press(planner, "Load answers")
    assert "there is no such" in planner._banner.value
    assert HOSTILE not in planner._banner.value
    assert list(planner.state.inventory.vswitches) == ["vsw-a"]
    press(planner, "Dismiss")
    assert planner._banner.value == ""


def test_an_exception_in_an_act_is_raised_in_tests() -> None:
    """Strict: what a callback raises does not vanish."""
    planner = new()
    with pytest.raises(ZeroDivisionError):
        planner._act(lambda: 1 // 0)
    assert "ZeroDivisionError" in planner._banner.value


def test_the_plan_is_kept_beside_the_notebook(tmp_path: Path) -> None:
    """After a restart the same line brings everything back; another name is another plan."""
    first = Planner(account(A, B), save=tmp_path / "one.json", strict=True)
    press(first, "Add")
    type_into(first, "count", "many")
    again = Planner(account(A, B), save=tmp_path / "one.json", strict=True)
    assert again.state.document == first.state.document
    assert again._form.values["count"]["typed"] == "many"
    other = Planner(account(A, B), save=tmp_path / "two.json", strict=True)
    assert other.state.groups == ()


def test_requests_are_previewed_and_written(tmp_path: Path) -> None:
    """The first three lines; the file has all of them, and the check accepts it."""
    planner = Planner(HANGZHOU, WEB, save=None, strict=True)
    planner._file.value = str(tmp_path / "requests.jsonl")
    press(planner, "Write")
    assert eniplan.check(tmp_path / "requests.jsonl", HANGZHOU).requests == 64
    assert planner._preview.value.count("gateway-") == 3
    assert "eniplan.PlanSpec(" in planner._code.value
    assert "[[group]]" in planner._plan_file.value


def test_hostile_names_are_text_everywhere() -> None:
    """No view holds the markup of a VSwitch's or a group's name."""
    planner = Planner(account(vswitch("a", "10.0.0.0/24", name=HOSTILE)), save=None, strict=True)
    press(planner, "Add")
    type_into(planner, "name", HOSTILE)
    views = [planner._title, planner._numbers, planner._headroom, planner._preview, planner._code]
    assert all(HOSTILE not in view.value for view in (*views, planner._plan_file, planner._banner))


def test_nothing_is_sent_where_nothing_changed() -> None:
    """Showing the same again costs no message."""
    form = FormWidget([("Group", "", True, group_fields())], lambda *_: None)
    form.show({"count": Shown("1")})
    form.show({"count": Shown("1")})
    table = TableWidget("t", [Column("a")], lambda _: None, "none")
    table.show([["x"], [Cell("y", "error")]])
    table.show([["x"], [Cell("y", "error")]], selected=1)
    assert (form.revision, table.revision, table.selected) == (1, 1, 1)
    json.dumps([form.layout_, form.values, table.rows, table.columns])


def test_a_row_that_is_not_there_is_not_chosen() -> None:
    """A late message about a row that has gone does nothing."""
    chosen: list[int] = []
    table = TableWidget("t", [Column("a")], chosen.append, "none")
    table.show([["x"]])
    choose(table, 0)
    choose(table, 1)
    assert chosen == [0]
