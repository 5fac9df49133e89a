"""``eniplan whatif size``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.cli_options import made_plan
from eniplan.whatif_cli.question import Question, add_plan

if TYPE_CHECKING:
    import argparse

    from eniplan.capacity.answer import Answer


def _add(command: argparse.ArgumentParser) -> None:
    add_plan(command)
    command.add_argument(
        "--confidence", type=float, default=0.95, metavar="P", help="the chance with which everything fits (0.95)"
    )
    command.add_argument("--vswitches", type=int, default=1, metavar="N", help="VSwitches that share it, at least (1)")
    command.add_argument(
        "--drawn", type=int, default=0, metavar="K", help="single addresses drawn before blocks are reserved (0)"
    )


def _answer(asked: argparse.Namespace) -> Answer:
    from eniplan.capacity.size import size

    return size(made_plan(asked), confidence=asked.confidence, vswitches=asked.vswitches, drawn=asked.drawn)


QUESTION = Question(
    about="the smallest VSwitches and reserved blocks that hold a plan's ENIs, and what one size less would risk",
    add=_add,
    answer=_answer,
    example="--plan web.toml --vswitches 2",
)
