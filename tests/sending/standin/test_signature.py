"""Both signatures against the worked examples of the documentation, and what the gate says of calls that are not right.

The gate's calls are signed by the official SDK's own functions, not by ours.
"""

from __future__ import annotations

from calendar import timegm

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eniplan.sending.standin.gate import Gate, HttpCall
from eniplan.sending.standin.signature import (
    KeyPair,
    acs3_signature,
    acs3_text,
    authorization_of,
    canonical_query,
    seconds_of,
    v1_signature,
    v1_text,
)

EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
"""SHA-256 of nothing (FIPS 180-4)."""
NOW = timegm((2026, 11, 22, 17, 27, 4))
KEYS = KeyPair("testid", "testsecret")


def test_acs3_is_as_the_documentation_works_it_out() -> None:
    """RunInstances in Shanghai: "V3 request structure and signature", its example."""
    headers = {
        "host": "ecs.cn-shanghai.aliyuncs.com",
        "x-acs-action": "RunInstances",
        "x-acs-content-sha256": EMPTY,
        "x-acs-date": "2023-10-26T10:22:32Z",
        "x-acs-signature-nonce": "3156853299f313e23d1673dc12e1703d",
        "x-acs-version": "2014-05-26",
    }
    query = [("RegionId", "cn-shanghai"), ("ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd")]
    text = acs3_text(method="POST", query=query, headers=headers, signed=sorted(headers), payload_sha256=EMPTY)
    assert text.endswith("7ea06492da5221eba5297e897ce16e55f964061054b7695beedaac1145b1e259")
    assert (
        acs3_signature("YourAccessKeySecret", text)
        == "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
    )


REGIONS = [
    ("Format", "XML"),
    ("SignatureMethod", "HMAC-SHA1"),
    ("SignatureVersion", "1.0"),
    ("Action", "DescribeRegions"),
    ("AccessKeyId", "testid"),
    ("Version", "2014-05-26"),
    ("SignatureNonce", "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf"),
    ("Timestamp", "2016-02-23T12:46:24Z"),
]
REGIONS_SIGNATURE = "OLeaidS1JvxuMvnyHOwuJ+uX5qY="
REGIONS_AT = timegm((2016, 2, 23, 12, 46, 24))


def test_v1_is_as_the_documentation_works_it_out() -> None:
    """DescribeRegions: "Request signatures", its example."""
    assert v1_signature("testsecret", v1_text(method="GET", parameters=REGIONS)) == REGIONS_SIGNATURE


def test_a_secret_shows_itself_nowhere() -> None:
    """Neither repr nor str of a pair has it: it would stand in tracebacks."""
    assert "testsecret" not in f"{KEYS!r} {KEYS}"


def call(*, drop: str = "", **changes: str) -> HttpCall:
    """The documentation's call as it arrives, with some members changed or one dropped."""
    members = {**dict(REGIONS), "Signature": REGIONS_SIGNATURE, **changes}
    members.pop(drop, None)
    return HttpCall("GET", {}, list(members.items()), [], b"")


@pytest.mark.parametrize(
    ("arrived", "now", "code"),
    [
        (call(), REGIONS_AT + 15 * 60, ""),
        (call(), REGIONS_AT + 15 * 60 + 1, "InvalidTimeStamp.Expired"),
        (call(), REGIONS_AT - 15 * 60 - 1, "InvalidTimeStamp.Expired"),
        (call(Timestamp="2016-02-23 12:46:24"), REGIONS_AT, "InvalidTimeStamp.Format"),
        (call(AccessKeyId="other"), REGIONS_AT, "InvalidAccessKeyId.NotFound"),
        (call(Action="DescribeZones"), REGIONS_AT, "SignatureDoesNotMatch"),
        (call(Signature="OLeaidS1JvxuMvnyHOwuJ+uX5qZ="), REGIONS_AT, "SignatureDoesNotMatch"),
        (call(drop="AccessKeyId"), REGIONS_AT, "MissingAccessKeyId"),
        (call(drop="Signature"), REGIONS_AT, "IncompleteSignature"),
        (call(SignatureMethod="HMAC-MD5"), REGIONS_AT, "IncompleteSignature"),
        (HttpCall("GET", {"authorization": "Basic eA=="}, [], [], b""), NOW, "IncompleteSignature"),
    ],
)
def test_the_gate_says_what_is_wrong(arrived: HttpCall, now: float, code: str) -> None:
    """Key, date and signature, each with its documented code; a date counts for 15 minutes either way."""
    problem = Gate(KEYS).problem(arrived, now)
    assert (problem.code if problem else "") == code


def test_a_nonce_counts_once() -> None:
    """The same call again is refused; a wrong signature does not use the nonce up."""
    gate = Gate(KEYS)
    wrong = gate.problem(call(Signature="x"), REGIONS_AT)
    assert wrong is not None
    assert gate.problem(call(), REGIONS_AT) is None
    again = gate.problem(call(), REGIONS_AT + 1)
    assert again is not None
    assert again.code == "SignatureNonceUsed"


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("2026-11-22T17:27:04Z", NOW),
        ("1970-01-01T00:00:00Z", 0),
        ("2026-11-22T17:27:04", None),
        ("2026-13-22T17:27:04Z", None),
        ("2026-11-22T25:27:04Z", None),
        ("\uff12026-11-22T17:27:04Z", None),
        ("", None),
    ],
)
def test_dates_are_read_to_the_letter(text: str, seconds: int | None) -> None:
    """``YYYY-MM-DDThh:mm:ssZ`` and nothing else."""
    assert seconds_of(text) == seconds


def test_the_query_is_encoded_as_rfc_3986_wants() -> None:
    """A blank is %20, * is encoded, ~ is not; names are sorted (the documentation's rules)."""
    assert canonical_query([("b", "a b*~"), ("a", "ü/+")]) == "a=%C3%BC%2F%2B&b=a%20b%2A~"


@given(st.text(max_size=80))
def test_no_header_does_harm(header: str) -> None:
    """Whatever stands in Authorization is read or refused, never raised."""
    authorization_of(header)
    Gate(KEYS).problem(HttpCall("POST", {"authorization": header}, [], [], b""), NOW)
