"""The local stand-in over HTTP: the simulator behind the API's RPC style, on this machine's loopback only.

Every connection has a thread of its own and is kept open (HTTP/1.1), so that the official clients keep theirs. A
client that says nothing for a while is hung up on; connections beyond the limit are closed at once. Whatever comes in,
an error status and a JSON body go out, and the server goes on.
"""

from __future__ import annotations

import secrets
import time
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import SHUT_WR
from socketserver import TCPServer
from threading import BoundedSemaphore, Thread
from typing import TYPE_CHECKING, Any, Final

from eniplan._version import __version__
from eniplan.errors import OutputError
from eniplan.sending.standin.call_errors import Refusal, error_reply
from eniplan.sending.standin.gate import Gate
from eniplan.sending.standin.http_call import MOST_BODY, MOST_HEADERS, encoded, host_problem, read_call, version_problem
from eniplan.sending.standin.signature import KeyPair
from eniplan.sending.standin.simulator import Answer, Simulator

if TYPE_CHECKING:
    from collections.abc import Iterable
    from socket import socket
    from types import TracebackType
    from typing import Self

    from eniplan.network.inventory import Inventory
    from eniplan.network.profile import Profile
    from eniplan.sending.standin.faults import Fault

LOOPBACK: Final = "127.0.0.1"
MOST_CONNECTIONS: Final = 256
SILENT_SECONDS: Final = 30.0
"""How long a client may be silent in the middle of a request, or between two."""
LINGER_SECONDS: Final = 3.0
"""How long a connection that ends is still read, so that its last answer arrives."""

_STATUS_OF: Final = {
    HTTPStatus.REQUEST_URI_TOO_LONG: "RequestTooLarge",
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: "RequestTooLarge",
}
_JSON: Final = "application/json;charset=utf-8"


@dataclass(frozen=True, slots=True)
class StandIn:
    """A running stand-in. Use it in a ``with`` block, or call :meth:`close`.

    Args:
        endpoint: ``127.0.0.1:PORT``, what a client's Config takes, with ``protocol="http"``.
        keys: the access key that calls must be signed with.
        simulator: what answers; its state can be looked at any time.
    """

    endpoint: str
    keys: KeyPair
    simulator: Simulator
    _http: _Server
    _thread: Thread

    @property
    def access_key_id(self) -> str:
        """The id of the access key."""
        return self.keys.id

    @property
    def access_key_secret(self) -> str:
        """The secret of the access key."""
        return self.keys.secret

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop listening; what is being answered is answered."""
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


def serve(
    inventory: Inventory | None = None,
    *,
    port: int = 0,
    keys: tuple[str, str] | None = None,
    profile: Profile | None = None,
    seed: int = 0,
    faults: Iterable[Fault] = (),
    calls_per_minute: int = 0,
) -> StandIn:
    """Start a stand-in of the API on this machine's loopback.

    Args:
        inventory: what exists at first; without one, requests are judged by themselves.
        port: 0 for one that is free.
        keys: the id and the secret of the access key; a pair made for the run by default.
        profile: the account's limits; the inventory's by default.
        seed: of the addresses, prefixes and ids that are drawn.
        faults: what is to go wrong.
        calls_per_minute: how many calls of each action one minute takes before ``Throttling``; 0 for any number.

    Raises:
        OutputError: the port cannot be listened on.
    """
    pair = KeyPair(*keys) if keys else KeyPair(f"LTAI{secrets.token_hex(10)}", secrets.token_hex(15))
    simulator = Simulator(inventory, profile=profile, seed=seed, faults=faults, calls_per_minute=calls_per_minute)
    try:
        http = _Server((LOOPBACK, port), _Exchange)
    except (OSError, OverflowError) as problem:
        said = getattr(problem, "strerror", None) or str(problem)
        raise OutputError(f"{LOOPBACK}:{port}", f"cannot be listened on: {said}; give another port") from None
    http.simulator, http.gate = simulator, Gate(pair)
    thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.05}, name="eniplan stand-in", daemon=True)
    thread.start()
    return StandIn(f"{LOOPBACK}:{http.server_address[1]}", pair, simulator, http, thread)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    simulator: Simulator
    gate: Gate

    def __init__(self, *arguments: Any) -> None:  # noqa: ANN401 - as the base class
        self._room = BoundedSemaphore(MOST_CONNECTIONS)
        super().__init__(*arguments)

    def server_bind(self) -> None:
        """As the base class, without asking a name server for this machine's name."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = LOOPBACK, int(self.server_address[1])

    def process_request(self, request: socket | tuple[bytes, socket], client_address: Any) -> None:  # noqa: ANN401
        """A thread for each connection, as long as there is room."""
        if not self._room.acquire(blocking=False):
            self.shutdown_request(request)
            return
        super().process_request(request, client_address)

    def process_request_thread(self, request: socket | tuple[bytes, socket], client_address: Any) -> None:  # noqa: ANN401
        """One connection, in its thread."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._room.release()

    def handle_error(self, request: object, client_address: object) -> None:
        """A connection that broke: nobody is left to tell."""


class _Exchange(BaseHTTPRequestHandler):
    """One connection; the names of its methods are the base class's."""

    protocol_version = "HTTP/1.1"
    timeout = SILENT_SECONDS
    disable_nagle_algorithm = True
    wbufsize = 1 << 16
    server: _Server
    server_version = f"eniplan/{__version__}"

    def do_GET(self) -> None:
        self._exchange()

    def do_POST(self) -> None:
        self._exchange()

    def finish(self) -> None:
        """Let the last answer arrive: closed over bytes that nobody has read, a connection is reset, answer and all."""
        super().finish()
        until = time.monotonic() + LINGER_SECONDS
        with suppress(OSError):
            self.connection.shutdown(SHUT_WR)
            self.connection.settimeout(LINGER_SECONDS)
            while time.monotonic() < until and self.connection.recv(1 << 16):
                pass

    def handle_expect_100(self) -> bool:
        """Tell a client that waits for it to go on: at once, not when the buffer is sent with the answer."""
        is_fine = super().handle_expect_100()
        self.wfile.flush()
        return is_fine

    def version_string(self) -> str:
        return self.server_version

    def log_message(self, *_: object) -> None:
        """Nothing is logged: a query may hold what is not for logs."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Whatever the base class refuses, as an error of the API; the connection ends."""
        status = HTTPStatus(code)
        refusal = Refusal(_STATUS_OF.get(status, "InvalidRequest"), f"{message or explain or status.phrase}.")
        self.close_connection = True
        self._write(code, encoded(error_reply(refusal, secrets.token_hex(16))))

    def _exchange(self) -> None:
        body = self._body()
        if isinstance(body, Refusal):
            self.close_connection = True
            self._refuse(body)
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        read = read_call(self.command, self.path, headers, body)
        if isinstance(read, Refusal):
            self._refuse(read)
            return
        now = time.time()
        problem = self.server.gate.problem(read.http, now) or version_problem(read)
        if problem is not None:
            self._refuse(problem)
        else:
            self._answer(self.server.simulator.answer(read.call, now))

    def _body(self) -> bytes | Refusal:
        """The body, where host, headers and length are acceptable."""
        if problem := host_problem(*self.headers.get_all("Host", [""])):
            return problem
        if sum(len(name) + len(value) for name, value in self.headers.items()) > MOST_HEADERS:
            return Refusal("RequestTooLarge", f"the headers are longer than {MOST_HEADERS:,} bytes")
        lengths = self.headers.get_all("Content-Length", ["0"])
        if "Transfer-Encoding" in self.headers or len(lengths) > 1 or not _is_length(lengths[0]):
            return Refusal("InvalidRequest", "the body's length is given once, by Content-Length")
        length = int(lengths[0])
        if length > MOST_BODY:
            return Refusal("RequestTooLarge", f"the body is longer than {MOST_BODY:,} bytes")
        body = self.rfile.read(length)
        return body if len(body) == length else Refusal("InvalidRequest", "the body ends before its length")

    def _answer(self, answer: Answer) -> None:
        time.sleep(answer.seconds)
        if answer.reply is None:
            self.close_connection = True
            return
        waiting = {"x-acs-retry-after": str(int(answer.reply.retry_after * 1000))} if answer.reply.retry_after else {}
        self._write(answer.reply.status, encoded(answer.reply), waiting)

    def _refuse(self, refusal: Refusal) -> None:
        reply = error_reply(refusal, secrets.token_hex(16))
        self._write(reply.status, encoded(reply))

    def _write(self, status: int, body: bytes, more: dict[str, str] | None = None) -> None:
        """Status, headers and body; the buffer makes one piece of them."""
        self.send_response(status)
        self.send_header("Content-Type", _JSON)
        self.send_header("Content-Length", str(len(body)))
        for name, value in (more or {}).items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def _is_length(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 12
