"""What is done with an answer: in the plan or in the planner's blocks, and taken back in one step."""

from __future__ import annotations

from dataclasses import replace

import eniplan
from eniplan.ui.document import document_of, value_at, with_value
from eniplan.ui.state import PlannerState
from eniplan.ui.whatif_acts import acts_of
from tests.ui.planner_kit import HANGZHOU, HOSTILE, TIGHT, WEB

POD = "vsw-bp1ph2v5g9s1b6u8j0n4r"


def of(spec: eniplan.PlanSpec = WEB) -> PlannerState:
    """A state of a plan for the example account."""
    return PlannerState(HANGZHOU, document_of(spec), strict=True)


def plan_of(state: PlannerState) -> eniplan.Plan:
    """The state's plan, which is there."""
    assert state.plan is not None
    return state.plan


def test_all_blocks_are_reserved_in_one_step() -> None:
    """As many more ENIs are placed as the answer says; one step back, and nothing is reserved."""
    state = of(TIGHT)
    answer = eniplan.reserve(plan_of(state))
    before = len(plan_of(state).enis)
    [fix] = acts_of(state, answer)
    assert fix.label == "Reserve all 2 blocks as what-if"
    fix.act()
    assert state.reserved == tuple((row.vswitch, row.block) for row in answer.blocks)
    assert len(plan_of(state).enis) == answer.placed > before
    assert acts_of(state, eniplan.reserve(plan_of(state))) == []
    state.undo()
    assert (state.reserved, len(plan_of(state).enis)) == ((), before)
    state.redo()
    assert len(state.reserved) == 2


def test_blocks_against_a_loss_are_reserved() -> None:
    """The worst loss first; with its blocks, fewer ENIs find no place after it, as many as the answer said."""
    state = of()
    answer = eniplan.zones(plan_of(state))
    fixes = acts_of(state, answer)
    assert [fix.label for fix in fixes][:1] == ["Reserve all 12 blocks against losing cn-hangzhou-h"]
    fixes[0].act()
    [worst] = [loss for loss in answer.losses if loss.zone == "cn-hangzhou-h" and not loss.vswitch]
    [after] = [
        loss for loss in eniplan.zones(plan_of(state)).losses if loss.zone == "cn-hangzhou-h" and not loss.vswitch
    ]
    assert after.refused == worst.refused_with_blocks < worst.refused
    state.undo()
    assert state.reserved == ()


def test_a_clusters_groups_are_added() -> None:
    """After the others, selected, with their ENIs planned; a second time under other names; undone one by one."""
    state = of()
    guards = [group.id for group in HANGZHOU.security_groups.values() if group.vpc_id == HANGZHOU.vswitches[POD].vpc_id]
    answer = eniplan.terway(
        2, "ecs.g7.xlarge", "prefix", pods_per_node=16, vswitches=[POD], security_groups=guards[:1], inventory=HANGZHOU
    )
    [fix] = acts_of(state, answer)
    assert fix.label == "Add 1 group to the plan"
    before = len(plan_of(state).enis)
    fix.act()
    assert (len(state.groups), state.group, state.problems) == (6, 5, ())
    assert len(plan_of(state).enis) == before + answer.enis == before + 2
    fix.act()
    names = [str(group["name"]) for group in state.groups]
    assert len(set(names)) == 7
    assert state.group == 6
    state.undo()
    state.undo()
    assert state.document == document_of(WEB)


def test_a_pinned_plan_is_taken() -> None:
    """Every ENI has the addresses that the answer names, and nothing is random any more; undone, it is as before."""
    state = of()
    answer = eniplan.pin(plan_of(state))
    [fix] = acts_of(state, answer)
    fix.act()
    assert state.problems == ()
    assert [(eni.name, eni.primary, eni.secondary) for eni in plan_of(state).enis] == [
        (eni.name, eni.primary, eni.secondary) for eni in answer.plan.enis
    ]
    assert acts_of(state, eniplan.pin(plan_of(state))) == []
    state.undo()
    assert state.document == document_of(WEB)


def test_pinning_keeps_what_is_to_be_mended() -> None:
    """A group with a wrong value is in no plan, so it stays as it is typed."""
    state = of()
    path = ("group", 1, "count")
    state.load_document(with_value(state.document, path, "many"))
    acts_of(state, eniplan.pin(plan_of(state)))[0].act()
    assert value_at(state.document, path) == "many"
    assert [group["name"] for group in state.groups] == [group.name for group in WEB.groups]
    assert value_at(state.document, ("group", 3, "eni")) is not None


def test_labels_are_safe() -> None:
    """A VSwitch's name that wants to be something else stands in a label as letters, and not at any length."""
    named = {key: replace(each, name=HOSTILE * 9) for key, each in HANGZHOU.vswitches.items()}
    state = PlannerState(replace(HANGZHOU, vswitches=named), document_of(WEB), strict=True)
    labels = [fix.label for fix in acts_of(state, eniplan.zones(plan_of(state)))]
    assert labels
    assert all(len(label) < 80 for label in labels)


def test_most_answers_offer_nothing() -> None:
    """Headroom, sizes and blocks are to be read."""
    state = of()
    plan = plan_of(state)
    for answer in (eniplan.headroom(plan), eniplan.size(plan), eniplan.blocks(HANGZHOU, POD), eniplan.reserve(plan)):
        assert acts_of(state, answer) == []
