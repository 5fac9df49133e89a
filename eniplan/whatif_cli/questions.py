"""The table of questions, and what is done with each answer: text or one JSON document, and the exit status."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from eniplan.cli_options import FINE, REFUSED, add_command, print_document
from eniplan.whatif_cli import (
    blocks,
    burst,
    churn,
    compare,
    defragment,
    forecast,
    headroom,
    pin,
    reserve,
    size,
    sweep,
    terway,
    zones,
)

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from eniplan.cli_options import Commands
    from eniplan.whatif_cli.question import Question

QUESTIONS: Mapping[str, Question] = MappingProxyType(
    {
        "headroom": headroom.QUESTION,
        "blocks": blocks.QUESTION,
        "reserve": reserve.QUESTION,
        "forecast": forecast.QUESTION,
        "zones": zones.QUESTION,
        "size": size.QUESTION,
        "terway": terway.QUESTION,
        "pin": pin.QUESTION,
        "defragment": defragment.QUESTION,
        "churn": churn.QUESTION,
        "burst": burst.QUESTION,
        "compare": compare.QUESTION,
        "sweep": sweep.QUESTION,
    }
)
"""Every question by name, in the order of the help."""


def add_whatif(commands: Commands) -> None:
    """Add the command with one command below it for each question."""
    examples = "".join(f"  eniplan whatif {name} {one.example}\n" for name, one in QUESTIONS.items())
    about = "what if: how many more ENIs fit, what stays whole, and which limit refuses first"
    command = add_command(commands, "whatif", _run, about, f"examples:\n{examples}")
    asked = command.add_subparsers(title="questions", metavar="QUESTION", required=True, dest="question")
    for name, one in QUESTIONS.items():
        parser = add_command(asked, name, _run, one.about, f"example:\n  eniplan whatif {name} {one.example}\n")
        one.add(parser)
        parser.add_argument("--json", action="store_true", help="print one JSON document")


def _run(asked: argparse.Namespace) -> int:
    answer = QUESTIONS[asked.question].answer(asked)
    asked.status = FINE if answer.holds else REFUSED
    if asked.json:
        from eniplan.exchange.answer_document import answer_document

        print_document(answer_document(answer))
    else:
        from eniplan.report.answers.answer_text import answer_text

        print(answer_text(answer))
    return int(asked.status)
