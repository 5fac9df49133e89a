"""What the command line knows of one what-if question, and what several share: options."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from eniplan.cli_options import add_plan_options, file_name

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from eniplan.capacity.answer import Answer


class Question(NamedTuple):
    """One question; a tuple, since a dataclass would double what ``--help`` has to load.

    Args:
        about: what it answers, as half a sentence.
        add: adds its options; ``--json`` is there already.
        answer: asks it. What is wrong with the options is an EniplanError of one sentence.
        example: its options, as one would type them.
    """

    about: str
    add: Callable[[argparse.ArgumentParser], None]
    answer: Callable[[argparse.Namespace], Answer]
    example: str


def add_plan(command: argparse.ArgumentParser) -> None:
    """The plan, and all that it is made on."""
    command.add_argument("--plan", type=file_name, metavar="PLAN.toml", required=True, help="the plan file")
    add_plan_options(command)


def add_play_options(command: argparse.ArgumentParser) -> None:
    """The plan and its group, and how often it is played; the seed is the plan's too."""
    add_plan(command)
    command.add_argument("--group", metavar="G", help="a group of the plan, by its name (default: the first one)")
    command.add_argument(
        "--replications", type=int, metavar="N", default=20, help="how often it is played (default: 20)"
    )
