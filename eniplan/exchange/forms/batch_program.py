"""Create the network interfaces whose calls stand at the end of this file, through the official Alibaba Cloud SDK.

    pip install alibabacloud-ecs20140526
    python FILE

Run it again whenever it ended early. What an endpoint answered is kept beside this file, in FILE.results.jsonl, and is
not sent there again (for another account, name another file with --results). A call whose answer was lost is sent with
the same ClientToken, so that it creates nothing twice. For how long the service remembers a token is not documented:
finish a batch on the day on which it was begun.

Credentials come from the SDK's default chain only (ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, a
profile of the command line, the role of an instance), never from this file. A line on standard output says what became
of each interface. Exit status: 0 when all are made, 1 when some are not.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Self, TextIO

MARK = "# ---- the calls, one a line: id, action, nested parameters, and the id of the create it follows ----"
CREATE = "CreateNetworkInterface"
METHODS = {
    CREATE: "create_network_interface",
    "AssignPrivateIpAddresses": "assign_private_ip_addresses",
    "AssignIpv6Addresses": "assign_ipv_6addresses",
}
ATTEMPTS = 7
"""Sendings of one call. With a first pause of a second, doubled each time, they span the minute for which the service
throttles."""
MOST_IN_A_ROW = 10
"""Interfaces that fail one after the other before the rest is not tried."""
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class NotMade(Exception):
    """Why an interface is not made, or nothing can be, in one sentence."""


class Unanswered(NotMade):
    """The service did not answer at all: the other interfaces would not fare better."""


class Call(NamedTuple):
    """One call of the batch."""

    id: str
    action: str
    parameters: dict[str, Any]
    after: str | None

    @property
    def key(self) -> str:
        """Under which its answer is kept: the token changes with the parameters."""
        return str(self.parameters.get("ClientToken", self.id))

    @property
    def eni(self) -> str:
        """The interface's name."""
        return self.id.rpartition("/")[0]


def calls(path: Path) -> Iterator[Call]:
    """The calls at the end of a file, read line by line."""
    with path.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            if line.rstrip("\r\n") == MARK:
                break
        for line in lines:
            yield Call(**json.loads(line.removeprefix("# ")))


def by_interface(every: Iterable[Call]) -> Iterator[list[Call]]:
    """The calls of each interface: its create, and the assign calls that follow it."""
    some: list[Call] = []
    for call in every:
        if call.after is None and some:
            yield some
            some = []
        some.append(call)
    if some:
        yield some


class Results:
    """What an endpoint answered, by the call's key: each answer is on the disk before the next call leaves."""

    def __init__(self, path: Path, endpoint: str = "") -> None:
        self._endpoint = endpoint
        self.ids = dict(kept_results(path, endpoint)) if path.exists() else {}
        self._stream: TextIO = path.open("a", encoding="utf-8", newline="\n")
        if self._stream.tell():
            self._stream.write("\n")  # a line that was cut short stays alone

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def keep(self, call: Call, eni_id: str) -> None:
        """Write down that a call was carried out."""
        made = {"call": call.id, "key": call.key, "endpoint": self._endpoint, "NetworkInterfaceId": eni_id}
        self._stream.write(json.dumps(made) + "\n")
        self._stream.flush()
        os.fsync(self._stream.fileno())
        self.ids[call.key] = eni_id


def kept_results(path: Path, endpoint: str = "") -> Iterator[tuple[str, str]]:
    """The answers of an endpoint in earlier runs; a line that was cut short is passed over, its call is sent again."""
    with path.open(encoding="utf-8", errors="replace", newline="\n") as lines:
        for line in lines:
            try:
                made = json.loads(line)
                if made["endpoint"] == endpoint:
                    yield str(made["key"]), str(made["NetworkInterfaceId"])
            except (ValueError, KeyError, TypeError):
                continue


class Sender:
    """The official SDK, a client for each region."""

    def __init__(self, endpoint: str | None, protocol: str) -> None:
        from alibabacloud_credentials.client import Client as Credentials

        self._endpoint, self._protocol = endpoint, protocol
        try:
            self._credentials = Credentials()
            self._credentials.get_credential()
        except Exception as error:  # the chain has an exception of its own for each of its links
            raise NotMade(f"there are no credentials: {shown(error)}") from None
        self._client = lru_cache(self._made_client)

    def _made_client(self, region: str) -> Any:  # noqa: ANN401 - the SDK has no types
        from alibabacloud_ecs20140526.client import Client
        from alibabacloud_tea_openapi.utils_models import Config

        config = Config(credential=self._credentials, region_id=region, protocol=self._protocol)
        if self._endpoint is not None:
            config.endpoint = self._endpoint
        return Client(config)

    def send(self, action: str, parameters: Mapping[str, object]) -> str:
        """Send one call; the NetworkInterfaceId of its answer, empty where it has none."""
        from alibabacloud_ecs20140526 import models

        request = getattr(models, f"{action}Request")().from_map(dict(parameters))
        body = getattr(self._client(str(parameters["RegionId"])), METHODS[action])(request).body
        return str(getattr(body, "network_interface_id", None) or "")


def answered(call: Call, parameters: Mapping[str, object], sender: Sender, pause: float) -> str:
    """Send a call until it is answered; only what is safe is sent again, and with the same token.

    Raises:
        NotMade: it is refused, or there is no answer after all attempts.
    """
    from Tea.exceptions import TeaException

    problem, failure = "", NotMade
    for attempt in range(ATTEMPTS):
        if attempt:
            time.sleep(pause * 2 ** (attempt - 1))
        try:
            eni_id = sender.send(call.action, parameters)
        except TeaException as error:
            problem, failure = words_of(error), NotMade if status_of(error) else Unanswered
            if "ClientToken" not in parameters or not may_be_sent_again(error):
                raise NotMade(problem) from None
        else:
            if eni_id or call.action != CREATE:
                return eni_id
            problem, failure = "the answer has no NetworkInterfaceId", NotMade
    raise failure(f"{problem} ({ATTEMPTS} attempts)")


def may_be_sent_again(error: Exception) -> bool:
    """Whether the service may carry the call out when it comes again: no answer, its own failure, or throttling."""
    status, code = status_of(error), str(getattr(error, "code", None) or "")
    return not status or status >= 500 or "Throttling" in code or code in {"InternalError", "ServiceUnavailable"}


def status_of(error: Exception) -> int:
    """The HTTP status of an error of the SDK; 0 where there was no answer."""
    return int(getattr(error, "status_code", None) or 0)


def words_of(error: Exception) -> str:
    """An error of the SDK on one line: its code and the service's own sentence."""
    found = getattr(error, "data", None)
    sentence = found.get("Message") if isinstance(found, dict) else None
    code = getattr(error, "code", None)
    return shown(f"{code}: {sentence}" if code and sentence else str(error) or type(error).__name__)


def shown(value: object) -> str:
    """A text for a terminal: on one line, with escapes for what cannot be seen."""
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in str(value))


def make(interface: list[Call], sender: Sender, results: Results, pause: float) -> str:
    """Carry out the calls of an interface that were not carried out yet; its NetworkInterfaceId."""
    eni_id = ""
    for call in interface:
        if call.key not in results.ids:
            own = {"NetworkInterfaceId": eni_id} if call.after is not None else {}
            answer = answered(call, {**call.parameters, **own}, sender, pause)
            results.keep(call, answer if call.after is None else eni_id)
        eni_id = eni_id or results.ids[call.key]
    return eni_id


def run(path: Path, sender: Sender, results: Results, pause: float) -> int:
    """Make every interface; a line for each. The number that are not made, where the rest was tried."""
    failed = in_a_row = 0
    for interface in by_interface(calls(path)):
        name = shown(interface[0].eni)
        try:
            eni_id = make(interface, sender, results, pause)
        except NotMade as problem:
            print(f"{name}: not made: {problem}", flush=True)
            failed, in_a_row = failed + 1, in_a_row + 1
            if isinstance(problem, Unanswered) or in_a_row == MOST_IN_A_ROW:
                raise NotMade(f"{in_a_row} in a row not made, the rest was not tried; run it again to go on") from None
        else:
            print(f"{name}: {shown(eni_id)}", flush=True)
            in_a_row = 0
    return failed


def main(arguments: list[str] | None = None) -> int:
    """Run from a command line; the exit status."""
    path = Path(__file__)
    asked = _asked(arguments, path)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        sender = Sender(asked.endpoint, asked.protocol)
        with Results(asked.results, asked.endpoint or "") as results:
            failed = run(path, sender, results, asked.pause)
    except ImportError as problem:
        return _told(f"the official SDK is missing ({problem.name}): pip install alibabacloud-ecs20140526")
    except NotMade as problem:
        return _told(str(problem))
    except OSError as problem:
        return _told(f"{problem.filename or path}: {problem.strerror or problem}")
    except KeyboardInterrupt:
        return _told("stopped; run it again to go on")
    return _told(f"{failed:,} not made; run it again to try them once more") if failed else 0


def _told(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


def _asked(arguments: list[str] | None, path: Path) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--endpoint", metavar="HOST[:PORT]", help="where to send (default: the region's own)")
    parser.add_argument("--protocol", choices=("https", "http"), default="https", help="http: for loopback only")
    parser.add_argument("--results", type=Path, metavar="FILE", default=Path(f"{path}.results.jsonl"))
    parser.add_argument("--pause", type=float, metavar="SECONDS", default=1.0, help="before the first repetition")
    asked = parser.parse_args(arguments)
    if asked.protocol == "http" and not _is_loopback(asked.endpoint or ""):
        parser.error("--protocol http is for a loopback --endpoint only: 127.0.0.1, localhost or [::1]")
    return asked


def _is_loopback(endpoint: str) -> bool:
    host = endpoint[1:].partition("]")[0] if endpoint.startswith("[") else endpoint.partition(":")[0]
    return host in LOOPBACK


if __name__ == "__main__":
    sys.exit(main())
