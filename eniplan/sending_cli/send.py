"""``eniplan send``: a batch, for real; resumes, never twice."""

from __future__ import annotations

import argparse
import math
import sys
from typing import TYPE_CHECKING

from eniplan.cli_options import FINE, REFUSED, add_command, add_json, file_name, print_document, whole_number

if TYPE_CHECKING:
    from eniplan.cli_options import Commands
    from eniplan.sending.sender import Sent

_EXAMPLES = """\
examples:
  eniplan send out/requests.jsonl --journal out/web.journal
  eniplan send out/steps.jsonl --journal out/web.journal --per-minute 200 --stop-after 1
  eniplan send out/requests.jsonl --journal trial.journal --endpoint 127.0.0.1:8080 --protocol http

Credentials come from the official SDK's default chain only: its environment variables, a profile, or a role.
The same command again goes on where it stopped, whatever stopped it.
"""
_MOST_REFUSALS = 1_000_000


def add_send(commands: Commands) -> None:
    """Add the command."""
    about = "send a batch of requests or steps, so that nothing is created twice"
    add_command(commands, "send", _send, about, _EXAMPLES, options=_options)


def _options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "file", type=file_name, metavar="FILE", help="requests.jsonl or steps.jsonl, as export writes them"
    )
    command.add_argument(
        "--journal", type=file_name, metavar="FILE", required=True, help="remembers what was sent; begun if missing"
    )
    command.add_argument(
        "--endpoint", default="", metavar="HOST:PORT", help="where to send (default: the region's own)"
    )
    command.add_argument("--protocol", choices=("https", "http"), default="https", help="http for this machine only")
    _add_limits(command)
    command.add_argument(
        "--accept-changes", action="store_true", help="go on although the batch has changed since the journal began"
    )
    command.add_argument("--again", action="store_true", help="send what was refused earlier once more")
    add_json(command)


def _add_limits(command: argparse.ArgumentParser) -> None:
    from eniplan.contract.rates import MOST_CONCURRENT, MOST_PER_MINUTE

    command.add_argument(
        "--per-minute",
        type=whole_number(1, MOST_PER_MINUTE),
        default=0,
        metavar="N",
        help="calls of each action a minute (500; assign calls 400)",
    )
    command.add_argument(
        "--concurrency",
        type=whole_number(1, MOST_CONCURRENT),
        default=8,
        metavar="N",
        help="calls in flight (default: 8)",
    )
    command.add_argument(
        "--stop-after", type=whole_number(1, _MOST_REFUSALS), default=0, metavar="N", help="stop after N refusals"
    )
    command.add_argument("--minutes", type=_minutes, default=0, metavar="M", help="send no call after M minutes")


def _minutes(text: str) -> float:
    """Minutes from a command line."""
    try:
        number = float(text)
    except ValueError:
        number = 0
    if not (math.isfinite(number) and number > 0):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of minutes above 0")
    return number


def _send(asked: argparse.Namespace) -> int:
    from eniplan.delivery import send
    from eniplan.progress_bar import progress_bar
    from eniplan.sending.send_limits import SendLimits
    from eniplan.sending_cli.interrupt import wish_to_stop

    limits = SendLimits(
        per_minute=asked.per_minute,
        concurrency=asked.concurrency,
        stop_after=asked.stop_after,
        minutes=asked.minutes,
        again=asked.again,
    )
    with wish_to_stop() as wants_stop, progress_bar("send", "step") as tell:
        sent = send(
            asked.file,
            asked.journal,
            endpoint=asked.endpoint,
            protocol=asked.protocol,
            limits=limits,
            accept_changes=asked.accept_changes,
            progress=lambda progress: tell(*progress),
            wants_stop=wants_stop,
        )
    asked.status = FINE if sent.ok else REFUSED
    _tell(sent, asked)
    return int(asked.status)


def _tell(sent: Sent, asked: argparse.Namespace) -> None:
    from eniplan.sending_cli.sent_words import sent_document, sent_lines

    lines = sent_lines(sent, asked.journal)
    if asked.json:
        print_document(sent_document(sent))
        print(*(f"eniplan: {line}" for line in lines), sep="\n", file=sys.stderr)
    else:
        print(*lines, sep="\n")
