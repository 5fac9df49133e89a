"""The command line: the same functions from a shell.

Exit status: 0 fine; 1 findings of severity error or refused ENIs, what could be done is done; 2 the call or an input
file is wrong, nothing is written. With ``--json``, standard output is one JSON document and nothing else.

A command imports what it needs when it runs, so that ``--help`` costs little more than Python itself.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from typing import TYPE_CHECKING

from eniplan._version import __version__
from eniplan.cli_options import (
    FINE,
    MOST_PORT,
    REFUSED,
    WRONG,
    Command,
    add_command,
    add_json,
    add_plan_sources,
    add_profile,
    add_sources,
    file_name,
    made_plan,
    print_document,
    read,
    say_steps,
    whole_number,
)
from eniplan.errors import EniplanError
from eniplan.sending_cli.commands import add_sending
from eniplan.whatif_cli.command import add_whatif

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from eniplan.planning.plan import Plan

_DESCRIPTION = """\
terraform plan for Alibaba Cloud elastic network interfaces (ENIs): read what exists, plan ENIs, see
where every address goes, ask what if, rehearse, export ready-to-send requests, send them so that
nothing is created twice, and reconcile the plan with what then exists."""
_EXAMPLES = """\
examples:
  eniplan inventory --commands --region cn-hangzhou         the commands that record an account
  eniplan inventory account/                                what exists, and what contradicts itself
  eniplan plan web.toml --inventory account/ -o out         the plan, its requests, maps and charts
  eniplan whatif headroom --plan web.toml --inventory account/
  eniplan export web.toml --inventory account/ --format html -o approval.html
  eniplan rehearse web.toml --inventory account/            what the API would answer
  eniplan send out/requests.jsonl --journal web.journal     for real, and nothing twice
  eniplan reconcile web.toml --inventory account-now/ --journal web.journal
  eniplan lab                                               the same in a notebook
"""
_INVENTORY_EXAMPLES = """\
examples:
  eniplan inventory account/ --json
  eniplan inventory vswitches.json enis-1.json enis-2.json reservations.json
  eniplan inventory --commands --region cn-hangzhou --vpc vpc-bp1example > record.sh
"""
_CHECK_EXAMPLES = """\
examples:
  eniplan check requests.jsonl
  eniplan check requests.jsonl --inventory account/ --instance-type ecs.g7.xlarge --json
"""
_PLAN_EXAMPLES = """\
examples:
  eniplan plan web.toml --inventory account/
  eniplan plan web.toml --inventory account/ --seed 42 -o out
  eniplan plan web.toml --inventory account/ --previous out/plan.json -o out
  eniplan plan web.toml --inventory account/ --json | jq '.refused'
"""
_LAB_EXAMPLES = """\
examples:
  eniplan lab
  eniplan lab plans/ --port 9000 --no-browser
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns:
        The exit status.
    """
    asked = _parser().parse_args(arguments)
    _set_encoding(is_json=getattr(asked, "json", False) or getattr(asked, "output", None) == "-")
    try:
        status = int(asked.run(asked))
        sys.stdout.flush()  # here, where what goes wrong can still be said
    except EniplanError as error:
        print(f"eniplan: {error}", file=sys.stderr)
        return WRONG
    except BrokenPipeError:
        _forget_output()  # the reader of a pipe has gone: nothing to say
        return int(getattr(asked, "status", FINE))
    except OSError as error:
        _forget_output()
        print(f"eniplan: standard output cannot be written: {error.strerror or error}", file=sys.stderr)
        return WRONG
    except KeyboardInterrupt:
        return 130
    return status


def _set_encoding(*, is_json: bool) -> None:
    """JSON is UTF-8 wherever it goes; text for a terminal that lacks a letter shows its escape instead."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        if is_json:
            sys.stdout.reconfigure(encoding="utf-8")
        else:
            sys.stdout.reconfigure(errors="backslashreplace")


def _forget_output() -> None:
    """Keep Python from flushing once more, when it ends, what cannot be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="eniplan",
        description=_DESCRIPTION,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"eniplan {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=Command)
    about = "what exists: both pools of each VSwitch, and what contradicts itself"
    add_command(commands, "inventory", _inventory, about, _INVENTORY_EXAMPLES, options=_inventory_options)
    about = "judge ready-made requests in order, each with what the ones before it took"
    add_command(commands, "check", _check, about, _CHECK_EXAMPLES, options=_check_options)
    about = "plan ENIs: where every address goes, what is refused and why"
    add_command(commands, "plan", _plan, about, _PLAN_EXAMPLES, options=_plan_options)
    add_whatif(commands)
    add_sending(commands)
    add_command(commands, "lab", _lab, "open the planner notebook in JupyterLab", _LAB_EXAMPLES, options=_lab_options)
    return parser


def _inventory_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "paths", nargs="*", type=file_name, metavar="PATH", help="files and folders of recorded API answers (JSON)"
    )
    add_profile(command)
    add_json(command)
    command.add_argument("--commands", action="store_true", help="print the read-only aliyun commands that record one")
    command.add_argument("--region", metavar="R", help="with --commands: the region id")
    command.add_argument("--vpc", metavar="V", help="with --commands: one VPC only")


def _check_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "requests", type=file_name, metavar="REQUESTS.jsonl", help="one JSON object of parameters a line; - is stdin"
    )
    add_sources(command)
    command.add_argument("--instance-type", metavar="T", default="", help="judge the limits of this ECS type too")
    add_json(command)


def _plan_options(command: argparse.ArgumentParser) -> None:
    add_plan_sources(command)
    add_json(command)
    command.add_argument(
        "-o",
        "--output",
        type=file_name,
        metavar="DIR",
        help="write plan.json, requests.jsonl, steps.jsonl, charts and maps into it",
    )


def _lab_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "folder",
        nargs="?",
        default=".",
        metavar="FOLDER",
        help="where your copy, planner.ipynb, is put (default: here); one that is there is opened as it is",
    )
    command.add_argument(
        "--port", type=whole_number(1, MOST_PORT), metavar="N", help="the port to try first (default: 8888)"
    )
    command.add_argument("--no-browser", action="store_true", help="only print the address")


# The commands. Each returns its exit status.


def _inventory(asked: argparse.Namespace) -> int:
    if asked.commands:
        return _commands(asked)
    if asked.region or asked.vpc:
        raise EniplanError("inventory: --region and --vpc go with --commands")
    if not asked.paths:
        raise EniplanError("inventory: name a file or folder of recorded API answers, or use --commands --region R")
    from eniplan.network.reading import read_inventory

    inventory = read_inventory(*asked.paths, profile=asked.profile)
    if asked.json:
        from eniplan.exchange.plan_document import inventory_document

        print_document(inventory_document(inventory))
    else:
        from eniplan.report.summary import inventory_summary

        print(inventory_summary(inventory))
    return REFUSED if any(finding.is_error for finding in inventory.findings) else FINE


def _commands(asked: argparse.Namespace) -> int:
    if not asked.region:
        raise EniplanError("inventory --commands: name the region, for example --region cn-hangzhou")
    if asked.json or asked.paths:
        raise EniplanError("inventory --commands prints lines for a shell: leave --json and paths out")
    from eniplan.network.commands import inventory_commands

    print(inventory_commands(asked.region, asked.vpc), end="")
    return FINE


def _check(asked: argparse.Namespace) -> int:
    from eniplan.judging import check

    report = check(asked.requests, read(asked.inventory), profile=asked.profile, instance_type=asked.instance_type)
    asked.status = FINE if report.ok else REFUSED
    if asked.json:
        from eniplan.exchange.plan_document import check_document

        print_document(check_document(report.requests, report.findings))
    else:
        from eniplan.report.findings_text import check_summary

        print(check_summary(report.requests, report.findings))
    return int(asked.status)


def _plan(asked: argparse.Namespace) -> int:
    plan = made_plan(asked)
    asked.status = FINE if plan.ok else REFUSED
    written = _write_plan(plan, asked.output) if asked.output else []
    if asked.json:
        from eniplan.exchange.plan_document import write_plan_document

        write_plan_document(plan, sys.stdout)
        for path in written:
            print(f"eniplan: wrote {path}", file=sys.stderr)
    else:
        from eniplan.report.summary import plan_summary

        print(plan_summary(plan, written))
    say_steps(plan, written=bool(written))
    return int(asked.status)


def _lab(asked: argparse.Namespace) -> int:
    from eniplan.lab import become, check_installed, lab_command, place_notebook

    check_installed()
    placed = place_notebook(asked.folder)
    what = "is your copy of the planner notebook" if placed.is_new else "was there and is opened as it is"
    print(f"eniplan: {placed.path} {what}; Ctrl-C here stops JupyterLab", file=sys.stderr)
    return become(lab_command(placed.path, port=asked.port, browser=not asked.no_browser))


def _write_plan(plan: Plan, folder: str) -> list[Path]:
    from pathlib import Path

    from eniplan.exchange.plan_folder import write_plan_folder

    return write_plan_folder(plan, Path(folder))
