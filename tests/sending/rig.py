"""A sender without threads and without real time: calls happen where they are started, waiting moves a clock."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from eniplan.planning.steps import Step
from eniplan.sending.batch import Batch
from eniplan.sending.journal import Heading, open_journal
from eniplan.sending.lanes import outcome_of
from eniplan.sending.send_limits import SendLimits
from eniplan.sending.sender import Sender

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from eniplan.errors import NoAnswer, NotSent
    from eniplan.planning.steps import Sendable
    from eniplan.sending.batch import Outgoing
    from eniplan.sending.sender import Sent
    from eniplan.sending.transport import ApiCall, Reply, Transport

START = 1_800_000_015.0
"""A quarter of a minute into a minute of the clock."""

HEADING = Heading(file="web.jsonl", endpoint="loopback", region="cn-hangzhou")


def create(name: str, vswitch: str = "vsw-a", **further: object) -> Step:
    """A step that creates an ENI."""
    parameters = {
        "RegionId": "cn-hangzhou",
        "VSwitchId": vswitch,
        "NetworkInterfaceName": name,
        **further,
        "ClientToken": f"token-{name}-{vswitch}",
    }
    return Step(f"{name}/1", "CreateNetworkInterface", json.dumps(parameters, separators=(",", ":")))


def assign(name: str, place: int = 2, action: Sendable = "AssignPrivateIpAddresses") -> Step:
    """A step that gives an ENI more addresses."""
    parameters = {
        "RegionId": "cn-hangzhou",
        "SecondaryPrivateIpAddressCount": 5,
        "ClientToken": f"token-{name}-{place}",
    }
    return Step(f"{name}/{place}", action, json.dumps(parameters, separators=(",", ":")), f"{name}/1")


@dataclass
class FakeClock:
    """Seconds that pass only when somebody waits."""

    now: float = START

    def __call__(self) -> float:
        return self.now


@dataclass
class FakeLanes:
    """Carries each call at once, on the caller's own thread; answers come back when they are asked for."""

    transport: Transport
    clock: FakeClock
    done: list[tuple[Outgoing, Reply | NoAnswer | NotSent]] = field(default_factory=list)

    def start(self, out: Outgoing, call: ApiCall) -> None:
        self.done.append((out, outcome_of(self.transport, call)))

    def ended(self, seconds: float | None) -> list[tuple[Outgoing, Reply | NoAnswer | NotSent]]:
        found, self.done = self.done, []
        if not found:
            assert seconds is not None, "the sender waits for an answer that nobody will give"
            self.clock.now += seconds
        return found


def run(
    steps: list[Step],
    transport: Transport,
    journal: Path,
    clock: FakeClock | None = None,
    *,
    limits: SendLimits | None = None,
    wants_stop: Callable[[], bool] = lambda: False,
) -> Sent:
    """Send steps, or go on with them."""
    clock = clock or FakeClock()
    batch = Batch(steps)
    with open_journal(journal, batch, HEADING, clock()) as opened:
        lanes = FakeLanes(transport, clock)
        return Sender(batch, opened, lanes, clock, limits or SendLimits(), wants_stop=wants_stop).run()
