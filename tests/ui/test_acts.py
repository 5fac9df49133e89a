"""Any sequence of acts: nothing raises, every step goes back, and what is shown is what the functions give."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

import eniplan
from eniplan.exchange.plan_file import plan_spec_from
from eniplan.ui import rows
from eniplan.ui.fields import PLAN_FIELDS, group_fields, wish_fields
from eniplan.ui.fixes import fixes_of_finding, fixes_of_problem
from eniplan.ui.state import PlannerState
from tests.planning.ground_kit import A, B, account

if TYPE_CHECKING:
    from collections.abc import Callable

TYPED = st.sampled_from(
    ["", "0", "1", "3", "12", "-1", "many", "10.0.0.9", "10.0.0.9, 10.0.1.9", "10.0.0.64/28", "vsw-a, vsw-b",
     "vsw-gone", "web-{n}", "{n}{n}", "pinned", "lowest", "true", "app=web", "a=b, c", "\ud800", "\u202e",
     "x" * 300, "1e9", "9" * 30]
)  # fmt: skip
FIELDS = [*group_fields()]
WISHES = [*wish_fields()]


@st.composite
def acts(draw: st.DrawFn) -> Callable[[PlannerState], object]:
    """One act of a user."""
    field, wish, text = draw(st.sampled_from(FIELDS)), draw(st.sampled_from(WISHES)), draw(TYPED)
    number = draw(st.integers(1, 4))
    key = str(draw(st.sampled_from(PLAN_FIELDS)).path[0])
    chosen: Callable[[PlannerState], object] = draw(
        st.sampled_from(
            [
                lambda state: state.add_group(),
                lambda state: state.copy_group(),
                lambda state: state.delete_group(),
                lambda state: state.move_group(number - 2),
                lambda state: state.select_group(number - 1),
                lambda state: state.select_vswitch("vsw-b"),
                lambda state: state.type_into(field, text) if state.groups else None,
                lambda state: state.type_into(field, text, gesture=number) if state.groups else None,
                lambda state: state.wish_into(number, wish, text),
                lambda state: state.set_plan_key(key, text),
                lambda state: state.pin("vsw-a", f"10.0.0.{number}"),
                lambda state: _reserve(state, number),
                _mend,
                lambda state: state.undo(),
                lambda state: state.redo(),
            ]
        )
    )
    return chosen


def _reserve(state: PlannerState, number: int) -> None:
    if not state.reserved:
        state.reserve("vsw-a", f"10.0.0.{128 + 16 * number}/28")


def _mend(state: PlannerState) -> None:
    """Press the first button of the findings."""
    fixes = [fix for problem in state.problems for fix in fixes_of_problem(state, problem)]
    fixes += [
        fix for finding in (state.plan.findings if state.plan else ()) for fix in fixes_of_finding(state, finding)
    ]
    if fixes:
        fixes[0].act()


@given(st.lists(acts(), max_size=14))
@settings(deadline=None)
def test_any_acts_can_be_done_and_taken_back(done: list[Callable[[PlannerState], object]]) -> None:
    """Nothing raises, every view has its words, and undoing all steps gives the beginning."""
    state = PlannerState(account(A, B), strict=True)
    begin = state.document
    for act in done:
        with state.acting():
            act(state)
        _look_at(state)
    while state.history.past:
        state.undo()
    assert (state.document, state.reserved) == (begin, ())


def _look_at(state: PlannerState) -> None:
    """Whatever the panels ask."""
    assert 0 <= state.group <= max(len(state.groups) - 1, 0)
    rows.vswitch_rows(state)
    assert len(rows.group_rows(state)) == len(state.groups)
    for found in rows.findings(state):
        rows.eni_of(state, found)
    rows.headline(state)
    rows.headroom_lines(state)
    rows.selected_eni(state)
    rows.beside_fields(state)
    for field in FIELDS:
        assert isinstance(state.typed(field), str)
    for field in WISHES:
        assert isinstance(state.wish_of(state.eni, field), str)
        rows.wish_problem(state, field)


@given(st.lists(acts(), max_size=10))
@settings(deadline=None)
def test_what_is_shown_is_what_the_functions_give(done: list[Callable[[PlannerState], object]]) -> None:
    """The plan is that of its spec, of its plan file and of its code, request by request."""
    state = PlannerState(account(A, B), strict=True)
    for act in done:
        with state.acting():
            act(state)
    if state.problems or state.plan is None:
        return
    world = state.world
    wanted = list(state.plan.requests.lines())
    assert list(eniplan.plan(state.spec(), world).requests.lines()) == wanted
    assert plan_spec_from(tomllib.loads(state.plan_file())) == state.spec()
    names: dict[str, object] = {"inventory": state.inventory}
    exec(state.code(), names)  # noqa: S102 - our own output
    made = names["plan"]
    assert isinstance(made, eniplan.Plan)
    assert list(made.requests.lines()) == wanted
