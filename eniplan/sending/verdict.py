"""What an outcome of a call means: whether it had its effect, whether to send it again, and what to leave alone.

Only what is known to be safe is sent again, with the same ClientToken: a failure of the service (5xx), no answer, an
answer without NetworkInterfaceId, throttling, and a conflict with another operation. So is what the API does not
answer: a success without RequestId, an error without Code; some proxy or login page on the way said that. Everything
else is final. A refusal may say more than that one call will not do: that its VSwitch is full, or that the account may
send nothing.

Sources: ECS documentation, "How to ensure idempotence" (retry 500 InternalError and 503 ServiceUnavailable or no
response; other 4xx are final) and "Throttling" (per minute window); CreateNetworkInterface page (an answer without
NetworkInterfaceId: try again; InvalidOperation.RegionNotSupportIpPrefix has status 500 and is final by its meaning).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from eniplan.errors import NoAnswer, NotSent
from eniplan.planning.steps import CREATE, DELETE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eniplan.sending.states import Happening
    from eniplan.sending.transport import Reply

Closes = Literal["nothing", "vswitch", "prefixes", "batch"]
"""What an answer speaks for beside its own call: ``prefixes`` are those of its VSwitch."""

ROOM: Mapping[str, Closes] = {
    "InvalidVSwitchId.IpNotEnough": "vswitch",
    "QuotaExceeded.PrivateIpAddress": "vswitch",
    "InvalidVSwitchId.IpPrefixNotEnough": "prefixes",
}
"""Codes that say that a VSwitch has no more room: what it closes."""

NEVER_AGAIN: Final = frozenset({"InvalidOperation.RegionNotSupportIpPrefix"})
"""Codes of status 5xx that are no failure of the service."""

AGAIN: Final = frozenset({"Operation.Conflict", "OperationConflict", "SignatureNonceUsed", "LastTokenProcessing"})
"""Codes of status 4xx that had no effect and may go away."""

NOBODY: Mapping[str, str] = {
    "InvalidTimeStamp.Expired": "the cloud refuses the date of the calls; set this machine's clock right",
    "InvalidAccessKeyId.NotFound": "the cloud does not know the access key of the credentials; check them",
    "InvalidAccessKeyId.Inactive": "the access key of the credentials is disabled; enable it or use another",
    "InvalidSecurityToken.Expired": "the credentials have expired; get new ones",
    "InvalidSecurityToken.Malformed": "the credentials' security token is not valid; get new ones",
    "InvalidSecurityToken.MismatchWithAccessKey": "the credentials' security token belongs to another access key",
    "SignatureDoesNotMatch": "the cloud does not accept the calls' signature; check the access key secret",
    "IncompleteSignature": "the cloud does not accept the calls' signature; check the access key secret",
    "Forbidden.RAM": "the credentials' user may not make these calls; grant it the permission",
    "NoPermission": "the credentials' user may not make these calls; grant it the permission",
}
"""Codes that every further call would get, however it reads: a sentence for each. The call had no effect."""

QUOTA: Mapping[str, str] = {"MaxEniCountExceeded": "the account may have no more ENIs in the region; raise its quota"}
"""Codes that every further ENI would get."""

GONE: Final = frozenset({"InvalidEniId.NotFound", "InvalidNetworkInterfaceId.NotFound"})
"""Answers to DeleteNetworkInterface that say that it is done."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What follows from an outcome.

    Args:
        happening: what happened to the step.
        eni: the id of the ENI that was created or changed, as the answer has it.
        code: the error's code; empty where there is none.
        message: the answer's or the transport's own words.
        request_id: under which the cloud's support finds the call.
        throttled: the cloud asks for fewer calls of this action.
        retry_after: seconds that the cloud asks to wait; None where it says nothing.
        closes: what else it speaks for.
        advice: where it closes the batch, why and what to do, in a sentence.
        connected: whether anything answered at all.
    """

    happening: Happening
    eni: str = ""
    code: str = ""
    message: str = ""
    request_id: str = ""
    throttled: bool = False
    retry_after: float | None = None
    closes: Closes = "nothing"
    advice: str = ""
    connected: bool = True


def verdict_of(action: str, outcome: Reply | NoAnswer | NotSent) -> Verdict:
    """What the outcome of a call of an action means."""
    if isinstance(outcome, NotSent):
        return Verdict("deferred", message=str(outcome), connected=False)
    if isinstance(outcome, NoAnswer):
        return Verdict("unanswered", message=str(outcome))
    return _of_success(action, outcome) if outcome.ok else _of_error(action, outcome)


def _of_success(action: str, reply: Reply) -> Verdict:
    eni, shown_by = reply.text("NetworkInterfaceId"), "NetworkInterfaceId" if action == CREATE else "RequestId"
    if not reply.text(shown_by):
        return Verdict("unanswered", message=f"an answer without {shown_by}", request_id=reply.request_id)
    return Verdict("answered", eni=eni, request_id=reply.request_id)


def _of_error(action: str, reply: Reply) -> Verdict:
    code, message = reply.code, reply.text("Message")
    if action == DELETE and code in GONE:
        return Verdict("answered", code=code, request_id=reply.request_id)
    throttled = "Throttling" in code
    happening: Happening = "refused"
    if throttled or code in AGAIN or code in NOBODY:
        happening = "deferred"
    elif not code or (reply.status >= 500 and code not in NEVER_AGAIN):
        happening = "unanswered"
    advice = NOBODY.get(code) or (QUOTA.get(code, "") if action == CREATE else "")
    return Verdict(
        happening,
        code=code or f"HTTP {reply.status}",
        message=message,
        request_id=reply.request_id,
        throttled=throttled,
        retry_after=reply.retry_after,
        closes="batch" if advice else ROOM.get(code, "nothing"),
        advice=advice,
    )
