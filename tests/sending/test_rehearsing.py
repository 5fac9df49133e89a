"""A plan rehearsed: each step's answer, the cause of a refusal and the nearest fix."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import eniplan
from eniplan.planning.rehearsal import Rehearsal
from eniplan.report.rehearsal_text import rehearsal_text
from eniplan.sending.batch import key_of
from eniplan.sending.rehearsing import rehearse
from eniplan.sending.send_limits import SendLimits
from eniplan.sending.standin.faults import KINDS, Fault
from eniplan.sending.standin.simulator import Simulator
from tests.planning.ground_kit import account, eni, group, planned, vswitch
from tests.sending.rig import run

if TYPE_CHECKING:
    from eniplan.sending.transport import ApiCall, Reply

CREATE = "CreateNetworkInterface"
PLACE = account(vswitch("a", "10.0.0.0/24", "10.0.0.64/26"), vswitch("b", "10.0.1.0/24"))


def test_a_plan_that_fits_is_carried_out() -> None:
    """Every step is done and every ENI is there, those of several calls included; addresses are drawn afresh."""
    large = group("big-{n}", 2, secondary_addresses=20, addressing="pinned")
    plan = planned(large, group("web-{n}", 20, secondary_addresses=2), on=PLACE)
    found = rehearse(plan, seed=5)
    assert (found.ok, found.enis, len(found.steps)) == (True, 22, len(plan.steps))
    assert len(plan.steps) > 22
    automatic = {each.name: each.primary for each in plan.enis if each.group == "web-{n}"}
    drawn = {step.eni: step.primary for step in found.steps if step.group == "web-{n}"}
    assert automatic.keys() == drawn.keys()
    assert automatic != drawn
    pinned = {each.name: each.primary for each in plan.enis if each.group == "big-{n}"}
    assert pinned == {step.eni: step.primary for step in found.steps if step.group == "big-{n}" and step.primary}


def test_what_is_pinned_comes_first() -> None:
    """An address that the batch names late is not drawn by an earlier automatic ENI: the sender sends it before."""
    pinned = group("gate-{n}", 40, addressing="pinned")
    found = rehearse(planned(group("web-{n}", 120), pinned, on=PLACE))
    assert found.ok
    assert [step.group for step in found.steps] == ["gate-{n}"] * 40 + ["web-{n}"] * 120


@pytest.mark.parametrize("kind", ["", "500-before"])
def test_it_has_the_order_of_the_sender(tmp_path: Path, kind: str) -> None:
    """The calls of a real sender on one connection, and the steps of the rehearsal: the same ones in the same order."""
    mixed = planned(
        group("web-{n}", 2, secondary_addresses=3),
        group("wide-{n}", 2, ipv4_prefixes=1, secondary_addresses=2),
        group("gate-{n}", 2, secondary_addresses=25, addressing="pinned"),
        on=PLACE,
        profile={"addresses_with_prefixes": "split"},
    )
    actions = {step.action for step in mixed.steps}
    assert len(actions) == 2
    faults = [Fault(action=CREATE, kind=kind, nth=2)] if kind else []
    told: list[str] = []
    cloud = Told(Simulator(mixed.inventory, profile=mixed.profile, faults=faults), told)
    run(list(mixed.steps), cloud, tmp_path / "journal", limits=SendLimits(concurrency=1, attempts=1))
    found = rehearse(mixed, faults)
    tokens = {step.id: key_of(step) for step in mixed.steps}
    assert [tokens[step.id] for step in found.steps if step.outcome != "not sent"] == told
    assert len(found.steps) == len(mixed.steps)
    assert sum(step.outcome == "not sent" for step in found.steps) == len(mixed.steps) - len(told)
    assert bool(kind) == (len(told) < len(mixed.steps))


@dataclass
class Told:
    """A stand-in, and the steps that reach it, by their tokens."""

    simulator: Simulator
    tokens: list[str]

    def send(self, call: ApiCall) -> Reply:
        self.tokens.append(call.parameters["ClientToken"])
        return self.simulator.send(call)


def test_it_tells_how_far_it_is() -> None:
    """After each call how many there were; what is raised then ends the rehearsal."""
    plan = planned(group("big-{n}", 2, secondary_addresses=20, addressing="pinned"), on=PLACE)
    told: list[int] = []
    rehearse(plan, [Fault(action=CREATE, kind="Throttling", nth=2)], progress=told.append)
    assert told == [1, 2, 3]  # the second ENI's assign call is not sent

    def enough(calls: int) -> None:
        if calls == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rehearse(plan, progress=enough)


def test_the_same_seed_gives_the_same_rehearsal() -> None:
    """Nothing depends on a clock."""
    plan = planned(group("web-{n}", 5), on=PLACE)
    assert rehearse(plan, seed=5) == rehearse(plan, seed=5)
    assert rehearse(plan, seed=5) != rehearse(plan, seed=6)


def test_a_refusal_has_its_cause_and_a_fix() -> None:
    """What was planned in a VSwitch that filled up meanwhile is refused there, and what to do is said."""
    plan = planned(group("web-{n}", 3), on=PLACE)
    taken = [eni(f"x{n}", "a", f"10.0.0.{n}") for n in (*range(1, 64), *range(128, 253))]
    full = account(*PLACE.vswitches.values(), enis=taken)
    found = rehearse(replace(plan, inventory=full))
    assert not found.ok
    assert {(step.outcome, step.code, step.status) for step in found.steps} == {
        ("refused", "InvalidVSwitchId.IpNotEnough", 403)
    }
    first = found.steps[0]
    assert first.cause == "1 needed, 0 left: free addresses in the open pool of vsw-a"
    assert first.fix == "add a VSwitch with free addresses, or lower count"
    assert found.enis == 0


@pytest.mark.parametrize("kind", [*KINDS, "InternalError"])
def test_faults_show_what_they_do(kind: str) -> None:
    """The second ENI's create goes wrong; what follows it is sent if, and only if, an id came back."""
    plan = planned(group("big-{n}", 2, secondary_addresses=20, addressing="pinned"), on=PLACE)
    found = rehearse(plan, [Fault(action=CREATE, kind=kind, nth=2, seconds=60)])
    outcomes = [step.outcome for step in found.steps]
    wrong = {"empty-id": "no id", "no-answer-before": "no answer", "no-answer-after": "no answer", "slow": "done"}
    second = wrong.get(kind, "refused")
    assert outcomes == ["done", "done", second, "done" if second == "done" else "not sent"]
    assert [step.fault for step in found.steps] == ["", "", kind if kind != "InternalError" else "InternalError", ""]
    made = kind in {"500-after", "no-answer-after", "empty-id", "slow"}
    assert found.enis == (2 if made else 1)


def test_it_can_be_looked_at() -> None:
    """A frame of every step, a card and a text that escape hostile names, and a representation in one line."""
    plan = planned(group("web-{n}", 2), on=PLACE)
    found = rehearse(plan, [Fault(action=CREATE, kind="Throttling", nth=1)])
    assert repr(found) == "<Rehearsal of test: 2 steps: 1 done, 1 refused>"
    frame = found.frame()
    assert list(frame["outcome"]) == ["refused", "done"]
    assert list(frame["code"]) == ["Throttling", ""]
    assert list(frame["status"]) == [400, 200]
    hostile = replace(found, plan="<script>\x1b[31m", steps=(replace(found.steps[0], id="<b>\n/1"), *found.steps[1:]))
    card = hostile._repr_html_()
    assert "<script>" not in card
    assert "<b>" not in card
    assert "Throttling" in card
    text = rehearsal_text(hostile)
    assert "\x1b" not in text
    assert "400 Throttling" in text


def test_the_examples_are_carried_out_as_planned() -> None:
    """What ships with the package: web.toml whole; of tight.toml what the plan places."""
    there = eniplan.read_inventory(eniplan.examples / "hangzhou")
    web: Rehearsal = eniplan.rehearse(eniplan.plan(eniplan.examples / "web.toml", there))
    assert (web.ok, web.enis) == (True, 64)
    tight = eniplan.rehearse(eniplan.plan(eniplan.examples / "tight.toml", there))
    assert not tight.ok
    assert tight.refused_before == 16
    assert tight.by_outcome["refused"] == 0


def test_a_file_of_faults_can_be_named(tmp_path: Path) -> None:
    """As on the command line."""
    path = tmp_path / "faults.toml"
    path.write_text(f'[[fault]]\naction = "{CREATE}"\nevery = 1\nkind = "Throttling"\n', encoding="utf-8")
    found = rehearse(planned(group("web-{n}", 2), on=PLACE), path)
    assert found.by_outcome["refused"] == 2
