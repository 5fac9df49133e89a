"""The two signatures of Alibaba Cloud calls, re-computed to verify them: ACS3-HMAC-SHA256, and RPC V1 (HMAC-SHA1).

Pure functions of texts and bytes. Sources: Alibaba Cloud documentation, "V3 request structure and signature" and
"Request signatures" (V1); both have a worked example, which the tests repeat.
"""

from __future__ import annotations

import hmac
from base64 import b64encode
from calendar import timegm
from hashlib import sha256
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ACS3: Final = "ACS3-HMAC-SHA256"
V1: Final = "HMAC-SHA1"
VALID_SECONDS: Final = 15 * 60
"""How far the date of a call may be from the server's clock, either way."""

Pair = tuple[str, str]


class KeyPair(NamedTuple):
    """An access key; its secret shows itself nowhere."""

    id: str
    secret: str

    def __repr__(self) -> str:
        return f"KeyPair(id={self.id!r}, secret=***)"


class Authorization(NamedTuple):
    """The header of an ACS3 call, taken apart."""

    key_id: str
    signed: tuple[str, ...]
    signature: str


def authorization_of(header: str) -> Authorization | None:
    """What ``ACS3-HMAC-SHA256 Credential=...,SignedHeaders=a;b,Signature=...`` says; None where it says it wrongly."""
    scheme, _, rest = header.strip().partition(" ")
    parts = dict(part.strip().partition("=")[::2] for part in rest.split(","))
    if scheme != ACS3 or set(parts) != {"Credential", "SignedHeaders", "Signature"} or not all(parts.values()):
        return None
    return Authorization(parts["Credential"], tuple(parts["SignedHeaders"].split(";")), parts["Signature"])


def acs3_text(
    *,
    method: str,
    query: Iterable[Pair],
    headers: Mapping[str, str],
    signed: Iterable[str],
    payload_sha256: str,
) -> str:
    """The string to sign of an ACS3 call, whose path is ``/`` as that of every RPC call.

    Args:
        method: GET or POST.
        query: the decoded pairs of the URL's query.
        headers: by their names in small letters.
        signed: the names of the headers that are signed, in the order of the Authorization header.
        payload_sha256: of the body.
    """
    names = tuple(signed)
    lines = "".join(f"{name}:{headers.get(name, '').strip()}\n" for name in names)
    canonical = "\n".join((method, "/", canonical_query(query), lines, ";".join(names), payload_sha256))
    return f"{ACS3}\n{sha256(canonical.encode(errors='surrogateescape')).hexdigest()}"


def acs3_signature(secret: str, text: str) -> str:
    """The signature of a string to sign by ACS3, as 64 hexadecimal digits."""
    return hmac.new(secret.encode(), text.encode(), sha256).hexdigest()


def v1_text(*, method: str, parameters: Iterable[Pair]) -> str:
    """The string to sign of an RPC V1 call.

    Args:
        method: GET or POST.
        parameters: the decoded pairs of query and form body, without Signature.
    """
    return f"{method}&%2F&{_quoted(canonical_query(parameters))}"


def v1_signature(secret: str, text: str) -> str:
    """The signature of a string to sign by RPC V1, in base 64."""
    return b64encode(hmac.new(f"{secret}&".encode(), text.encode(), "sha1").digest()).decode()


def canonical_query(pairs: Iterable[Pair]) -> str:
    """Pairs in the order of their names, percent-encoded as RFC 3986 wants it: a blank is ``%20``, ``~`` stays."""
    return "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in sorted(pairs))


def equal(one: str, other: str) -> bool:
    """Whether two signatures are equal, in a time that does not depend on where they differ."""
    return hmac.compare_digest(one.encode(errors="replace"), other.encode(errors="replace"))


def seconds_of(date: str) -> int | None:
    """Seconds since 1970 of a date like ``2026-11-22T17:27:04Z``; None where it is none."""
    shape = "0000-00-00T00:00:00Z"
    digits = "".join("0" if letter.isascii() and letter.isdigit() else letter for letter in date)
    if digits != shape:
        return None
    year, month, day = int(date[:4]), int(date[5:7]), int(date[8:10])
    hour, minute, second = int(date[11:13]), int(date[14:16]), int(date[17:19])
    if not (year >= 1970 and 1 <= month <= 12 and 1 <= day <= 31 and hour < 24 and minute < 60 and second <= 60):
        return None
    return timegm((year, month, day, hour, minute, second))


def _quoted(text: str) -> str:
    return quote(text, safe="~", errors="surrogateescape")
