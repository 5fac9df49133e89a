"""The Python script, run as it is: a process of its own, the official SDK, a server of the tests that has bad days."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import SimpleNamespace
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl, urlsplit

import pytest
from alibabacloud_tea_openapi.exceptions import ClientException, ServerException
from darabonba.exceptions import UnretryableException

from eniplan.contract.wire import flatten
from eniplan.exchange.batches import write_batch
from eniplan.exchange.forms import batch_program
from eniplan.exchange.forms.batch_program import Call, NotMade, Results, answered, by_interface, calls, kept_results
from tests.exchange.forms.hostile import TEXTS, WITH_NUL, assign, create, plan_of, tagged
from tests.exchange.official_sdk import folded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from eniplan.planning.steps import Step


class Answer(NamedTuple):
    """What the server answers to a call: an HTTP status and a body."""

    status: int
    body: dict[str, object]


FAILED = Answer(500, {"RequestId": "1", "Code": "InternalError", "Message": "The request processing has failed."})
NO_ID = Answer(200, {"RequestId": "1", "NetworkInterfaceId": ""})
REFUSED = Answer(403, {"RequestId": "1", "Code": "InvalidVSwitchId.IpNotEnough", "Message": "Not enough.\nAddresses."})


class Server(ThreadingHTTPServer):
    """Idempotent by ClientToken, as the API is; ``troubles`` are answered first, by token, each once."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.arrived: list[tuple[str, dict[str, str]]] = []
        self.troubles: dict[str, list[Answer]] = {}
        self.enis: dict[str, str] = {}

    def answer(self, action: str, query: dict[str, str]) -> Answer:
        """The next trouble of the token, or the ENI that the token stands for."""
        self.arrived.append((action, query))
        token = query["ClientToken"]
        if self.troubles.get(token):
            return self.troubles[token].pop(0)
        made = self.enis.setdefault(token, f"eni-{len(self.enis) + 1}")
        return Answer(200, {"RequestId": "1", "NetworkInterfaceId": made})


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        """Answer one call."""
        assert isinstance(self.server, Server)
        query = dict(parse_qsl(urlsplit(self.path).query, keep_blank_values=True, strict_parsing=True))
        status, body = self.server.answer(self.headers["x-acs-action"], query)
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that http.server uses
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    """A server of one test."""
    with Server() as made:
        thread = Thread(target=made.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield made
        finally:
            made.shutdown()
            thread.join()


class Ran(NamedTuple):
    """What the script did."""

    status: int
    out: list[str]
    err: list[str]


def written(folder: Path, *steps: Step) -> Path:
    """The exported script."""
    path = folder / "batch.py"
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        write_batch(plan_of(*steps), "python", stream)
    return path


def run(path: Path, *options: str, **environment: str) -> Ran:
    """Run the script in a process that knows nothing of this package, without proxies, credentials or a home."""
    env = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("ALIBABA", "PYTHON", "COV")) and not name.lower().endswith("_proxy")
    }
    env |= {"HOME": str(path.parent), "ALIBABA_CLOUD_ECS_METADATA_DISABLED": "true", **environment}
    words = [sys.executable, str(path), *options]
    done = subprocess.run(  # noqa: S603
        words, cwd=path.parent, env=env, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False
    )
    return Ran(done.returncode, done.stdout.split("\n")[:-1], done.stderr.split("\n")[:-1])


def sent_to(server: Server, path: Path) -> Ran:
    """Run the script against the server."""
    endpoint = f"127.0.0.1:{server.server_port}"
    key = {"ALIBABA_CLOUD_ACCESS_KEY_ID": "x", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "y"}
    return run(path, "--endpoint", endpoint, "--protocol", "http", "--pause", "0", **key)


def test_a_batch_is_sent_with_faults_on_the_way_and_nothing_twice(server: Server, tmp_path: Path) -> None:
    """One failure of the service, one answer without an id, one refusal; the second run sends the refused one only.

    Calls that arrive: a/1 twice (500), a/2 twice (500), b/1 twice (no id), c/1 once (refused); then c/1 and c/2.
    """
    steps = [
        create("a"), assign("a", SecondaryPrivateIpAddressCount=3), create("b", DeleteOnRelease=True),
        create("c"), assign("c", Ipv4PrefixCount=2),
    ]  # fmt: skip
    server.troubles = {
        "token of a": [FAILED], "token 2 of a": [FAILED], "token of b": [NO_ID], "token of c": [REFUSED],
    }  # fmt: skip
    path = written(tmp_path, *steps)
    first = sent_to(server, path)
    assert first == Ran(
        1,
        ["a: eni-1", "b: eni-3", "c: not made: InvalidVSwitchId.IpNotEnough: Not enough.\\nAddresses."],
        ["1 not made; run it again to try them once more"],
    )
    expected = {"token of a": 2, "token 2 of a": 2, "token of b": 2, "token of c": 1}
    assert Counter(query["ClientToken"] for _, query in server.arrived) == expected
    followed = [query["NetworkInterfaceId"] for action, query in server.arrived if action.startswith("Assign")]
    assert followed == ["eni-1", "eni-1"]
    server.arrived.clear()
    assert sent_to(server, path) == Ran(0, ["a: eni-1", "b: eni-3", "c: eni-4"], [])
    assert [query["ClientToken"] for _, query in server.arrived] == ["token of c", "token 2 of c"]
    server.arrived.clear()
    assert sent_to(server, path) == Ran(0, ["a: eni-1", "b: eni-3", "c: eni-4"], [])
    assert server.arrived == []


def test_every_text_arrives_as_it_is(server: Server, tmp_path: Path) -> None:
    """Whatever a text holds, NUL too, it is a comment of the script and a value of the call; a line for each ENI."""
    steps = [tagged(f"{place} {text}".replace("/", "_"), text) for place, text in enumerate((*TEXTS, WITH_NUL))]
    ran = sent_to(server, written(tmp_path, *steps))
    assert (ran.status, len(ran.out)) == (0, len(steps))
    assert all(line.isprintable() for line in ran.out)
    assert [folded(query) for _, query in server.arrived] == [flatten(step.parameters) for step in steps]


def test_nothing_is_sent_without_credentials(server: Server, tmp_path: Path) -> None:
    """One sentence, status 1; http goes to loopback only; help says what it does."""
    path = written(tmp_path, create("a"))
    ran = run(path, "--endpoint", f"127.0.0.1:{server.server_port}", "--protocol", "http")
    assert (ran.status, ran.out, len(ran.err)) == (1, [], 1)
    assert ran.err[0].startswith("there are no credentials: ")
    assert server.arrived == []


@pytest.mark.parametrize("endpoint", ["ecs.example.com", "127.0.0.1.example.com", "[::2]:80", ""])
def test_http_is_for_loopback_only(endpoint: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever only looks like it is refused before anything is done."""
    with pytest.raises(SystemExit):
        batch_program.main(["--endpoint", endpoint, "--protocol", "http"])
    assert "--protocol http is for a loopback --endpoint only" in capsys.readouterr().err


def test_a_plan_without_requests_is_a_script_that_does_nothing(server: Server, tmp_path: Path) -> None:
    """Valid, fine, silent."""
    assert sent_to(server, written(tmp_path)) == Ran(0, [], [])


# ---- the program's parts, in this process ---------------------------------------------------------------------------


def test_the_calls_are_read_from_the_end_of_the_script(tmp_path: Path) -> None:
    """What is read is what the plan has; an ENI's calls stay together, and ENIs of one name apart."""
    steps = [create("a"), assign("a"), assign("a", 3), create("a"), create(TEXTS[4])]
    path = written(tmp_path, *steps)
    assert [(call.id, call.action, call.parameters, call.after) for call in calls(path)] == [
        (step.id, step.action, step.parameters, step.after) for step in steps
    ]
    assert [len(some) for some in by_interface(calls(path))] == [3, 1, 1]


def test_a_results_file_that_was_cut_anywhere_loses_no_more_than_its_last_line(tmp_path: Path) -> None:
    """At every byte behind the first line: the whole lines count, and what is written behind the cut is read again."""
    path = tmp_path / "results.jsonl"
    made = [Call(f"{name}/1", "CreateNetworkInterface", {"ClientToken": f"t{name}"}, None) for name in ("a", "é", "c")]
    with Results(path) as results:
        for call in made:
            results.keep(call, f"eni-{call.eni}")
    whole = path.read_bytes()
    ends = [place for place, byte in enumerate(whole) if byte == ord("\n")]
    for cut in range(ends[0], len(whole) + 1):
        path.write_bytes(whole[:cut])
        known = sum(end <= cut for end in ends)
        assert [key for key, _ in kept_results(path)] == [call.key for call in made[:known]]
        with Results(path) as later:
            later.keep(made[2], "eni-later")
        assert dict(kept_results(path))["tc"] == "eni-later"
        assert len(dict(kept_results(path))) == len({*(call.key for call in made[:known]), "tc"})


def test_the_results_of_a_rehearsal_do_not_count_elsewhere(tmp_path: Path) -> None:
    """What a stand-in answered was not created in the cloud."""
    call = Call("a/1", "CreateNetworkInterface", {"ClientToken": "t"}, None)
    with Results(tmp_path / "results", "127.0.0.1:8080") as rehearsed:
        rehearsed.keep(call, "eni-1")
    with Results(tmp_path / "results") as real, Results(tmp_path / "results", "127.0.0.1:8080") as again:
        assert (real.ids, again.ids) == ({}, {"t": "eni-1"})


def refusal(status: int, code: str) -> ClientException:
    """An error as the SDK raises it."""
    kind = ServerException if status >= 500 else ClientException
    return kind(status_code=status, code=code, message=code, data={"Message": code})


@pytest.mark.parametrize(
    ("error", "token", "sendings"),
    [
        (refusal(500, "InternalError"), True, 7),
        (refusal(503, "ServiceUnavailable"), True, 7),
        (refusal(502, "BadGateway"), True, 7),
        (refusal(400, "Throttling.User"), True, 7),
        (UnretryableException(SimpleNamespace(exception=RuntimeError("no answer"), http_request=None)), True, 7),
        (refusal(500, "InternalError"), False, 1),
        (refusal(403, "QuotaExceeded.PrivateIpAddress"), True, 1),
        (refusal(400, "IdempotentParameterMismatch"), True, 1),
        (refusal(403, "RegionNotSupportIpPrefix"), True, 1),
    ],
)
def test_only_what_is_safe_is_sent_again(error: Exception, token: bool, sendings: int) -> None:  # noqa: FBT001
    """With a token: no answer, failures of the service, throttling. Never a refusal, and nothing without a token."""
    sent = []

    def send(action: str, parameters: object) -> str:
        sent.append((action, parameters))
        raise error

    call = Call("a/1", "CreateNetworkInterface", {"ClientToken": "t"} if token else {}, None)
    sender = SimpleNamespace(send=send)
    with pytest.raises(NotMade):
        answered(call, call.parameters, sender, 0)  # type: ignore[arg-type]
    assert len(sent) == sendings


NO_ANSWER = UnretryableException(SimpleNamespace(exception=RuntimeError("refused"), http_request=None))


@pytest.mark.parametrize(
    ("error", "tried"), [(NO_ANSWER, 1), (refusal(403, "InvalidVSwitchId.IpNotEnough"), batch_program.MOST_IN_A_ROW)]
)
def test_the_rest_is_not_tried_where_it_is_hopeless(
    error: Exception, tried: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A service that does not answer at all, or ten refusals one after the other."""

    def send(_action: str, _parameters: object) -> str:
        raise error

    path = written(tmp_path, *(create(f"n{number}") for number in range(20)))
    sender = SimpleNamespace(send=send)
    with Results(tmp_path / "results") as results, pytest.raises(NotMade, match=f"{tried} in a row not made, the rest"):
        batch_program.run(path, sender, results, 0)  # type: ignore[arg-type]
    assert capsys.readouterr().out.count("not made: ") == tried


def test_a_missing_sdk_is_a_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """With what to install."""
    monkeypatch.setitem(sys.modules, "alibabacloud_credentials.client", None)
    assert batch_program.main([]) == 1
    assert capsys.readouterr().err.startswith("the official SDK is missing (alibabacloud_credentials")


def test_the_pauses_span_the_minute_of_throttling() -> None:
    """A second, doubled each time: 1 + 2 + 4 + 8 + 16 + 32 = 63 seconds before the last attempt."""
    assert sum(2**attempt for attempt in range(batch_program.ATTEMPTS - 1)) == 63


def test_the_script_has_the_program_and_the_calls_only() -> None:
    """It imports nothing of this package, and its calls stand in comments, which Python does not compile."""
    stream = io.StringIO()
    write_batch(plan_of(create("a")), "python", stream)
    program, _, tail = stream.getvalue().partition(f"\n{batch_program.MARK}\n")
    assert "import eniplan" not in program
    assert "from eniplan" not in program
    assert tail.startswith("# {")
    assert tail.count("\n") == 1
