"""``eniplan serve``: the local stand-in of the API over HTTP, until Ctrl-C or SIGTERM."""

from __future__ import annotations

import argparse
import json
from contextlib import contextmanager
from typing import TYPE_CHECKING

from eniplan.cli_options import FINE, MOST_PORT, add_command, add_faults, add_sources, read, whole_number
from eniplan.errors import EniplanError

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator

    from eniplan.cli_options import Commands
    from eniplan.network.inventory import Inventory
    from eniplan.network.profile import Profile

_EXAMPLES = """\
When it is ready it prints one line of JSON: endpoint, access_key_id, access_key_secret. A client's Config takes them
with protocol="http", eniplan send from ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET in the
environment. It listens on 127.0.0.1 only. Without --inventory requests are judged by themselves.

examples:
  eniplan serve --inventory account/
  eniplan serve --inventory account/ --port 8642 --faults faults.toml
  eniplan send out/requests.jsonl --journal trial.journal --endpoint 127.0.0.1:8642 --protocol http
"""


def add_serve(commands: Commands) -> None:
    """Add the command."""
    about = "answer API calls on this machine, as the cloud would: a stand-in to rehearse against"
    add_command(commands, "serve", _serve, about, _EXAMPLES, options=_options)


def _options(command: argparse.ArgumentParser) -> None:
    from eniplan.contract.rates import MOST_PER_MINUTE

    add_sources(command)
    command.add_argument(
        "--port", type=whole_number(0, MOST_PORT), default=0, metavar="N", help="the port (default: one that is free)"
    )
    command.add_argument("--access-key-id", type=_printable, metavar="ID", help="the key (default: one for this run)")
    command.add_argument("--access-key-secret", type=_printable, metavar="SECRET", help="its secret")
    add_faults(command)
    command.add_argument("--seed", type=int, default=0, metavar="N", help="of addresses and ids that are drawn")
    command.add_argument(
        "--calls-per-minute",
        type=whole_number(0, MOST_PER_MINUTE),
        default=0,
        metavar="N",
        help="Throttling above N calls of an action",
    )


def _serve(asked: argparse.Namespace) -> int:
    from eniplan.sending.standin.faults import read_faults
    from eniplan.sending.standin.server import serve

    inventory = read(asked.inventory) if asked.inventory else None
    with (
        _stopped() as stop,
        serve(
            inventory,
            port=asked.port,
            keys=_keys(asked),
            profile=_profile(asked, inventory),
            seed=asked.seed,
            faults=read_faults(asked.faults) if asked.faults else (),
            calls_per_minute=asked.calls_per_minute,
        ) as server,
    ):
        ready = {
            "endpoint": server.endpoint,
            "access_key_id": server.access_key_id,
            "access_key_secret": server.access_key_secret,
        }
        print(json.dumps(ready), flush=True)
        stop.recv(1)
    return FINE


@contextmanager
def _stopped() -> Iterator[socket.socket]:
    """A socket that has a byte to read once Ctrl-C or SIGTERM came.

    The signal itself writes it, so none is missed: one that comes just before a lock is waited for would not end the
    waiting, and an event set by a handler may wait for its own lock.
    """
    import signal
    import socket

    reader, writer = socket.socketpair()
    with reader, writer:
        writer.settimeout(0)
        woken = signal.set_wakeup_fd(writer.fileno())
        before = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield reader
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
            signal.set_wakeup_fd(woken)


def _keys(asked: argparse.Namespace) -> tuple[str, str] | None:
    if not asked.access_key_id and not asked.access_key_secret:
        return None
    if not asked.access_key_id or not asked.access_key_secret:
        raise EniplanError("serve: --access-key-id and --access-key-secret go together")
    return asked.access_key_id, asked.access_key_secret


def _profile(asked: argparse.Namespace, inventory: Inventory | None) -> Profile | None:
    if not asked.profile:
        return None
    from eniplan.network.profile import Profile
    from eniplan.network.profile_file import read_profile

    known = inventory.profile if inventory else Profile()
    return known.with_values(read_profile(asked.profile), "--profile")


def _printable(text: str) -> str:
    """A key or a secret: what a header can carry."""
    if not (text and text.isascii() and text.isprintable() and not set(text) & set(" ,")):
        raise argparse.ArgumentTypeError("is not made of ASCII letters, digits and signs without blanks and commas")
    return text
