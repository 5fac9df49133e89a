"""What commands share: exit statuses, the options that name what exists and what is wanted, and how these are read.

What is read is imported when it is read, so that ``--help`` costs little more than Python itself.
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from eniplan.network.inventory import Inventory
    from eniplan.planning.plan import Plan

    Commands: TypeAlias = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse has no public name

FINE: Final = 0
REFUSED: Final = 1
WRONG: Final = 2


def add_command(
    commands: Commands,
    name: str,
    run: Callable[[argparse.Namespace], int],
    about: str,
    epilog: str,
) -> argparse.ArgumentParser:
    """Add one command; its run returns the exit status."""
    command = commands.add_parser(
        name,
        help=about,
        description=about[0].upper() + about[1:] + ".",
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(run=run)
    return command


def add_plan_sources(command: argparse.ArgumentParser) -> None:
    """The plan file in its place, and all that a plan is made on."""
    command.add_argument("plan", type=file_name, metavar="PLAN.toml", help="the plan file")
    add_plan_options(command)


def add_plan_options(command: argparse.ArgumentParser) -> None:
    """All that a plan is made on, but the plan file."""
    add_sources(command)
    command.add_argument("--seed", type=int, metavar="N", help="of the random draws, instead of the plan file's")
    command.add_argument(
        "--previous",
        type=file_name,
        metavar="PLAN.json",
        help="an earlier plan.json of the same plan: its ENIs keep their addresses",
    )


def add_sources(command: argparse.ArgumentParser) -> None:
    """What exists, and the account's limits."""
    command.add_argument(
        "--inventory",
        type=file_name,
        action="append",
        default=[],
        metavar="PATH",
        help="a file or folder of recorded API answers; may be given several times, later ones win",
    )
    add_profile(command)


def add_profile(command: argparse.ArgumentParser) -> None:
    """The account's limits."""
    command.add_argument("--profile", type=file_name, metavar="F", help="the account's limits (TOML); they apply last")


def file_name(text: str) -> str:
    """A file's or folder's name: an empty one (of a shell variable that is not set) would mean this folder."""
    if not text:
        raise argparse.ArgumentTypeError("is empty; the name of a file or folder is expected")
    return text


def made_plan(asked: argparse.Namespace) -> Plan:
    """The plan that the options describe."""
    from eniplan.session import plan

    there = read(asked.inventory)
    return plan(asked.plan, there, profile=asked.profile, seed=asked.seed, previous=asked.previous)


def read(paths: list[str]) -> Inventory:
    """What exists; nothing where no file is named."""
    from eniplan.network.reading import read_inventory

    return read_inventory(*paths)


def print_document(document: object) -> None:
    """One JSON document on standard output."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=1)
    print()


def say_steps(plan: Plan, *, written: bool) -> None:
    """Creates alone do not make every ENI: say it where it cannot be overlooked, and where all calls are."""
    if plan.needs_steps:
        message = "some ENIs take more than one call: the requests only create them"
        where = "steps.jsonl has" if written else "export --format steps writes"
        print(f"eniplan: {message}, {where} every call ({len(plan.steps):,} in order)", file=sys.stderr)
