"""``eniplan whatif zones``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eniplan.cli_options import made_plan
from eniplan.whatif_cli.question import Question, add_plan

if TYPE_CHECKING:
    import argparse

    from eniplan.capacity.answer import Answer


def _add(command: argparse.ArgumentParser) -> None:
    add_plan(command)


def _answer(asked: argparse.Namespace) -> Answer:
    from eniplan.capacity.zones import zones

    return zones(made_plan(asked))


QUESTION = Question(
    about="lose a zone or a VSwitch: what no longer fits, where it could go, and what to reserve today",
    add=_add,
    answer=_answer,
    example="--plan web.toml --inventory account/",
)
