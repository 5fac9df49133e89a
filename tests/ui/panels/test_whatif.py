"""The what-if tab without a browser: every question is asked, answered, wrong, followed and acted upon."""

from __future__ import annotations

import subprocess
import sys
import threading
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest

import eniplan
from eniplan.errors import QuestionError
from eniplan.report.lettering import visible
from eniplan.report.naming import named, names_of
from eniplan.ui.whatif_question import Call
from eniplan.ui.whatif_questions import QUESTIONS
from tests.planning.ground_kit import B, account, vswitch
from tests.ui.planner_kit import HANGZHOU, HOSTILE, TIGHT, WEB, inside, new, of, press, typed

if TYPE_CHECKING:
    from collections.abc import Callable

    from eniplan.ui.panels.whatif import WhatIfPanel

TAB = 3
POD = "vsw-bp1ph2v5g9s1b6u8j0n4r"


def opened(spec: eniplan.PlanSpec = WEB, **more: Any) -> tuple[eniplan.Planner, WhatIfPanel]:  # noqa: ANN401
    """A planner whose what-if tab is open, and the tab."""
    planner = of(spec, **more)
    planner.tabs.selected_index = TAB
    return planner, planner.whatif


def ask(panel: WhatIfPanel, name: str) -> None:
    """Choose a question, and wait until it is answered."""
    panel.question.value = name
    panel.asking.work.wait(60)


def answer_of(panel: WhatIfPanel) -> Any:  # noqa: ANN401 - of any question
    """The answer that is shown; None where there is none."""
    return panel.answer.answer


def blocks_of(planner: eniplan.Planner) -> list[tuple[str, str]]:
    """The what-if blocks of a planner."""
    return list(planner.state.reserved)


def framed(panel: WhatIfPanel, *, dark: bool = False, width: int = 640) -> None:
    """What the browser says of where the chart is."""
    content = {"type": "frame", "dark": dark, "width": width, "sharpness": 1}
    panel.answer.picture._handle_custom_msg(content, [])


QUICK: dict[str, Callable[[eniplan.Plan], Any]] = {
    "headroom": eniplan.headroom,
    "size": eniplan.size,
    "reserve": eniplan.reserve,
    "zones": eniplan.zones,
    "churn": lambda plan: eniplan.churn(plan, plan.spec.groups[0].name),
    "burst": lambda plan: eniplan.burst(plan, plan.spec.groups[0].name),
    "pin": eniplan.pin,
}
"""Questions whose defaults are those of their function, but for the selected group."""


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_is_answered_with_its_defaults(name: str) -> None:
    """The sentence, every assumption, the code and what it asks are there; what Python answers, it answers."""
    planner, panel = opened()
    ask(panel, name)
    answer = answer_of(panel)
    assert answer is not None
    assert answer.question == name
    said = named(answer, names_of(HANGZHOU.vswitches.values()))
    assert visible(said.headline, 300) in unescape(panel.answer.headline.value)
    assert all(sentence in unescape(panel.answer.tables.value) for sentence in said.assumptions)
    assert f"eniplan.{name}(" in panel.answer.code.value
    assert QUESTIONS[name].asks in unescape(panel.asks.value)
    assert (panel.answer.box.layout.display, panel.status.layout.display) == ("", "none")
    assert planner.plan is not None
    if name in QUICK:
        assert answer.headline == QUICK[name](planner.plan).headline


def test_nothing_is_asked_while_nobody_looks() -> None:
    """Another tab is open: no answer; opened, there is one; away again, it stays as it was."""
    planner = of(WEB)
    assert answer_of(planner.whatif) is None
    planner.tabs.selected_index = TAB
    before = answer_of(planner.whatif)
    assert before is not None
    planner.tabs.selected_index = 0
    typed(planner.groups.form, "count", "1")
    assert answer_of(planner.whatif) is before
    planner.tabs.selected_index = TAB
    assert answer_of(planner.whatif) != before


def test_the_questions_are_loaded_when_somebody_looks() -> None:
    """A planner is shown without them: a process that only shows one has no question's module loaded."""
    shows = "import sys, eniplan; eniplan.Planner(save=None); print([m for m in sys.modules if '.capacity.' in m])"
    command = [sys.executable, "-c", shows]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)  # noqa: S603 - our own
    assert ran.stdout.strip() == "[]"


def test_an_answer_follows_the_group_form() -> None:
    """One ENI more is asked for, one less of that group fits: step by step, as on a slider."""
    planner, panel = opened()
    fits = []
    for count in range(4, 9):
        typed(planner.groups.form, "count", str(count), gesture="drag")
        answer = answer_of(panel)
        fits.append(answer.groups[0].fits)
    assert fits == list(range(fits[0], fits[0] - 5, -1))


def test_an_answer_follows_what_is_selected() -> None:
    """Another VSwitch, another group."""
    planner, panel = opened()
    ask(panel, "blocks")
    planner.state.select_vswitch(POD)
    assert f"vswitch='{POD}'" in unescape(panel.answer.code.value)
    ask(panel, "burst")
    planner.state.select_group(1)
    panel.asking.work.wait(60)
    assert "group='web-{n:02}'" in unescape(panel.answer.code.value)


def test_an_answer_follows_its_own_fields() -> None:
    """Typed and typed back; what was typed for a question is there when it is chosen again."""
    _, panel = opened()
    ask(panel, "size")
    before = panel.answer.headline.value
    typed(panel.form, "vswitches", "3")
    assert panel.answer.headline.value != before
    ask(panel, "headroom")
    ask(panel, "size")
    assert panel.form.values["vswitches"] == {"typed": "3", "problem": ""}
    typed(panel.form, "vswitches", "1")
    assert panel.answer.headline.value == before


WRONG = {
    "headroom": ("group", "none-{n}"),
    "blocks": ("more", "many"),
    "size": ("confidence", "1"),
    "terway": ("instance_type", "ecs.none"),
    "defragment": ("mask", "17"),
    "churn": ("lifetime", "0"),
    "burst": ("concurrent", "-1"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_values_stay_and_are_explained(name: str) -> None:
    """The text stays in its field with one sentence, the answer goes; typed anew, it is there again. No banner."""
    planner, panel = opened()
    ask(panel, name)
    key, text = WRONG[name]
    right = panel.form.values[key]["typed"]
    typed(panel.form, key, text)
    panel.asking.work.wait(60)
    shown = panel.form.values[key]
    assert shown["typed"] == text
    assert shown["problem"].count("\n") == 0
    assert len(shown["problem"]) > len(text)
    assert answer_of(panel) is None
    assert panel.answer.box.layout.display == "none"
    assert "Mend the fields" in panel.said.value
    typed(panel.form, key, right)
    panel.asking.work.wait(60)
    assert panel.form.values[key]["problem"] == ""
    assert answer_of(panel) is not None
    assert planner.troubles == ()


def test_what_is_no_single_fields_is_said_above() -> None:
    """A warm pool whose least is more than its most; nothing that asks for prefixes; no group at all."""
    _, panel = opened()
    ask(panel, "terway")
    typed(panel.form, "min_pool", "9")
    assert "0 &lt;= " in panel.said.value or "min_pool" in panel.said.value
    _, other = opened(eniplan.PlanSpec(name="web", region="cn-hangzhou", groups=WEB.groups[:1]))
    ask(other, "reserve")
    assert "no group of the plan asks for prefixes" in other.said.value
    empty = new()
    empty.tabs.selected_index = TAB
    assert "there is no group yet that could be asked about; add one, or mend its fields" in empty.whatif.said.value
    press(empty, "Add")
    assert answer_of(empty.whatif) is not None


def test_groups_that_are_left_out_are_named_as_such() -> None:
    """A group with a wrong value is in no plan: the answer says that it is of the others."""
    planner, panel = opened()
    typed(planner.groups.form, "count", "many")
    assert "Some groups of the plan are to be mended" in panel.said.value
    typed(planner.groups.form, "count", "4")
    assert panel.said.value == ""


def test_a_form_has_what_the_question_asks() -> None:
    """Real fields with sliders and hints; choices follow the groups; a form that is gone leaves no widget."""
    planner, panel = opened()
    first = panel.form
    assert first.layout_[0]["fields"][0]["choices"][:2] == ["(all groups)", "(selected group)"]
    press(planner, "Copy")
    assert len(panel.form.layout_[0]["fields"][0]["choices"]) == 8
    assert first.comm is None
    ask(panel, "burst")
    fields = {field["key"]: field for field in panel.form.layout_[0]["fields"]}
    assert fields["creations"]["slider"] == [1, 500]
    assert fields["creations"]["hint"] == "all"
    ask(panel, "zones")
    assert panel.form.layout.display == "none"


def test_the_chart_is_drawn_for_its_page() -> None:
    """Once the page is known; in another theme again; not for the same answer; with the sentence as its words."""
    planner, panel = opened()
    assert panel.answer.picture.png == b""
    framed(panel)
    light = panel.answer.picture.png
    assert light[:4] == b"\x89PNG"
    assert answer_of(panel).headline in panel.answer.picture.words
    planner.state.select_group(1)
    assert panel.answer.picture.revision == 1
    framed(panel, dark=True)
    assert (panel.answer.picture.revision, panel.answer.picture.png == light) == (2, False)
    typed(planner.groups.form, "count", "1")
    assert panel.answer.picture.revision == 3


def test_reserve_is_acted_upon_and_undone() -> None:
    """The button reserves all blocks and then there is nothing left to reserve; one step back brings both back."""
    planner, panel = opened(TIGHT)
    ask(panel, "reserve")
    label = "Reserve all 2 blocks as what-if"
    assert [button.description for button in panel.answer.buttons] == [label, "", ""]
    press(planner, label)
    panel.asking.work.wait(60)
    assert len(blocks_of(planner)) == 2
    assert "no block can" in panel.answer.headline.value or "no block" in panel.answer.headline.value
    assert panel.answer.buttons[0].layout.display == "none"
    press(planner, "Undo")
    panel.asking.work.wait(60)
    assert blocks_of(planner) == []
    assert panel.answer.buttons[0].description == label


@pytest.mark.parametrize(("name", "label"), [("terway", "Add 1 group to the plan"), ("pin", "Take the pinned plan")])
def test_a_plan_is_changed_and_undone(name: str, label: str) -> None:
    """Groups are added, addresses pinned: the document is another one, and one step back it is as before."""
    planner, panel = opened()
    before = planner.state.document
    ask(panel, name)
    press(planner, label)
    assert planner.state.document != before
    assert planner.state.problems == ()
    press(planner, "Undo")
    assert planner.state.document == before


def test_long_work_can_be_cancelled_and_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """While it goes on, nothing can be done with what is of before; cancelled, no answer; asked again, there is one."""
    planner, panel = opened(TIGHT)
    ask(panel, "reserve")
    reached, go_on, own = threading.Event(), threading.Event(), Call.answer

    def slow(call: Call, progress: Any = None) -> Any:  # noqa: ANN401
        progress(7)
        reached.set()
        go_on.wait(30)
        return own(call, progress)

    monkeypatch.setattr(Call, "answer", slow)
    typed(planner.groups.form, "count", "5")
    assert reached.wait(30)
    assert panel.cancel.layout.display == ""
    assert panel.cancel.description == "Cancel (7 done)"
    assert "Working" in panel.said.value
    assert all(button.disabled for button in panel.answer.buttons)
    panel.cancel.click()
    assert "Cancelled: there is no answer." in panel.said.value
    assert answer_of(panel) is None
    go_on.set()
    panel.asking.work.wait(30)
    assert answer_of(panel) is None
    monkeypatch.setattr(Call, "answer", own)
    panel.again.click()
    panel.asking.work.wait(30)
    assert answer_of(panel) is not None
    assert panel.again.layout.display == "none"


@pytest.mark.parametrize("name", ["headroom", "burst"])
def test_a_fault_of_ours_is_a_banner(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once, with its report; the planner goes on, and the next change asks again."""
    planner, panel = opened(strict=False)
    ask(panel, name)
    own, go_on = Call.answer, threading.Event()

    def broken(call: Call, _progress: object = None) -> None:
        if call.question.is_slow:
            go_on.wait(30)  # as in a kernel: what is raised beside its thread comes after the act that asked
        raise ZeroDivisionError("a fault")

    monkeypatch.setattr(Call, "answer", broken)
    typed(planner.groups.form, "count", "5")
    go_on.set()
    panel.asking.work.wait(30)
    assert "ZeroDivisionError" in planner.head.banner.value
    assert len(planner.troubles) == 1
    monkeypatch.setattr(Call, "answer", own)
    typed(planner.groups.form, "count", "6")
    panel.asking.work.wait(30)
    assert answer_of(panel) is not None


def test_a_slow_question_may_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its sentence stands beside the field that it names, though it came from beside the kernel's thread."""
    _, panel = opened()
    ask(panel, "burst")

    def refusing(_call: Call, _progress: object = None) -> None:
        raise QuestionError("9", "creations: 9 are too many today")

    monkeypatch.setattr(Call, "answer", refusing)
    typed(panel.form, "creations", "9")
    panel.asking.work.wait(30)
    assert panel.form.values["creations"] == {"typed": "9", "problem": "creations: 9 are too many today"}


def test_hostile_names_are_text() -> None:
    """Names of VSwitches and groups that want to be markup stand escaped in every part, and in the code."""
    hostile = account(vswitch("a", "10.0.0.0/24", name=HOSTILE), B)
    planner = eniplan.Planner(hostile, save=None, strict=True)
    press(planner, "Add")
    typed(planner.groups.form, "name", HOSTILE)
    planner.tabs.selected_index = TAB
    for name in QUESTIONS:
        ask(planner.whatif, name)
        framed(planner.whatif)
        pages = [each.value for each in inside(planner.whatif.box) if type(each).__name__ == "HTML"]
        assert all(HOSTILE not in page for page in pages), name
