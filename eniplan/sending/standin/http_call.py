"""From the bytes of an HTTP request to a call of the API, and from a reply to the bytes of its answer.

Both styles are read: ACS3 (action and version in headers) and RPC V1 (in the query or a form body). Limits, so that
nobody fills the stand-in's memory: a body of 1 MiB, headers of 32 KiB in all, 1,000 parameters.
"""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from eniplan.sending.standin.call_errors import Refusal
from eniplan.sending.standin.gate import V1_OWN, HttpCall
from eniplan.sending.transport import ApiCall

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eniplan.sending.transport import Reply

MOST_BODY: Final = 1 << 20
MOST_HEADERS: Final = 32 << 10
MOST_PARAMETERS: Final = 1_000
LOOPBACK_NAMES: Final = frozenset({"127.0.0.1", "localhost", "[::1]"})
"""Hosts that a request may name: a web page of elsewhere that is made to point here names another one."""

_FORM: Final = "application/x-www-form-urlencoded"
_ECS: Final = "2014-05-26"
_VPC: Final = "2016-04-28"
_VERSIONS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "DescribeVSwitches": frozenset({_ECS, _VPC}),
        "DescribeVSwitchAttributes": frozenset({_VPC}),
        "ListVSwitchCidrReservations": frozenset({_VPC}),
    }
)
"""The versions of the actions that are not ECS alone."""


class ReadCall(NamedTuple):
    """A request that can be read: the call, its version, and what the gate looks at."""

    call: ApiCall
    version: str
    http: HttpCall


def read_call(method: str, target: str, headers: Mapping[str, str], body: bytes) -> ReadCall | Refusal:
    """Read a request.

    Args:
        method: GET or POST.
        target: path and query as they stand in the request's first line.
        headers: by their names in small letters.
        body: as it came.
    """
    is_form = headers.get("content-type", "").partition(";")[0].strip().lower() == _FORM
    try:
        url = urlsplit(target)
        query = _pairs(url.query)
        form = _pairs(body.decode("ascii")) if is_form else []
    except ValueError:  # no URL, no UTF-8 in it, or more parameters than are read
        return Refusal("InvalidRequest", f"the query cannot be read: UTF-8 and at most {MOST_PARAMETERS:,} parameters")
    if url.netloc and (problem := host_problem(url.netloc)):  # it counts before the Host header (RFC 9112, 3.2.2)
        return problem
    if url.path not in ("", "/"):
        return Refusal("InvalidAction.NotFound")
    names = [name for name, _ in (*query, *form)]
    if len(set(names)) < len(names):
        return Refusal("InvalidRequest", "a parameter is given twice")
    http = HttpCall(method, headers, query, form, body)
    return _read(http)


def _read(http: HttpCall) -> ReadCall | Refusal:
    parameters, headers = http.parameters, http.headers
    is_acs3 = "authorization" in headers  # the V1 mode of the new SDK sends the headers of ACS3 beside it
    action = headers.get("x-acs-action", "") if is_acs3 else parameters.get("Action", "")
    version = headers.get("x-acs-version", "") if is_acs3 else parameters.get("Version", "")
    if not action:
        return Refusal("MissingParameter", "Action is missing: x-acs-action, or Action among the parameters")
    own = frozenset() if is_acs3 else V1_OWN
    sent = {name: value for name, value in parameters.items() if name not in own}
    return ReadCall(ApiCall(action, sent), version, http)


def version_problem(read: ReadCall) -> Refusal | None:
    """Why a version is not the action's; None where it is, or where the action itself is unknown."""
    known = _VERSIONS.get(read.call.action, frozenset({_ECS}))
    return None if read.version in known else Refusal("InvalidVersion")


def host_problem(*hosts: str) -> Refusal | None:
    """Why the hosts that a request names (Host headers, or the URL's own) are refused; None for one, this machine."""
    if len(hosts) == 1 and _name_of(hosts[0]) in LOOPBACK_NAMES:
        return None
    return Refusal("InvalidHost", "the stand-in answers requests to 127.0.0.1 only; this one names another host")


def _name_of(host: str) -> str:
    name, _, port = host.rpartition(":")
    return (name if port.isdecimal() else host).lower()


def encoded(reply: Reply) -> bytes:
    """The body of an answer."""
    return json.dumps(reply.body, ensure_ascii=False, separators=(",", ":")).encode(errors="backslashreplace")


def _pairs(text: str) -> list[tuple[str, str]]:
    return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_PARAMETERS)
