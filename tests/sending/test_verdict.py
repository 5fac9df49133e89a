"""What each outcome means, judged against the API page's own table and the documentation's sentences."""

from __future__ import annotations

import pytest

from eniplan.contract.error_codes import error_codes
from eniplan.errors import NoAnswer, NotSent
from eniplan.sending.transport import Reply
from eniplan.sending.verdict import ROOM, verdict_of
from tests.sending.fake_cloud import error

CREATE = "CreateNetworkInterface"


@pytest.mark.parametrize("code", list(error_codes().values()), ids=lambda code: code.code)
def test_the_codes_of_the_page(code: object) -> None:
    """Each of the 86 codes is sent again if the page's table says so, and is final if not."""
    row = error_codes()[code.code]  # type: ignore[attr-defined]
    verdict = verdict_of(CREATE, error(row.http_status, row.code))
    assert (verdict.happening != "refused") is row.retryable
    assert (verdict.code, verdict.message) == (row.code, f"{row.code} it is.")


def test_the_room_codes_are_all_codes_of_the_page() -> None:
    """What closes a VSwitch stands in the page's table, decided by the inventory."""
    assert {error_codes()[code].decided_by for code in ROOM} == {"inventory"}
    enough = {code for code in error_codes() if code.endswith("NotEnough") and "VSwitch" in code}
    assert enough <= ROOM.keys()


@pytest.mark.parametrize(
    ("outcome", "happening"),
    [
        (Reply(200, {"NetworkInterfaceId": "eni-1"}), "answered"),
        (Reply(200, {"NetworkInterfaceId": ""}), "unanswered"),
        (Reply(200, {}), "unanswered"),
        (Reply(403, {}), "unanswered"),
        (Reply(400, {"Code": 7}), "unanswered"),
        (error(500, "InternalError"), "unanswered"),
        (error(503, "ServiceUnavailable"), "unanswered"),
        (error(502, ""), "unanswered"),
        (error(500, "InvalidOperation.RegionNotSupportIpPrefix"), "refused"),
        (error(400, "Throttling.User"), "deferred"),
        (error(400, "Rejected.Throttling"), "deferred"),
        (error(403, "Operation.Conflict"), "deferred"),
        (error(400, "IdempotentParameterMismatch"), "refused"),
        (NoAnswer("gone"), "unanswered"),
        (NotSent("refused"), "deferred"),
    ],
)
def test_outcomes(outcome: Reply | NoAnswer | NotSent, happening: str) -> None:
    """What had no effect is put off, what may have had it is unknown, what is final is refused."""
    assert verdict_of(CREATE, outcome).happening == happening


def test_an_assign_call_needs_no_id_in_its_answer() -> None:
    """Only a create's answer must name an ENI: the answers to assign calls name it in different places."""
    assert verdict_of("AssignPrivateIpAddresses", Reply(200, {"RequestId": "r"})).happening == "answered"


@pytest.mark.parametrize("action", ["AssignPrivateIpAddresses", "AssignIpv6Addresses", "DeleteNetworkInterface"])
@pytest.mark.parametrize("body", [{}, {"RequestId": ""}, {"RequestId": 7}, {"status": "please log in"}])
def test_what_the_api_does_not_say_is_no_answer(action: str, body: dict[str, object]) -> None:
    """A login page or a proxy that says 200 (or 302) to everything has assigned and deleted nothing."""
    assert {verdict_of(action, Reply(status, body)).happening for status in (200, 302)} == {"unanswered"}


def test_a_deleted_eni_is_deleted() -> None:
    """An ENI that is not there any more needs no deletion."""
    assert verdict_of("DeleteNetworkInterface", error(404, "InvalidEniId.NotFound")).happening == "answered"
    assert verdict_of(CREATE, error(404, "InvalidEniId.NotFound")).happening == "refused"


@pytest.mark.parametrize("code", ["InvalidTimeStamp.Expired", "InvalidSecurityToken.Expired", "SignatureDoesNotMatch"])
def test_what_concerns_every_call_stops_the_batch(code: str) -> None:
    """A wrong clock, expired credentials: no effect, one sentence that says what to do."""
    verdict = verdict_of(CREATE, error(400, code))
    assert (verdict.happening, verdict.closes) == ("deferred", "batch")
    assert verdict.advice


def test_a_full_quota_stops_creates_only() -> None:
    """An assign call needs no further ENI."""
    assert verdict_of(CREATE, error(403, "MaxEniCountExceeded")).closes == "batch"
    assert verdict_of("AssignIpv6Addresses", error(403, "MaxEniCountExceeded")).closes == "nothing"
