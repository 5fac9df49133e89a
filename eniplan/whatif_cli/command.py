"""``eniplan whatif``: a command with one below it for each question, which are loaded when it is asked for.

What is done with each answer stands here too: text or one JSON document, and the exit status.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from eniplan.cli_options import FINE, REFUSED, Command, add_command, add_json, print_document

if TYPE_CHECKING:
    import argparse

    from eniplan.cli_options import Commands
    from eniplan.whatif_cli.question import Question


def add_whatif(commands: Commands) -> None:
    """Add the command."""
    about = "what if: how many more ENIs fit, what stays whole, and which limit refuses first"
    add_command(commands, "whatif", _run, about, "", options=_add_questions)


def _add_questions(command: argparse.ArgumentParser) -> None:
    from eniplan.whatif_cli.questions import QUESTIONS

    command.epilog = "examples:\n" + "".join(f"  {_example(name, one)}\n" for name, one in QUESTIONS.items())
    asked = command.add_subparsers(
        title="questions", metavar="QUESTION", required=True, dest="question", parser_class=Command
    )
    for name, one in QUESTIONS.items():
        add_command(
            asked, name, _run, one.about, f"example:\n  {_example(name, one)}\n", options=partial(_add_options, one)
        )


def _example(name: str, one: Question) -> str:
    return f"eniplan whatif {name} {one.example}"


def _add_options(one: Question, command: argparse.ArgumentParser) -> None:
    one.add(command)
    add_json(command)


def _run(asked: argparse.Namespace) -> int:
    from eniplan.whatif_cli.questions import QUESTIONS

    answer = QUESTIONS[asked.question].answer(asked)
    asked.status = FINE if answer.holds else REFUSED
    if asked.json:
        from eniplan.exchange.answer_document import answer_document

        print_document(answer_document(answer))
    else:
        from eniplan.report.answers.answer_text import answer_text

        print(answer_text(answer))
    return int(asked.status)
