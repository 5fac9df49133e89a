"""The way into the cloud without a browser: approve, rehearse, send to a real stand-in over HTTP."""

from __future__ import annotations

from contextlib import nullcontext
from hashlib import sha256
from html import unescape
from itertools import count
from typing import TYPE_CHECKING

import pytest

import eniplan
from eniplan import delivery
from eniplan.report.approval import approval_card
from eniplan.ui.panels import approval, rehearse, send
from eniplan.ui.panels.rehearse import FAULTS
from tests.ui.planner_kit import HANGZHOU, TIGHT, WEB, kept_messages, of, typed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from eniplan.ui.panels.delivery import Delivery

TAB = 4
SMALL = eniplan.PlanSpec(
    name="small / first",
    region="cn-hangzhou",
    groups=(
        eniplan.Group(
            name="s-{n}",
            vswitches=("vsw-bp1ph2v5g9s1b6u8j0n4r",),
            security_groups=("sg-bp1web7d3k9x2m5qt8r4",),
            count=3,
        ),
    ),
)


def opened(spec: eniplan.PlanSpec = WEB, *, strict: bool = True) -> tuple[eniplan.Planner, Delivery]:
    """A planner whose last tab is open, and the tab."""
    planner = of(spec, strict=strict)
    planner.tabs.selected_index = TAB
    return planner, planner.delivery


def plan_of(planner: eniplan.Planner) -> eniplan.Plan:
    """The planner's plan, which is there."""
    assert planner.plan is not None
    return planner.plan


def test_it_is_loaded_when_somebody_looks() -> None:
    """Not before; what is shown then follows the plan only while it is seen."""
    planner = of(WEB)
    assert "delivery" not in vars(planner)
    planner.tabs.selected_index = TAB
    assert "Creates 64 ENIs with 64 calls" in planner.delivery.approval.said.value
    planner.tabs.selected_index = 0
    typed(planner.groups.form, "count", "5")
    assert "Creates 64 ENIs" in planner.delivery.approval.said.value
    planner.tabs.selected_index = TAB
    assert "Creates 65 ENIs" in planner.delivery.approval.said.value


def test_what_is_approved_is_the_batch() -> None:
    """Its digest, by hand; the card is the exported one."""
    planner, tab = opened()
    lines = "".join(f"{line}\n" for line in plan_of(planner).requests.lines())
    assert sha256(lines.encode()).hexdigest() in tab.approval.said.value
    sent = kept_messages(tab.approval.download)
    tab.approval.download._handle_custom_msg({"type": "wanted"}, [])
    tab.approval.work.wait(300)  # it draws maps
    assert [(one["name"], one["buffers"]) for one in sent] == [
        ("approval.html", [approval_card(plan_of(planner)).encode()])
    ]


def test_a_large_batch_has_its_digest_on_the_card(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page does not wait for it."""
    monkeypatch.setattr(approval, "MOST_CALLS", 63)
    _, tab = opened()
    assert "64 calls: digests and schedule stand on the card" in tab.approval.said.value


def test_a_plan_is_rehearsed() -> None:
    """As ``eniplan.rehearse`` does it; another plan is not the one that was rehearsed."""
    planner, tab = opened(TIGHT)
    tab.rehearse.begin.click()
    tab.rehearse.work.wait(60)
    wanted = eniplan.rehearse(plan_of(planner))
    assert tab.rehearse.rehearsal is not None
    assert tab.rehearse.rehearsal.steps == wanted.steps
    assert tab.rehearse.answers.value == wanted._repr_html_()
    typed(planner.groups.form, "name", "other-{n}")
    assert tab.rehearse.answers.value == ""
    assert "has changed since" in tab.rehearse.said.value


def test_a_rehearsal_can_be_cancelled(monkeypatch: pytest.MonkeyPatch) -> None:
    """It tells how many calls were answered, not each of them, and ends where somebody asked for it."""
    _, tab = opened()
    panel, said = tab.rehearse, list[str]()

    def endless(_plan: eniplan.Plan, _faults: object, *, progress: Callable[[int], None]) -> None:
        for calls in count(1):
            progress(calls)
            if calls == 200:
                said.append(panel.said.value)
                panel.cancel.click()

    monkeypatch.setattr(rehearse, "rehearse", endless)
    panel.begin.click()
    panel.work.wait(60)
    assert "200 calls answered" in said[0]
    assert "Cancelled" in panel.said.value
    assert panel.rehearsal is None


@pytest.mark.parametrize("name", FAULTS)
def test_what_goes_wrong_can_be_chosen(name: str) -> None:
    """Each choice is one that the stand-in knows; with one, something is not carried out."""
    _, tab = opened()
    tab.rehearse.faults.value = name
    tab.rehearse.begin.click()
    tab.rehearse.work.wait(60)
    assert tab.rehearse.rehearsal is not None
    assert all(step.outcome == "done" for step in tab.rehearse.rehearsal.steps) == (not FAULTS[name])


def test_only_the_number_of_calls_confirms() -> None:
    """Nothing, another number and words do not; a change of the plan takes it back."""
    planner, tab = opened(SMALL)
    assert tab.send.begin.disabled
    for text, off in (("", True), ("2", True), ("yes", True), ("33", True), ("3", False), (" 3 ", False)):
        tab.send.confirmed.value = text
        assert tab.send.begin.disabled is off, text
    typed(planner.groups.form, "count", "4")
    assert (tab.send.confirmed.value, tab.send.begin.disabled) == ("", True)
    assert "4 calls for 4 ENIs in cn-hangzhou are ready to be sent, for real." in tab.send.asked.value


def test_fields_to_be_mended_keep_it_back() -> None:
    """What is left out of the plan would be left out of the cloud."""
    planner, tab = opened()
    typed(planner.groups.form, "count", "many")
    tab.send.confirmed.value = str(len(plan_of(planner).steps))
    assert tab.send.begin.disabled
    assert "Some fields are to be mended first" in tab.send.asked.value


def test_refused_enis_are_said_not_to_be_sent() -> None:
    """16 of the plan with refusals."""
    _, tab = opened(TIGHT)
    assert "16 ENIs refused are not among them." in tab.send.asked.value


def test_it_is_sent_once_and_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three ENIs for a stand-in; the same again sends nothing; tests/browser has it by the official SDK."""
    cloud = eniplan.Simulator(HANGZHOU)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(delivery, "sdk_transport", lambda _place: nullcontext(cloud))
    _, tab = opened(SMALL)
    assert tab.send.journal.value == "small---first.journal"
    tab.send.endpoint.value = "127.0.0.1:9"
    for calls in (3, 0):
        tab.send.confirmed.value = "3"
        tab.send.begin.click()
        tab.send.work.wait(60)
        assert f"{calls} calls in this run" in tab.send.said.value
        assert tab.send.begin.disabled
    assert len(cloud.inventory().enis) == len(HANGZHOU.enis) + 3
    assert (tmp_path / "small---first.journal").is_file()


def test_it_is_sent_as_and_where_somebody_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two numbers reach the sender; a host whose name only begins like this machine's is spoken to with encryption."""
    taken: list[tuple[object, object]] = []
    monkeypatch.setattr(send, "send", lambda *_, **given: taken.append((given["limits"], given["protocol"])))
    _, tab = opened(SMALL)
    usual, slow = eniplan.SendLimits(), eniplan.SendLimits(per_minute=1200, concurrency=2)
    for endpoint, pace, width, limits, protocol in (
        ("", "", " ", usual, "https"),
        ("127.0.0.1:8080", "1,200", "2", slow, "http"),
        ("localhost:1", "", "", usual, "http"),
        ("localhost.example.com", "", "", usual, "https"),
    ):
        tab.send.endpoint.value, tab.send.per_minute.value, tab.send.concurrency.value = endpoint, pace, width
        tab.send.confirmed.value = "3"
        tab.send.begin.click()
        tab.send.work.wait(60)
        assert taken.pop() == (limits, protocol)


def test_a_wrong_pace_sends_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence in the banner says what would be accepted; the two numbers stay to be mended."""
    monkeypatch.chdir(tmp_path)
    planner, tab = opened(SMALL, strict=False)
    for pace, width, told in (
        ("fast", "", "per_minute: 'fast' is no whole number from 0 to 1,000,000"),
        ("", "65", "concurrency: 65 is no whole number from 1 to 64"),
        ("", "-1", "concurrency: '-1' is no whole number from 1 to 64"),
    ):
        tab.send.per_minute.value, tab.send.concurrency.value = pace, width
        tab.send.confirmed.value = "3"
        tab.send.begin.click()
        assert planner.troubles[-1].message == told
        assert told in unescape(planner.head.banner.value)
        assert (tab.send.per_minute.value, tab.send.concurrency.value) == (pace, width)
    assert (tab.send.confirmed.value, tab.send.work.was_begun) == ("", False)
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_sent_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence in the banner; the panel is ready for the next try."""
    monkeypatch.chdir(tmp_path)
    planner, tab = opened(SMALL, strict=False)
    tab.send.endpoint.value = "not an endpoint"
    tab.send.confirmed.value = "3"
    tab.send.begin.click()
    tab.send.work.wait(60)
    assert "not an endpoint" in planner.head.banner.value
    assert tab.send._running.layout.display == "none"
    assert list(tmp_path.iterdir()) == []


def test_an_empty_plan_has_nothing_to_send() -> None:
    """No button does anything."""
    _, tab = opened(eniplan.PlanSpec(name="none", region="cn-hangzhou"))
    assert tab.rehearse.begin.disabled
    assert tab.send.begin.disabled
    assert "There is nothing to send." in tab.send.asked.value
