"""The options of questions that are played with random numbers on the VSwitches of a group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.cli_options import add_named_plan

if TYPE_CHECKING:
    import argparse


def add_play_options(command: argparse.ArgumentParser) -> None:
    """The plan and its group, how often it is played, and all that a plan is made on; the seed is the plan's too."""
    add_named_plan(command)
    command.add_argument("--group", metavar="G", help="a group of the plan, by its name (default: the first one)")
    command.add_argument(
        "--replications", type=int, metavar="N", default=20, help="how often it is played (default: 20)"
    )
