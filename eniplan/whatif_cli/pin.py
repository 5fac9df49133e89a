"""``eniplan whatif pin``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from eniplan.cli_options import file_name, made_plan
from eniplan.whatif_cli.question import Question, add_plan

if TYPE_CHECKING:
    import argparse

    from eniplan.capacity.answer import Answer


def _add(command: argparse.ArgumentParser) -> None:
    add_plan(command)
    command.add_argument("-o", "--output", type=file_name, metavar="FILE", help="write the pinned plan as a plan file")


def _answer(asked: argparse.Namespace) -> Answer:
    from eniplan.capacity.pin import pin
    from eniplan.network.profile_file import read_profile

    profile = read_profile(Path(asked.profile)) if asked.profile else None
    answer = pin(made_plan(asked), profile=profile)
    if asked.output:
        from eniplan.exchange.plan_writing import save_plan_file

        save_plan_file(answer.spec, asked.output)
    return answer


QUESTION = Question(
    about="which addresses to name so that whole /28s stay whole, and what leaving them random would cost",
    add=_add,
    answer=_answer,
    example="--plan web.toml --inventory account/ -o pinned.toml",
)
