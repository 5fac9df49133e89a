"""The plan as code and as a plan file: made when it is looked at, written, and opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import eniplan
from tests.ui.planner_kit import HANGZHOU, WEB, kept_messages, new, of, press, typed

if TYPE_CHECKING:
    from pathlib import Path


def test_the_texts_are_made_when_they_are_looked_at() -> None:
    """The code and the plan file follow the plan while their tab is open, and wait while it is not."""
    planner = of(WEB)
    assert (planner.code.text.value, planner.plan_file.text.value) == ("", "")
    planner.tabs.selected_index = 2
    assert "[[group]]" in planner.plan_file.text.value
    typed(planner.groups.form, "count", "5")
    assert "count = 5" in planner.plan_file.text.value
    planner.tabs.selected_index = 1
    assert "eniplan.PlanSpec(" in planner.code.text.value
    before = planner.plan_file.text.value
    typed(planner.groups.form, "count", "6")
    assert "count=6" in planner.code.text.value
    assert planner.plan_file.text.value == before


def test_the_plan_file_goes_out_and_comes_in_again(tmp_path: Path) -> None:
    """Written, it reads as the same plan; opened in an empty planner, it is that plan, and one step back undoes it."""
    planner, path = of(WEB), tmp_path / "plan.toml"
    planner.plan_file.file.value = str(path)
    planner.plan_file.write.click()
    assert eniplan.read_plan_file(path) == WEB
    assert "wrote" in planner.plan_file.said.value
    other = eniplan.Planner(HANGZHOU, save=None, strict=True)
    other.plan_file.file.value = str(path)
    other.plan_file.open.click()
    assert other.spec == WEB
    press(other, "Undo")
    assert other.state.groups == ()


def test_the_code_is_downloaded_and_runs() -> None:
    """What the browser gets is the code; running it gives the plan again."""
    planner = of(WEB)
    sent = kept_messages(planner.code.download)
    planner.code.download._handle_custom_msg({"type": "wanted"}, [])
    names: dict[str, object] = {"inventory": HANGZHOU}
    exec(sent[0]["buffers"][0].decode(), names)  # noqa: S102 - our own output
    made = names["plan"]
    assert isinstance(made, eniplan.Plan)
    assert planner.plan is not None
    assert list(made.requests.lines()) == list(planner.plan.requests.lines())


def test_no_plan_is_said_where_there_is_none() -> None:
    """A plan without a name is no plan: the tab says what is missing."""
    planner = new()
    typed(planner.head.form, "name", "")
    planner.tabs.selected_index = 2
    assert "there is no plan yet" in planner.plan_file.text.value
