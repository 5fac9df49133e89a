"""What a reply says of itself."""

from __future__ import annotations

import pytest

from eniplan.sending.transport import Reply


@pytest.mark.parametrize(("status", "ok"), [(200, True), (202, True), (399, True), (400, False), (503, False)])
def test_a_status_below_400_is_a_success(status: int, ok: bool) -> None:  # noqa: FBT001 - a case of the table
    """As the official clients judge it."""
    assert Reply(status, {}).ok is ok


def test_an_error_has_a_code_and_a_success_has_none() -> None:
    """A Code in a body of status 200 is ignored, as the official clients do; a body without one gives no code."""
    assert Reply(403, {"Code": "Forbidden.SubUser"}).code == "Forbidden.SubUser"
    assert Reply(200, {"Code": "Forbidden.SubUser"}).code == ""
    assert Reply(500, {}).code == ""
    assert Reply(500, {"Code": 7, "RequestId": "r-1"}).code == ""
    assert Reply(500, {"Code": 7, "RequestId": "r-1"}).request_id == "r-1"


def test_half_a_character_is_no_text() -> None:
    """JSON can hold a lone surrogate, and a journal in UTF-8 cannot."""
    assert Reply(403, {"Message": "half \ud800, whole 🚀"}).text("Message") == "half ?, whole 🚀"
