"""Every format, to a file and to the browser, with an end that can be asked for."""

from __future__ import annotations

import io
import threading
from html import escape
from typing import TYPE_CHECKING

import pytest

import eniplan
from eniplan.errors import OutputError
from eniplan.exchange.batches import FORMATS, write_batch
from eniplan.exchange.preview import first_lines
from tests.ui.planner_kit import HANGZHOU, TIGHT, WEB, kept_messages, new, of, press, typed

if TYPE_CHECKING:
    from pathlib import Path


def written(planner: eniplan.Planner, path: Path) -> bytes:
    """The file that the panel writes."""
    planner.export.file.value = str(path)
    press(planner, "Write file")
    planner.export.work.wait(30)
    return path.read_bytes()


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_written_and_downloaded(name: str, tmp_path: Path) -> None:
    """The same bytes as ``eniplan.export`` writes; the preview is their beginning."""
    planner = of(WEB)
    planner.export.format.value = name
    planner.export.leave_out.value = True
    assert planner.plan is not None
    eniplan.export(planner.plan, tmp_path / "own", name, leave_out=True)
    expected = (tmp_path / "own").read_bytes()
    sent = kept_messages(planner.export.download)
    planner.export.download._handle_custom_msg({"type": "wanted"}, [])
    planner.export.work.wait(30)
    file = FORMATS[name].file
    assert [(one["name"], one["buffers"]) for one in sent] == [(file, [expected])]
    assert written(planner, tmp_path / "its") == expected
    shown = FORMATS[name].meaning if FORMATS[name].is_review else expected.decode().splitlines()[0][:60]
    assert escape(shown) in planner.export.preview.value


def test_the_written_batch_is_accepted(tmp_path: Path) -> None:
    """64 requests, and the check has nothing against them; the panel says where they are."""
    planner = of(WEB)
    written(planner, tmp_path / "requests.jsonl")
    assert eniplan.check(tmp_path / "requests.jsonl", HANGZHOU).requests == 64
    assert "64 requests ready to send." in planner.export.ready.value
    assert "requests.jsonl" in planner.export.said.value
    assert planner.export._working.layout.display == "none"


def test_what_a_format_cannot_say_is_refused_unless_it_is_left_out(tmp_path: Path) -> None:
    """The banner says what, no file appears; a box leaves it out, and is shown for such formats only."""
    planner = of(WEB, strict=False)
    assert planner.export.leave_out.layout.display == "none"
    planner.export.format.value = "ros"
    assert planner.export.leave_out.layout.display == ""
    planner.export.file.value = str(tmp_path / "batch.yaml")
    press(planner, "Write file")
    planner.export.work.wait(30)
    assert "ros cannot say all of this plan" in planner.head.banner.value
    assert list(tmp_path.iterdir()) == []
    planner.export.leave_out.value = True
    assert written(planner, tmp_path / "batch.yaml").startswith(b"ROSTemplateFormatVersion")


def test_what_stands_in_the_way_is_said() -> None:
    """Refused ENIs and fields to be mended are no part of the batch."""
    planner = of(TIGHT)
    assert "16 ENIs refused: they are not in the batch" in planner.export.ready.value
    typed(planner.groups.form, "count", "many")
    assert "Some fields are to be mended" in planner.export.ready.value


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """One sentence in the banner."""
    planner = of(WEB, strict=False)
    planner.export.file.value = str(tmp_path / "none" / "requests.jsonl")
    press(planner, "Write file")
    planner.export.work.wait(30)
    assert "its folder does not exist" in planner.head.banner.value
    assert isinstance(planner.troubles[0].error, OutputError)


def test_long_work_tells_how_far_it_is_and_can_be_cancelled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """2,000 requests: the bar moves; cancelled, there is no file, and the panel is ready for the next work."""
    planner = new()
    vswitch = {"id": "vsw-wide", "vpc": "vpc-a", "zone": "cn-hangzhou-h", "cidr": "10.64.0.0/16"}
    group = {"security_group": [{"id": "sg-wide", "vpc": "vpc-a", "type": "advanced"}]}
    table = {"name": "web-{n}", "count": 2_000, "vswitches": ["vsw-wide"], "security_groups": ["sg-wide"]}
    planner.state.load_document({**planner.state.document, **group, "vswitch": [vswitch], "group": [table]})
    assert planner.plan is not None
    assert len(planner.plan.requests) == 2_000
    reached, go_on = threading.Event(), threading.Event()
    shown = planner.export.work._on_progress

    def slow(done: int) -> None:
        shown(done)
        reached.set()
        go_on.wait(30)

    monkeypatch.setattr(planner.export.work, "_on_progress", slow)
    planner.export.file.value = str(tmp_path / "requests.jsonl")
    press(planner, "Write file")
    assert reached.wait(30)
    assert 500 <= planner.export.bar.value < 1_000  # lines are written some hundreds at a time
    assert planner.export.bar.max == 2_000
    assert planner.export._working.layout.display == ""
    planner.state.strict = False
    press(planner, "Write file")
    assert "an export is going on" in planner.head.banner.value
    press(planner, "Cancel")
    go_on.set()
    planner.export.work.wait(30)
    assert list(tmp_path.iterdir()) == []
    assert "cancelled; no file was written" in planner.export.said.value


@pytest.mark.parametrize("name", [name for name in FORMATS if not FORMATS[name].is_review])
def test_a_preview_is_the_beginning_of_the_batch(name: str) -> None:
    """As many lines as were asked for, byte for byte; all of them where there are no more."""
    plan, written = eniplan.plan(WEB, HANGZHOU), io.StringIO()
    write_batch(plan, name, written, leave_out=True)
    whole = written.getvalue().removesuffix("\n").split("\n")
    assert first_lines(plan, name, 2) == whole[:2]
    assert first_lines(plan, name, 10_000) == whole


def test_what_is_for_review_has_no_preview() -> None:
    """A workbook and a page are looked at whole."""
    plan = eniplan.plan(WEB, HANGZHOU)
    assert {name for name in FORMATS if not first_lines(plan, name, 1)} == {"csv", "xlsx", "html"}
