"""The VSwitches with their figures, and other inventories."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

import eniplan
from eniplan.errors import MalformedFile
from tests.planning.ground_kit import A, B
from tests.ui.planner_kit import HANGZHOU, WEB, kept_messages, new, of, press, typed

if TYPE_CHECKING:
    from pathlib import Path

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
    typed(planner.network.folder, "answers", str(ANSWERS))
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
    typed(planner.network.folder, "answers", str(folder))
    press(planner, "Load")
    told = [row for row in planner.findings.table.rows if "10.9.9.9" in row[2]]
    assert "eni-odd" in str(told[0])
    assert "enis.json" in told[0][2]


def uploaded(planner: eniplan.Planner, *paths: Path) -> None:
    """Files come from the browser, as the upload widget hands them on."""
    parts = [(path.name, part) for path in paths for part in halves(path.read_bytes())]
    for place, (name, part) in enumerate(parts):
        said = {"type": "part", "name": f"C:\\answers\\{name}", "begin": place == 0, "end": place == len(parts) - 1}
        planner.network.upload._handle_custom_msg(said, [memoryview(part)])


def halves(content: bytes) -> tuple[bytes, bytes]:
    """A file in two parts."""
    half = len(content) // 2
    return content[:half], content[half:]


def test_uploaded_answers_are_kept_and_read(tmp_path: Path) -> None:
    """Beside the saved plan, so that a restart finds them: the inventory is the folder's, and comes back."""
    planner = new(save=tmp_path / "plan.json")
    uploaded(planner, *sorted(ANSWERS.glob("*.json")))
    assert planner.state.inventory.vswitches == HANGZHOU.vswitches
    kept = {path.name for path in (tmp_path / "plan-answers").glob("*/*")}
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


BROKEN = {
    "no JSON": b"{not json",
    "no text": b"\xff\xfe\x00",
    "nothing": b"",
    "another shape": b'{"Regions": {"Region": []}}',
    "a CIDR that is none": b'{"VSwitches": {"VSwitch": [{"VSwitchId": "vsw-1", "CidrBlock": "10.0.1.0/33"}]}}',
    "without an end": b'{"VSwitches": {"VSwitch": [',
    "too deep": b"[" * 100_000,
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_upload_leaves_an_earlier_one_of_its_name(what: str, tmp_path: Path) -> None:
    """One sentence; the answers that were loaded are read again by the code and by the next planner."""
    planner = new(save=tmp_path / "plan.json", strict=False)
    path = tmp_path / "vswitches.json"
    shutil.copy(ANSWERS / "vswitches.json", path)
    uploaded(planner, path)
    path.write_bytes(BROKEN[what])
    uploaded(planner, path)
    assert [type(trouble.error) for trouble in planner.troubles] == [MalformedFile]
    assert "vswitches.json" in planner.head.banner.value
    assert planner.state.inventory.vswitches.keys() == HANGZHOU.vswitches.keys()
    assert eniplan.read_inventory(*planner.state.sources).vswitches.keys() == HANGZHOU.vswitches.keys()
    assert len(list((tmp_path / "plan-answers").iterdir())) == 1


def test_another_inventory_is_one_step_back(tmp_path: Path) -> None:
    """With its what-if blocks; and forward again, as the code says it."""
    planner = of(WEB, save=tmp_path / "plan.json")
    vswitch = next(iter(HANGZHOU.vswitches))
    planner.state.reserve(vswitch, "10.20.0.208/28")
    before = planner.state.code()
    path = tmp_path / "vswitches.json"
    row = {"VSwitchId": "vsw-up", "VpcId": "vpc-1", "ZoneId": "cn-hangzhou-h", "CidrBlock": "192.168.0.0/24"}
    path.write_text(json.dumps({"VSwitches": {"VSwitch": [row]}}), encoding="utf-8")
    uploaded(planner, path)
    assert [len(planner.network.table.rows), planner.state.reserved] == [1, ()]
    press(planner, "Undo")
    assert [len(planner.network.table.rows), len(planner.state.reserved)] == [6, 1]
    assert planner.state.code() == before
    assert of(WEB, save=tmp_path / "plan.json").state.code() == before
    press(planner, "Redo")
    assert [len(planner.network.table.rows), planner.state.reserved] == [1, ()]
    assert "vsw-up" in of(WEB, save=tmp_path / "plan.json").state.inventory.vswitches


def test_an_upload_that_stops_is_told_and_the_next_begins_anew(tmp_path: Path) -> None:
    """A file that went away after its first part: a sentence; the parts before are not part of the next upload."""
    planner = new(save=tmp_path / "plan.json", strict=False)
    sent = kept_messages(planner.network.upload)
    said = {"type": "part", "name": "v.json", "begin": True, "end": False}
    planner.network.upload._handle_custom_msg(said, [memoryview(b"{")])
    assert [message["type"] for message in sent] == ["more"]
    failed = {"type": "failed", "name": "<b>v.json", "problem": "gone"}
    planner.network.upload._handle_custom_msg(failed, [])
    assert "&lt;b&gt;v.json: cannot be read by the browser (gone)" in planner.head.banner.value
    uploaded(planner, *sorted(ANSWERS.glob("*.json")))
    assert planner.state.inventory.vswitches == HANGZHOU.vswitches


def test_load_wants_a_name() -> None:
    """Nothing typed: the folder of the notebook is not read by mistake."""
    planner = new(strict=False)
    press(planner, "Load")
    assert "which answers?" in planner.head.banner.value


def test_an_inventory_that_has_gone_is_told(tmp_path: Path) -> None:
    """The plan comes back on the inventory that the cell gives, and the banner says what is missing."""
    planner = new(save=tmp_path / "plan.json")
    press(planner, "Add")
    uploaded(planner, *sorted(ANSWERS.glob("*.json")))
    shutil.rmtree(tmp_path / "plan-answers")
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
