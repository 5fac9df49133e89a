"""Who may call the stand-in over HTTP: the key, the date, the signature and the nonce of each call, in this order.

The codes of what is wrong are those that the cloud documents, as far as it does (``service_codes.csv`` says which). A
nonce counts as used once its signature was right, and is forgotten when its date would no longer do.
"""

from __future__ import annotations

from collections import OrderedDict
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING, Final, NamedTuple

from eniplan.sending.standin.call_errors import Refusal
from eniplan.sending.standin.signature import (
    V1,
    VALID_SECONDS,
    KeyPair,
    acs3_signature,
    acs3_text,
    authorization_of,
    equal,
    seconds_of,
    v1_signature,
    v1_text,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eniplan.sending.standin.signature import Pair

_MUST_BE_SIGNED: Final = frozenset({"host", "x-acs-action", "x-acs-version", "x-acs-date", "x-acs-signature-nonce"})
V1_OWN: Final = frozenset(
    {
        "AccessKeyId",
        "Action",
        "Format",
        "SecurityToken",
        "Signature",
        "SignatureMethod",
        "SignatureNonce",
        "SignatureType",
        "SignatureVersion",
        "Timestamp",
        "Version",
    }
)
"""Parameters of an RPC V1 call that are not the action's."""


class HttpCall(NamedTuple):
    """A request over HTTP, taken apart.

    Args:
        method: GET or POST.
        headers: by their names in small letters.
        query: the decoded pairs of the URL's query.
        form: those of a form body; none for any other body.
        body: as it came.
    """

    method: str
    headers: Mapping[str, str]
    query: Sequence[Pair]
    form: Sequence[Pair]
    body: bytes

    @property
    def parameters(self) -> dict[str, str]:
        """Query and form together."""
        return dict((*self.query, *self.form))


class _Signed(NamedTuple):
    """What a call says of its own signature, and what that should be by the stand-in's key and the string to sign."""

    key_id: str
    date: str
    nonce: str
    signature: str
    right: str
    text: str


class Gate:
    """Lets calls through that are signed with one key pair.

    Args:
        keys: the pair.
    """

    def __init__(self, keys: KeyPair) -> None:
        self._keys = keys
        self._nonces: OrderedDict[str, float] = OrderedDict()
        self._lock = Lock()

    def problem(self, call: HttpCall, now: float) -> Refusal | None:
        """Why a call may not pass; None where it may.

        Args:
            call: the request.
            now: seconds since 1970, UTC.
        """
        signed = _signed(call, self._keys)
        if isinstance(signed, Refusal):
            return signed
        seconds = seconds_of(signed.date)
        if not equal(signed.key_id, self._keys.id):
            return Refusal("InvalidAccessKeyId.NotFound")
        if seconds is None:
            return Refusal("InvalidTimeStamp.Format")
        if abs(now - seconds) > VALID_SECONDS:
            return Refusal("InvalidTimeStamp.Expired")
        if not equal(signed.signature, signed.right):
            return Refusal("SignatureDoesNotMatch", values=(signed.text,))
        return None if self._is_fresh(signed.nonce, now) else Refusal("SignatureNonceUsed")

    def _is_fresh(self, nonce: str, now: float) -> bool:
        with self._lock:
            while self._nonces and next(iter(self._nonces.values())) < now - 2 * VALID_SECONDS:
                self._nonces.popitem(last=False)
            if nonce in self._nonces:
                return False
            self._nonces[nonce] = now
            return True


def _signed(call: HttpCall, keys: KeyPair) -> _Signed | Refusal:
    header = call.headers.get("authorization", "")
    if header:
        return _acs3(call, header, keys)
    parameters = call.parameters
    if not parameters.get("AccessKeyId"):
        return Refusal("MissingAccessKeyId")
    return _v1(call, parameters, keys)


def _acs3(call: HttpCall, header: str, keys: KeyPair) -> _Signed | Refusal:
    said = authorization_of(header)
    payload = sha256(call.body).hexdigest()
    nonce = call.headers.get("x-acs-signature-nonce", "")
    if said is None or not nonce or not _MUST_BE_SIGNED.issubset(said.signed):
        return Refusal("IncompleteSignature")
    if not equal(call.headers.get("x-acs-content-sha256", payload), payload):
        return Refusal("SignatureDoesNotMatch", values=("x-acs-content-sha256 is not that of the body",))
    text = acs3_text(
        method=call.method, query=call.query, headers=call.headers, signed=said.signed, payload_sha256=payload
    )
    right = acs3_signature(keys.secret, text)
    return _Signed(said.key_id, call.headers.get("x-acs-date", ""), nonce, said.signature, right, text)


def _v1(call: HttpCall, parameters: Mapping[str, str], keys: KeyPair) -> _Signed | Refusal:
    nonce, signature = parameters.get("SignatureNonce", ""), parameters.get("Signature", "")
    if not nonce or not signature or parameters.get("SignatureMethod") != V1:
        return Refusal("IncompleteSignature")
    pairs = [pair for pair in (*call.query, *call.form) if pair[0] != "Signature"]
    text = v1_text(method=call.method, parameters=pairs)
    right = v1_signature(keys.secret, text)
    return _Signed(parameters["AccessKeyId"], parameters.get("Timestamp", ""), nonce, signature, right, text)
