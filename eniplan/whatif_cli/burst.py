"""``eniplan whatif burst``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.cli_options import made_plan
from eniplan.whatif_cli.question import Question, add_play_options

if TYPE_CHECKING:
    import argparse

    from eniplan.capacity.answer import Answer


def _add(command: argparse.ArgumentParser) -> None:
    command.add_argument("--creations", type=int, metavar="N", help="how many ENIs (default: as many as the group has)")
    command.add_argument(
        "--concurrent", type=int, metavar="N", help="creations that decide on the same counts (default: all)"
    )
    add_play_options(command)


def _answer(asked: argparse.Namespace) -> Answer:
    from eniplan.capacity.burst import burst

    return burst(
        made_plan(asked),
        asked.group,
        creations=asked.creations,
        concurrent=asked.concurrent,
        replications=asked.replications,
        seed=asked.seed or 0,
    )


QUESTION = Question(
    about="where concurrent creations on stale counts pile up, and which is refused first, under four policies",
    add=_add,
    answer=_answer,
    example="--plan web.toml --inventory account/ --group 'web-{n:02}' --creations 200 --concurrent 50",
)
