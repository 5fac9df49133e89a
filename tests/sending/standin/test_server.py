"""The stand-in over HTTP: the official clients unmodified, signatures that are wrong, and requests that are none."""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import socket
import time
from contextlib import closing
from typing import TYPE_CHECKING, Any
from unittest.mock import patch
from urllib.parse import urlencode

import pytest
from alibabacloud_ecs20140526 import models
from alibabacloud_ecs20140526.client import Client
from alibabacloud_tea_openapi.exceptions import ClientException, ServerException
from alibabacloud_tea_openapi.utils_models import Config, OpenApiRequest, Params
from darabonba.runtime import RuntimeOptions
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import eniplan
from eniplan.contract.wire import flatten
from eniplan.errors import OutputError
from eniplan.sending.standin.faults import Fault
from eniplan.sending.standin.server import StandIn, serve
from eniplan.sending.standin.signature import v1_signature, v1_text
from tests.effort import examples
from tests.planning.ground_kit import account, eni, vswitch

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

CREATE = "CreateNetworkInterface"
REGION = "cn-hangzhou"
NESTED: dict[str, object] = {
    "RegionId": REGION,
    "VSwitchId": "vsw-a",
    "SecurityGroupIds": ["sg-1", "sg-2"],
    "NetworkInterfaceName": "弹性网卡",
    "Description": "two  blanks, ~ * + %2B &amp; 🚀",
    "SecondaryPrivateIpAddressCount": 2,
    "Ipv4PrefixCount": 1,
    "Tag": [{"Key": "app", "Value": "wëb +~*%"}, {"Key": "🚀", "Value": ""}],
    "DeleteOnRelease": True,
    "ConnectionTrackingConfiguration": {"UdpTimeout": 30},
}
"""A request with every kind of member."""


@pytest.fixture(scope="module", autouse=True)
def no_proxy() -> Iterator[None]:
    """The SDK honours the environment's proxies; nothing here may leave the machine."""
    with patch.dict(os.environ):
        for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
            del os.environ[name]
        yield


@pytest.fixture(scope="module")
def server() -> Iterator[StandIn]:
    """A stand-in of one /20 with a reserved block and an ENI."""
    place = vswitch("a", "10.0.0.0/20", "10.0.4.0/22", ipv6="2001:db8::/64")
    with serve(account(place, enis=[eni("old", "a", "10.0.0.9")])) as running:
        yield running


def config(server: StandIn, **more: Any) -> Any:  # noqa: ANN401 - the SDK has no types
    """All that it takes to point the SDK here."""
    keys = {"access_key_id": server.access_key_id, "access_key_secret": server.access_key_secret}
    return Config(**{**keys, "region_id": REGION, "protocol": "http", "endpoint": server.endpoint, **more})


def typed(**more: object) -> Any:  # noqa: ANN401 - likewise
    """The SDK's request of a create call."""
    return models.CreateNetworkInterfaceRequest().from_map({**NESTED, **more})


def as_asked(body: Any) -> None:  # noqa: ANN401 - likewise
    """What the SDK reads back is what was asked for."""
    assert body.network_interface_id.startswith("eni-")
    assert body.network_interface_name == "弹性网卡"
    assert body.description == NESTED["Description"]
    assert len(body.private_ip_sets.private_ip_set) == 3
    assert [tag.tag_key for tag in body.tags.tag] == ["app", "🚀"]
    assert len(body.ipv_4prefix_sets.ipv_4prefix_set) == 1


@pytest.mark.parametrize("algorithm", [None, "v2"])
def test_the_official_client_makes_eni_and_reads_them(server: StandIn, algorithm: str | None) -> None:
    """Both signatures; every action that the sender needs, through the typed client."""
    client: Any = Client(config(server, signature_algorithm=algorithm))
    made = client.create_network_interface(typed()).body
    as_asked(made)
    key = made.network_interface_id
    assigned = client.assign_private_ip_addresses(
        models.AssignPrivateIpAddressesRequest(
            region_id=REGION, network_interface_id=key, secondary_private_ip_address_count=2
        )
    ).body.assigned_private_ip_addresses_set
    assert assigned.network_interface_id == key
    assert len(assigned.private_ip_set.private_ip_address) == 2
    six = client.assign_ipv_6addresses(
        models.AssignIpv6AddressesRequest(region_id=REGION, network_interface_id=key, ipv_6address_count=1)
    ).body
    assert len(six.ipv_6sets.ipv_6address) == 1
    listed = client.describe_network_interfaces(
        models.DescribeNetworkInterfacesRequest(region_id=REGION, network_interface_id=[key])
    ).body.network_interface_sets.network_interface_set
    assert [(len(row.private_ip_sets.private_ip_set), row.delete_on_release) for row in listed] == [(5, True)]
    request = models.DeleteNetworkInterfaceRequest(region_id=REGION, network_interface_id=key)
    client.delete_network_interface(request)
    with pytest.raises(ClientException) as problem:
        client.delete_network_interface(request)
    error: Any = problem.value
    assert (error.code, error.status_code, error.data["HostId"]) == ("InvalidEniId.NotFound", 404, "ecs.eniplan.local")


def test_the_asynchronous_client_does_too(server: StandIn) -> None:
    """Eight calls at once over aiohttp: eight ENIs."""

    async def all_at_once() -> list[Any]:
        client: Any = Client(config(server))
        return list(await asyncio.gather(*(client.create_network_interface_async(typed()) for _ in range(8))))

    answers = asyncio.run(all_at_once())
    for answer in answers:
        as_asked(answer.body)
    assert len({answer.body.network_interface_id for answer in answers}) == 8


def generic(server: StandIn, action: str, version: str, query: Mapping[str, str]) -> Any:  # noqa: ANN401 - likewise
    """What the generic client, which knows no action, makes of an answer."""
    params = Params(
        action=action, version=version, protocol="HTTP", pathname="/", method="POST", auth_type="AK",
        style="RPC", req_body_type="formData", body_type="json",
    )  # fmt: skip
    client: Any = Client(config(server))
    return client.call_api(params, OpenApiRequest(query=dict(query)), RuntimeOptions())["body"]


def test_the_generic_client_does_too(server: StandIn) -> None:
    """Flattened parameters; the VPC's actions by their own version, and no action by a wrong one."""
    assert generic(server, CREATE, "2014-05-26", flatten(NESTED))["NetworkInterfaceName"] == "弹性网卡"
    where = {"RegionId": REGION, "VSwitchId": "vsw-a"}
    assert generic(server, "DescribeVSwitches", "2016-04-28", where)["VSwitches"]["VSwitch"][0]["VSwitchId"] == "vsw-a"
    assert generic(server, "DescribeVSwitchAttributes", "2016-04-28", where)["CidrBlock"] == "10.0.0.0/20"
    blocks = generic(server, "ListVSwitchCidrReservations", "2016-04-28", where)["VSwitchCidrReservations"]
    assert int(blocks[0]["AssignedCidrCount"]) + int(blocks[0]["AvailableCidrCount"]) == 64
    with pytest.raises(ClientException) as problem:
        generic(server, CREATE, "2016-04-28", flatten(NESTED))
    assert problem.value.code == "InvalidVersion"


@pytest.mark.parametrize(
    ("changes", "code", "status"),
    [
        ({"access_key_secret": "wrong"}, "SignatureDoesNotMatch", 400),
        ({"access_key_id": "wrong"}, "InvalidAccessKeyId.NotFound", 404),
        ({"access_key_secret": "wrong", "signature_algorithm": "v2"}, "SignatureDoesNotMatch", 400),
        ({"access_key_id": "wrong", "signature_algorithm": "v2"}, "InvalidAccessKeyId.NotFound", 404),
    ],
)
def test_a_wrong_key_is_refused(server: StandIn, changes: dict[str, str], code: str, status: int) -> None:
    """In both styles, with the documented code and status."""
    client: Any = Client(config(server, **changes))
    with pytest.raises(ClientException) as problem:
        client.create_network_interface(typed())
    assert (problem.value.code, problem.value.status_code) == (code, status)


# requests by hand


def v1(server: StandIn, *, seconds: float = 0, method: str = "POST") -> dict[str, str]:
    """The parameters of an RPC V1 call, signed."""
    own = {
        "AccessKeyId": server.access_key_id,
        "Action": "DescribeNetworkInterfaces",
        "Format": "JSON",
        "SignatureMethod": "HMAC-SHA1",
        "SignatureNonce": os.urandom(8).hex(),
        "SignatureVersion": "1.0",
        "Timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + seconds)),
        "Version": "2014-05-26",
        "RegionId": REGION,
    }
    text = v1_text(method=method, parameters=own.items())
    return {**own, "Signature": v1_signature(server.access_key_secret, text)}


def form(parameters: Mapping[str, str]) -> bytes:
    """Parameters as a form body."""
    return urlencode(parameters).encode()


def post(server: StandIn, body: bytes, path: str = "/", **headers: str) -> tuple[int, dict[str, Any]]:
    """Status and body of the answer to a request by hand."""
    sent = {"Content-Type": "application/x-www-form-urlencoded", **headers}
    with closing(http.client.HTTPConnection(server.endpoint, timeout=20)) as connection:
        connection.request("POST", path, body, sent)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())


def test_dates_and_nonces_are_judged(server: StandIn) -> None:
    """16 minutes ago is too old, a nonce counts once; parameters may stand in a form body, as pop-core sends them."""
    assert post(server, form(v1(server)))[0] == 200
    assert post(server, form(v1(server, seconds=-16 * 60)))[1]["Code"] == "InvalidTimeStamp.Expired"
    once = form(v1(server))
    assert [post(server, once)[1].get("Code", "") for _ in range(2)] == ["", "SignatureNonceUsed"]
    assert post(server, b"")[1]["Code"] == "MissingParameter"
    assert post(server, b"Action=DescribeNetworkInterfaces")[1]["Code"] == "MissingAccessKeyId"


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"POST / HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 0\r\n\r\n", 403),
        (b"POST / HTTP/1.1\r\nHost: 127.0.0.1.evil.example:80\r\nContent-Length: 0\r\n\r\n", 403),
        (b"POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n", 403),
        (b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\nContent-Length: 0\r\n\r\n", 403),
        (b"POST http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n", 403),
        (b"POST http://evil.example@127.0.0.1/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n", 403),
        (b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999\r\n\r\n", 413),
        (b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: " + b"x" * 40_000 + b"\r\n\r\n", 413),
        (b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"X: y\r\n" * 200 + b"\r\n", 431),
        (b"POST /?" + b"a=1&" * 1001 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 400),
        (b"POST /?" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 414),
        (b"POST /?a=%ff HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 400),
        (b"POST /?a=1&a=2 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 400),
        (b"GET /admin HTTP/1.1\r\nHost: localhost\r\n\r\n", 404),
        (b"DELETE / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 501),
        (b"rubbish\r\n\r\n", 400),
    ],
)
def test_what_is_no_call_is_an_error(server: StandIn, request_: bytes, status: int) -> None:
    """Other hosts, lengths that lie, too much of anything: an error status with a JSON body."""
    answer = raw(server, request_)
    head, _, body = answer.partition(b"\r\n\r\n")
    assert int(head.split()[1]) == status if head.startswith(b"HTTP/") else status == 400
    assert set(json.loads(body or head)) >= {"RequestId", "Code", "Message"}


def test_a_client_that_waits_is_told_to_go_on(server: StandIn) -> None:
    """Expect: 100-continue, as curl says with a large body: the go-ahead comes before the body does."""
    body = form(v1(server))
    length = b"Content-Length: %d\r\n\r\n" % len(body)
    head = b"POST http://127.0.0.1/ HTTP/1.1\r\nHost: 127.0.0.1\r\nExpect: 100-continue\r\nConnection: close\r\n"
    host, port = server.endpoint.split(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection, connection.makefile("rwb") as stream:
        stream.write(head + b"Content-Type: application/x-www-form-urlencoded\r\n" + length)
        stream.flush()
        assert stream.readline() == b"HTTP/1.1 100 Continue\r\n"
        assert stream.readline() == b"\r\n"
        stream.write(body)
        stream.flush()
        assert stream.readline() == b"HTTP/1.1 200 OK\r\n"


def test_requests_may_come_before_their_answers(server: StandIn) -> None:
    """Three calls written at once on one connection (pipelining): three answers."""
    one = b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d"
    bodies = [form(v1(server)) for _ in range(3)]
    assert raw(server, b"".join(one % len(body) + b"\r\n\r\n" + body for body in bodies)).count(b"HTTP/1.1 200") == 3


def raw(server: StandIn, content: bytes) -> bytes:
    """Everything that comes back before the connection ends or falls silent."""
    host, port = server.endpoint.split(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(content)
        connection.shutdown(socket.SHUT_WR)
        found = b""
        while True:
            try:
                part = connection.recv(65536)
            except ConnectionResetError:
                return found
            if not part:
                return found
            found += part


def test_a_refusal_arrives_although_the_rest_is_not_read(server: StandIn) -> None:
    """Four megabytes follow a length that is refused: the client reads the refusal, and no reset."""
    head = b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999\r\n\r\n"
    host, port = server.endpoint.split(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(head + b"x" * 4_000_000)
        connection.shutdown(socket.SHUT_WR)
        with connection.makefile("rb") as stream:
            answer = stream.read()
    assert b"RequestTooLarge" in answer


@given(
    st.binary(max_size=200)
    | st.builds(
        lambda method, path, headers: b"%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\n%s\r\n" % (method, path, headers),
        st.sampled_from([b"GET", b"POST", b"HEAD", b"PUT"]),
        st.binary(max_size=30),
        st.binary(max_size=60),
    )
)
@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_bytes_do_harm(server: StandIn, capfd: pytest.CaptureFixture[str], content: bytes) -> None:
    """Whatever comes in: no success, no traceback, and the server goes on."""
    answer = raw(server, content)
    assert not answer.startswith(b"HTTP/1.1 2")
    assert capfd.readouterr().err == ""


def test_it_goes_on_after_all_this(server: StandIn) -> None:
    """The server of this module still answers, also on one connection kept open for many calls."""
    with closing(http.client.HTTPConnection(server.endpoint, timeout=20)) as connection:
        for _ in range(3):
            connection.request("GET", "/?" + form(v1(server, method="GET")).decode())
            answer = connection.getresponse()
            assert answer.status == 200
            answer.read()
            assert connection.sock is not None


# faults, limits, the end


def test_faults_look_as_the_clients_see_them() -> None:
    """A 500, a connection closed without an answer, and an empty id; the ENI is there all the same."""
    kinds = ("500-after", "no-answer-after", "empty-id", "Throttling")
    faults = [Fault(action=CREATE, kind=kind, nth=nth) for nth, kind in enumerate(kinds, 1)]
    with serve(account(vswitch("a", "10.0.0.0/24", "10.0.0.64/26")), faults=faults) as server:
        client: Any = Client(config(server))
        with pytest.raises(ServerException) as failed:
            client.create_network_interface(typed(ClientToken="t"))
        assert failed.value.code == "InternalError"
        with pytest.raises(Exception, match=r"(?i)connection|retry|remote") as silent:
            client.create_network_interface(typed(ClientToken="t"))
        assert getattr(silent.value, "code", None) is None
        assert client.create_network_interface(typed(ClientToken="t")).body.network_interface_id == ""
        with pytest.raises(ClientException) as slow:
            client.create_network_interface(typed(ClientToken="t"))
        assert slow.value.code == "Throttling"
        as_asked(client.create_network_interface(typed(ClientToken="t")).body)
        assert len(server.simulator.inventory().enis) == 1


def test_pacing_says_when_to_come_back() -> None:
    """Above the pace the SDK raises its own throttling error, with the wait."""
    with serve(calls_per_minute=1) as server:
        codes = []
        for _ in range(3):  # a minute may end in between
            status, body = post(server, form(v1(server)))
            codes.append(body.get("Code", ""))
        assert "Throttling" in codes
        assert status in (200, 400)


def test_it_stops_and_frees_its_port() -> None:
    """After the block nobody listens, and the port can be had again; one in use is refused in a sentence."""
    with serve() as first:
        port = int(first.endpoint.rpartition(":")[2])
        with pytest.raises(OutputError, match=f"127.0.0.1:{port}: cannot be listened on"):
            serve(port=port)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=5)
    with serve(port=port, keys=("id", "hush")) as again:
        assert (again.access_key_id, again.access_key_secret) == ("id", "hush")
        assert "hush" not in repr(again)


def test_it_is_public() -> None:
    """``eniplan.serve``."""
    assert eniplan.serve is serve
