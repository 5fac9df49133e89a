"""``eniplan whatif reserve``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from eniplan.cli_options import file_name, made_plan
from eniplan.spelling import counted
from eniplan.whatif_cli.question import Question, add_plan

if TYPE_CHECKING:
    import argparse

    from eniplan.capacity.answer import Answer


def _add(command: argparse.ArgumentParser) -> None:
    add_plan(command)
    command.add_argument(
        "-o",
        "--output",
        type=file_name,
        metavar="FILE",
        help="write the parameters of one CreateVSwitchCidrReservation call a line (JSON)",
    )


def _answer(asked: argparse.Namespace) -> Answer:
    from eniplan.capacity.reserve import reserve
    from eniplan.exchange.reservations import write_reservations

    answer = reserve(made_plan(asked))
    if asked.output:
        write_reservations(answer, asked.output)
        print(f"eniplan: {counted(len(answer.requests), 'request')} written to {asked.output}", file=sys.stderr)
    return answer


QUESTION = Question(
    about="which blocks to reserve for the prefixes of a plan, within the limits, and what each one buys",
    add=_add,
    answer=_answer,
    example="--plan tight.toml --inventory account/ -o reservations.jsonl",
)
