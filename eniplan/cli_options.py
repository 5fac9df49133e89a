"""What commands share: exit statuses, the options that name what exists and what is wanted, and how these are read.

A command takes its options when it is asked for, and what is read is imported when it is read: a start costs what its
own command needs, and ``--help`` little more than Python itself.
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, TypeAlias

    from eniplan.network.inventory import Inventory
    from eniplan.planning.plan import Plan

    Commands: TypeAlias = argparse._SubParsersAction["Command"]  # noqa: SLF001 - argparse has no public name

FINE: Final = 0
REFUSED: Final = 1
WRONG: Final = 2
_DIGITS: Final = 18
MOST_PORT: Final = 65_535


class Command(argparse.ArgumentParser):
    """One command. It takes its options when it is parsed: those of all commands take longer than most of them run."""

    def __init__(self, *, options: Callable[[argparse.ArgumentParser], None], **texts: Any) -> None:  # noqa: ANN401 - argparse's own
        super().__init__(formatter_class=argparse.RawDescriptionHelpFormatter, **texts)
        self._options: Callable[[argparse.ArgumentParser], None] | None = options

    def parse_known_args(self, args: Sequence[str] | None = None, namespace: Any = None) -> Any:  # type: ignore[override]  # noqa: ANN401 - argparse's own
        """Parse as argparse does, with the options in place."""
        options, self._options = self._options, None
        if options is not None:
            options(self)
        return super().parse_known_args(args, namespace)


def add_command(
    commands: Commands,
    name: str,
    run: Callable[[argparse.Namespace], int],
    about: str,
    epilog: str,
    *,
    options: Callable[[argparse.ArgumentParser], None],
) -> None:
    """Add one command: its run returns the exit status, and ``options`` gives it its options when it is asked for."""
    description = f"{about[0].upper()}{about[1:]}."
    command = commands.add_parser(name, help=about, description=description, epilog=epilog, options=options)
    command.set_defaults(run=run)


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


def add_sources(command: argparse.ArgumentParser, about: str = "a file or folder of recorded API answers") -> None:
    """What exists, and the account's limits."""
    command.add_argument(
        "--inventory",
        type=file_name,
        action="append",
        default=[],
        metavar="PATH",
        help=f"{about}; may be given several times, later ones win",
    )
    add_profile(command)


def add_profile(command: argparse.ArgumentParser) -> None:
    """The account's limits."""
    command.add_argument("--profile", type=file_name, metavar="F", help="the account's limits (TOML); they apply last")


def add_faults(command: argparse.ArgumentParser) -> None:
    """What goes wrong in the stand-in."""
    command.add_argument("--faults", type=file_name, metavar="FILE", help="what is to go wrong (TOML, [[fault]])")


def add_json(command: argparse.ArgumentParser) -> None:
    """A document instead of text."""
    command.add_argument("--json", action="store_true", help="print one JSON document")


def file_name(text: str) -> str:
    """A file's or folder's name: an empty one (of a shell variable that is not set) would mean this folder."""
    if not text:
        raise argparse.ArgumentTypeError("is empty; the name of a file or folder is expected")
    return text


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """Reads a whole number between two bounds from a command line."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS and least <= int(text) <= most):
            raise argparse.ArgumentTypeError(f"{text!r} is no whole number from {least:,} to {most:,}")
        return int(text)

    return read


def made_plan(asked: argparse.Namespace) -> Plan:
    """The plan that the options describe."""
    from eniplan.session import plan

    there = read(asked.inventory)
    return plan(asked.plan, there, profile=asked.profile, seed=asked.seed, previous=asked.previous)


def read(paths: list[str]) -> Inventory:
    """What exists; nothing where no file is named."""
    if not paths:
        from eniplan.network.inventory import Inventory

        return Inventory()
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
