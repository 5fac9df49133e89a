"""The table of questions: complete, true to the functions that it calls, and shown as code that gives the answer."""

from __future__ import annotations

import inspect
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

import eniplan
from eniplan.capacity.answer import Answer
from eniplan.ui.document import document_of
from eniplan.ui.state import PlannerState
from eniplan.ui.whatif import GENERAL, WhatIf
from eniplan.ui.whatif_questions import QUESTIONS
from eniplan.whatif_cli.questions import QUESTIONS as IN_A_SHELL
from tests.ui.planner_kit import HANGZHOU, TIGHT, WEB

if TYPE_CHECKING:
    from collections.abc import Mapping

POD = "vsw-bp1ph2v5g9s1b6u8j0n4r"


def of(spec: eniplan.PlanSpec = WEB) -> WhatIf:
    """The questions of a plan for the example account."""
    return WhatIf(PlannerState(HANGZHOU, document_of(spec), strict=True))


def asked(name: str, typed: Mapping[str, str] = MappingProxyType({}), spec: eniplan.PlanSpec = WEB) -> WhatIf:
    """A question with what is typed into its fields."""
    whatif = of(spec)
    whatif.choose(name)
    for key, text in typed.items():
        whatif.type_into(key, text)
    return whatif


def test_every_question_of_the_shell_is_there() -> None:
    """By the same names."""
    assert set(QUESTIONS) == set(IN_A_SHELL)


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_is_the_public_function(name: str) -> None:
    """It is what ``eniplan.NAME`` is; a slow one takes progress; its sentence ends with a question mark."""
    question = QUESTIONS[name]
    assert getattr(eniplan, name) is question.ask
    assert question.is_slow == ("progress" in inspect.signature(question.ask).parameters)
    assert question.asks.endswith("?")


GROWTH = {("forecast", field) for field in ("enis", "per", "spread")}
"""What makes a rate of growth, which has no default."""
VARIED = {("compare", "fresh"), *(("sweep", field) for field in ("factor", "second", "replications", "seed"))}
"""What makes scenarios and a sweep."""
OTHERWISE = {("blocks", "trials"), ("terway", "nodes"), ("terway", "instance_type"), *GROWTH, *VARIED}
"""Where a field begins with another value than the function: no simulation beside a slider; what has no default."""


@pytest.mark.parametrize("name", QUESTIONS)
def test_fields_begin_with_the_functions_own_defaults(name: str) -> None:
    """So that the panel, the shell and Python answer the same question where nothing is typed."""
    taken = inspect.signature(QUESTIONS[name].ask).parameters
    for field in QUESTIONS[name].fields:
        default = field.field.default
        if field.choices is None and default != "" and (name, field.name) not in OTHERWISE:
            assert taken[field.name].default == default, field.name


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_code_gives_the_answer(name: str) -> None:
    """What is shown as Python is run: the same value as the call itself."""
    whatif = asked(name)
    call, problems = whatif.read()
    assert problems == {}
    assert call is not None
    plan = eniplan.plan(WEB, HANGZHOU)
    scope = {"eniplan": eniplan, "plan": plan, "inventory": HANGZHOU}
    given = eval(call.code(), scope)  # noqa: S307 - it is our own
    made = call.answer()
    assert isinstance(made, Answer)
    assert (given.question, given.headline, given.assumptions) == (name, made.headline, made.assumptions)


@pytest.mark.parametrize(
    ("name", "typed", "code"),
    [
        ("headroom", {}, "eniplan.headroom(plan)"),
        ("headroom", {"group": "(selected group)"}, "eniplan.headroom(plan, group='gateway-{n}')"),
        ("headroom", {"group": "pod-{n:02}"}, "eniplan.headroom(plan, group='pod-{n:02}')"),
        ("size", {"confidence": "0.5", "vswitches": "2"}, "eniplan.size(plan, confidence=0.5, vswitches=2)"),
        ("size", {"confidence": "0.95", "vswitches": " "}, "eniplan.size(plan)"),
        ("burst", {"creations": "9", "group": "web-{n:02}"}, "eniplan.burst(plan, group='web-{n:02}', creations=9)"),
        (
            "blocks",
            {"vswitch": f"pod-h \N{MIDDLE DOT} {POD}", "more": "5"},
            f"eniplan.blocks(plan.inventory, vswitch='{POD}', more=5, trials=0)",
        ),
    ],
)
def test_what_is_typed_stands_in_the_call(name: str, typed: dict[str, str], code: str) -> None:
    """Only what differs from the function's own defaults is said."""
    call = asked(name, typed).read().call
    assert call is not None
    assert call.code() == code


def test_a_forecast_is_of_the_groups_that_grow() -> None:
    """All of them at the same rate, or the chosen one; the code is the call with the rate as a value."""
    typed = {"group": "pod-{n:02}", "enis": "3", "today": "2026-11-23"}
    call = asked("forecast", typed).read().call
    assert call is not None
    assert call.arguments["growth"] == {"pod-{n:02}": eniplan.LinearGrowth(3)}
    assert "{'pod-{n:02}': eniplan.LinearGrowth(enis=3)}" in call.code()
    everything = asked("forecast", {"today": "2026-11-23"}).read().call
    assert everything is not None
    growth = everything.arguments["growth"]
    assert isinstance(growth, dict)
    assert list(growth) == [group.name for group in WEB.groups]


def test_blocks_draws_what_the_plan_takes() -> None:
    """Web-h: the plan's new single addresses there, counted one by one, come from the open pool."""
    whatif = asked("blocks")
    call, _ = whatif.read()
    assert call is not None
    where = str(call.arguments["vswitch"])
    plan = eniplan.plan(WEB, HANGZHOU)
    new = [eni for eni in plan.enis if eni.vswitch == where and eni.state == "planned"]
    assert call.arguments["more"] == sum(1 + len(eni.secondary) for eni in new) > 0


def test_terway_is_held_against_the_selected_vswitch() -> None:
    """Its CIDR, its id, and the first security group of its VPC."""
    call = asked("terway", {"vswitch": f"pod-h \N{MIDDLE DOT} {POD}"}).read().call
    assert call is not None
    assert call.arguments["vswitches"] == (POD,)
    assert call.arguments["vswitch_cidr"] == str(HANGZHOU.vswitches[POD].cidr)
    guards = call.arguments["security_groups"]
    assert isinstance(guards, tuple)
    assert HANGZHOU.security_groups[guards[0]].vpc_id == HANGZHOU.vswitches[POD].vpc_id


def test_a_comparison_is_of_the_counts_that_are_typed() -> None:
    """Beside the plan as it stands; twice as many where none is typed; a scenario keeps addresses unless asked."""
    typed = {"group": "pod-{n:02}", "counts": "14, 20 ,14", "fresh": "true"}
    call = asked("compare", typed).read().call
    assert call is not None
    assert call.code() == (
        "eniplan.compare(\n"
        "    {'as planned': plan, "
        "'14 of pod-{n:02}': eniplan.Scenario(counts={'pod-{n:02}': 14}, keeps=False), "
        "'20 of pod-{n:02}': eniplan.Scenario(counts={'pod-{n:02}': 20}, keeps=False)},\n"
        ")"
    )
    usual = asked("compare", {"group": "pod-{n:02}"}).read().call
    assert usual is not None
    assert "{'as planned': plan, '24 of pod-{n:02}': eniplan.Scenario(counts={'pod-{n:02}': 24})}" in usual.code()


def test_a_sweep_varies_what_is_typed() -> None:
    """Two factors, of one group or of all; levels as they are typed, or the usual ones."""
    typed = {"group": "pod-{n:02}", "factor": "count", "levels": "3, 5", "second": "placement", "replications": "1"}
    call = asked("sweep", typed).read().call
    assert call is not None
    assert "eniplan.SweepSpec(plan=plan.spec, vary={" in call.code()
    assert "'group.\"pod-{n:02}\".count': [3, 5]" in call.code()
    assert "'group.\"pod-{n:02}\".placement': ['spread', 'fill', 'most-free', 'prefix-aware']" in call.code()
    usual = asked("sweep", {"second": "(none)"}).read().call
    assert usual is not None
    assert "vary={'growth': [0, 0.5, 1, 2]}, replications=3)" in usual.code()
    types = asked("sweep", {"factor": "instance_type", "second": "(none)"}).read()
    assert types.problems == {"levels": "instance_type has no usual levels; type some, with commas between them"}


WRONG = [
    ("compare", "counts", "20, many", '"many" is not a whole number from 0 on'),
    ("compare", "counts", "-1", '"-1" is not a whole number from 0 on'),
    ("compare", "counts", "1,2,3,4,5,6,7,8,9", "9 counts: at most 8 are shown beside each other"),
    ("sweep", "levels", "0.5, 0.5", "growth: 0.5 stands there twice"),
    ("sweep", "levels", "-1", "growth: -1 is not a share from 0, 0.5 for half as many again"),
    ("sweep", "second_levels", "2", "density: 2 is not a share from 0 to 1"),
    ("sweep", "second", "growth", "growth is varied already; choose another factor, or (none)"),
    ("sweep", "levels", "x", "growth: 'x' is not a share from 0, 0.5 for half as many again"),
    ("headroom", "group", "none-{n}", '"none-{n}" is not there any more; choose one of the list'),
    ("blocks", "vswitch", "vsw-none", '"vsw-none" is not there any more; choose one of the list'),
    ("blocks", "more", "many", '"many" is not a whole number from 0 on'),
    ("blocks", "more", "-1", '"-1" is not a whole number from 0 on'),
    ("blocks", "limit", "2", '"2" is no chance; a number above 0 and below 1 is'),
    ("blocks", "trials", "1000001", '"1000001" is not a whole number from 0 to 1,000,000'),
    ("size", "confidence", "sure", '"sure" is no chance; a number above 0 and below 1 is'),
    ("size", "confidence", "1", '"1" is no chance; a number above 0 and below 1 is'),
    ("size", "confidence", "nan", '"nan" is no chance; a number above 0 and below 1 is'),
    ("size", "vswitches", "0", '"0" is not a whole number from 1 on'),
    ("forecast", "enis", "-3", '"-3" is not a whole number from 1 on'),
    ("forecast", "per", "year", '"year" is not one of day, week, month'),
    ("terway", "nodes", "1.5", '"1.5" is not a whole number from 1 on'),
    ("terway", "mode", "both", '"both" is not one of exclusive, shared, prefix, trunk'),
    ("defragment", "mask", "29", '"29" is not a whole number from 1 to 28'),
    ("defragment", "recreate", "perhaps", '"perhaps" is neither true nor false'),
    ("defragment", "fewest", "moves", '"moves" is not one of addresses, enis'),
    ("churn", "unit", "node", '"node" is not one of eni, address, prefix'),
    ("churn", "nodes", "0", '"0" is not a whole number from 1 on'),
    ("burst", "creations", "0", '"0" is not a whole number from 1 on'),
]


@pytest.mark.parametrize(("name", "key", "text", "said"), WRONG)
def test_what_is_wrong_is_said_beside_its_field(name: str, key: str, text: str, said: str) -> None:
    """One sentence with what would be accepted; there is no call, and the text stays."""
    whatif = asked(name, {key: text})
    assert whatif.read() == (None, {key: said})
    assert whatif.typed(key) == text


def test_all_problems_come_at_once() -> None:
    """Two wrong fields, two sentences."""
    assert set(asked("churn", {"nodes": "x", "steps": "y"}).read().problems) == {"nodes", "steps"}


def test_nothing_is_there_yet() -> None:
    """Without a group and without a VSwitch: one sentence each."""
    whatif = WhatIf(PlannerState(eniplan.Inventory(), strict=True))
    assert whatif.read() == (
        None,
        {GENERAL: "there is no group yet that could be asked about; add one, or mend its fields"},
    )
    whatif.choose("blocks")
    assert whatif.read().problems == {
        "vswitch": "nothing is selected in the planner that could be meant; choose one of the list"
    }


REFUSED = [
    ("terway", {"instance_type": "ecs.none"}, "instance_type"),
    ("terway", {"min_pool": "9", "max_pool": "3"}, GENERAL),
    ("size", {"drawn": "100000"}, "drawn"),
    ("churn", {"steps": "10000000"}, GENERAL),
    ("defragment", {"mask": "2"}, "mask"),
    ("reserve", {}, GENERAL),
]


@pytest.mark.parametrize(("name", "typed", "key"), REFUSED)
def test_a_question_without_an_answer_says_why(name: str, typed: dict[str, str], key: str) -> None:
    """Beside the field that it is about, or for all of them."""
    spec = eniplan.PlanSpec(name="web", region="cn-hangzhou", groups=WEB.groups[:1]) if name == "reserve" else WEB
    whatif = asked(name, typed, spec)
    call, _ = whatif.read()
    assert call is not None
    with pytest.raises(eniplan.QuestionError) as raised:
        call.answer()
    assert whatif.problem_of(raised.value) == {key: str(raised.value)}


def test_questions_remember_what_was_typed() -> None:
    """Each its own; a field that another question has is not written."""
    whatif = asked("size", {"vswitches": "3", "nodes": "4"})
    whatif.choose("churn")
    assert (whatif.typed("nodes"), whatif.typed("vswitches")) == ("", "")
    whatif.choose("size")
    assert whatif.typed("vswitches") == "3"
    whatif.choose("no question")
    assert whatif.chosen == "size"


def test_choices_follow_the_planner() -> None:
    """Groups by name, VSwitches with their names; what is selected is meant."""
    whatif = asked("headroom", spec=TIGHT)
    [field] = whatif.fields()
    assert field.choices == ("(all groups)", "(selected group)", *(group.name for group in TIGHT.groups))
    whatif.choose("defragment")
    assert f"pod-h \N{MIDDLE DOT} {POD}" in whatif.fields()[0].choices
    assert len(whatif.fields()[0].choices) == 1 + len(HANGZHOU.vswitches)
