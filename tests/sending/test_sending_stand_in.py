"""``eniplan send`` through the official SDK to the stand-in, on the loopback interface; a real process killed."""

from __future__ import annotations

import json
import logging
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import TYPE_CHECKING, NamedTuple

import pytest
from alibabacloud_credentials.utils import auth_util
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

import eniplan
from eniplan.cli import main
from eniplan.errors import NoAnswer, NotSent
from eniplan.network.reading import read_inventory
from eniplan.sending.endpoint import endpoint_of
from eniplan.sending.sdk_transport import sdk_transport
from eniplan.sending.standin.server import serve
from eniplan.sending.transport import ApiCall

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from eniplan.sending.standin.server import StandIn

HANGZHOU = eniplan.examples / "hangzhou"
WEB = eniplan.examples / "web.toml"


class Place(NamedTuple):
    """A stand-in and a batch for it."""

    stand_in: StandIn
    folder: Path
    plan: eniplan.Plan

    def arguments(self, *more: str, journal: str = "web.journal") -> list[str]:
        """The command line that sends the batch."""
        sends = ["send", str(self.folder / "steps.jsonl"), "--journal", str(self.folder / journal)]
        return [*sends, "--endpoint", self.stand_in.endpoint, "--protocol", "http", "--per-minute", "100000", *more]

    def names(self) -> list[str]:
        """The names of the plan's ENIs that the stand-in has."""
        wanted = {eni.name for eni in self.plan.enis}
        return sorted(eni.name for eni in self.stand_in.simulator.inventory().enis.values() if eni.name in wanted)


def give_key(monkeypatch: pytest.MonkeyPatch, key: str, secret: str) -> None:
    """A key in the environment; the SDK reads that once, when it is loaded, and keeps what it found in a module."""
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", key)
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", secret)
    monkeypatch.setattr(auth_util, "environment_access_key_id", key)
    monkeypatch.setattr(auth_util, "environment_access_key_secret", secret)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """A stand-in with the example account, its key where the SDK looks for one, and nowhere else to look."""
    inventory = read_inventory(HANGZHOU)
    plan = eniplan.plan(WEB, inventory)
    eniplan.export(plan, tmp_path / "steps.jsonl")
    monkeypatch.setenv("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true")
    monkeypatch.setattr(auth_util, "environment_ecs_metadata_disabled", "true")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")  # nobody listens there: a proxy would be seen
    with serve(inventory) as stand_in:
        give_key(monkeypatch, stand_in.access_key_id, stand_in.access_key_secret)
        yield Place(stand_in, tmp_path, plan)


def test_the_whole_circle(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    """Plan, send, describe, import, reconcile: nothing is left, and a second send does nothing."""
    assert main(place.arguments("--json")) == 0
    document = json.loads(capsys.readouterr().out)
    new = [eni.name for eni in place.plan.enis if eni.state == "planned"]
    assert (document["created"], document["refused"], document["left"]) == (len(new), [], [])
    assert main(place.arguments("--json")) == 0
    assert json.loads(capsys.readouterr().out)["calls"] == 0
    fresh = place.folder / "fresh"
    fresh.mkdir()
    for number, page in enumerate(place.stand_in.simulator.describe()):
        (fresh / f"{number:03}.json").write_text(json.dumps(page))
    journal = str(place.folder / "web.journal")
    assert main(["reconcile", str(WEB), "--inventory", str(fresh), "--journal", journal, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["counts"]["created"], found["to_send"], found["note"]) == (len(list(place.plan.enis)), [], "")
    assert sorted(found["to_delete"]) == sorted(
        eni.id for eni in place.stand_in.simulator.inventory().enis.values() if eni.name in new
    )
    assert place.stand_in.access_key_secret not in (place.folder / "web.journal").read_text()


def test_undo_deletes_what_the_journal_created_and_nothing_else(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    """The steps of --undo, sent: the stand-in has again exactly the ENIs that it began with."""
    before = set(place.stand_in.simulator.inventory().enis)
    assert main(place.arguments()) == 0
    fresh = place.folder / "fresh.json"
    fresh.write_text(json.dumps(place.stand_in.simulator.describe()))
    undo, journal = place.folder / "undo.jsonl", str(place.folder / "web.journal")
    reconciles = ["reconcile", str(WEB), "--inventory", str(fresh), "--journal", journal, "--undo", str(undo)]
    assert main(reconciles) == 0
    assert set(place.stand_in.simulator.inventory().enis) > before
    sends = ["send", str(undo), "--journal", str(place.folder / "undo.journal"), "--protocol", "http"]
    assert main([*sends, "--endpoint", place.stand_in.endpoint, "--per-minute", "100000"]) == 0
    assert set(place.stand_in.simulator.inventory().enis) == before
    assert "Traceback" not in capsys.readouterr().err


def begun(place: Place, *more: str) -> subprocess.Popen[str]:
    """A sender of its own process."""
    command = [sys.executable, "-m", "eniplan", *place.arguments("--concurrency", "4", *more)]
    return subprocess.Popen(  # noqa: S603 - our own command
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=dict(os.environ)
    )


def wait_for_more(place: Place, before: int) -> None:
    """Until the stand-in has six ENIs more than before: then the sender is in the middle of its work."""
    deadline = time.monotonic() + 60
    while len(place.names()) < before + 6 and time.monotonic() < deadline:
        time.sleep(0.005)
    assert len(place.names()) >= before + 6


def test_a_real_process_killed_again_and_again(place: Place) -> None:
    """Kill -9 in the middle, twice, and once Ctrl-C: then a run to the end; each ENI once."""
    for how in (signal.SIGKILL, signal.SIGKILL, signal.SIGINT):
        before, process = len(place.names()), begun(place, "--per-minute", "600")
        try:
            wait_for_more(place, before)
        finally:
            process.send_signal(how)
            out, _ = process.communicate(timeout=60)
        assert process.returncode in ({1, 0} if how == signal.SIGINT else {-how, 0})
        if how == signal.SIGINT and process.returncode == 1:
            assert "stopped: it was asked to" in out
            assert "the same command goes on" in out
    assert main(place.arguments()) == 0
    assert place.names() == sorted(eni.name for eni in place.plan.enis)


def test_two_senders(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    """While one process sends, a second one is refused in one sentence that names the first."""
    before, process = len(place.names()), begun(place, "--per-minute", "300")
    try:
        wait_for_more(place, before)
        assert main(place.arguments()) == 2
        said = capsys.readouterr().err
        assert f"process {process.pid} on {socket.gethostname()} is sending with it" in said
        assert said.count("\n") == 1
    finally:
        process.kill()
        process.communicate(timeout=60)


def test_a_wrong_secret_stops_at_once(
    place: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A secret that does not fit: one sentence, and the batch stays as it was."""
    give_key(monkeypatch, place.stand_in.access_key_id, "not-the-secret")
    assert main(place.arguments("--json", "--concurrency", "1")) == 1
    document = json.loads(capsys.readouterr().out)
    assert document["stopped"].startswith("SignatureDoesNotMatch: ")
    assert (document["calls"], document["created"], len(document["left"])) == (1, 0, document["steps"])
    assert "not-the-secret" not in (place.folder / "web.journal").read_text()


def test_nobody_listens(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    """A refused connection: one sentence, no retry, nothing sent; every step is still planned."""
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        port = probe.getsockname()[1]
    arguments = [*place.arguments("--json"), "--endpoint", f"127.0.0.1:{port}"]
    assert main(arguments) == 1
    document = json.loads(capsys.readouterr().out)
    assert document["stopped"] == f"127.0.0.1:{port} cannot be connected to"
    assert (document["created"], document["unknown"]) == (0, [])


def test_tls_where_there_is_none(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    """Https to a server that speaks http: a call that never left, in one sentence."""
    arguments = [*place.arguments("--json"), "--protocol", "https"]
    assert main(arguments) == 1
    document = json.loads(capsys.readouterr().out)
    hint = "a stand-in on this machine takes --protocol http"
    assert document["stopped"] == f"{place.stand_in.endpoint} does not speak TLS as expected; {hint}"


def test_a_certificate_that_nobody_vouches_for(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    """Https to a server with a certificate of its own making: nothing is sent, in one sentence."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    began = datetime(2020, 1, 1, tzinfo=UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, began, began.replace(year=2120))
    pem = place.folder / "server.pem"
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    pem.write_bytes(secret + builder.sign(key, SHA256()).public_bytes(Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    with HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        address = f"127.0.0.1:{server.server_port}"
        status = main([*place.arguments("--json"), "--endpoint", address, "--protocol", "https"])
        server.shutdown()
        thread.join()
    document = json.loads(capsys.readouterr().out)
    assert (status, document["unknown"], document["created"]) == (1, [], 0)
    assert document["stopped"] == f"{address} shows a certificate that this machine does not trust"


def test_no_credentials(place: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a key anywhere: one sentence, exit 2, and nothing arrived."""
    give_key(monkeypatch, "", "")
    assert main(place.arguments()) == 2
    said = capsys.readouterr().err
    assert said.startswith("eniplan: no credentials were found, and nothing was sent")
    assert said.count("\n") == 1
    assert len(place.names()) == sum(eni.state == "existing" for eni in place.plan.enis)


def test_the_sdk_tells_nothing_of_its_search(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """A place of credentials that fails is logged by the SDK, traceback and all: not while a transport is open."""
    give_key(monkeypatch, "", "")
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        port = probe.getsockname()[1]
    monkeypatch.setattr(auth_util, "environment_credentials_uri", f"http://127.0.0.1:{port}/key")
    told: list[logging.LogRecord] = []
    listener = logging.Handler()
    monkeypatch.setattr(listener, "emit", told.append)
    monkeypatch.setattr(logging.getLogger("credentials"), "handlers", [listener])
    assert main(place.arguments()) == 2
    assert told == []
    assert not logging.getLogger("credentials").disabled


def test_no_exception_holds_a_signed_call(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is raised for a connection that fails has no cause that holds the request, and no secret in any of it."""
    call = ApiCall("CreateNetworkInterface", {"RegionId": "cn-hangzhou", "ClientToken": "t"})
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        port = probe.getsockname()[1]
    with sdk_transport(endpoint_of("cn-hangzhou", f"127.0.0.1:{port}", "http")) as transport:
        with pytest.raises(NotSent) as raised:
            transport.send(call)
        assert raised.value.__cause__ is raised.value.__context__ is None
        assert place.stand_in.access_key_secret not in repr(transport)
    monkeypatch.setattr(place.stand_in.simulator, "answer", lambda *_: 1 / 0)
    with sdk_transport(endpoint_of("cn-hangzhou", place.stand_in.endpoint, "http")) as transport:
        try:
            reply = transport.send(call)
        except NoAnswer as problem:
            assert problem.__context__ is None  # noqa: PT017 - either is right for a server that breaks
        else:
            assert reply.status >= 500
    assert os.environ["HTTP_PROXY"] == "http://127.0.0.1:9"
