"""A restarted kernel begins where it was; nobody else's file is written over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from eniplan.errors import MalformedFile
from eniplan.ui.autosave import load, restore, save
from eniplan.ui.state import PlannerState
from tests.planning.ground_kit import A, B, account, eni
from tests.ui.test_state import FIELD

if TYPE_CHECKING:
    from pathlib import Path


def shaped() -> PlannerState:
    """Two groups, one with a wrong value, a what-if block, selections."""
    state = PlannerState(account(A, B), strict=True)
    state.add_group()
    state.add_group()
    state.type_into(FIELD["count"], "many")
    state.reserve("vsw-b", "10.0.1.128/26")
    state.select_vswitch("vsw-b")
    return state


def test_everything_comes_back(tmp_path: Path) -> None:
    """Wrong values, what-if blocks and selections too; there is nothing to undo."""
    before, after = shaped(), PlannerState(account(A, B), strict=True)
    save(before, tmp_path / "planner.json")
    saved = load(tmp_path / "planner.json")
    assert saved is not None
    restore(after, saved)
    assert (after.document, after.reserved, after.group, after.vswitch) == (
        before.document, before.reserved, before.group, before.vswitch,
    )  # fmt: skip
    assert after.problems == before.problems
    assert after.plan is not None
    assert before.plan is not None
    assert list(after.plan.requests.lines()) == list(before.plan.requests.lines())
    assert not after.history.past


def test_a_block_that_is_used_by_now_is_left_out(tmp_path: Path) -> None:
    """The rest comes back, and a sentence says which block does not."""
    save(shaped(), tmp_path / "planner.json")
    after = PlannerState(account(A, B, enis=[eni("x", "b", "10.0.1.130")]))
    saved = load(tmp_path / "planner.json")
    assert saved is not None
    restore(after, saved)
    assert (after.reserved, len(after.groups)) == ((), 2)
    assert "10.0.1.130 in 10.0.1.128/26 is in use by eni-x" in after.troubles[0].message


def test_no_file_is_a_new_plan(tmp_path: Path) -> None:
    """Nothing to bring back."""
    assert load(tmp_path / "planner.json") is None


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"planner": 2, "document": {}}', '{"planner": 1}', "[" * 99_999])
def test_somebody_elses_file_is_refused(tmp_path: Path, text: str) -> None:
    """With its name; it stays as it is."""
    path = tmp_path / "planner.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(MalformedFile, match=r"planner\.json: is"):
        load(path)
    assert path.read_text(encoding="utf-8") == text


def test_odd_selections_are_forgotten(tmp_path: Path) -> None:
    """A group or VSwitch that is not there, blocks that are no pairs."""
    path = tmp_path / "planner.json"
    path.write_text('{"planner": 1, "document": {"format": 1, "name": "p", "region": "r"}, "group": -3, "vswitch": 7, '
                    '"reserved": [["a"], 3, ["a", 4]]}', encoding="utf-8")  # fmt: skip
    saved = load(path)
    assert saved is not None
    assert (saved.group, saved.vswitch, saved.reserved) == (0, "", ())
