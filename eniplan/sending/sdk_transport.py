"""Calls through the official SDK: it finds the credentials, signs, and speaks HTTPS.

The credentials come from the SDK's own default chain (environment, profile files, instance role) and stay in it. What
goes wrong with them is told in a sentence of ours: the SDK's own exceptions hold the signed request, so none of them is
kept as a cause. The SDK's retries are off, for the sender decides what is sent again.

What the SDK raises (2026-11, alibabacloud-tea-openapi 0.4.6): an exception with a status and the body for any answer
that is an error; for everything else ``UnretryableException``, whose inner exception was raised while the one of the
connection was handled. Only what certainly never reached the cloud is NotSent; all else is NoAnswer.
"""

from __future__ import annotations

import logging
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from eniplan.errors import EniplanError, NoAnswer, NotSent
from eniplan.sending.transport import Reply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eniplan.sending.endpoint import Endpoint
    from eniplan.sending.transport import ApiCall

_VERSION: Final = "2014-05-26"
_CONNECT_MS, _READ_MS = 5_000, 30_000
_REFUSED = "cannot be connected to"
_NOT_CONNECTED = {
    "NewConnectionError": _REFUSED,
    "ConnectTimeoutError": "does not answer to a connection",
    "NameResolutionError": "is a name that cannot be resolved",
    "ProxyError": "cannot be reached through the proxy of the environment",
    "SSLCertVerificationError": "shows a certificate that this machine does not trust",
}
"""What the connection's exceptions mean, by their names: in none of these cases had the call left."""

_HANDSHAKE = ("WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE", "UNSUPPORTED_PROTOCOL", "HANDSHAKE_FAILURE")
"""Parts of the reasons of TLS failures that come before any byte of the call."""


class SdkTransport:
    """The official SDK's client as a transport; may be used from several threads at once."""

    def __init__(self, client: Any, endpoint: Endpoint) -> None:  # noqa: ANN401 - the SDK has no types
        self._client, self._place = client, endpoint.address or f"the endpoint of {endpoint.region}"
        self._protocol = endpoint.protocol.upper()
        self._hint = "; a stand-in on this machine takes --protocol http" if endpoint.is_loopback else ""

    def __repr__(self) -> str:
        return f"<SdkTransport to {self._place}>"

    def send(self, call: ApiCall) -> Reply:
        """Send one call and wait for its answer; errors as of :class:`eniplan.sending.transport.Transport`."""
        from alibabacloud_tea_openapi.exceptions import AlibabaCloudException  # noqa: PLC0415 - first use only

        failure: NoAnswer | NotSent
        try:
            answer = self._answer(call)
        except AlibabaCloudException as problem:
            return _error(problem)
        except Exception as problem:
            failure = self._failure(problem)
        else:
            body = answer.get("body")
            return Reply(int(answer.get("statusCode") or 200), body if isinstance(body, dict) else {})
        raise failure  # out here, so that no signed request hangs on it

    def _answer(self, call: ApiCall) -> dict[str, Any]:
        from alibabacloud_tea_openapi.utils_models import OpenApiRequest, Params  # noqa: PLC0415 - first use only
        from darabonba.runtime import RuntimeOptions  # noqa: PLC0415 - first use only

        params = Params(
            action=call.action, version=_VERSION, protocol=self._protocol, pathname="/", method="POST", auth_type="AK",
            style="RPC", req_body_type="formData", body_type="json",
        )  # fmt: skip
        request = OpenApiRequest(query=dict(call.parameters))
        runtime = RuntimeOptions(connect_timeout=_CONNECT_MS, read_timeout=_READ_MS, autoretry=False)
        answer: dict[str, Any] = self._client.call_api(params, request, runtime)
        return answer

    def _failure(self, problem: BaseException) -> NoAnswer | NotSent:
        names = {}
        for cause in _causes(problem):
            names[type(cause).__name__] = cause
        if "CredentialException" in names:
            return NotSent(NO_CREDENTIALS)
        for name, meaning in _NOT_CONNECTED.items():
            if name in names:
                return NotSent(f"{self._place} {meaning}")
        reasons = " ".join(str(getattr(cause, "reason", "")) for cause in names.values())
        if "SSLError" in names and any(part in reasons.upper() for part in _HANDSHAKE):
            return NotSent(f"{self._place} does not speak TLS as expected{self._hint}")
        return NoAnswer(f"{self._place} gave no answer that can be read")


NO_CREDENTIALS: Final = (
    "no credentials were found, and nothing was sent; give them as the official SDK's default chain takes them: "
    "ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, a profile of the aliyun command line, or a role"
)


def _error(problem: Any) -> Reply:  # noqa: ANN401 - the SDK has no types
    """An answer with a status from 400 on; the SDK gives the wait in milliseconds."""
    body = problem.data if isinstance(problem.data, dict) else {}
    wait = getattr(problem, "retry_after", None)
    return Reply(int(problem.status_code or 400), body, wait / 1000 if wait else None)


def _causes(problem: BaseException) -> Iterator[BaseException]:
    """An exception and all that it wraps, whichever way."""
    waiting, seen = [problem], set[int]()
    while waiting:
        cause = waiting.pop()
        if id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        inner = [getattr(cause, name, None) for name in ("inner_exception", "reason", "__cause__", "__context__")]
        waiting += [each for each in (*inner, *cause.args) if isinstance(each, BaseException)]


@contextmanager
def sdk_transport(endpoint: Endpoint) -> Iterator[SdkTransport]:
    """A transport through the official SDK, whose default chain has been asked for credentials.

    While it is open, the proxies of the environment are put aside if the endpoint is on this machine: the SDK would
    send to them whatever ``no_proxy`` says. What the SDK logs of its search for credentials is put aside too:
    tracebacks, and what it holds of a key.

    Raises:
        EniplanError: the SDK is not installed.
        NotSent: there are no credentials.
    """
    try:
        from alibabacloud_credentials.client import Client as Credentials  # noqa: PLC0415 - heavy, first use only
        from alibabacloud_ecs20140526.client import Client  # noqa: PLC0415 - heavy, first use only
        from alibabacloud_tea_openapi.utils_models import Config  # noqa: PLC0415 - heavy, first use only
    except ImportError:
        message = "sending needs the official SDK, which is not installed: pip install 'eniplan[alibabacloud]'"
        raise EniplanError(message) from None
    with _own_way(endpoint), _own_words():
        credentials = Credentials()
        if not _has_key(credentials):
            raise NotSent(NO_CREDENTIALS)
        config = Config(
            credential=credentials,
            region_id=endpoint.region,
            protocol=endpoint.protocol.upper(),
            endpoint=endpoint.address or None,
        )
        yield SdkTransport(Client(config), endpoint)


def _has_key(credentials: Any) -> bool:  # noqa: ANN401 - the SDK has no types
    """Whether the chain finds a key; what it says of each place that it looked in is left where it is."""
    try:
        found = credentials.get_credential()
    except Exception:
        return False
    return bool(found.access_key_id or found.bearer_token or found.security_token)


@contextmanager
def _own_way(endpoint: Endpoint) -> Iterator[None]:
    names = [name for name in os.environ if name.lower().endswith("_proxy")] if endpoint.is_loopback else []
    kept = {name: os.environ.pop(name) for name in names}
    try:
        yield
    finally:
        os.environ.update(kept)


@contextmanager
def _own_words() -> Iterator[None]:
    logger = logging.getLogger("credentials")
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before
