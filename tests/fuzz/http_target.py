"""HTTP requests to the stand-in: bytes that are almost a request, and signed calls with parameters nobody sends.

The server's own code for one connection reads them from a socket pair, on this thread: what it raises is seen, which
behind a real port would be a connection that just ends.
"""

from __future__ import annotations

import json
import socket
import time
from functools import cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import eniplan
from eniplan.contract.wire import flatten
from eniplan.sending.standin.actions import ACTS
from eniplan.sending.standin.gate import Gate
from eniplan.sending.standin.server import _Exchange
from eniplan.sending.standin.signature import KeyPair, v1_signature, v1_text
from eniplan.sending.standin.simulator import Simulator
from tests.fuzz.mutations import TOKENS, changed_bytes, changed_value

if TYPE_CHECKING:
    from random import Random

_KEYS = KeyPair("LTAIfuzz", "hush")
_CALLS_PER_ACCOUNT = 2_000
_CREATE = {
    "RegionId": "cn-hangzhou",
    "VSwitchId": "vsw-bp1wh3k9c7r2n5x0q4t8m",
    "SecurityGroupIds": ["sg-bp1web7d3k9x2m5qt8r4"],
    "NetworkInterfaceName": "web-1",
    "Description": "a b+c",
    "PrivateIpAddress": ["10.0.0.9"],
    "SecondaryPrivateIpAddressCount": 1,
    "Ipv4PrefixCount": 1,
    "Ipv6AddressCount": 1,
    "Tag": [{"Key": "app", "Value": "web"}],
    "DeleteOnRelease": True,
    "ConnectionTrackingConfiguration": {"UdpTimeout": 30},
    "ClientToken": "t",
}
_DESCRIBE = {
    "RegionId": "cn-hangzhou",
    "VSwitchId": "vsw-bp1wh3k9c7r2n5x0q4t8m",
    "MaxResults": 10,
    "NextToken": "AAAA",
    "PageNumber": 1,
    "PageSize": 10,
    "NetworkInterfaceId": ["eni-1"],
    "Tag": [{"Key": "app", "Value": "web"}],
    "Status": "Available",
}
"""What the calls begin from, before they are changed."""
_PLACES = (".1", ".0", ".01", ".101", ".999999999", ".", "..", ".x")
"""What makes a name another one."""


def http_request(random: Random) -> None:
    """One connection; every answer is a status and one JSON object of the API's shape."""
    content = _signed(random)
    if random.random() < 0.4:
        content = changed_bytes(content, random)
    for status, body in _answers(_exchanged(content)):
        assert 200 <= status < 600
        assert isinstance(body, dict)
        assert "RequestId" in body
        assert status < 400 or {"Code", "Message"} <= body.keys()
        assert body.get("Code") != "InternalError"


def _signed(random: Random) -> bytes:
    """A request of the older style with a right signature, in the query or in a form."""
    action = random.choice((*ACTS, "CreateNetworkInterface"))
    parameters = {
        **_flat(action, random),
        "AccessKeyId": _KEYS.id,
        "Action": action,
        "SignatureMethod": "HMAC-SHA1",
        "SignatureNonce": f"{random.getrandbits(128):x}",
        "Timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "Version": random.choice(("2014-05-26", "2014-05-26", "2016-04-28")),
    }
    method = random.choice(("GET", "POST"))
    text = v1_text(method=method, parameters=parameters.items())
    coded = urlencode({**parameters, "Signature": v1_signature(_KEYS.secret, text)}).encode()
    head = b"Host: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    if random.random() < 0.5:
        return b"%s /?%s HTTP/1.1\r\n%sContent-Length: 0\r\n\r\n" % (method.encode(), coded, head)
    return b"%s / HTTP/1.1\r\n%sContent-Length: %d\r\n\r\n%s" % (method.encode(), head, len(coded), coded)


def _flat(action: str, random: Random) -> dict[str, str]:
    nested = _CREATE if action in {"CreateNetworkInterface", "DeleteNetworkInterface"} else _DESCRIBE
    if "ssign" in action:
        nested = {**_CREATE, "NetworkInterfaceId": random.choice(list(_account().simulator.inventory().enis) or ["x"])}
    changed = changed_value(nested, random)
    flat = {_text(name): _text(value) for name, value in flatten(changed).items()} if isinstance(changed, dict) else {}
    if flat and random.random() < 0.2:
        flat[_text(random.choice(list(flat))) + random.choice(_PLACES)] = "1"
    if flat and random.random() < 0.2:
        flat[random.choice(list(flat))] = random.choice(TOKENS).decode(errors="ignore")
    return flat


def _text(value: str) -> str:
    return value.encode(errors="replace").decode()


def _exchanged(content: bytes) -> bytes:
    """What the server answers to a connection that says this and no more."""
    near, far = socket.socketpair()
    with near, far:
        for end in (near, far):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)
        near.sendall(content)
        near.shutdown(socket.SHUT_WR)
        _Connection(far, ("127.0.0.1", 0), _account())
        far.close()
        with near.makefile("rb") as stream:
            return stream.read()


class _Connection(_Exchange):
    """As the server's, on a socket without Nagle's algorithm."""

    disable_nagle_algorithm = False


_used = [0]


def _account() -> Any:  # noqa: ANN401 - as much of a server as a connection needs
    """The account, a new one every now and then, so that its size stays the same."""
    _used[0] += 1
    return _fresh_account(_used[0] // _CALLS_PER_ACCOUNT)


@cache
def _inventory() -> eniplan.Inventory:
    return eniplan.read_inventory(eniplan.examples / "hangzhou")


def _fresh_account(number: int) -> Any:  # noqa: ANN401 - likewise
    if _accounts.get("number") != number:
        _accounts.update(number=number, server=SimpleNamespace(simulator=Simulator(_inventory()), gate=Gate(_KEYS)))
    return _accounts["server"]


_accounts: dict[str, Any] = {}


def _answers(content: bytes) -> list[tuple[int, Any]]:
    """Status and body of each answer; HTTP/0.9 has no status."""
    found: list[tuple[int, Any]] = []
    while content:
        if not content.startswith(b"HTTP/1."):
            return [*found, (400, json.loads(content))]
        head, _, rest = content.partition(b"\r\n\r\n")
        status = int(head.split(b" ", 2)[1])
        lines = [line.lower().partition(b":") for line in head.split(b"\r\n")]
        lengths = [int(value) for name, _, value in lines if name == b"content-length"]
        content = rest[sum(lengths) :]
        if status != 100 and lengths:
            body = rest[: lengths[0]]
            found.append((status, json.loads(body) if body else {"RequestId": "", "Code": "", "Message": ""}))
    return found
