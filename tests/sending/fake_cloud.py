"""A cloud in memory, as small as it can be: it creates ENIs, once for each token, and fails when it is told to.

It knows nothing of eniplan but the seam, so that it can judge the sender: which ENIs are there, and how often each
token was carried out. A fault is what happens to a call beside its effect.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Literal

from eniplan.errors import NoAnswer, NotSent
from eniplan.sending.transport import Reply

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from eniplan.sending.transport import ApiCall

Fault = Literal[
    "", "throttled", "failed before", "failed after", "lost before", "lost after", "no id", "unsent", "busy"
]
FAULTS: tuple[Fault, ...] = (
    "throttled",
    "failed before",
    "failed after",
    "lost before",
    "lost after",
    "no id",
    "unsent",
    "busy",
)
"""Every way a call can fail and yet be sent again: the effect is there after ``failed after``, ``lost after``, ``no
id``."""


def error(status: int, code: str) -> Reply:
    """An error as the cloud words it."""
    return Reply(status, {"RequestId": "r", "HostId": "h", "Code": code, "Message": f"{code} it is.", "Recommend": ""})


@dataclass
class FakeCloud:
    """An account.

    Args:
        fault: what happens to a call, by its number (from 0) and its parameters.
        refuses: an error code for a call, empty to carry it out.
    """

    fault: Callable[[int, ApiCall], Fault] = lambda _number, _call: ""
    refuses: Callable[[ApiCall], str] = lambda _call: ""
    enis: dict[str, Mapping[str, str]] = field(default_factory=dict)
    assigned: dict[str, list[str]] = field(default_factory=dict)
    calls: list[ApiCall] = field(default_factory=list)
    answers: dict[str, tuple[ApiCall, Reply]] = field(default_factory=dict)
    flying: Counter[str] = field(default_factory=Counter)
    most_flying: int = 0
    lock: Lock = field(default_factory=Lock)

    def send(self, call: ApiCall) -> Reply:
        """Carry a call."""
        token = call.parameters.get("ClientToken", "")
        with self.lock:
            self.flying[token] += 1
            self.most_flying = max(self.most_flying, self.flying[token])
            number = len(self.calls)
            self.calls.append(call)
        try:
            return self._faulty(call, self.fault(number, call))
        finally:
            with self.lock:
                self.flying[token] -= 1

    def _faulty(self, call: ApiCall, fault: Fault) -> Reply:
        before = {
            "throttled": error(400, "Throttling.User"),
            "failed before": error(500, "InternalError"),
            "busy": error(403, "Operation.Conflict"),
        }
        if fault == "unsent":
            raise NotSent("127.0.0.1:1 cannot be connected to")
        if fault == "lost before":
            raise NoAnswer("no answer")
        if fault in before:
            return before[fault]
        with self.lock:
            reply = self._answer(call)
        if fault == "lost after":
            raise NoAnswer("no answer")
        if fault == "failed after":
            return error(503, "ServiceUnavailable")
        return Reply(200, {"RequestId": "r"}) if fault == "no id" and reply.ok else reply

    def _answer(self, call: ApiCall) -> Reply:
        token = call.parameters.get("ClientToken", "")
        if token in self.answers:
            first, reply = self.answers[token]
            return reply if first == call else error(400, "IdempotentParameterMismatch")
        if code := self.refuses(call):
            return error(403, code)
        reply = Reply(200, {"RequestId": "r", **self._effect(call)})
        if token:
            self.answers[token] = (call, reply)
        return reply

    def _effect(self, call: ApiCall) -> dict[str, str]:
        if call.action == "CreateNetworkInterface":
            eni = f"eni-{len(self.enis)}"
            self.enis[eni] = call.parameters
            return {"NetworkInterfaceId": eni}
        eni = call.parameters["NetworkInterfaceId"]
        if call.action == "DeleteNetworkInterface":
            del self.enis[eni]
            return {}
        assert eni in self.enis
        self.assigned.setdefault(eni, []).append(call.parameters["ClientToken"])
        return {"NetworkInterfaceId": eni}

    def names(self) -> list[str]:
        """The names of its ENIs, sorted; one that was created twice stands there twice."""
        return sorted(parameters["NetworkInterfaceName"] for parameters in self.enis.values())
