"""The local stand-in of the API, in memory: an account that answers calls as the cloud would, and remembers them.

**Theory of operation.** A call goes through four gates, in this order: its pace (``Throttling``), the faults that were
asked for, its client token (the same token and parameters get the first answer again, other parameters
IdempotentParameterMismatch), and its action. An action judges with the planner's own rules on the planner's own pools,
then changes the account. Of several errors the first in the order of the API page is answered. Addresses by count are
drawn at random from the open pool, as the cloud does: they are other ones than a plan's illustrative addresses.

A token is remembered once its call was carried out; after a refusal it may be used again (decision: the cloud's
documentation promises the same answer to the same call, and a refused call has made nothing). How long the cloud
remembers is not documented: here it does for good.

Nothing here reads a clock but :meth:`Simulator.send`: :meth:`Simulator.answer` is told the time.
"""

from __future__ import annotations

import time
from collections import Counter
from hashlib import blake2b
from threading import Lock
from typing import TYPE_CHECKING, Final, NamedTuple

from eniplan.errors import NoAnswer
from eniplan.sending.standin import faults
from eniplan.sending.standin.account import Account
from eniplan.sending.standin.account_pages import account_pages
from eniplan.sending.standin.actions import ACTS, CHANGING
from eniplan.sending.standin.call_errors import Refusal, error_reply
from eniplan.sending.standin.faults import Fault, FaultPlan
from eniplan.sending.standin.refused import RefusedError
from eniplan.sending.transport import ApiCall, Reply
from eniplan.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from eniplan.contract.finding import Finding
    from eniplan.network.inventory import Inventory
    from eniplan.network.profile import Profile
    from eniplan.sending.standin.actions import Act

_MINUTE: Final = 60
_BOOLEANS: Final = {"True": "true", "False": "false"}


class Answer(NamedTuple):
    """What became of a call.

    Args:
        reply: what is answered; None where the connection is closed without an answer.
        cause: the finding behind a refusal, in the planner's words; None where no rule was asked.
        fault: the kind of the fault that the call met; empty for none.
        seconds: how long the answer is held back.
    """

    reply: Reply | None
    cause: Finding | None = None
    fault: str = ""
    seconds: float = 0.0


class _Done(NamedTuple):
    """A call that was carried out under a token: what it asked, and its answer."""

    content: bytes
    reply: Reply


class Simulator:
    """An account in memory that answers calls. Safe to use from several threads: it answers one at a time.

    >>> from eniplan.sending.transport import ApiCall
    >>> Simulator().send(ApiCall("DescribeNetworkInterfaces", {"RegionId": "cn-hangzhou"})).body["TotalCount"]
    0

    Args:
        inventory: what exists at first. Without VSwitches, requests are judged by themselves and an ENI gets just the
            addresses that its request names.
        profile: the account's limits; the inventory's by default.
        seed: of the addresses, prefixes and ids that are drawn.
        faults: what is to go wrong.
        calls_per_minute: how many calls of each action one minute takes before ``Throttling``; 0 for any number.
    """

    def __init__(
        self,
        inventory: Inventory | None = None,
        *,
        profile: Profile | None = None,
        seed: int = 0,
        faults: Iterable[Fault] = (),
        calls_per_minute: int = 0,
    ) -> None:
        self._account = Account(inventory, profile, seed)
        self._faults = FaultPlan(faults, seed)
        self._calls_per_minute = calls_per_minute
        self._minute, self._paced = 0, Counter[str]()
        self._done: dict[tuple[str, str], _Done] = {}
        self._lock = Lock()

    def __repr__(self) -> str:
        there = self.inventory()
        return f"<Simulator: {counted(len(there.vswitches), 'VSwitch')}, {counted(len(there.enis), 'ENI')}>"

    def send(self, call: ApiCall) -> Reply:
        """Answer a call now; what is slow takes its time.

        Raises:
            NoAnswer: a fault wants none.
        """
        answer = self.answer(call, time.time())
        time.sleep(answer.seconds)
        if answer.reply is None:
            raise NoAnswer(f"the stand-in gave no answer to {call.action}: a fault of kind {answer.fault}")
        return answer.reply

    def answer(self, call: ApiCall, now: float) -> Answer:
        """What becomes of a call.

        Args:
            call: action and flattened parameters.
            now: seconds since 1970, UTC.
        """
        with self._lock:
            return self._answer(call, now)

    def inventory(self) -> Inventory:
        """What exists now, as the planner sees it: what an import of :meth:`describe` gives."""
        with self._lock:
            return self._account.inventory()

    def describe(self) -> tuple[Mapping[str, object], ...]:
        """The account as pages of API answers, which, as a JSON array, ``eniplan.read_inventory`` reads back."""
        with self._lock:
            return account_pages(self._account)

    def _answer(self, call: ApiCall, now: float) -> Answer:
        act = ACTS.get(call.action)
        if act is None:
            return Answer(self._error(Refusal("InvalidAction.NotFound")))
        if wait := self._wait(call.action, now):
            return Answer(self._error(Refusal("Throttling"), wait))
        fault = self._faults.next(call.action)
        if fault is None:
            return self._carried_out(act, call, now)
        if early := self._instead(fault):
            return early
        return _after(fault, self._carried_out(act, call, now), self._error(Refusal("InternalError")))

    def _carried_out(self, act: Act, call: ApiCall, now: float) -> Answer:
        """The answer to a call without a fault."""
        token, content = call.parameters.get("ClientToken", ""), b""
        if token and call.action in CHANGING:
            content = _content(call.parameters)
            done = self._done.get((call.action, token))
            if done is not None:
                same = done.content == content
                return Answer(done.reply if same else self._error(Refusal("IdempotentParameterMismatch")))
        try:
            body = act(self._account, call.parameters, now)
        except RefusedError as problem:
            return Answer(self._error(problem.refusal), problem.finding)
        reply = Reply(200, {"RequestId": self._account.request_id(), **body})
        if content:
            self._done[call.action, token] = _Done(content, reply)
        return Answer(reply)

    def _instead(self, fault: Fault) -> Answer | None:
        """What a fault answers before anything is done; None where the call is carried out first."""
        if fault.kind == faults.BEFORE_500:
            return Answer(self._error(Refusal("InternalError")), fault=fault.kind)
        if fault.kind == faults.SILENT_BEFORE:
            return Answer(None, fault=fault.kind)
        return None if fault.kind in faults.KINDS else Answer(self._error(Refusal(fault.kind)), fault=fault.kind)

    def _wait(self, action: str, now: float) -> float:
        """Seconds until the next minute where this one has had its calls; 0 where it has room."""
        if not self._calls_per_minute:
            return 0.0
        minute = int(now // _MINUTE)
        if minute != self._minute:
            self._minute, self._paced = minute, Counter()
        self._paced[action] += 1
        return 0.0 if self._paced[action] <= self._calls_per_minute else (minute + 1) * _MINUTE - now

    def _error(self, refusal: Refusal, retry_after: float | None = None) -> Reply:
        return error_reply(refusal, self._account.request_id(), retry_after)


def _after(fault: Fault, answer: Answer, failure: Reply) -> Answer:
    """What a fault makes of the answer to a call that was carried out."""
    if fault.kind == faults.SLOW:
        return answer._replace(fault=fault.kind, seconds=fault.seconds)
    if answer.reply is None or not answer.reply.ok:
        return answer
    if fault.kind == faults.AFTER_500:
        return answer._replace(reply=failure, fault=fault.kind)
    if fault.kind == faults.EMPTY_ID:
        body = {**answer.reply.body, "NetworkInterfaceId": ""}
        return answer._replace(reply=Reply(answer.reply.status, body), fault=fault.kind)
    return answer._replace(reply=None, fault=fault.kind)


def _content(parameters: Mapping[str, str]) -> bytes:
    """What a call asks, in 16 bytes: the same for the same parameters, however a client writes its booleans."""
    digest = blake2b(digest_size=16)
    for name in sorted(parameters):
        value = parameters[name]
        digest.update(f"{name}\0{_BOOLEANS.get(value, value)}\0".encode(errors="surrogatepass"))
    return digest.digest()
