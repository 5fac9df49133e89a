"""The sender against a cloud in memory: pacing, retries, stop conditions, changes of the batch; no real time passes."""

from __future__ import annotations

import errno
import time
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

import eniplan
from eniplan.errors import JournalError, NoAnswer
from eniplan.sending import journal as journal_module
from eniplan.sending.journal import read_journal
from eniplan.sending.journal_file import Tape
from eniplan.sending.send_limits import SendLimits
from tests.sending.fake_cloud import FakeCloud, error
from tests.sending.rig import START, FakeClock, assign, create, run

if TYPE_CHECKING:
    from pathlib import Path

    from eniplan.sending.transport import ApiCall, Reply
    from tests.sending.fake_cloud import Fault


pytestmark = pytest.mark.usefixtures("quick_disk")


def test_a_batch_is_sent_once_and_for_all(tmp_path: Path) -> None:
    """Every create and assign call arrives once, assign calls with the id of their ENI; a second run sends nothing."""
    cloud, journal = FakeCloud(), tmp_path / "journal"
    sent = run([create("a"), assign("a"), create("b")], cloud, journal)
    assert (sent.ok, sent.created, sent.done, sent.calls) == (True, 2, 3, 3)
    assert repr(sent) == "<Sent: 3 of 3 steps done, 2 ENIs created>"
    assert cloud.names() == ["a", "b"]
    assert [call.parameters.get("NetworkInterfaceId") for call in cloud.calls].count("eni-0") == 1
    again = run([create("a"), assign("a"), create("b")], cloud, journal)
    assert (again.ok, again.calls) == (True, 0)


def test_retries_carry_the_same_token_and_parameters(tmp_path: Path) -> None:
    """A call that fails five times is the same call six times, at growing random distances below 0.5, 1, 2, 4, 8 s."""
    cloud, clock, times = FakeCloud(), FakeClock(), list[float]()

    def fault(number: int, _call: ApiCall) -> Fault:
        times.append(clock.now)
        return "lost after" if number < 5 else ""

    cloud.fault = fault
    assert run([create("a")], cloud, tmp_path / "journal", clock).ok
    assert len(cloud.calls) == 6
    assert all(call == cloud.calls[0] for call in cloud.calls)
    waits = [later - earlier for earlier, later in pairwise(times)]
    assert all(0 <= wait <= bound + 0.2 for wait, bound in zip(waits, (0.5, 1, 2, 4, 8), strict=True))
    assert len(set(waits)) == 5
    assert cloud.names() == ["a"]


def test_retries_end(tmp_path: Path) -> None:
    """After eight attempts a step stays unknown, and the next run tries again."""
    cloud, journal = FakeCloud(fault=lambda number, _call: "lost after" if number < 8 else ""), tmp_path / "journal"
    sent = run([create("a")], cloud, journal)
    assert (sent.unknown, sent.calls, sent.stopped) == (("a/1",), 8, "")
    assert run([create("a")], cloud, journal).ok
    assert cloud.names() == ["a"]


def test_a_final_refusal_is_not_sent_again_unless_asked(tmp_path: Path) -> None:
    """RegionNotSupportIpPrefix has status 500 and is final; what follows a refused create is left."""
    cloud, journal = FakeCloud(), tmp_path / "journal"
    cloud.refuses = lambda call: "Forbidden.X" if call.parameters.get("NetworkInterfaceName") == "a" else ""
    steps = [create("a"), assign("a"), create("b")]
    sent = run(steps, cloud, journal)
    assert [each.step for each in sent.refused] == ["a/1"]
    assert (sent.left, sent.created, sent.calls) == (("a/2",), 1, 2)
    assert run(steps, cloud, journal).calls == 0
    cloud.refuses = lambda _call: ""
    assert run(steps, cloud, journal, limits=SendLimits(again=True)).ok
    assert cloud.names() == ["a", "b"]


def test_a_full_vswitch_is_left_alone_and_others_go_on(tmp_path: Path) -> None:
    """One IpNotEnough closes vsw-a; everything in vsw-b is created. Prefixes run out by themselves."""

    def refuses(call: ApiCall) -> str:
        if call.parameters["VSwitchId"] == "vsw-a":
            return "InvalidVSwitchId.IpNotEnough"
        return "InvalidVSwitchId.IpPrefixNotEnough" if "Ipv4PrefixCount" in call.parameters else ""

    cloud = FakeCloud(refuses=refuses)
    steps = [create(f"a{n}") for n in range(20)] + [create(f"b{n}", "vsw-b") for n in range(20)]
    steps += [create(f"p{n}", "vsw-b", Ipv4PrefixCount=1) for n in range(5)]
    sent = run(steps, cloud, tmp_path / "journal", limits=SendLimits(concurrency=1))
    assert (sent.created, len(sent.refused), len(sent.left)) == (20, 2, 23)
    assert sent.full == {"vsw-a": "addresses", "vsw-b": "prefixes"}
    assert len(cloud.calls) == 22


def test_what_names_its_addresses_goes_first(tmp_path: Path) -> None:
    """No call that lets the cloud choose leaves while one that names an address may still be sent, whatever happens."""
    cloud = FakeCloud(fault=lambda number, _call: "failed before" if number == 0 else "")
    steps = [create("auto"), create("pin", PrimaryIpAddress="10.0.0.9"), create("pin2", PrimaryIpAddress="10.0.0.8")]
    assert run(steps, cloud, tmp_path / "journal").ok
    names = [call.parameters["NetworkInterfaceName"] for call in cloud.calls]
    assert names[-1] == "auto"
    assert names.count("auto") == 1


def test_throttled_at_a_quarter_past_it_goes_on_with_the_minute(tmp_path: Path) -> None:
    """A throttled call leaves again at the start of the next minute of the clock, not before."""
    clock, times = FakeClock(), list[float]()
    cloud = FakeCloud(fault=lambda number, _call: (times.append(clock.now), "throttled" if number < 3 else "")[1])  # type: ignore[func-returns-value]
    sent = run(
        [create(f"a{n}") for n in range(6)], cloud, tmp_path / "journal", clock, limits=SendLimits(concurrency=3)
    )
    assert (sent.ok, sent.throttled) == (True, 3)
    assert all(later >= START // 60 * 60 + 60 for later in times[3:])


def test_five_hundred_a_minute(tmp_path: Path) -> None:
    """600 creates take more than a minute by default, and no minute has more than 500 of them."""
    clock, times = FakeClock(), list[float]()
    cloud = FakeCloud(fault=lambda _number, _call: (times.append(clock.now), "")[1])  # type: ignore[func-returns-value]
    assert run([create(f"a{n}") for n in range(600)], cloud, tmp_path / "journal", clock).ok
    assert 70 <= clock.now - START <= 72
    assert max(sum(start <= each < start + 60 for each in times) for start in times) <= 500


@pytest.mark.parametrize(("limit", "calls"), [(1, 1), (4, 4)])
def test_stop_after_refusals(tmp_path: Path, limit: int, calls: int) -> None:
    """The n-th refusal is the last call."""
    cloud = FakeCloud(refuses=lambda _call: "Forbidden.X")
    limits = SendLimits(stop_after=limit, concurrency=1)
    sent = run([create(f"a{n}") for n in range(9)], cloud, tmp_path / "journal", limits=limits)
    assert (len(cloud.calls), len(sent.refused), len(sent.left)) == (calls, limit, 9 - limit)
    assert sent.stopped.startswith("the first refusal" if limit == 1 else "4 refusals")


def test_a_budget_of_minutes(tmp_path: Path) -> None:
    """After two minutes at 30 a minute no call leaves; what was sent is done."""
    clock = FakeClock()
    limits = SendLimits(per_minute=30, minutes=2)
    sent = run([create(f"a{n}") for n in range(100)], FakeCloud(), tmp_path / "journal", clock, limits=limits)
    assert sent.stopped == "its 2 minutes are over"
    assert 59 <= sent.done <= 61
    assert clock.now - START <= 120 + 1e-6


def test_a_wish_to_stop(tmp_path: Path) -> None:
    """Asked to stop, it lets what is in flight end, writes that down, and says so; the next run goes on."""
    cloud, journal = FakeCloud(), tmp_path / "journal"
    steps = [create(f"a{n}") for n in range(20)]
    sent = run(steps, cloud, journal, limits=SendLimits(concurrency=4), wants_stop=lambda: len(cloud.calls) >= 8)
    assert (sent.stopped, sent.unknown) == ("it was asked to", ())
    assert 8 <= sent.done < 20
    assert sent.done == len(cloud.calls)
    assert run(steps, cloud, journal).ok
    assert len(cloud.calls) == 20


def test_a_wrong_clock(tmp_path: Path) -> None:
    """InvalidTimeStamp.Expired: one sentence, nothing else is sent, and every step is still planned."""
    cloud = FakeCloud(refuses=lambda _call: "InvalidTimeStamp.Expired")
    sent = run([create(f"a{n}") for n in range(9)], cloud, tmp_path / "journal", limits=SendLimits(concurrency=1))
    assert sent.stopped.startswith("InvalidTimeStamp.Expired: the cloud refuses the date")
    assert (len(cloud.calls), len(sent.left)) == (1, 9)


def test_a_full_disk_stops_before_the_next_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The third write fails half way: one sentence, no call after it, and the journal is as it was before it."""

    class FullTape(Tape):
        writes = 0

        def write(self, content: bytes) -> None:
            FullTape.writes += 1
            if FullTape.writes == 3:
                super().write(content[: len(content) // 2])
                raise OSError(errno.ENOSPC, "No space left on device")
            super().write(content)

    cloud, journal = FakeCloud(), tmp_path / "journal"
    steps = [create(f"a{n}") for n in range(9)]
    with monkeypatch.context() as patch:
        patch.setattr(journal_module, "Tape", FullTape)
        with pytest.raises(JournalError, match=r"journal: cannot be written: No space left on device$"):
            run(steps, cloud, journal, limits=SendLimits(concurrency=2))
    assert len(cloud.calls) == 2
    assert {entry.state for entry in read_journal(journal).entries.values()} == {"unknown"}
    assert run(steps, cloud, journal).ok
    assert cloud.names() == [f"a{n}" for n in range(9)]


class Broken:
    """A transport with a mistake of its own."""

    def send(self, call: ApiCall) -> Reply:
        raise ValueError(call.action)


def test_a_transport_that_breaks_is_no_answer(tmp_path: Path) -> None:
    """Whatever a transport raises, the step is unknown and the loop goes on."""
    sent = run([create("a")], Broken(), tmp_path / "journal")
    assert sent.unknown == ("a/1",)


class Noisy:
    """A cloud behind a wire on which every tenth call goes wrong, in turn in every way."""

    def __init__(self) -> None:
        kinds: tuple[Fault, ...] = ("lost after", "throttled", "failed after", "busy", "no id", "lost before")
        self.cloud = FakeCloud(fault=lambda number, _call: kinds[number // 10 % 6] if number % 10 == 7 else "")

    def send(self, call: ApiCall) -> Reply:
        """A call, with no throttling that would cost a minute."""
        reply = self.cloud.send(call)
        return error(403, "Operation.Conflict") if "Throttling" in reply.code else reply


def test_ten_thousand_enis_on_32_connections(tmp_path: Path) -> None:
    """Real threads, every tenth call goes wrong: complete, none twice, each step at most once in flight."""
    noisy, began = Noisy(), time.monotonic()
    limits = SendLimits(per_minute=1_000_000, concurrency=32, first_wait=0.001, longest_wait=0.01)
    steps = [create(f"e{number:05}") for number in range(10_000)]
    sent = eniplan.send(
        steps, tmp_path / "journal", endpoint="127.0.0.1:1", protocol="http", transport=noisy, limits=limits
    )
    assert (sent.ok, sent.created) == (True, 10_000)
    assert noisy.cloud.names() == [f"e{number:05}" for number in range(10_000)]
    assert noisy.cloud.most_flying == 1
    print(f"\n10,000 ENIs, {sent.calls:,} calls, {time.monotonic() - began:.1f} s")


def test_a_changed_batch_needs_a_word(tmp_path: Path) -> None:
    """Added, changed and removed steps are named; accepted, the new ones are sent and no second ENI is made."""
    cloud, journal = FakeCloud(), tmp_path / "journal"
    options = {"endpoint": "127.0.0.1:1", "protocol": "http", "transport": cloud}
    first = [create("kept"), create("done"), create("gone")]
    assert eniplan.send(first, journal, **options).ok  # type: ignore[arg-type]
    changed = [create("kept"), create("done", "vsw-b"), create("new")]
    with pytest.raises(JournalError) as refused:
        eniplan.send(changed, journal, **options)  # type: ignore[arg-type]
    said = str(refused.value)
    assert "1 step added (new/1), 1 step changed (done/1), 1 step removed (gone/1)" in said
    assert "1 step is the same" in said
    sent = eniplan.send(changed, journal, accept_changes=True, **options)  # type: ignore[arg-type]
    assert sent.left == ("done/1",)
    assert cloud.names() == ["done", "gone", "kept", "new"]
    again = eniplan.send(changed, journal, **options)  # type: ignore[arg-type]
    assert (again.calls, again.left) == (0, ("done/1",))


def test_a_journal_of_another_batch_or_place(tmp_path: Path) -> None:
    """No step in common, another endpoint, the same token on another request: refused, in a sentence each."""
    journal = tmp_path / "journal"
    options = {"endpoint": "127.0.0.1:1", "protocol": "http", "transport": FakeCloud()}
    eniplan.send([create("a")], journal, **options)  # type: ignore[arg-type]
    with pytest.raises(JournalError, match="is of another batch"):
        eniplan.send([create("z")], journal, **options)  # type: ignore[arg-type]
    with pytest.raises(JournalError, match="is of calls to loopback for cn-hangzhou, and these go to the endpoint"):
        eniplan.send([create("a")], journal, transport=FakeCloud())
    same_token = create("a")._replace(line=create("a").line.replace("vsw-a", "vsw-b", 1))
    with pytest.raises(JournalError, match="another request with the same ClientToken"):
        eniplan.send([same_token], journal, **options)  # type: ignore[arg-type]


def test_no_answer_is_told_as_such(tmp_path: Path) -> None:
    """What the journal keeps of a call without an answer is the transport's own sentence."""

    class Mute:
        def send(self, _call: ApiCall) -> Reply:
            raise NoAnswer("nobody there")

    run([create("a")], Mute(), tmp_path / "journal", limits=SendLimits(attempts=1))
    (entry,) = read_journal(tmp_path / "journal").entries.values()
    assert (entry.state, entry.message) == ("unknown", "nobody there")


def test_progress_counts_what_needs_no_further_call(tmp_path: Path) -> None:
    """Done and refused steps are settled; the numbers never go back, and end where the batch is."""
    told: list[tuple[int, int]] = []
    cloud = FakeCloud(refuses=lambda call: "Forbidden.X" if call.parameters["NetworkInterfaceName"] == "a3" else "")
    eniplan.send(
        [create(f"a{n}") for n in range(20)],
        tmp_path / "journal",
        endpoint="127.0.0.1:1",
        protocol="http",
        transport=cloud,
        limits=SendLimits(per_minute=100_000),
        progress=told.append,
    )
    assert told == sorted(told)
    assert told[-1] == (20, 20)


def test_a_line_that_was_written_otherwise_is_the_same_step(tmp_path: Path) -> None:
    """Blanks and line feeds in a step's JSON neither break the journal nor make another request of it."""
    cloud, journal = FakeCloud(), tmp_path / "journal"
    spread = create("a")._replace(line=create("a").line.replace(",", ",\n  "))
    assert run([spread], cloud, journal).ok
    assert [step.line for step in read_journal(journal).steps] == [create("a").line]
    options = {"endpoint": "127.0.0.1:1", "protocol": "http", "transport": cloud}
    assert eniplan.send([create("a")], journal, **options).calls == 0  # type: ignore[arg-type]
