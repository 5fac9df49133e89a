"""The VSwitches with their figures, and other inventories."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import eniplan
from eniplan.errors import MalformedFile
from tests.planning.ground_kit import A, B
from tests.ui.planner_kit import HANGZHOU, WEB, new, of, press, typed

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

ANSWERS = eniplan.examples / "hangzhou"


def test_each_vswitch_has_its_figures() -> None:
    """What is left after the plan; what was there before where it differs: a /24 with a /26 block has 188 open."""
    planner = new()
    press(planner, "Add")
    typed(planner.groups.form, "count", "3")
    a, b = planner.network.table.rows
    assert a[0] == {"text": "vsw-a", "kind": "", "below": f"h \N{MIDDLE DOT} {A.cidr}"}
    assert (a[1]["text"], a[1]["below"], a[3]["text"], a[3]["below"]) == ("185", "was 188", "4", "")
    assert b[0]["below"] == f"{B.zone_id[-1]} \N{MIDDLE DOT} {B.cidr}"
    assert b[1]["below"] == ""


def test_another_folder_is_loaded() -> None:
    """The plan stays; VSwitches, title and findings are the other account's, and so is the code."""
    planner = new()
    planner.network.folder.value = str(ANSWERS)
    press(planner, "Load")
    assert len(planner.network.table.rows) == len(HANGZHOU.vswitches)
    assert "6 VSwitches" in planner.head.title.value
    assert f"read_inventory({str(ANSWERS)!r})" in planner.state.code()


def test_contradictions_are_shown_with_file_and_id(tmp_path: Path) -> None:
    """An address outside its VSwitch: the finding names the ENI, and the file it stands in."""
    folder = tmp_path / "answers"
    folder.mkdir()
    vswitch = {"VSwitchId": "vsw-1", "VpcId": "vpc-1", "ZoneId": "cn-hangzhou-h", "CidrBlock": "10.0.0.0/24"}
    address = {"PrivateIpAddress": "10.9.9.9", "Primary": True}
    eni = {"NetworkInterfaceId": "eni-odd", "VSwitchId": "vsw-1", "PrivateIpSets": {"PrivateIpSet": [address]}}
    (folder / "v.json").write_text(json.dumps({"VSwitches": {"VSwitch": [vswitch]}}), encoding="utf-8")
    sets = {"NetworkInterfaceSets": {"NetworkInterfaceSet": [eni]}}
    (folder / "enis.json").write_text(json.dumps(sets), encoding="utf-8")
    planner = new()
    planner.network.folder.value = str(folder)
    press(planner, "Load")
    told = [row for row in planner.findings.table.rows if "10.9.9.9" in row[2]]
    assert "eni-odd" in str(told[0])
    assert "enis.json" in told[0][2]


def uploaded(planner: eniplan.Planner, *paths: Path) -> None:
    """Files come from the browser, as the upload widget hands them on."""
    planner.network.upload.value = tuple(
        {"name": f"C:\\answers\\{path.name}", "type": "", "size": 1, "content": memoryview(path.read_bytes()),
         "last_modified": datetime(2026, 11, 20, tzinfo=UTC)}
        for path in paths
    )  # fmt: skip


def test_uploaded_answers_are_kept_and_read(tmp_path: Path) -> None:
    """Beside the saved plan, so that a restart finds them: the inventory is the folder's, and comes back."""
    planner = new(save=tmp_path / "plan.json")
    uploaded(planner, *sorted(ANSWERS.glob("*.json")))
    assert planner.state.inventory.vswitches == HANGZHOU.vswitches
    kept = {path.name for path in (tmp_path / "plan-answers").iterdir()}
    assert kept == {path.name for path in ANSWERS.glob("*.json")}
    again = new(save=tmp_path / "plan.json")
    assert again.state.inventory.vswitches == HANGZHOU.vswitches


def test_an_upload_that_is_no_answer_changes_nothing(tmp_path: Path) -> None:
    """One sentence with the file's name; the inventory stays."""
    planner = new(save=tmp_path / "plan.json", strict=False)
    (tmp_path / "cat.json").write_text("miaow", encoding="utf-8")
    uploaded(planner, tmp_path / "cat.json")
    assert "cat.json" in planner.head.banner.value
    assert list(planner.state.inventory.vswitches) == ["vsw-a", "vsw-b"]
    assert isinstance(planner.troubles[0].error, MalformedFile)


def test_an_inventory_that_has_gone_is_told(tmp_path: Path) -> None:
    """The plan comes back on the inventory that the cell gives, and the banner says what is missing."""
    planner = new(save=tmp_path / "plan.json")
    press(planner, "Add")
    uploaded(planner, *sorted(ANSWERS.glob("*.json")))
    for path in (tmp_path / "plan-answers").iterdir():
        path.unlink()
    (tmp_path / "plan-answers").rmdir()
    again = new(save=tmp_path / "plan.json", strict=False)
    assert "the inventory that was loaded is not there any more" in again.head.banner.value
    assert len(again.state.groups) == 1
    assert list(again.state.inventory.vswitches) == ["vsw-a", "vsw-b"]


def test_the_example_is_offered_where_nothing_exists(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A click, and the example is planned; where there is an inventory, nobody is asked."""
    monkeypatch.chdir(tmp_path)
    planner = eniplan.Planner(strict=True)
    assert planner.network.example.layout.display != "none"
    press(planner, "Try the example")
    assert planner.spec == WEB
    assert of(WEB).network.example.layout.display == "none"
    assert [path.suffix for path in tmp_path.iterdir()] == [".json"]
