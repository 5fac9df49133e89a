"""The planner's state: every act, both ways, without a widget."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

import eniplan
from eniplan.errors import EniplanError, MalformedFile, SpecError
from eniplan.exchange.plan_file import plan_spec_from
from eniplan.ui.acting import Part
from eniplan.ui.fields import group_fields, wish_fields
from eniplan.ui.outcome import headroom, place_of
from eniplan.ui.state import PlannerState
from tests.planning.ground_kit import A, B, account, group, planned

if TYPE_CHECKING:
    from pathlib import Path

    from eniplan.ui.document import Document

WEB = tomllib.loads((eniplan.examples / "web.toml").read_text(encoding="utf-8"))
HANGZHOU = eniplan.read_inventory(eniplan.examples / "hangzhou")
FIELD = {".".join(map(str, field.path)): field for field in group_fields()}
WISH = {str(field.path[0]): field for field in wish_fields()}


def new(document: Document | None = None) -> PlannerState:
    """A state on two VSwitches that raises what goes wrong."""
    there = account(A, B)
    return PlannerState(there, strict=True) if document is None else PlannerState(there, document, strict=True)


def test_a_state_of_the_example_is_the_example() -> None:
    """68 ENIs, five groups, nothing wrong; the plan file says the same plan again."""
    state = PlannerState(HANGZHOU, WEB)
    assert state.plan is not None
    assert (len(state.plan.enis), len(state.groups), state.problems, state.is_current) == (68, 5, (), True)
    assert plan_spec_from(state.plan_file()) == plan_spec_from(WEB)


def test_an_empty_state_says_so() -> None:
    """The region is the account's, the first VSwitch is selected, there is nothing to undo."""
    state = new()
    assert (state.document["region"], state.vswitch, state.groups) == ("cn-hangzhou", "vsw-a", ())
    assert (state.history.past, state.history.future, headroom(state)) == ((), (), None)
    assert state.plan is not None
    assert len(state.plan.enis) == 0


def test_a_group_is_shaped_in_the_form() -> None:
    """Added, named, counted: the plan follows each edit; a default that is typed is not written."""
    state = new()
    state.add_group()
    state.type_into(FIELD["name"], "web-{n:02}")
    state.type_into(FIELD["count"], "3")
    state.type_into(FIELD["vswitches"], "vsw-a, vsw-b")
    state.type_into(FIELD["placement"], "spread")
    assert state.plan is not None
    assert [(one.name, one.vswitch) for one in state.plan.enis] == [
        ("web-01", "vsw-a"), ("web-02", "vsw-b"), ("web-03", "vsw-a"),
    ]  # fmt: skip
    assert "placement" not in state.groups[0]
    assert (state.typed(FIELD["placement"]), state.typed(FIELD["count"])) == ("spread", "3")


def test_wrong_values_stay_and_are_explained() -> None:
    """Two wrong fields, two sentences; the other group is planned; mended, everything is."""
    state = new()
    state.add_group()
    state.add_group()
    state.type_into(FIELD["count"], "many")
    state.type_into(FIELD["secondary_addresses"], "-3")
    assert state.typed(FIELD["count"]) == "many"
    assert state.problem_of(("count",)).startswith('"many" is not a whole number')
    assert state.problem_of(("secondary_addresses",)).startswith("-3 is not a whole number from 0 to 49")
    state.select_group(0)
    assert state.problem_of(("count",)) == ""
    state.select_group(1)
    assert state.plan is not None
    assert (len(state.plan.enis), state.is_current) == (1, False)
    state.type_into(FIELD["count"], "2")
    state.type_into(FIELD["secondary_addresses"], "")
    assert (len(state.plan.enis), state.is_current, state.problems) == (3, True, ())


def test_groups_are_copied_moved_and_deleted() -> None:
    """Each has a name of its own, and what is selected moves along."""
    state = new()
    state.add_group()
    state.type_into(FIELD["name"], "web-{n:02}")
    state.copy_group()
    assert [each["name"] for each in state.groups] == ["web-{n:02}", "web-2-{n:02}"]
    assert state.group == 1
    state.move_group(-1)
    assert ([each["name"] for each in state.groups], state.group) == (["web-2-{n:02}", "web-{n:02}"], 0)
    state.move_group(-1)
    state.delete_group()
    assert ([each["name"] for each in state.groups], state.group) == (["web-{n:02}"], 0)
    state.delete_group()
    state.delete_group()
    assert (state.groups, state.group) == ((), 0)


def test_every_step_can_be_taken_back() -> None:
    """Ten acts back and forth: each document returns; an edit after undo forgets the way forward."""
    state = new()
    seen = [state.document]
    for act in (state.add_group, state.copy_group, lambda: state.type_into(FIELD["count"], "5"),
                lambda: state.wish_into(2, WISH["primary"], "10.0.0.9"), lambda: state.move_group(-1)):  # fmt: skip
        act()
        seen.append(state.document)
    for document in reversed(seen[:-1]):
        state.undo()
        assert state.document == document
    assert not state.history.past
    state.undo()
    for document in seen[1:]:
        state.redo()
        assert state.document == document
    state.undo()
    state.type_into(FIELD["count"], "7")
    assert not state.history.future


def test_a_gesture_is_one_step() -> None:
    """Dragging a slider over ten values is one undo; the next drag is another."""
    state = new()
    state.add_group()
    for gesture in ("first", "second"):
        for count in range(1, 11):
            state.type_into(FIELD["count"], str(count + (gesture == "second")), gesture=gesture)
    state.undo()
    assert state.typed(FIELD["count"]) == "10"
    state.undo()
    assert state.typed(FIELD["count"]) == "1"


def test_wishes_of_one_eni() -> None:
    """Named, shown, taken by the plan; cleared, they go; the order is by number."""
    state = new()
    state.add_group()
    state.type_into(FIELD["count"], "12")
    state.wish_into(10, WISH["primary"], "10.0.0.9")
    state.wish_into(9, WISH["secondary"], "10.0.0.10, 10.0.0.11")
    assert state.groups[0]["eni"] == [
        {"n": 9, "secondary": ["10.0.0.10", "10.0.0.11"]},
        {"n": 10, "primary": "10.0.0.9"},
    ]
    assert state.wish_of(9, WISH["secondary"]) == "10.0.0.10, 10.0.0.11"
    assert state.plan is not None
    assert state.plan.enis[9].primary == "10.0.0.9"
    state.wish_into(9, WISH["secondary"], "")
    state.wish_into(10, WISH["primary"], "")
    assert "eni" not in state.groups[0]


def test_a_block_is_reserved_as_a_what_if() -> None:
    """Prefixes that did not fit do now; undo takes the block away; a block that cannot be is refused."""
    state = new()
    state.add_group()
    state.type_into(FIELD["count"], "6")
    state.type_into(FIELD["ipv4_prefixes"], "1")
    assert refused(state) == 2
    state.reserve("vsw-a", "10.0.0.128/26")
    assert (refused(state), list(state.reserved)) == (0, [("vsw-a", "10.0.0.128/26")])
    state.undo()
    assert refused(state) == 2
    with pytest.raises(SpecError, match="overlaps the reserved block"):
        state.reserve("vsw-a", "10.0.0.64/26")
    assert (list(state.reserved), len(state.history.future)) == ([], 1)


def refused(state: PlannerState) -> int:
    """How many ENIs have no place."""
    return sum(refusal.enis for refusal in state.plan.refused) if state.plan else -1


def test_headroom_is_what_the_plan_says() -> None:
    """188 open addresses in a, three ENIs: 185 more, then the open pool refuses; planning that many proves it."""
    state = new()
    state.add_group()
    state.type_into(FIELD["count"], "3")
    room = headroom(state)
    assert room is not None
    assert (room.more, room.code, room.limit) == (185, "InvalidVSwitchId.IpNotEnough", "open pool of vsw-a")
    assert planned(group("web-{n}", 188)).ok
    assert not planned(group("web-{n}", 189)).ok


def test_findings_lead_to_their_fields() -> None:
    """The group by its name or by that of one of its ENIs, the field by the parameter."""
    state = new()
    state.add_group()
    state.add_group()
    state.type_into(FIELD["count"], "300")
    assert state.plan is not None
    refusal = next(finding for finding in state.plan.findings if finding.is_error)
    assert place_of(state, refusal) == (1, ("vswitches",))
    state.type_into(FIELD["count"], "2")
    state.wish_into(2, WISH["primary"], "10.9.9.9")
    wrong = next(finding for finding in state.plan.findings if finding.is_error)
    assert place_of(state, wrong) == (1, ("eni", "primary"))


def test_listeners_are_told_what_changed() -> None:
    """Each act once, with its parts; whoever stops listening is told nothing more."""
    state = new()
    told: list[frozenset[Part]] = []
    stop = state.listen(told.append)
    state.add_group()
    state.type_into(FIELD["count"], "2")
    state.type_into(FIELD["count"], "2")
    state.select_vswitch("vsw-b")
    assert told == [{"document", "plan", "selection"}, {"document", "plan"}, {"selection"}]
    stop()
    stop()
    state.undo()
    assert len(told) == 3


def test_another_inventory_keeps_the_plan(tmp_path: Path) -> None:
    """The plan is made on it anew; a folder that is none changes nothing."""
    state = PlannerState(account(A), WEB, strict=True)
    assert state.plan is not None
    assert len(state.plan.enis) == 0
    state.load_inventory(eniplan.examples / "hangzhou")
    assert (len(state.plan.enis), state.sources) == (68, (str(eniplan.examples / "hangzhou"),))
    assert state.vswitch in state.inventory.vswitches
    (tmp_path / "no.json").write_text("[", encoding="utf-8")
    with pytest.raises(MalformedFile):
        state.load_inventory(tmp_path / "no.json")
    assert len(state.plan.enis) == 68


def test_trouble_is_kept_and_told() -> None:
    """An act that raises becomes a sentence; in tests it is raised as well."""
    state = PlannerState(account(A))
    for error in (EniplanError("no such thing"), ZeroDivisionError("oh")):
        attempt(state, error)
    said = [trouble.message for trouble in state.troubles]
    assert said[0] == "no such thing"
    assert said[1].startswith("something went wrong in eniplan (ZeroDivisionError: oh); the plan is kept")
    assert [bool(trouble.report) for trouble in state.troubles] == [False, True]
    assert "in attempt" in state.troubles[1].report
    state.dismiss()
    assert state.troubles == []
    state.strict = True
    with pytest.raises(ZeroDivisionError):
        attempt(state, ZeroDivisionError())


def attempt(state: PlannerState, error: Exception) -> None:
    """An act that raises."""
    with state.acting():
        raise error


def test_a_network_that_the_inventory_contradicts_is_a_problem() -> None:
    """A planned VSwitch of an existing id with another CIDR: said at its place, and the last plan stays."""
    state = new()
    state.add_group()
    vswitch = {"id": "vsw-a", "cidr": "10.7.0.0/24"}
    state.load_document({**state.document, "vswitch": [vswitch]})
    assert [problem.path for problem in state.problems] == [("vswitch", 0, "id")]
    assert state.plan is not None
    assert len(state.plan.enis) == 1


def test_an_act_that_fails_changes_nothing() -> None:
    """What it did before it failed is undone, and who listens is told of everything anew."""
    state = PlannerState(account(A, B))
    state.add_group()
    before = (state.document, state.plan, state.history, state.reserved)
    told: list[frozenset[Part]] = []
    state.listen(told.append)
    with state.acting():
        state.add_group()
        state.reserve("vsw-a", "10.0.0.128/26")
        state.reserve("vsw-a", "10.0.0.128/26")  # a second time, which is refused
    assert (state.document, state.plan, state.history, state.reserved) == before
    assert told == [{"inventory", "document", "plan", "selection", "trouble"}, {"trouble"}]


def test_an_act_is_told_once() -> None:
    """However many changes it makes; an act inside another is part of it."""
    state = new()
    told: list[frozenset[Part]] = []
    state.listen(told.append)
    with state.acting():
        state.add_group()
        with state.acting():
            state.select_vswitch("vsw-b")
    assert told == [{"document", "plan", "selection"}]


def test_a_view_that_fails_is_trouble() -> None:
    """The act is done all the same."""
    state = PlannerState(account(A, B))

    def broken(parts: frozenset[Part]) -> None:
        if "plan" in parts:
            raise ValueError("no picture")

    state.listen(broken)
    with state.acting():
        state.add_group()
    assert len(state.groups) == 1
    assert ["no picture" in trouble.message for trouble in state.troubles] == [True]


def test_an_eni_is_pinned_where_somebody_points() -> None:
    """Its primary address; the VSwitch is named only where the group has several."""
    state = new()
    state.add_group()
    state.type_into(FIELD["count"], "3")
    state.select_eni(2)
    state.pin("vsw-a", "10.0.0.9")
    assert state.groups[0]["eni"] == [{"n": 2, "primary": "10.0.0.9"}]
    state.type_into(FIELD["vswitches"], "vsw-a, vsw-b")
    state.pin("vsw-b", "10.0.1.9")
    assert state.groups[0]["eni"] == [{"n": 2, "vswitch": "vsw-b", "primary": "10.0.1.9"}]
    assert state.plan is not None
    assert (state.plan.enis[1].vswitch, state.plan.enis[1].primary) == ("vsw-b", "10.0.1.9")


def test_the_plan_file_says_what_if_as_a_comment() -> None:
    """A plan file cannot reserve a block where the VSwitch exists; it reads as the same plan."""
    state = new()
    state.add_group()
    state.reserve("vsw-a", "10.0.0.128/26")
    assert state.plan_file().startswith("# What if: 10.0.0.128/26 is reserved in vsw-a.\n")
    assert plan_spec_from(tomllib.loads(state.plan_file())) == state.spec()


def test_several_blocks_are_one_step() -> None:
    """All or none: a block that the API would refuse leaves the others unreserved; one step back takes all."""
    state = new()
    with pytest.raises(SpecError):
        state.reserve_all([("vsw-a", "10.0.0.128/28"), ("vsw-a", "10.0.0.128/28")])
    assert state.history.past == ()
    state.reserve_all([("vsw-a", "10.0.0.128/28"), ("vsw-a", "10.0.0.160/28")])
    assert [block for _, block in state.reserved] == ["10.0.0.128/28", "10.0.0.160/28"]
    state.undo()
    assert list(state.reserved) == []
