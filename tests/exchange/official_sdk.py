"""The official Alibaba Cloud SDK, pointed at a server of the tests on the loopback interface.

:func:`stand_in` records what arrives; :class:`Sdk` sends an action with its parameters, by the typed request of that
action or by the generic client, and says which query arrived. Nothing else can be reached: the endpoint is the
loopback address, the key is given, and proxies of the environment, which the SDK honours, are taken away.
"""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any, NamedTuple
from unittest.mock import patch
from urllib.parse import parse_qsl, urlsplit

from alibabacloud_ecs20140526 import models
from alibabacloud_ecs20140526.client import Client
from alibabacloud_tea_openapi.utils_models import Config, OpenApiRequest, Params
from darabonba.runtime import RuntimeOptions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

VERSION = "2014-05-26"
METHODS = {
    "CreateNetworkInterface": "create_network_interface",
    "AssignPrivateIpAddresses": "assign_private_ip_addresses",
    "AssignIpv6Addresses": "assign_ipv_6addresses",
}
"""The client's method for each action; its names follow no rule."""

ANSWER = {"RequestId": "473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E", "NetworkInterfaceId": "eni-bp125p95hhdhn3ot4xxx"}


class Arrived(NamedTuple):
    """One call as the server saw it."""

    action: str
    version: str
    query: dict[str, str]


class _Recorder(BaseHTTPRequestHandler):
    """Writes down each call and answers as CreateNetworkInterface does."""

    def do_POST(self) -> None:
        """Record the call; twice the same member in a query is a mistake of the client."""
        assert isinstance(self.server, Recording)
        members = parse_qsl(urlsplit(self.path).query, keep_blank_values=True, strict_parsing=True, errors="strict")
        query = dict(members)
        assert len(query) == len(members)
        self.server.calls.append(Arrived(self.headers["x-acs-action"], self.headers["x-acs-version"], query))
        body = json.dumps(ANSWER).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that http.server uses
        """Say nothing."""


class Recording(ThreadingHTTPServer):
    """The server, with the calls that have arrived."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Recorder)
        self.calls: list[Arrived] = []


class Sdk:
    """The SDK's client, and what arrives when it sends.

    Args:
        server: where it sends to.
    """

    def __init__(self, server: Recording) -> None:
        self._server = server
        self._client: Any = Client(
            Config(
                access_key_id="x",
                access_key_secret="y",  # noqa: S106 - nothing to keep secret
                region_id="cn-hangzhou",
                protocol="http",
                endpoint=f"127.0.0.1:{server.server_port}",
            )
        )

    def send(self, action: str, parameters: Mapping[str, object]) -> Arrived:
        """Send nested parameters by the action's own request."""
        self.answer(action, parameters)
        return self._server.calls.pop()

    def answer(self, action: str, parameters: Mapping[str, object]) -> Any:  # noqa: ANN401 - the SDK has no types
        """What the SDK makes of the answer to nested parameters."""
        return getattr(self._client, METHODS[action])(typed(action, parameters)).body

    def send_query(self, action: str, query: Mapping[str, str]) -> Arrived:
        """Send flattened parameters by the generic client, which knows no action."""
        params = Params(
            action=action, version=VERSION, protocol="HTTP", pathname="/", method="POST", auth_type="AK",
            style="RPC", req_body_type="formData", body_type="json",
        )  # fmt: skip
        answer = self._client.call_api(params, OpenApiRequest(query=dict(query)), RuntimeOptions())
        assert answer["body"] == ANSWER
        return self._server.calls.pop()


def typed(action: str, parameters: Mapping[str, object]) -> Any:  # noqa: ANN401 - the SDK has no types
    """The SDK's request of an action, made from nested parameters."""
    return getattr(models, f"{action}Request")().from_map(dict(parameters))


def kept(action: str, parameters: Mapping[str, object]) -> dict[str, object]:
    """What the SDK's request keeps of nested parameters; it adds an empty list of tags where there are none."""
    members: dict[str, object] = typed(action, parameters).to_map()
    return {name: value for name, value in members.items() if (name, value) != ("Tag", [])}


def folded(query: Mapping[str, str]) -> dict[str, str]:
    """A query with the SDK's ``True`` and ``False`` in the page's spelling."""
    return {name: value.lower() if value in {"True", "False"} else value for name, value in query.items()}


@contextmanager
def stand_in() -> Iterator[Sdk]:
    """A client and the server it sends to, without the proxies of the environment."""
    with patch.dict(os.environ), Recording() as server:
        for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
            del os.environ[name]
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield Sdk(server)
        finally:
            server.shutdown()
            thread.join()
