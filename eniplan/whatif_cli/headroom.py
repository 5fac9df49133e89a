"""``eniplan whatif headroom``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.cli_options import made_plan
from eniplan.whatif_cli.question import Question, add_plan

if TYPE_CHECKING:
    import argparse

    from eniplan.capacity.answer import Answer


def _add(command: argparse.ArgumentParser) -> None:
    add_plan(command)
    command.add_argument("--group", metavar="G", help="one group of the plan, by its name (default: all)")


def _answer(asked: argparse.Namespace) -> Answer:
    from eniplan.capacity.headroom import headroom

    return headroom(made_plan(asked), asked.group)


QUESTION = Question(
    about="how many more ENIs of each group fit, per VSwitch and in all, and the limit that refuses the next one",
    add=_add,
    answer=_answer,
    example="--plan web.toml --inventory account/ --group 'web-{n:03}'",
)
